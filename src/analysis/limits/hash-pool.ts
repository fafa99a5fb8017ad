import { shareBeyond, someBinOverfull } from '../theory/hash-imbalance.ts';
import { formatShare } from '../wording/format-quantity.ts';
import type { LimitRow } from './limit-row.ts';

/** What the unevenness of a hash does to a limit that has room for the demand when all is even. */
export interface HashImbalance {
  /** Chance that some part is asked for more than it has, between two bounds that are most often one number. */
  readonly someOverfull: { readonly low: number; readonly high: number };
  /** Expected share of the demand that finds no room in its own part, 0..1. */
  readonly refusedShare: number;
}

/**
 * How likely a hash makes one part of the resource (an address of a pool, an instance) too full at the demand, with equally busy source
 * addresses that fall on the parts like balls into bins; null where no hash chooses.
 */
export function hashImbalanceOf({ loss, demandConnections }: LimitRow): HashImbalance | null {
  const hash = loss?.hash ?? null;
  if (loss === null || hash === null || hash.bins < 2 || hash.sources < 1 || demandConnections === 0)
    return null;
  const unitsOfSource = (loss.offeredEachErl * hash.bins) / hash.sources;
  return {
    someOverfull: someBinOverfull(hash.sources, hash.bins, (loss.serversEach / unitsOfSource) * (1 + 1e-12)),
    refusedShare: shareBeyond(hash.sources, hash.bins, unitsOfSource, loss.serversEach),
  };
}

/** "By chance the hash makes one of 4 parts too full with probability 3 %; 0.01 % of the demand find no room." */
export function hashImbalanceText(row: LimitRow): string | null {
  const found = hashImbalanceOf(row);
  const bins = row.loss?.hash?.bins;
  if (found === null || bins === undefined) return null;
  const { low, high } = found.someOverfull;
  const chance =
    formatShare(low) === formatShare(high)
      ? formatShare(high)
      : `${formatShare(low)} to ${formatShare(high)}`;
  return `A hash fills one of its ${bins} parts beyond what it has with a probability of ${chance}; ${formatShare(found.refusedShare)} of the demand find no room there in the mean.`;
}
