import type { Scenario } from '../scenario/scenario.ts';
import type { FailureCause, FailureCount, ResourceId, StationKey } from './run-result.ts';
import type { Station } from './station.ts';

/** Counts failed attempts by the place and the resource that refused them. */
export class FailureLedger {
  readonly causes: readonly FailureCause[];
  readonly counts: Float64Array;
  private readonly firstAtSec: Float64Array;
  private readonly indexByStation = new Map<StationKey, Map<ResourceId, number>>();
  private firstCause = -1;
  private firstSec = Infinity;
  private firstConcurrent = 0;
  total = 0;

  /** @param causes every cause that the scenario makes possible */
  constructor(causes: readonly FailureCause[]) {
    this.causes = causes;
    this.counts = new Float64Array(causes.length);
    this.firstAtSec = new Float64Array(causes.length).fill(Infinity);
    causes.forEach(({ station, resource }, index) => {
      const byResource = this.indexByStation.get(station) ?? new Map<ResourceId, number>();
      this.indexByStation.set(station, byResource.set(resource, index));
    });
  }

  /** @throws RangeError for a cause that was not announced: a fault of the model, not of the scenario. */
  count(station: StationKey, resource: ResourceId, nowSec: number, concurrent: number): void {
    const index = this.indexByStation.get(station)?.get(resource);
    if (index === undefined) throw new RangeError(`unannounced cause of failure: ${resource} at ${station}`);
    this.counts[index]! += 1;
    this.total += 1;
    if (nowSec < this.firstAtSec[index]!) this.firstAtSec[index] = nowSec;
    if (this.firstCause >= 0) return;
    this.firstCause = index;
    this.firstSec = nowSec;
    this.firstConcurrent = concurrent;
  }

  /** The causes that did refuse attempts, the most frequent first. */
  failures(): FailureCount[] {
    return this.causes
      .map((cause, index) => ({
        ...cause,
        count: this.counts[index]!,
        firstAtSec: this.firstAtSec[index]!,
      }))
      .filter((failure) => failure.count > 0)
      .sort((a, b) => b.count - a.count);
  }

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
  const restarts = scenario.events.length > 0;
  stations.forEach((station, index) => {
    const at = (resource: ResourceId): void => {
      causes.push({ station: station.key, stationName: station.name, resource });
    };
    if (restarts) at('availability');
    for (const { resource } of station.limits) at(resource);
    if (station.flowLimit !== Infinity) at('flow-table');
    if (station.acceptQueue !== null) at('accept-queue');
    if (station.handshakeQueue !== null) at('handshakes');
    const hop = scenario.path[index];
    if (hop?.source == null) return;
    if (hop.source.scope === 'client-block') at('port-blocks');
    at(hop.mode === 'proxy' ? 'source-ports' : 'snat-ports');
  });
  return causes;
}
