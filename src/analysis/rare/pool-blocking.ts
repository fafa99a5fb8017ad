/**
 * The share of new connections that a pool of source addresses refuses: the loss of one space (`space-loss.ts`), put together by the
 * pool's scope and by its rule for choosing an address.
 *
 * Loads are split at random, as Poisson arrivals are by random, hashed or weighted picks; a balancer that evens its servers out loses
 * less. Within a destination (or for all of them) of A erlangs and m addresses of N ports:
 * - `random`: every address is offered A / m; blocking is that of one.
 * - a hash: each of S senders keeps to one address, so that an address has K of them by the binomial law of S and 1 / m. Blocking
 *   is the mean over connections, hence weighted by K, and over hashes: a sender's hash is as good as a draw.
 * - `round-robin` and `least-used` with an exhaustive search refuse only when all m N ports are taken: Erlang B of m N ports.
 * - `least-used` with a bounded search asks only the emptiest address, and all are equally full: blocking is that of one.
 * - `round-robin` with a bounded search asks the addresses in turn, each with draws of its own: the product.
 */

import { destinationsApart, isPerDestination } from '../../network/ports/port-blocks.ts';
import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import { exp, log } from '../../numeric/elementary.ts';
import { logGamma, normalQuantile } from '../../numeric/special.ts';
import type { SourcePool } from '../../scenario/scenario.ts';
import { erlangB } from '../theory/erlang-b.ts';
import type { ChurnLifetimes } from './pool-churn.ts';
import { carriedOver, exactly, type RareEstimate } from './rare-estimate.ts';
import { isExhaustive, type PortSpace, type RareOptions, type SpaceLoss, spaceLossOf } from './space-loss.ts';

/** What comes to the source pool of a hop. */
export interface PoolDemand {
  /** How many addresses it has is what is asked; the number here is left aside. */
  readonly source: SourcePool;
  readonly instances: number;
  /** Endpoints of the next stage. */
  readonly destinations: number;
  /** Source addresses that the hop sees. */
  readonly senders: number;
  /** Of those, the ones that one instance sees. */
  readonly sendersEach: number;
  /** Ports that senders come with; empty where they are not known. Read only where the pool keeps them. */
  readonly senderPorts: ArrayLike<number>;
  /** Connections that would be open if none were refused (arrivals in a mean lifetime), of all instances together. */
  readonly openErl: number;
  /** How long a port is held after the close, in mean lifetimes. */
  readonly holdLifetimes: number;
  readonly lifetimes: ChurnLifetimes;
}

/**
 * The blocking of a pool with so many addresses an instance.
 * @throws RangeError for a pool whose ports are leased in blocks: see `addresses-for-blocking.ts`
 */
export function rareBlocking(demand: PoolDemand, addresses: number, options: RareOptions = {}): RareEstimate {
  const { source } = demand;
  if (source.scope === 'client-block') throw new RangeError('ports in blocks are counted, not estimated');
  const groupErl = groupErlOf(demand);
  const loss = spaceLossOf(spaceOf(demand), options);
  if (addresses === 1) return loss.blockingAt(groupErl);
  switch (source.choose) {
    case 'random':
      return loss.blockingAt(groupErl / addresses);
    case 'source-hash':
    case 'source-destination-hash':
      return hashed(loss, groupErl, addresses, hashedUnits(demand));
    case 'round-robin':
    case 'least-used':
      return spilling(demand, loss, groupErl, addresses);
  }
}

/** Load of the addresses of one instance toward one destination, or toward all, together. */
export function groupErlOf({ source, instances, destinations, openErl }: PoolDemand): number {
  return openErl / (instances * destinationsApart(source, destinations));
}

/** The pool's spaces one by one: an address toward one destination, or toward all. */
export function spaceOf({ source, senderPorts, holdLifetimes, lifetimes }: PoolDemand): PortSpace {
  const settings: SourcePool = { ...source, addresses: 1, scope: 'source', choose: 'random' };
  return {
    settings,
    destinations: 1,
    senders: 1,
    senderPorts: source.preservePort ? senderPorts : [],
    holdLifetimes,
    lifetimes,
  };
}

function spilling(demand: PoolDemand, loss: SpaceLoss, groupErl: number, addresses: number): RareEstimate {
  const { source, holdLifetimes } = demand;
  const together = erlangB(addresses * portCount(source.ports), groupErl * (1 + holdLifetimes));
  if (isExhaustive({ settings: source })) return exactly(together);
  const one = loss.blockingAt(groupErl / addresses);
  if (source.choose === 'least-used') return one;
  return carriedOver(one, (probability) => {
    let all = 1;
    for (let address = 0; address < addresses; address++) all *= probability;
    return all;
  });
}

/** What a hash keeps at one address: senders, or pairs of sender and destination. */
function hashedUnits({ source, sendersEach, destinations }: PoolDemand): number {
  const pairs = source.choose === 'source-destination-hash' && !isPerDestination(source);
  return sendersEach * (pairs ? destinations : 1);
}

/** Senders at an address from which on their number is as good as normal. */
const MANY_SENDERS = 100;

/**
 * What a pool chosen by a hash refuses at most under all but one hash in twenty: every address as if it were the fullest one, whose
 * senders are many enough for the normal law (Bonferroni over the addresses). Infinity where they are not.
 */
export function blockingOfMostHashes(
  demand: PoolDemand,
  addresses: number,
  options: RareOptions = {},
): number {
  const units = hashedUnits(demand);
  const mean = units / addresses;
  if (mean < MANY_SENDERS) return Infinity;
  const deviations = normalQuantile(1 - 0.05 / (addresses * demand.instances));
  const fullest = mean + deviations * Math.sqrt(mean * (1 - 1 / addresses));
  return spaceLossOf(spaceOf(demand), options).blockingAt((groupErlOf(demand) * fullest) / units).high;
}

/** Standard deviations of the binomial law beyond which nothing is left that counts: 1e-11 of it. */
const REACH = 7;
/** Points at which the law is summed at most. */
const MOST_POINTS = 160;

/** Means over an address's part of the senders, by the connections. */
function hashed(loss: SpaceLoss, groupErl: number, addresses: number, units: number): RareEstimate {
  const mean = units / addresses;
  const spread = REACH * Math.sqrt(mean * (1 - 1 / addresses)) + 2;
  const first = Math.max(1, Math.floor(mean - spread));
  const last = Math.min(units, Math.ceil(mean + spread));
  const step = Math.max(1, Math.ceil((last - first) / MOST_POINTS));
  let weight = 0;
  let probability = 0;
  let low = 0;
  let high = 0;
  let worst = loss.blockingAt(groupErl / addresses);
  for (let own = first; own <= last; own += step) {
    const part = own * binomial(units, own, addresses);
    if (part < 1e-16 * mean) continue;
    const at = loss.blockingAt((groupErl * own) / units);
    weight += part;
    probability += part * at.probability;
    low += part * at.low;
    high += part * at.high;
    if (at.method === 'upper bound' && part * at.probability > 0.01 * probability) worst = at;
  }
  return {
    ...worst,
    probability: probability / weight,
    low: low / weight,
    high: high / weight,
  };
}

/** Probability that `own` of `units` fall to one of `addresses`. */
function binomial(units: number, own: number, addresses: number): number {
  const others = units - own;
  const chosen = logGamma(units + 1) - logGamma(own + 1) - logGamma(others + 1);
  return exp(chosen - own * log(addresses) + others * log(1 - 1 / addresses));
}
