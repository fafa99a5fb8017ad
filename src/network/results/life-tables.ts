import { LOG_BINS, logBinOf } from '../../numeric/log-bins.ts';
import type { NetworkState } from '../network-state.ts';
import type { DrainTables } from './drain-tables.ts';
import type { LifeTables } from './run-result.ts';

/** The ages of all connections of a run so far: of those that have ended and of those that are open now, which it looks at. */
export function lifeTablesOf(net: NetworkState, drains: DrainTables): LifeTables {
  const open = net.groups.map(() => new Int32Array(LOG_BINS));
  net.connections.forEach((hand, state) => {
    if (state !== 'established' && state !== 'forgotten') return;
    const { lives } = net.groups[hand.population]!;
    open[hand.population]![logBinOf(lives.ageOf(hand, net.clock.nowSec))]! += 1;
  });
  return {
    populations: net.groups.map(({ lives }, index) => lives.lifeTable(open[index]!)),
    drains: drains.tables(),
  };
}
