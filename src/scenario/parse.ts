/** From JSON text or a value to a validated scenario: every fault at once, or the scenario. */
import { faultsOf } from './checks/check.ts';
import { fault } from './fault.ts';
import { withChanges } from './field-change.ts';
import type { ScenarioFile } from './file-format.ts';
import { inFileOrder } from './file-order.ts';
import { changesTo } from './following-fields.ts';
import { readJson } from './json-text.ts';
import { describeValue } from './leaf-schemas.ts';
import { normalize } from './normalize.ts';
import { namePreset, resolvePresets } from './presets/resolve.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioError } from './scenario-error.ts';
import { readSections } from './sections.ts';

export type ParseOutcome =
  | { readonly ok: true; readonly file: ScenarioFile; readonly scenario: Scenario }
  /** In the order of the file; never empty. */
  | { readonly ok: false; readonly errors: readonly ScenarioError[] };

/** Reads the text of a scenario file. Errors carry the line and column of the field that they name. */
export function parseScenarioText(text: string): ParseOutcome {
  const json = readJson(text);
  if (!json.ok) return { ok: false, errors: json.errors };
  const outcome = parseScenarioValue(json.value);
  if (outcome.ok) return outcome;
  return { ok: false, errors: outcome.errors.map((error) => ({ ...error, ...json.place(error.path) })) };
}

/** The same from a value that is already parsed JSON. Its `results` are left out of the file returned. */
export function parseScenarioValue(value: unknown): ParseOutcome {
  const { parsed, sections, errors } = readSections(value);
  // Of another version of the format nothing else can be said.
  const version = errors.find((error) => error.code === 'version');
  if (version !== undefined) return { ok: false, errors: [version] };
  const resolution = resolvePresets(sections);
  const { clients, path } = resolution.sections;
  const faults = faultsOf(resolution.sections, value).map((error) => namePreset(error, resolution.filled));
  const all = [...errors, ...resolution.errors, ...faults];
  if (all.length > 0 || parsed === null) return { ok: false, errors: inFileOrder(all, value) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just accepted it
  const { results: _, ...file } = value as ScenarioFile;
  const impossible = impossibleRanges(file);
  if (impossible.length > 0) return { ok: false, errors: inFileOrder(impossible, value) };
  const resolved = { ...parsed, clients: present(clients ?? []), path: present(path) };
  return { ok: true, file, scenario: normalize(resolved) };
}

/** The ends of ranges that the file could not have: each is tried in its field, and what is wrong with it is said there. */
function impossibleRanges({ uncertain = [], ...file }: ScenarioFile): ScenarioError[] {
  return uncertain.flatMap((range, i) =>
    (['low', 'likely', 'high'] as const).flatMap((end) => {
      const given = range[end];
      if (given === undefined) return [];
      const outcome = parseScenarioValue(withChanges(file, changesTo(file, range.field, given)));
      const error = outcome.ok ? undefined : outcome.errors[0];
      if (error === undefined) return [];
      const { path, message, accepted = 'another value' } = error;
      const place = path === range.field ? '' : `${path}: `;
      const words = `${describeValue(given)} in ${range.field} is not possible: ${place}${message}`;
      return [fault(`uncertain.${i}.${end}`, 'conflict', words, accepted, given)];
    }),
  );
}

/** Without the parts that could not be read; where there was no error that is all of them. */
function present<T>(parts: readonly (T | null)[]): T[] {
  return parts.filter((part) => part !== null);
}
