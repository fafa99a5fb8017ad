import { fixFor, optionOf } from '../../analysis/fix/fix.ts';
import { firstFailure, smallestChange } from '../../analysis/fix/smallest-change.ts';
import {
  type Fix,
  type FixStep,
  type Snippet,
  SYNTAX_NAMES,
  SYSTEM_NAMES,
  SYSTEMS,
  type System,
} from '../../analysis/fix/snippet.ts';
import { guideTo } from '../../analysis/limits/limit-guide.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { parseCommand } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { faultsText, type ReadScenario, readScenario } from '../read-scenario.ts';
import { UsageError } from '../usage-error.ts';

/** `fix FILE [--change PATH=VALUE]... [--system NAME] [--json]`: changes in the words of the systems they are made in. */
export function fix(argv: readonly string[], io: Io): number {
  const { file: path, values } = parseCommand(argv, {
    change: { type: 'string', multiple: true },
    system: { type: 'string' },
    json: { type: 'boolean' },
  });
  const read = readScenario(path, io);
  const system = values.system === undefined ? undefined : systemNamed(values.system);
  const changes =
    values.change === undefined ? smallestOf(read) : values.change.map((text) => readChange(text));
  refuseInvalid(read.file, changes);
  const fixed = fixFor(read.file, changes);
  io.out(
    values.json === true
      ? jsonDocument({
          scenario: read.scenario.name,
          engineVersion: ENGINE_VERSION,
          changes,
          steps: fixed.steps.map((step) => stepDocument(step, system)),
          withoutSnippet: fixed.unwritten,
        })
      : fixText(fixed, changes, system),
  );
  return EXIT_OK;
}

function systemNamed(name: string): System {
  const found = SYSTEMS.find((system) => system === name);
  if (found === undefined)
    throw new UsageError(`--system ${JSON.stringify(name)} (accepted: ${SYSTEMS.join(', ')})`);
  return found;
}

/** `path.0.snat.addresses=2`; the value is JSON where it can be read as such, else a text; nothing is the default. */
function readChange(text: string): FieldChange {
  const at = text.indexOf('=');
  if (at <= 0)
    throw new UsageError(
      `--change ${JSON.stringify(text)} (accepted: a field and its value, as in path.0.snat.addresses=2)`,
    );
  const value = text.slice(at + 1);
  return { path: text.slice(0, at), to: value === '' ? undefined : readValue(value) };
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function smallestOf({ file, scenario }: ReadScenario): readonly FieldChange[] {
  const row = firstFailure(scenario);
  if (row === null) return [];
  const changes = smallestChange(file, row);
  if (changes !== null) return changes;
  throw new UsageError(
    `no change of the ${row.label} at ${row.stationName} alone carries the target (${guideTo(row.resource).howToRaise}); give changes with --change`,
  );
}

function refuseInvalid(file: ScenarioFile, changes: readonly FieldChange[]): void {
  const outcome = parseScenarioValue(changed(file, changes));
  if (!outcome.ok) throw new UsageError(faultsText('the scenario with these changes', outcome.errors));
}

function changed(file: ScenarioFile, changes: readonly FieldChange[]): ScenarioFile {
  try {
    return withChanges(file, changes);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--change: ${error.message}`);
    throw error;
  }
}

function stepDocument(step: FixStep, system: System | undefined): object {
  const option = optionOf(step, system);
  return {
    title: step.title,
    station: step.stationName,
    changes: step.changes,
    predictedEffect: step.predictedEffect,
    system: option?.system ?? null,
    snippets: option?.snippets ?? [],
    systems: step.options.map((each) => each.system),
  };
}

function fixText(
  { steps, unwritten }: Fix,
  changes: readonly FieldChange[],
  system: System | undefined,
): string {
  if (changes.length === 0) return 'Every limit carries the target: there is nothing to change.\n';
  const parts = steps.map((step, index) => stepText(step, index + 1, system));
  if (unwritten.length > 0)
    parts.push(
      [
        'No snippet for:',
        ...unwritten.map(({ change, reason }) => `  ${changeText(change)}: ${reason}`),
        '',
      ].join('\n'),
    );
  return parts.length === 0 ? 'These changes leave the scenario as it is.\n' : parts.join('\n');
}

function stepText(step: FixStep, number: number, system: System | undefined): string {
  const option = optionOf(step, system);
  const others = step.options.filter((each) => each !== option).map((each) => each.system);
  const head = [
    `${number}. ${step.title} at ${step.stationName}: ${step.changes.map(changeText).join(', ')}`,
    `   ${step.predictedEffect}`,
  ];
  if (option === null)
    return [
      ...head,
      `   ${system === undefined ? 'What the scenario says runs here has no words for it' : `${SYSTEM_NAMES[system]} has no words for it`}. Written for: ${others.join(', ')} (--system).`,
      '',
    ].join('\n');
  const also = others.length === 0 ? [] : [`   Also written for: ${others.join(', ')} (--system).`];
  return [...head, ...also, '', option.snippets.map(snippetText).join('\n')].join('\n');
}

/** The code stands at the left edge, so that it can be copied as it is. */
function snippetText({ title, syntax, whereItGoes, code, caveats, source }: Snippet): string {
  return [
    `   ${title} (${SYNTAX_NAMES[syntax]})`,
    `   Where: ${whereItGoes}`,
    '',
    code,
    ...caveats.map((caveat) => `   - ${caveat}`),
    `   Source: ${source}`,
    '',
  ].join('\n');
}

function changeText({ path, to }: FieldChange): string {
  return `${path} = ${to === undefined ? 'its default' : JSON.stringify(to)}`;
}
