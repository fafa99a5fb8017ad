import type { ResourceId, StationKey } from '../../network/results/run-result.ts';

/** A resource of the ladder, or the wait of a population before it comes back. */
export interface LimitPlace {
  readonly station: StationKey;
  readonly stationName: string;
  readonly resource: ResourceId | 'reconnect';
}

/** A target that a limit does not meet. */
export interface Shortfall extends LimitPlace {
  readonly target: 'concurrent' | 'headroom' | 'blocking' | 'reconnectWithin';
  /** By how much the resource must grow at least, as far as one can say beforehand; more than 1. */
  readonly factor: number;
  /** "the SNAT ports at the edge (64,512 of 100,000)". */
  readonly text: string;
}

/** More than the closed form says is asked of a limit, because a simulation has shown that it takes more. */
export interface Strain {
  readonly station: StationKey;
  readonly resource: ResourceId;
  readonly factor: number;
}
