/** The numbers of `predicted-blocking.ts`, without the words: the answer at the top of the page needs no more. */
import type { Scenario } from '../../scenario/scenario.ts';
import { engsetBlocking } from '../theory/engset.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { meanOverBin } from '../theory/hash-imbalance.ts';
import { netfilterBlockingBound } from '../theory/netfilter-drops.ts';
import { type Demand, demandOf, meanReconnectDelaySec } from './demand.ts';
import type { LimitRow, LossSystem } from './limit-row.ts';

/** Which theory a blocking probability comes from. */
export type BlockingBasis =
  | {
      readonly model: 'loss system';
      /** A rate that stays; one that changes slowly, by its highest value; one that changes fast, by the mean at its peak. */
      readonly rate: 'constant' | 'slow' | 'fast';
      /** Ports are probed with a bounded search, each as if it were looked at alone. */
      readonly isProbed: boolean;
      /** A mean over what a hash of few sources can do. */
      readonly isHashed: boolean;
      readonly split: LossSystem['split'];
    }
  /** `delayGrows`: clients wait longer after several refusals than after a close. */
  | { readonly model: 'finite sources'; readonly delayGrows: boolean };

export interface BlockingProbability {
  readonly probability: number;
  readonly basis: BlockingBasis;
}

/** A peak of at least this share of what the highest rate would lead to counts as a rate that changes slowly. */
const SLOW_SHARE = 0.9;
/** And of at least this share as a rate that does not change. */
const SETTLED_SHARE = 0.99;
/** Refusals above which delays that grow with every failure are no longer those after a close. */
const FEW_REFUSED = 0.01;
/** Values of a binomial mean that are computed across one standard deviation; those between lie on straight lines. */
const VALUES_PER_DEVIATION = 8;

/** The blocking probability of a rung of the ladder at the scenario's demand; null where no theory fits. */
export function blockingProbability(row: LimitRow, scenario: Scenario): BlockingProbability | null {
  const { loss } = row;
  if (loss === null || scenario.clients.length === 0) return null;
  if (scenario.clients.every(({ arrivals }) => arrivals.pattern === 'poisson'))
    return openBlocking(loss, scenario, demandOf(scenario));
  return closedBlocking(loss, demandOf(scenario));
}

function openBlocking(loss: LossSystem, scenario: Scenario, demand: Demand): BlockingProbability {
  const settledErl = demand.populations.reduce(
    (sum, each) => sum + each.steadyArrivalsPerSec * each.meanSec,
    0,
  );
  const reached = demand.connections / settledErl;
  const isConstant = scenario.clients.every(
    ({ arrivals }) =>
      arrivals.pattern === 'poisson' &&
      arrivals.profile.every(({ ratePerSec }) => ratePerSec === arrivals.profile[0]?.ratePerSec),
  );
  if (isConstant && reached >= SETTLED_SHARE) return lossBlocking(loss, 'constant');
  if (reached >= SLOW_SHARE)
    return lossBlocking({ ...loss, offeredEachErl: loss.offeredEachErl / reached }, 'slow');
  return lossBlocking(loss, 'fast');
}

/** Blocking of a loss system under Poisson arrivals. */
export function lossBlocking(loss: LossSystem, rate: 'constant' | 'slow' | 'fast'): BlockingProbability {
  const { serversEach, offeredEachErl, hash, probedPorts, split } = loss;
  const blocks = (loadErl: number): number =>
    probedPorts === null ? erlangB(serversEach, loadErl) : netfilterBlockingBound(probedPorts, loadErl);
  const isHashed = hash !== null && hash.bins > 1;
  return {
    probability: isHashed ? blockingOverHash(hash, offeredEachErl, blocks) : blocks(offeredEachErl),
    basis: { model: 'loss system', rate, isProbed: probedPorts !== null, isHashed, split },
  };
}

/**
 * The mean over what a hash does: of A sources k come to one of n bins with the binomial probability, and its load and its part of the
 * attempts are in proportion to k.
 */
function blockingOverHash(
  { sources, bins }: NonNullable<LossSystem['hash']>,
  offeredEachErl: number,
  blocks: (loadErl: number) => number,
): number {
  const mean = sources / bins;
  const step = Math.max(1, Math.floor(Math.sqrt(mean * (1 - 1 / bins)) / VALUES_PER_DEVIATION));
  const known = new Map<number, number>();
  const at = (inBin: number): number => {
    const before = known.get(inBin);
    if (before !== undefined) return before;
    const value = (inBin / mean) * blocks((offeredEachErl * inBin) / mean);
    known.set(inBin, value);
    return value;
  };
  return meanOverBin(sources, bins, (inBin) => {
    const below = Math.floor(inBin / step) * step;
    const share = (inBin - below) / step;
    return share === 0 ? at(inBin) : at(below) * (1 - share) + at(below + step) * share;
  });
}

/**
 * A population that comes back: Engset's formula, where every client is a source that asks again after the delay of its policy. A port that
 * is held after the close belongs to nobody who asks, so there must be none; and all clients must share one group.
 */
function closedBlocking(loss: LossSystem, demand: Demand): BlockingProbability | null {
  const [population, ...others] = demand.populations;
  if (population === undefined || others.length > 0 || loss.groups > 1 || loss.probedPorts !== null)
    return null;
  const { clients, meanSec, connections } = population;
  const idleSec = meanReconnectDelaySec(clients.reconnect);
  const sources = Math.round(connections);
  const unitsEach = loss.offeredEachErl / connections;
  // At once, never, or only so often: not sources that ask again and again after a while.
  if (!(idleSec > 0) || idleSec === Infinity || clients.reconnect.maxAttempts !== Infinity) return null;
  if (sources < 1 || meanSec === Infinity || Math.abs(unitsEach - 1) > 1e-9) return null;
  const probability = engsetBlocking(sources, loss.serversEach, meanSec / idleSec);
  const { policy } = clients.reconnect;
  const delayGrows = policy !== 'fixed' && policy !== 'window';
  if (delayGrows && probability > FEW_REFUSED) return null;
  return { probability, basis: { model: 'finite sources', delayGrows } };
}
