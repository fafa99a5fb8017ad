import { formatCount, formatDuration, formatNumber } from '../wording/format-quantity.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import type { Demand, PopulationDemand } from './demand.ts';

/**
 * A unit that stays taken for `hold` after its connection has closed is taken W + hold for W of use. So units carry
 * only units x W / (W + hold) connections once as many close as open (Little's law on both times).
 */
export interface Holding {
  /** Units taken per connection in use, at least 1. */
  readonly unitsPerConnection: number;
  /** The clause that explains it; empty when nothing is held. */
  readonly clause: (units: number) => string;
}

/** Mean hold of a population's units of one kind, in seconds. */
export type HoldOf = (population: PopulationDemand) => number;

/** The same units held by every population in proportion to its connections. */
export function holdingOf(demand: Demand, holdSecOf: HoldOf): Holding {
  const total = demand.populations.reduce((sum, each) => sum + each.connections, 0);
  const unitsPerConnection =
    total === 0
      ? 1
      : demand.populations.reduce(
          (sum, each) => sum + (each.connections / total) * unitsFor(each, holdSecOf(each)),
          0,
        );
  const only = demand.populations.length === 1 ? demand.populations[0] : undefined;
  const clause = (units: number): string => {
    if (unitsPerConnection === 1) return '';
    const carried = `${formatCount(wholeWithin(units / unitsPerConnection))} connections`;
    if (only === undefined)
      return `; with holds each is taken ${formatNumber(unitsPerConnection)} times as long as it is used: ${carried}`;
    const mean = formatDuration(only.meanSec);
    return `; each is taken ${mean} + ${formatDuration(holdSecOf(only))} hold for ${mean} of use: ${carried}`;
  };
  return { unitsPerConnection, clause };
}

/** Units that one connection of the population takes on average, its hold included. */
export function unitsFor(population: PopulationDemand, holdSec: number): number {
  return holdSec === 0 ? 1 : 1 + holdSec / population.meanSec;
}

/** Share of closes in which the client is first; timeouts and age limits are closed by the station that runs into them. */
export function clientClosesShare({ clients, idleShare, agedOut }: PopulationDemand): number {
  if (clients.session.closes !== 'client') return 0;
  return agedOut.reduce((share, aged) => share - aged.share, 1 - idleShare);
}

/** Share of closes that come from before the hop, so that a proxy there closes first toward the next stage. */
export function closedBeforeShare(population: PopulationDemand, hop: number): number {
  const { idleCut, idleShare } = population;
  const cutBefore = idleCut !== null && idleCut.station <= hop ? idleShare : 0;
  const agedBefore = population.agedOut.reduce(
    (sum, { station, share }) => sum + (station <= hop ? share : 0),
    0,
  );
  return clientClosesShare(population) + cutBefore + agedBefore;
}
