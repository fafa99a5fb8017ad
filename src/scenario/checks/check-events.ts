/** Rules between the events and what they act on. */

import { EVENT, hopNames, populationNames } from '../defaults.ts';
import { fault } from '../fault.ts';
import type { ParsedBackends, ParsedClient, ParsedEvent, ResolvedHop } from '../file-format.ts';
import { nearest } from '../nearest-name.ts';
import { joinPath, type ScenarioError } from '../scenario-error.ts';
import { formatDuration, quoted } from '../units.ts';
import { reloadFaults } from '../workers.ts';
import { autoscaleEventFaults } from './check-autoscale.ts';
import { type ChangedPlace, changeFaults } from './check-changes.ts';
import { scalingFaults } from './check-scaling.ts';

const MAX_EVENTS = 1000;

/** What events can refer to; null is what cannot be read. */
export interface EventContext {
  readonly durationSec: number | null;
  readonly clients: readonly (ParsedClient | null)[] | null;
  readonly path: readonly (ResolvedHop | null)[];
  readonly backends: ParsedBackends | null;
}

export function eventFaults(events: readonly (ParsedEvent | null)[], context: EventContext): ScenarioError[] {
  const faults: ScenarioError[] = [];
  if (events.length > MAX_EVENTS) {
    faults.push(fault('events', 'out-of-range', `${events.length} events`, `at most ${MAX_EVENTS} events`));
  }
  const sizes = targetSizes(context);
  const populations = namesOfAll(context);
  // With a hop that cannot be read its name is not known, so no target can be called unknown.
  const isComplete = !context.path.includes(null);
  events.forEach((event, i) => {
    if (event === null) return;
    const own = [
      ...timeFaults(event, context.durationSec),
      ...(event.action === 'disconnect' || event.action === 'link-cut'
        ? placeFaults(event, sizes, isComplete ? populations : null)
        : targetFaults(event, sizes, isComplete)),
      ...autoscaleEventFaults(event, autoscaleOf(event, context)),
      ...(event.action === 'change' ? changeFaults(event, placeOf(event, sizes, context)) : []),
      ...(event.action === 'reload' ? reloadFaultsOf(event, context, sizes) : []),
    ];
    faults.push(...own.map((error) => at(i, error)));
  });
  faults.push(...scalingFaultsOf(events, sizes, context.durationSec ?? Infinity));
  return faults;
}

function autoscaleOf({ target = EVENT.target }: ParsedEvent, { path, backends }: EventContext) {
  const stage = target === EVENT.target ? backends : path[hopNames(path).indexOf(target)];
  return stage?.autoscale;
}

/** What a change acts on; null where it cannot be read, or is nothing that there is. */
function placeOf(
  { target = EVENT.target }: ParsedEvent,
  sizes: ReadonlyMap<string, number | null>,
  { path, backends }: EventContext,
): ChangedPlace | null {
  const instances = sizes.get(target);
  if (instances == null) return null;
  if (target === EVENT.target) return backends === null ? null : { backends, instances };
  const hop = path[hopNames(path).indexOf(target)];
  return hop == null ? null : { hop, instances };
}

/** How many instances each possible target has; null where that is not known. */
function targetSizes({ path, backends }: EventContext): Map<string, number | null> {
  const names = hopNames(path);
  const sizes = new Map<string, number | null>();
  path.forEach((hop, i) => {
    if (hop !== null) sizes.set(names[i] ?? '', hop.instances ?? 1);
  });
  // Last, so that a hop that took the name (a fault of its own) does not stand in for them.
  sizes.set('backends', backends?.count ?? null);
  return sizes;
}

/** Null where a population cannot be read, so that its name is not known. */
function namesOfAll({ clients }: EventContext): readonly string[] | null {
  return clients === null || clients.includes(null) ? null : populationNames(clients);
}

function timeFaults({ at }: ParsedEvent, durationSec: number | null): ScenarioError[] {
  if (durationSec === null || at < durationSec) return [];
  const end = formatDuration(durationSec);
  const message = `an event at ${formatDuration(at)} is not before the end of the run at ${end}`;
  return [fault('at', 'out-of-range', message, `less than ${end}`, at)];
}

const VERBS = {
  restart: 'restart',
  crash: 'crash',
  failover: 'fail over',
  'link-cut': 'cut off',
  'scale-out': 'scale',
  'scale-in': 'scale',
  disconnect: 'disconnect',
  change: 'change',
  reload: 'reload',
} as const;

