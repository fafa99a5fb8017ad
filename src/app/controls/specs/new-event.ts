/** What "Add event" writes: an event that is valid as it stands, of which every value can be changed afterwards. */
import { setField } from '../../../scenario/edit.ts';
import { EVENT_ACTIONS, type ScenarioFile } from '../../../scenario/file-format.ts';
import { parseScenarioValue } from '../../../scenario/parse.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { formatDuration } from '../../../scenario/units.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldChange } from '../field-spec.ts';
import { firstSet } from './change-fields.ts';

export type EventAction = (typeof EVENT_ACTIONS)[number];

export interface EventChoice {
  readonly action: EventAction;
  /** What it can act on as it would be written, the servers first. */
  readonly targets: readonly string[];
}

/**
 * What an event says beside its time, action and target when it is new; the defaults of the file format serve for the rest. To
 * offer a new action: one entry here (without it this does not compile), its fields in `fieldsOfAction` (event-fields.ts), its
 * words in `eventLabel`. What it can act on needs no list: the scenario's own checks say it.
 */
const BESIDE_TARGET: Readonly<Record<EventAction, (scenario: Scenario, target: string) => object>> = {
  restart: () => ({}),
  crash: () => ({}),
  failover: () => ({}),
  'link-cut': () => ({}),
  'scale-out': () => ({}),
  'scale-in': () => ({}),
  disconnect: () => ({ share: 0.5 }),
  reload: () => ({ shutdownTimeout: '4m' }),
  change: (scenario, target) => ({ set: firstSet(scenario, target) }),
};

/** The actions that have something to act on. */
export function eventChoices({ file, scenario }: DocumentState): EventChoice[] {
  const targets = targetsOf(scenario);
  return EVENT_ACTIONS.map((action) => ({
    action,
    targets: targets.filter((target) => parseScenarioValue(withEvent(file, scenario, action, target)).ok),
  })).filter((choice) => choice.targets.length > 0);
}

/** The servers, the hops, the populations. */
function targetsOf({ path, clients }: Scenario): string[] {
  return [...new Set(['backends', ...[...path, ...clients].map(({ name }) => name)])];
}

/**
 * What an event of the list becomes with another action: what was said of the old one means nothing, or something else, and
 * where the new one cannot act on the old target it gets the first that it can act on.
 */
export function withAction(value: unknown, index: number, state: DocumentState): readonly FieldChange[] {
  const { file, scenario } = state;
  const action = EVENT_ACTIONS.find((each) => each === value);
  const { target: old = 'backends', at: _, action: __, ...said } = file.events?.[index] ?? {};
  if (action === undefined) return [];
  const changes = (target: string): FieldChange[] =>
    Object.entries({
      ...Object.fromEntries(Object.keys(said).map((name) => [name, undefined])),
      ...BESIDE_TARGET[action](scenario, target),
      // A target that is given stays as it is written.
      ...(target === old ? {} : { target: target === 'backends' ? undefined : target }),
    }).map(([name, to]) => [`events.${index}.${name}`, to]);
  const fits = (target: string): boolean => {
    const all: FieldChange[] = [[`events.${index}.action`, action], ...changes(target)];
    return parseScenarioValue(all.reduce((next, [path, to]) => setField(next, path, to), file)).ok;
  };
  return changes([old, ...targetsOf(scenario)].find(fits) ?? old);
}

/** The file with one event more, half way from the last one to the end of the run. */
export function withEvent(
  file: ScenarioFile,
  scenario: Scenario,
  action: EventAction,
  target: string,
): ScenarioFile {
  const { events, durationSec } = scenario;
  const lastSec = Math.max(0, ...events.map(({ atSec }) => atSec));
  const event = {
    at: formatDuration(roundSec((lastSec + durationSec) / 2, lastSec)),
    action,
    ...(target === 'backends' ? {} : { target }),
    ...BESIDE_TARGET[action](scenario, target),
  };
  return setField(file, `events.${events.length}`, event);
}

/** The file without one of its events; the list goes with the last one. */
export function withoutEvent(file: ScenarioFile, index: number): ScenarioFile {
  return setField(file, file.events?.length === 1 ? 'events' : `events.${index}`, undefined);
}

/** Whole minutes or seconds, where that is not before the last event. */
function roundSec(sec: number, leastSec: number): number {
  for (const step of [60, 1]) {
    const rounded = Math.floor(sec / step) * step;
    if (rounded >= step && rounded > leastSec) return rounded;
  }
  return sec;
}
