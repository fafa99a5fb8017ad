/** Changes of a scenario, written down in the words of the systems that it runs on. */
import { type FieldChange, realChanges, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { HopMode, Scenario } from '../../scenario/scenario.ts';
import { describeScenarioError } from '../../scenario/scenario-error.ts';
import { type FixPlace, fixPlace } from './fix-place.ts';
import { leafChanges } from './leaf-changes.ts';
import { predictedEffect } from './predicted-effect.ts';
import {
  GROUP_TITLES,
  groupOf,
  type PlacedGroup,
  placeOfField,
  reasonForNone,
  type SettingGroup,
} from './setting-groups.ts';
import type { Fix, FixOption, FixStep, Snippet, System, Unwritten } from './snippet.ts';
import { writtenFor } from './systems.ts';

/**
 * The changes in steps, each with the snippets of every system that has words for it. Changes that leave the file as it is
 * are left out; what nobody can write down is listed with the reason.
 * @throws RangeError when the file is not valid, or is not with the changes: say so to the user before
 */
export function fixFor(file: ScenarioFile, changes: readonly FieldChange[]): Fix {
  const real = realChanges(file, changes);
  const before = scenarioOf(file);
  const changed = withChanges(file, real);
  const after = scenarioOf(changed);
  const { groups, unwritten } = grouped(after, leafChanges(file, real));
  const steps: FixStep[] = [];
  for (const group of groups) {
    const place = fixPlace(group, changed, after);
    const step = stepOf(place, effectOf(file, group, before, after));
    if (step === null)
      unwritten.push(...group.changes.map((change) => ({ change, reason: withoutWords(place) })));
    else steps.push(step);
  }
  return { steps, unwritten };
}

/**
 * The snippets of the likeliest system at each place, or of `system` where that has words for the change.
 * @throws RangeError as `fixFor`
 */
export function snippetsFor(
  file: ScenarioFile,
  changes: readonly FieldChange[],
  system?: System,
): readonly Snippet[] {
  return fixFor(file, changes).steps.flatMap((step) => optionOf(step, system)?.snippets ?? []);
}

/**
 * The option of a step in a system, and without one the likeliest that fits. Null where the step has none in that system,
 * or none that fits: what is written for another product is shown to nobody who did not ask for it.
 */
export function optionOf({ options }: FixStep, system?: System): FixOption | null {
  return options.find((option) => (system === undefined ? option.fits : option.system === system)) ?? null;
}

function scenarioOf(file: ScenarioFile): Scenario {
  const outcome = parseScenarioValue(file);
  if (outcome.ok) return outcome.scenario;
  throw new RangeError(outcome.errors.map(describeScenarioError).join('\n'));
}

interface Grouped {
  readonly groups: readonly PlacedGroup[];
  readonly unwritten: Unwritten[];
}

/** Changes of one place that are set in the same lines, together. */
function grouped(after: Scenario, changes: readonly FieldChange[]): Grouped {
  const groups = new Map<string, { group: SettingGroup; station: string; changes: FieldChange[] }>();
  const unwritten: Unwritten[] = [];
  for (const change of changes) {
    const { station } = placeOfField(change.path);
    const group = groupOf(change.path, modeAt(after, station));
    if (group === null) {
      unwritten.push({ change, reason: reasonForNone(change.path) });
      continue;
    }
    const key = `${station} ${group}`;
    const placed = groups.get(key);
    if (placed === undefined) groups.set(key, { group, station, changes: [change] });
    else placed.changes.push(change);
  }
  return { groups: [...groups.values()], unwritten };
}

function modeAt({ path }: Scenario, station: string): HopMode | undefined {
  const [owner, index] = station.split('.');
  return owner === 'path' ? path[Number(index)]?.mode : undefined;
}

/** What the changes of one step do alone, and where they cannot stand alone, what all do. */
function effectOf(
  file: ScenarioFile,
  { changes, station }: PlacedGroup,
  before: Scenario,
  after: Scenario,
): string {
  const alone = parseScenarioValue(withChanges(file, changes));
  return predictedEffect(before, alone.ok ? alone.scenario : after, station);
}

function stepOf(place: FixPlace, effect: string): FixStep | null {
  const options = writtenFor(place).flatMap(({ system, writer, fits }): FixOption[] => {
    const snippets = writer(place).map((text) => ({
      ...text,
      system,
      predictedEffect: effect,
      covers: place.changes,
    }));
    return snippets.length === 0 ? [] : [{ system, fits, snippets }];
  });
  if (options.length === 0) return null;
  return {
    id: `${place.station} ${place.group}`,
    title: GROUP_TITLES[place.group],
    stationName: place.name,
    changes: place.changes,
    predictedEffect: effect,
    options,
  };
}

function withoutWords({ group }: FixPlace): string {
  return `no system has a setting for this value (${GROUP_TITLES[group].toLowerCase()})`;
}
