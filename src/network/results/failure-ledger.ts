import type { Clock } from '../../engine/clock.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { autoscales } from '../../scenario/stages.ts';
import { isSilentFailure } from '../../scenario/timeline.ts';
import type { Station } from '../stations/station.ts';
import type { FailureCause, FailureCount, ResourceId, StationKey } from './run-result.ts';

/** Counts failed attempts and dropped SYNs by the place and the resource that refused them. */
export class FailureLedger {
  readonly causes: readonly FailureCause[];
  private readonly clock: Clock;
  /** Attempts that failed, by cause. */
  readonly counts: Float64Array;
  /** SYNs that were dropped, by cause. */
  readonly drops: Float64Array;
  private readonly firstAtSec: Float64Array;
  private readonly firstDropSec: Float64Array;
  private readonly indexByStation = new Map<StationKey, Map<ResourceId, number>>();
  private lastStation: StationKey | null = null;
  private lastResource: ResourceId | null = null;
  private lastIndex = -1;
  private firstCause = -1;
  private firstSec = Infinity;
  private firstConcurrent = 0;
  total = 0;

  /** @param causes every cause that the scenario makes possible */
  constructor(causes: readonly FailureCause[], clock: Clock) {
    this.clock = clock;
    this.causes = causes;
    this.counts = new Float64Array(causes.length);
    this.drops = new Float64Array(causes.length);
    this.firstDropSec = new Float64Array(causes.length).fill(Infinity);
    this.firstAtSec = new Float64Array(causes.length).fill(Infinity);
    causes.forEach(({ station, resource }, index) => {
      const byResource = this.indexByStation.get(station) ?? new Map<ResourceId, number>();
      this.indexByStation.set(station, byResource.set(resource, index));
    });
  }

  /**
   * Index of a cause.
   * @throws RangeError for one that was not announced: a fault of the model, not of the scenario.
   */
  indexOf(station: StationKey, resource: ResourceId): number {
    // Refusals come in rows of the same.
    if (station === this.lastStation && resource === this.lastResource) return this.lastIndex;
    const index = this.indexByStation.get(station)?.get(resource);
    if (index === undefined) throw new RangeError(`unannounced cause of failure: ${resource} at ${station}`);
    this.lastStation = station;
    this.lastResource = resource;
    this.lastIndex = index;
    return index;
  }

  /** An attempt has failed for good. */
  countFailure(cause: number, concurrent: number): void {
    const { nowSec } = this.clock;
    this.counts[cause]! += 1;
    this.total += 1;
    if (nowSec < this.firstAtSec[cause]!) this.firstAtSec[cause] = nowSec;
    this.refused(cause, concurrent);
  }

  /** A SYN was dropped; its sender will send it again or give up. */
  countDrop(cause: number, concurrent: number): void {
    const { nowSec } = this.clock;
    this.drops[cause]! += 1;
    if (nowSec < this.firstDropSec[cause]!) this.firstDropSec[cause] = nowSec;
    this.refused(cause, concurrent);
  }

  /** The same of so many more for a cause that has dropped one before. */
  countDrops(cause: number, drops: number): void {
    this.drops[cause]! += drops;
  }

  private refused(cause: number, concurrent: number): void {
    if (this.firstCause >= 0) return;
    this.firstCause = cause;
    this.firstSec = this.clock.nowSec;
    this.firstConcurrent = concurrent;
  }

  /** The causes of failed attempts, the most frequent first. */
  failures(): FailureCount[] {
    return this.listed(this.counts, this.firstAtSec);
  }

  /** The causes of dropped SYNs, the most frequent first. */
  droppedSyns(): FailureCount[] {
    return this.listed(this.drops, this.firstDropSec);
  }

  private listed(counts: Float64Array, firstAtSec: Float64Array): FailureCount[] {
    return this.causes
      .map((cause, index) => ({ ...cause, count: counts[index]!, firstAtSec: firstAtSec[index]! }))
      .filter((failure) => failure.count > 0)
      .sort((a, b) => b.count - a.count);
  }

  /** The first refusal of the run, dropped SYNs included. */
  first(): (FailureCause & { atSec: number; concurrent: number }) | null {
    const cause = this.causes[this.firstCause];
    return cause === undefined ? null : { ...cause, atSec: this.firstSec, concurrent: this.firstConcurrent };
  }
}

/** Every cause of failure that the scenario makes possible, in the order in which a connection meets them. */
export function possibleCauses(scenario: Scenario, stations: readonly Station[]): FailureCause[] {
  const causes: FailureCause[] = scenario.clients.map((clients, index) => ({
    station: `clients.${index}`,
    stationName: clients.name,
    resource: 'client-ports',
  }));
  const silent = scenario.events.some(isSilentFailure);
  const restarts = scenario.events.length > 0 || autoscales(scenario).some((autoscale) => autoscale !== null);
  stations.forEach((station, index) => {
    const at = (resource: ResourceId): void => {
      causes.push({ station: station.key, stationName: station.name, resource });
    };
    if (restarts) at('availability');
    if (silent) at('no-answer');
    if (station.admission !== null) at('admission');
    for (const resource of station.limited) at(resource);
    if ((station.listener?.synBacklog ?? Infinity) < Infinity) at('syn-queue');
    if (station.listener !== null && station.listener.hasQueue) at('accept-queue');
    if (station.handshakeQueue !== null) at('handshakes');
    const hop = scenario.path[index];
    if (hop?.source == null) return;
    if (hop.source.scope === 'client-block') at('port-blocks');
    at(hop.mode === 'proxy' ? 'source-ports' : 'snat-ports');
  });
  return causes;
}

/** Of each cause: how long the refusal tells its client to stay away, in seconds; 0 where it tells nothing. */
export function retryAfterByCause(
  causes: readonly FailureCause[],
  stations: readonly Station[],
): Float64Array {
  return Float64Array.from(causes, (cause) =>
    cause.resource === 'admission' ? stations.find(({ key }) => key === cause.station)!.retryAfterSec : 0,
  );
}
