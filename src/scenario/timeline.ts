/**
 * How many instances of a target there are over time. The number in the file is the most that there ever are: a
 * scale-out adds instances behind those that are there, a scale-in takes the last ones away. So with a single scale-out
 * the last instances are missing until it, and after a single scale-in they are gone.
 */
import type { Hop, RestartEvent, ScaleInEvent, ScaleOutEvent, Scenario, TimelineEvent } from './scenario.ts';
import { isSourceHash } from './source-hash.ts';

/** What is needed of an event that changes the number of instances. */
export type ScaleEvent =
  | Pick<ScaleOutEvent, 'action' | 'atSec' | 'instances'>
  | Pick<ScaleInEvent, 'action' | 'atSec' | 'instances' | 'drainSec'>;

export interface SizeChange<Event extends ScaleEvent> {
  readonly event: Event;
  /** Instances before and after it: those between the two numbers join or leave. */
  readonly before: number;
  readonly after: number;
}

export interface Sizes<Event extends ScaleEvent> {
  /** Instances at the start of the run; below 1 where the events take more than there are. */
  readonly first: number;
  /** In the order of time; events of the same instant in the order of the list. */
  readonly changes: readonly SizeChange<Event>[];
}

/** @param most the most instances that there ever are */
export function sizesOverTime<Event extends ScaleEvent>(
  most: number,
  events: readonly Event[],
): Sizes<Event> {
  const inOrder = events.toSorted((a, b) => a.atSec - b.atSec);
  let balance = 0;
  let highest = 0;
  for (const event of inOrder) {
    balance += change(event);
    highest = Math.max(highest, balance);
  }
  const first = most - highest;
  let size = first;
  const changes = inOrder.map((event): SizeChange<Event> => {
    const before = size;
    size += change(event);
    return { event, before, after: size };
  });
  return { first, changes };
}

function change({ action, instances }: ScaleEvent): number {
  return action === 'scale-out' ? instances : -instances;
}

/** A change of how many instances a target has, by an event of that kind or for the time of a restart. */
export interface Scaling {
  readonly action: 'scale-out' | 'scale-in';
  readonly atSec: number;
  readonly instances: number;
  readonly drainSec: number;
  readonly cause: TimelineEvent;
}

/**
 * The sizes of one target of a scenario.
 * @param target what events call it
 */
export function sizesOfTarget(
  events: readonly TimelineEvent[],
  target: string,
  most: number,
): Sizes<Scaling> {
  const own = events.filter((event) => event.target === target);
  return sizesOverTime(
    most,
    own.flatMap((event) => scalingOf(event, most)),
  );
}

function scalingOf(cause: TimelineEvent, most: number): Scaling[] {
  const { atSec } = cause;
  switch (cause.action) {
    case 'scale-out':
      return [{ action: 'scale-out', atSec, instances: cause.instances, drainSec: 0, cause }];
    case 'scale-in':
      return [{ action: 'scale-in', atSec, instances: cause.instances, drainSec: cause.drainSec, cause }];
    case 'restart':
      return surgeOf(cause, most).map((step) => ({ ...step, cause }));
    default:
      return [];
  }
}

/** What decides when the batches of a restart begin. */
type Batches = Pick<
  RestartEvent,
  'atSec' | 'batch' | 'everySec' | 'drainSec' | 'downSec' | 'minReadySec' | 'surge'
>;

/** When the first batch of a restart begins, and how far apart they are. */
export function batchTimes({ atSec, everySec, drainSec, downSec, minReadySec, surge }: Batches) {
  const readySec = minReadySec ?? 0;
  return {
    firstSec: surge > 0 ? atSec + readySec : atSec,
    everySec: minReadySec === null ? everySec : Math.max(everySec, drainSec + downSec + readySec),
  };
}

/**
 * The instances that a restart has more while it lasts: they join with it, and leave when the last batch is back.
 * @param most instances of the target, these included
 */
export function surgeOf(restart: Batches, most: number): Omit<Scaling, 'cause'>[] {
  const { surge: instances, batch, atSec, drainSec, downSec, minReadySec } = restart;
  if (instances === 0) return [];
  const { firstSec, everySec } = batchTimes(restart);
  const later = Math.max(0, Math.ceil((most - instances) / batch) - 1);
  const backSec = firstSec + later * everySec + drainSec + downSec + (minReadySec ?? 0);
  return [
    { action: 'scale-out', atSec, instances, drainSec: 0 },
    { action: 'scale-in', atSec: backSec, instances, drainSec },
  ];
}

/** A failure that nobody is told of: packets go unanswered. */
export function isSilentFailure(event: TimelineEvent): boolean {
  const { action } = event;
  return action === 'failover' || action === 'link-cut' || (action === 'crash' && event.silent);
}

/** Whether connections can be lost, or left over, while an end of them does not know. */
export function hasSilentEnds(scenario: Pick<Scenario, 'clients' | 'path' | 'backends' | 'events'>): boolean {
  return (
    scenario.events.some(isSilentFailure) ||
    scenario.clients.some(({ session }) => session.vanishShare > 0) ||
    mayReroute(scenario)
  );
}

/** Whether a hop keeps nothing of a connection and leads each of its packets by a hash; a proxy has its sockets to go by. */
export function leadsByHash({ mode, tracksFlows, balance, gateway }: Hop): boolean {
  if (mode !== 'router' || tracksFlows || gateway) return false;
  return isSourceHash(balance) || balance === 'maglev';
}

/** Whether the servers that a hash is made over may change during the run. */
function mayReroute({ path, backends, events }: Pick<Scenario, 'path' | 'backends' | 'events'>): boolean {
  return (
    path.some(leadsByHash) &&
    (events.some(({ action }) => CHANGES_WHO_IS_THERE.has(action)) ||
      [...path, backends].some(({ autoscale }) => autoscale !== null))
  );
}

const CHANGES_WHO_IS_THERE: ReadonlySet<TimelineEvent['action']> = new Set([
  'restart',
  'crash',
  'scale-out',
  'scale-in',
]);

/** A time during which the instances from `first` on are not there, or drain in order to leave. */
export interface Absence {
  readonly first: number;
  readonly fromSec: number;
  /** Infinity: to the end of the run. */
  readonly toSec: number;
}

/** The times between the changes of size, each with the instances that are missing then. */
export function absencesOf({ first, changes }: Sizes<ScaleEvent>): Absence[] {
  const starts = [{ first, fromSec: 0 }];
  for (const { event, after } of changes) starts.push({ first: after, fromSec: event.atSec });
  return starts.map((start, at) => ({ ...start, toSec: starts[at + 1]?.fromSec ?? Infinity }));
}
