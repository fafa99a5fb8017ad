/** Rules between the events of one target: nothing acts on an instance that is not there, and one is always left. */
import { EVENT } from '../defaults.ts';
import { fault } from '../fault.ts';
import type { ParsedEvent } from '../file-format.ts';
import type { ScenarioError } from '../scenario-error.ts';
import {
  type Absence,
  absencesOf,
  batchTimes,
  type SizeChange,
  type Sizes,
  sizesOverTime,
  surgeOf,
} from '../timeline.ts';
import { formatDuration, quoted } from '../units.ts';

/** An event and its place in the list. */
export interface ListedEvent {
  readonly index: number;
  readonly event: ParsedEvent;
}

interface ScaleStep {
  readonly index: number;
  readonly action: 'scale-out' | 'scale-in';
  readonly atSec: number;
  readonly instances: number;
  readonly drainSec: number;
  /** The field that says how many. */
  readonly field: 'instances' | 'surge';
}

/** A fault of the event with that index; its path starts at the event. */
export interface EventFault {
  readonly index: number;
  readonly error: ScenarioError;
}

/**
 * @param most how many instances of the target there are in the file; no event takes more
 * @param endSec end of the run; what would come later does not count
 */
export function scalingFaults(
  target: string,
  most: number,
  events: readonly ListedEvent[],
  endSec: number,
): EventFault[] {
  const steps = events.flatMap((event) => scaleSteps(event, most));
  const sizes = sizesOverTime(most, steps);
  const tooFew = sizes.changes.find(({ before, after }) => Math.min(before, after) < 1);
  if (tooFew !== undefined) return [{ index: tooFew.event.index, error: noneLeft(target, tooFew) }];
  if (steps.length === 0) return [];
  const absences = absencesOf(sizes).filter(({ first }) => first < most);
  return [
    ...drainFaults(target, sizes),
    ...events.flatMap(({ index, event }) => {
      const error = absenceFault(target, most, event, absences, endSec);
      return error === null ? [] : [{ index, error }];
    }),
  ];
}

function scaleSteps({ index, event }: ListedEvent, most: number): ScaleStep[] {
  const { action, at: atSec } = event;
  if (action === 'restart')
    return surgeOf(restartOf(event), most).map((step) => ({ ...step, index, field: 'surge' }));
  if (action !== 'scale-out' && action !== 'scale-in') return [];
  const { instances = EVENT.instances } = event;
  const drainSec = action === 'scale-in' ? (event.drain ?? EVENT.drainSec) : 0;
  return [{ index, action, atSec, instances, drainSec, field: 'instances' }];
}

/** What decides when a restart takes which instances. */
function restartOf(event: Extract<ParsedEvent, { action: 'restart' }>) {
  return {
    atSec: event.at,
    batch: event.batch ?? EVENT.batch,
    everySec: event.every ?? EVENT.everySec,
    drainSec: event.drain ?? EVENT.drainSec,
    downSec: event.down ?? EVENT.downSec,
    minReadySec: event.minReady ?? null,
    surge: event.surge ?? EVENT.surge,
  };
}

function noneLeft(target: string, { event, before, after }: SizeChange<ScaleStep>): ScenarioError {
  const { action, instances, field } = event;
  const fewest = Math.min(before, after);
  const what = field === 'surge' ? `a surge of ${instances}` : `a ${action} by ${instances}`;
  const when = action === 'scale-out' ? 'before' : 'after';
  const message = `${what} leaves none of ${quoted(target)} ${when} it; the number there is the most that there ever are`;
  const mostHere = instances + fewest - 1;
  const accepted =
    mostHere < 1
      ? 'events that leave one instance at all times'
      : mostHere === 1
        ? '1'
        : `from 1 to ${mostHere}`;
  return fault(field, 'conflict', message, accepted, instances);
}

/** An instance cannot join again while it still drains. */
function drainFaults(target: string, { changes }: Sizes<ScaleStep>): EventFault[] {
  return changes.flatMap(({ event, before, after }, at) => {
    if (event.action !== 'scale-out') return [];
    const draining = changes
      .slice(0, at)
      .find(
        (earlier) =>
          earlier.event.action === 'scale-in' &&
          earlier.after < after &&
          before < earlier.before &&
          earlier.event.atSec + earlier.event.drainSec >= event.atSec,
      );
    if (draining === undefined) return [];
    const goneSec = draining.event.atSec + draining.event.drainSec;
    const message = `instances of ${quoted(target)} would join again before they have left at ${formatDuration(goneSec)}`;
    const error = fault('at', 'conflict', message, `more than ${formatDuration(goneSec)}`, event.atSec);
    return [{ index: event.index, error }];
  });
}

/** Whether a restart or a crash meets an instance that is not there. */
function absenceFault(
  target: string,
  most: number,
  event: ParsedEvent,
  absences: readonly Absence[],
  endSec: number,
): ScenarioError | null {
  if (!takesInstances(event)) return null;
  for (const absence of absences) {
    const instance = firstMissing(event, most, { ...absence, toSec: Math.min(absence.toSec, endSec) });
    if (instance === null) continue;
    const { fromSec, toSec } = absence;
    const missing =
      toSec === Infinity
        ? `from ${formatDuration(fromSec)} on`
        : `until ${formatDuration(toSec)}${fromSec === 0 ? '' : ` from ${formatDuration(fromSec)} on`}`;
    const message = `this ${event.action} takes instance ${instance + 1} of ${quoted(target)}, which is not there ${missing}`;
    const accepted = 'a time at which all that it takes are there';
    return fault('at', 'conflict', message, accepted, event.at);
  }
  return null;
}

type InstanceEvent = Extract<ParsedEvent, { action: 'restart' | 'crash' | 'failover' }>;

function takesInstances(event: ParsedEvent): event is InstanceEvent {
  return event.action === 'restart' || event.action === 'crash' || event.action === 'failover';
}

/** The first instance that the event takes during its absence, counted from 0; null where there is none. */
function firstMissing(event: InstanceEvent, most: number, { first, fromSec, toSec }: Absence): number | null {
  const { at, down = event.action === 'failover' ? EVENT.failoverSec : EVENT.downSec } = event;
  if (event.action !== 'restart') {
    const meets = (event.instances ?? EVENT.instances) > first && at <= toSec && at + down >= fromSec;
    return meets ? first : null;
  }
  const restart = restartOf(event);
  const { batch, drainSec: drain, surge } = restart;
  const { firstSec, everySec: every } = batchTimes(restart);
  if (first >= most - surge) return null;
  // Batches begin one after the other, so the first that is not over when the absence begins is the first to meet it.
  const firstBatch = Math.floor(first / batch);
  const notOver = every > 0 ? Math.ceil((fromSec - drain - down - firstSec) / every) : firstBatch;
  const meeting = Math.max(firstBatch, notOver);
  const startSec = firstSec + meeting * every;
  const isMet = meeting * batch < most - surge && startSec <= toSec && startSec + drain + down >= fromSec;
  return isMet ? Math.max(first, meeting * batch) : null;
}
