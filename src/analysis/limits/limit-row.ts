import { describeResource } from '../../network/results/outcomes.ts';
import type { ResourceId, StationKey } from '../../network/results/run-result.ts';
import type { LimitPlace } from '../levers/resource-levers.ts';

/** Equal groups of servers (ports, entries, places), each offered the same load in the mean; see `predicted-blocking.ts`. */
export interface LossSystem {
  readonly groups: number;
  readonly serversEach: number;
  readonly offeredEachErl: number;
  /** How a connection comes to its group: there is but one, by chance, or in turn, which is more even than chance. */
  readonly split: 'none' | 'drawn' | 'in turn';
  /** Source addresses that a hash deals out to sets of groups, and how many of these there are; null where none does. */
  readonly hash: { readonly sources: number; readonly bins: number } | null;
  /** Size of the range that a group's ports are probed in, where the search is bounded; null where it finds any free server. */
  readonly probedPorts: number | null;
}

/** One rung of the ladder: what a resource can carry, what is asked of it, and how the number came about; `limit-guide.ts` says how to raise it. */
export interface LimitRow {
  readonly station: StationKey;
  readonly stationName: string;
  readonly resource: ResourceId;
  readonly label: string;
  /** `space`: a number of connections fits; `rate`: a number of new connections a second is served. */
  readonly kind: 'space' | 'rate';
  /** Concurrent connections of the whole scenario at which the resource is used up; Infinity when never. */
  readonly capacityConnections: number;
  readonly demandConnections: number;
  /** (capacity - demand) / capacity; negative where the demand does not fit. */
  readonly headroomShare: number;
  readonly arithmetic: string;
  /** Whether it carries the demand; `limit-change.ts` says what would where it does not. */
  readonly fits: boolean;
  /** Under Poisson arrivals: the loss systems that the demand is spread over; null where the row is not one. */
  readonly loss: LossSystem | null;
  /** In use over capacity from which a bounded port search begins to fail; 1 where the search is exhaustive. */
  readonly firstDropShare: number;
}

export interface RowPlace {
  readonly station: StationKey;
  readonly stationName: string;
}

export interface RowNumbers {
  readonly kind?: LimitRow['kind'];
  readonly capacityConnections: number;
  readonly demandConnections: number;
  readonly arithmetic: string;
  readonly firstDropShare?: number;
  readonly loss?: LossSystem;
}

export function limitRow(place: RowPlace, resource: ResourceId, numbers: RowNumbers): LimitRow {
  const { capacityConnections, demandConnections, firstDropShare = 1 } = numbers;
  return {
    ...place,
    resource,
    label: describeResource(resource).label,
    kind: numbers.kind ?? 'space',
    capacityConnections,
    demandConnections,
    headroomShare: capacityConnections === Infinity ? 1 : 1 - demandConnections / capacityConnections,
    arithmetic: numbers.arithmetic,
    fits: capacityConnections * firstDropShare >= demandConnections,
    loss: numbers.loss ?? null,
    firstDropShare,
  };
}

/** Whether two of what names a limit (a rung, a cause of failure, a shortfall) name the same one. */
export function isSameLimit(a: LimitPlace, b: LimitPlace): boolean {
  return a.station === b.station && a.resource === b.resource;
}
