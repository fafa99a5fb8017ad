import { blocksPerInstance, destinationsApart } from '../../network/ports/port-blocks.ts';
import { blocksOfClient, mostBlocksOfClient } from '../limits/pool-limits.ts';
import { checkBlocking } from '../theory/checked-arguments.ts';
import { erlangB, serversForBlocking } from '../theory/erlang-b.ts';
import { groupErlOf, type PoolDemand, rareBlocking, spaceOf } from './pool-blocking.ts';
import { exactly, type RareEstimate } from './rare-estimate.ts';
import { isExhaustive, type PortSpace, type RareOptions, spaceLossOf } from './space-loss.ts';

/** The fewest addresses of a pool that meet a target, and what says so. */
export interface AddressesNeeded {
  /** Addresses of each instance; null where no number of them meets the target. */
  readonly addresses: number | null;
  /** Blocking with as many addresses; null where there are none. */
  readonly blocking: RareEstimate | null;
  /** Blocking with one address fewer; null where one is enough. */
  readonly oneFewer: RareEstimate | null;
  /** False where an interval has the target inside, so that another seed could give one address more or fewer. */
  readonly isCertain: boolean;
  /** Open connections that one space (address toward one destination, or toward all; block) carries within the target. */
  readonly openPerSpace: number;
  /** Why no number of addresses is enough; null where one is. */
  readonly obstacle: string | null;
}

/** More addresses than any pool has: the 2^16 of a /16. */
const MOST_ADDRESSES = 65_536;

/**
 * The fewest source addresses an instance with which a pool refuses at most `target` of the new connections.
 * @throws RangeError unless 0 < target < 1
 */
export function addressesForBlocking(
  demand: PoolDemand,
  target: number,
  options: RareOptions = {},
): AddressesNeeded {
  checkBlocking(target, 'blocking target');
  if (demand.source.scope === 'client-block') return addressesForBlocks(demand, target, options);
  const openPerSpace = spaceLossOf(spaceOf(demand), options).loadFor(target);
  const blockingOf = (addresses: number): RareEstimate => rareBlocking(demand, addresses, options);
  const guess = Math.ceil(groupErlOf(demand) / openPerSpace);
  const addresses = fewest(Math.max(1, guess), (count) => blockingOf(count).probability <= target);
  if (addresses === null) return nothing(openPerSpace, 'a hash of so few senders leaves an address overfull');
  const blocking = blockingOf(addresses);
  const oneFewer = addresses === 1 ? null : blockingOf(addresses - 1);
  const isCertain = blocking.high <= target && (oneFewer === null || oneFewer.low > target);
  return { addresses, blocking, oneFewer, isCertain, openPerSpace, obstacle: null };
}

/** The smallest whole number from 1 on that is enough, where more is never worse; found from a guess. Null: none is. */
function fewest(guess: number, isEnough: (count: number) => boolean): number | null {
  let tooFew = 0;
  let enough = guess;
  if (isEnough(guess)) {
    let step = 1;
    while (enough > step && isEnough(enough - step)) {
      enough -= step;
      step *= 2;
    }
    tooFew = Math.max(0, enough - step);
  } else {
    tooFew = guess;
    let step = 1;
    while (!isEnough(tooFew + step)) {
      tooFew += step;
      step *= 2;
      if (tooFew + step > MOST_ADDRESSES) return null;
    }
    enough = tooFew + step;
  }
  while (enough - tooFew > 1) {
    const middle = (enough + tooFew) >> 1;
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/**
 * Every sender owns its blocks for good, as many as its own load needs; so it is refused by its own block, by Erlang B, or for want
 * of one, and the number of blocks decides.
 */
function addressesForBlocks(demand: PoolDemand, target: number, options: RareOptions): AddressesNeeded {
  const { source, sendersEach, instances, senders, destinations, openErl, holdLifetimes } = demand;
  const routes = Math.max(1, Math.round((sendersEach * instances) / senders));
  const ownErl = (openErl * (1 + holdLifetimes)) / senders / routes / destinationsApart(source, destinations);
  const ports = serversForBlocking(ownErl, target);
  const blocksEach = blocksOfClient(ports, source);
  const block = spaceLossOf(blockOf(demand), options);
  const openPerSpace = block.loadFor(target);
  // A bounded search of one block; that a sender has more blocks only helps.
  const within = isExhaustive(blockOf(demand))
    ? erlangB(blocksEach * source.blockSize, ownErl)
    : block.blockingAt(ownErl / (1 + holdLifetimes)).probability;
  if (within > target)
    return nothing(
      openPerSpace,
      `a sender needs ${ports} ports and may have ${mostBlocksOfClient(source) * source.blockSize}`,
    );
  const needed = sendersEach * blocksEach;
  const blockingOf = (addresses: number): RareEstimate => {
    const served = Math.min(1, blocksPerInstance({ ...source, addresses }) / needed);
    return exactly(1 - served + served * within);
  };
  const addresses = fewest(1, (count) => blockingOf(count).probability <= target);
  if (addresses === null) return nothing(openPerSpace, 'a block does not fit into the range of an address');
  return {
    addresses,
    blocking: blockingOf(addresses),
    oneFewer: addresses === 1 ? null : blockingOf(addresses - 1),
    isCertain: true,
    openPerSpace,
    obstacle: null,
  };
}

/** One block; senders' ports are not kept in blocks. */
function blockOf(demand: PoolDemand): PortSpace {
  const { settings, ...space } = spaceOf(demand);
  const ports = { first: 0, last: settings.blockSize - 1, reserved: [] };
  return { ...space, senderPorts: [], settings: { ...settings, ports, preservePort: false } };
}

function nothing(openPerSpace: number, obstacle: string): AddressesNeeded {
  return { addresses: null, blocking: null, oneFewer: null, isCertain: true, openPerSpace, obstacle };
}
