import { type Operation, operationsOf } from '../../network/timeline/operations.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** What the timeline has done to an instance: `absent` has yet to join, or has left. */
export type InstanceStatus = 'up' | 'draining' | 'down' | 'silent' | 'absent';

export const STATUS_WORDS: Readonly<Record<InstanceStatus, string>> = {
  up: 'up',
  draining: 'draining',
  down: 'down',
  silent: 'no answer',
  absent: 'not there',
};

interface Station {
  readonly instances: number;
  readonly operations: readonly Operation[];
}

/**
 * What the timeline of a scenario has done to each instance by a moment, as the run carries it out. What an autoscaler
 * decides is not in the timeline; the run records how many instances there are.
 */
export class InstanceStatuses {
  private readonly stations: readonly Station[];
  private atSec = Number.NaN;
  private known: (readonly InstanceStatus[])[] = [];

  constructor(scenario: Scenario) {
    const operations = operationsOf(scenario);
    const sizes = [...scenario.path.map(({ instances }) => instances), scenario.backends.count];
    this.stations = sizes.map((instances, index) => ({
      instances,
      operations: operations.filter(({ station }) => station === index),
    }));
  }

  /** Whether anything in the timeline is done to a station: hops from 0, then the backends. */
  isTouched(station: number): boolean {
    return (this.stations[station]?.operations.length ?? 0) > 0;
  }

  /** Of each instance of a station: hops from 0, then the backends. */
  at(station: number, timeSec: number): readonly InstanceStatus[] {
    if (timeSec !== this.atSec) {
      this.atSec = timeSec;
      this.known = [];
    }
    return (this.known[station] ??= statusesOf(this.stations[station], timeSec));
  }

  /** Whether a link is cut: in front of a station, or of a population (-1: the first, -2: the second). */
  isLinkCut(place: number, timeSec: number): boolean {
    return this.stations.some(({ operations }) =>
      operations.some(
        (operation) =>
          operation.kind === 'cut-link' &&
          operation.place === place &&
          operation.atSec <= timeSec &&
          timeSec < operation.untilSec,
      ),
    );
  }
}

function statusesOf(station: Station | undefined, timeSec: number): InstanceStatus[] {
  if (station === undefined) return [];
  const statuses = new Array<InstanceStatus>(station.instances).fill('up');
  for (const operation of station.operations) {
    if (operation.atSec > timeSec) break;
    switch (operation.kind) {
      case 'drain':
        statuses[operation.instance] = 'draining';
        break;
      case 'return':
        statuses[operation.instance] = 'up';
        break;
      case 'cut':
        statuses.fill(
          operation.isReplaced ? 'up' : operation.reason === 'scale-in' ? 'absent' : 'down',
          operation.first,
          operation.end,
        );
        break;
      case 'lose':
        if (operation.untilSec > operation.atSec) statuses.fill('silent', operation.first, operation.end);
        break;
      default:
    }
  }
  return statuses;
}