function targetFaults(
  event: ParsedEvent,
  sizes: ReadonlyMap<string, number | null>,
  isComplete: boolean,
): ScenarioError[] {
  const { target = EVENT.target, action } = event;
  const size = sizes.get(target);
  const names = [...sizes.keys()].filter((name) => action !== 'failover' || name !== EVENT.target);
  if (size === undefined) return isComplete ? [unknownTarget(target, action, names)] : [];
  if (!names.includes(target)) {
    const message = 'a failover is of a hop; servers do not stand in for one another';
    return [
      fault('target', 'conflict', message, names.map(quoted).join(', ') || 'a path with a hop', target),
    ];
  }
  return size === null ? [] : numberFaults(event, target, size);
}

function unknownTarget(
  target: string,
  action: ParsedEvent['action'],
  names: readonly string[],
): ScenarioError {
  const near = nearest(target, names);
  const hint = near === null ? '' : `; did you mean ${quoted(near)}?`;
  const message = `there is nothing named ${quoted(target)} to ${VERBS[action]}${hint}`;
  return fault('target', 'conflict', message, names.map(quoted).join(', '), target);
}

/**
 * What acts on a population or on a stage.
 * @param populations null where not all names are known
 */
function placeFaults(
  { target = EVENT.target, action }: ParsedEvent,
  stages: ReadonlyMap<string, unknown>,
  populations: readonly string[] | null,
): ScenarioError[] {
  if (populations === null) return [];
  const isStage = stages.has(target);
  if (!isStage && !populations.includes(target))
    return [unknownTarget(target, action, [...populations, ...stages.keys()])];
  if (!isStage || !populations.includes(target)) return [];
  const message = `both a population and a stage are named ${quoted(target)}`;
  return [fault('target', 'conflict', message, 'a name that only one of them has', target)];
}

function reloadFaultsOf(
  { target = EVENT.target }: ParsedEvent,
  { path }: EventContext,
  sizes: ReadonlyMap<string, unknown>,
): ScenarioError[] {
  const at = [...sizes.keys()].indexOf(target);
  const hop = path.filter((each) => each !== null)[at];
  return at < 0 ? [] : reloadFaults(target, hop?.mode ?? null);
}

/** An event cannot take more instances than there are, nor all of them for good. */
function numberFaults(event: ParsedEvent, target: string, size: number): ScenarioError[] {
  if (event.action === 'link-cut') return [];
  if (event.action === 'restart') {
    const { batch = EVENT.batch, drain = EVENT.drainSec, grace = EVENT.graceSec } = event;
    if (grace > drain) {
      const message = `a grace of ${formatDuration(grace)} is longer than the drain of ${formatDuration(drain)}`;
      return [fault('grace', 'conflict', message, `from 0s to ${formatDuration(drain)}`, grace)];
    }
    if (batch <= size) return [];
    const message = `a batch of ${batch} is more than the ${size} there are of ${quoted(target)}`;
    return [fault('batch', 'conflict', message, `from 1 to ${size}`, batch)];
  }
  if (event.action === 'disconnect' || event.action === 'reload') return [];
  const { action } = event;
  const { instances = action === 'change' ? size : EVENT.instances } = event;
  if (instances > size) {
    const message = `a ${action} of ${instances} is more than the ${size} there are of ${quoted(target)}`;
    return [fault('instances', 'conflict', message, `from 1 to ${size}`, instances)];
  }
  if (event.action !== 'crash' || event.down !== Infinity || instances < size) return [];
  const message = `a crash for good of all ${size} of ${quoted(target)} leaves none`;
  return [fault('down', 'conflict', message, 'a time after which they are back', 'forever')];
}

/** Rules between the events of each target whose size is known. */
function scalingFaultsOf(
  events: readonly (ParsedEvent | null)[],
  sizes: ReadonlyMap<string, number | null>,
  endSec: number,
): ScenarioError[] {
  return [...sizes].flatMap(([target, size]) => {
    if (size === null) return [];
    const own = events.flatMap((event, index) => {
      const isOwn = event !== null && (event.target ?? EVENT.target) === target;
      return isOwn && numberFaults(event, target, size).length === 0 ? [{ index, event }] : [];
    });
    return scalingFaults(target, size, own, endSec).map(({ index, error }) => at(index, error));
  });
}

function at(index: number, error: ScenarioError): ScenarioError {
  return { ...error, path: joinPath('events', index, error.path) };
}
