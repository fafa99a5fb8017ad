/** Rules between the events and what they act on. */
import { defaultNames, RESTART } from './defaults.ts';
import { fault } from './fault.ts';
import type { ParsedBackends, ParsedEvent, ResolvedHop } from './file-format.ts';
import { nearest } from './nearest-name.ts';
import { joinPath, type ScenarioError } from './scenario-error.ts';
import { formatDuration, quoted } from './units.ts';

const MAX_EVENTS = 1000;

/** What events can refer to; null is what cannot be read. */
export interface EventContext {
  readonly durationSec: number | null;
  readonly path: readonly (ResolvedHop | null)[];
  readonly backends: ParsedBackends | null;
}

export function eventFaults(events: readonly (ParsedEvent | null)[], context: EventContext): ScenarioError[] {
  const faults: ScenarioError[] = [];
  if (events.length > MAX_EVENTS) {
    faults.push(fault('events', 'out-of-range', `${events.length} events`, `at most ${MAX_EVENTS} events`));
  }
  const sizes = targetSizes(context);
  // With a hop that cannot be read its name is not known, so no target can be called unknown.
  const isComplete = !context.path.includes(null);
  events.forEach((event, i) => {
    if (event === null) return;
    const own = [...timeFaults(event, context.durationSec), ...targetFaults(event, sizes, isComplete)];
    faults.push(...own.map((error) => ({ ...error, path: joinPath('events', i, error.path) })));
  });
  return faults;
}

/** How many instances each possible target has; null where that is not known. */
function targetSizes({ path, backends }: EventContext): Map<string, number | null> {
  const names = defaultNames(
    path.map((hop) => hop?.name),
    path.map((hop) => hop?.preset ?? hop?.mode ?? ''),
  );
  const sizes = new Map<string, number | null>();
  path.forEach((hop, i) => {
    if (hop !== null) sizes.set(names[i] ?? '', hop.instances ?? 1);
  });
  // Last, so that a hop that took the name (a fault of its own) does not stand in for them.
  sizes.set('backends', backends?.count ?? null);
  return sizes;
}

function timeFaults({ at }: ParsedEvent, durationSec: number | null): ScenarioError[] {
  if (durationSec === null || at < durationSec) return [];
  const end = formatDuration(durationSec);
  const message = `an event at ${formatDuration(at)} is not before the end of the run at ${end}`;
  return [fault('at', 'out-of-range', message, `less than ${end}`, at)];
}

function targetFaults(
  { target = RESTART.target, batch = RESTART.batch }: ParsedEvent,
  sizes: ReadonlyMap<string, number | null>,
  isComplete: boolean,
): ScenarioError[] {
  const size = sizes.get(target);
  if (size === undefined) {
    if (!isComplete) return [];
    const names = [...sizes.keys()];
    const near = nearest(target, names);
    const hint = near === null ? '' : `; did you mean ${quoted(near)}?`;
    const message = `there is nothing named ${quoted(target)} to restart${hint}`;
    return [fault('target', 'conflict', message, names.map(quoted).join(', '), target)];
  }
  if (size === null || batch <= size) return [];
  const message = `a batch of ${batch} is more than the ${size} there are of ${quoted(target)}`;
  return [fault('batch', 'conflict', message, `from 1 to ${size}`, batch)];
}
