/**
 * How many instances of a target there are over time. The number in the file is the most that there ever are: a
 * scale-out adds instances behind those that are there, a scale-in takes the last ones away. So with a single scale-out
 * the last instances are missing until it, and after a single scale-in they are gone.
 */
import type { ScaleInEvent, ScaleOutEvent, TimelineEvent } from './scenario.ts';

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

export type ScalingEvent = ScaleOutEvent | ScaleInEvent;

/**
 * The sizes of one target of a scenario.
 * @param target what events call it
 */
export function sizesOfTarget(
  events: readonly TimelineEvent[],
  target: string,
  most: number,
): Sizes<ScalingEvent> {
  return sizesOverTime(
    most,
    events.filter(isScaling).filter((event) => event.target === target),
  );
}

function isScaling(event: TimelineEvent): event is ScalingEvent {
  return event.action === 'scale-out' || event.action === 'scale-in';
}

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
