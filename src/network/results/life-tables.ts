import { LOG_BINS, logBinOf } from '../../numeric/log-bins.ts';
import { ageSec } from '../clients/connection-lives.ts';
import type { NetworkState } from '../network-state.ts';
import type { DrainTables } from './drain-tables.ts';
import type { LifeTables } from './run-result.ts';

/** Counts ages of connections in bins. */
class AgeCounter {
  private readonly secPerTick: number;
  private readonly nowSec: number;
  readonly bins: Int32Array[];

  constructor(net: NetworkState) {
    this.bins = net.groups.map(() => new Int32Array(LOG_BINS));
    // All populations count in the same ticks.
    this.secPerTick = net.groups[0]!.lives.secPerTick;
    this.nowSec = net.clock.nowSec;
  }

  visit(population: number, openedTick: number): void {
    this.bins[population]![logBinOf(ageSec(this.nowSec, openedTick, this.secPerTick))]! += 1;
  }
}

/** The ages of all connections of a run so far: of those that have ended and of those that are open now, which it looks at. */
export function lifeTablesOf(net: NetworkState, drains: DrainTables): LifeTables {
  const open = new AgeCounter(net);
  net.connections.visitOpen(open);
  return {
    populations: net.groups.map(({ lives }, index) => lives.lifeTable(open.bins[index]!)),
    drains: drains.tables(),
  };
}
