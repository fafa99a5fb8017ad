import type { Scenario } from '../scenario/scenario.ts';

/** What happens to one instance at one moment of the timeline. */
export interface Operation {
  readonly atSec: number;
  readonly station: number;
  readonly instance: number;
  readonly kind: 'drain' | 'cut' | 'return';
  /** For `drain`: the time over which the instance's connections are closed. */
  readonly overSec: number;
}

const ORDER = { return: 0, drain: 1, cut: 2 } as const;

/** Unfolds the events of a scenario into operations on single instances, in order of time. */
export function operationsOf(scenario: Scenario): Operation[] {
  const operations: Operation[] = [];
  for (const event of scenario.events) {
    const hop = scenario.path.findIndex(({ name }) => name === event.target);
    const station = hop >= 0 ? hop : scenario.path.length;
    const instances = scenario.path[hop]?.instances ?? scenario.backends.count;
    for (let instance = 0; instance < instances; instance++) {
      const atSec = event.atSec + Math.floor(instance / event.batch) * event.everySec;
      const cutSec = atSec + event.drainSec;
      if (event.drainSec > 0)
        operations.push({ atSec, station, instance, kind: 'drain', overSec: event.drainSec });
      operations.push({ atSec: cutSec, station, instance, kind: 'cut', overSec: 0 });
      operations.push({ atSec: cutSec + event.downSec, station, instance, kind: 'return', overSec: 0 });
    }
  }
  // With no time away an instance is cut and back in the same instant, in that order.
  return operations
    .filter(({ atSec }) => atSec <= scenario.durationSec)
    .map((operation, index) => ({ operation, index }))
    .sort(
      (a, b) =>
        a.operation.atSec - b.operation.atSec ||
        (a.operation.instance === b.operation.instance
          ? a.index - b.index
          : ORDER[a.operation.kind] - ORDER[b.operation.kind]) ||
        a.index - b.index,
    )
    .map(({ operation }) => operation);
}
