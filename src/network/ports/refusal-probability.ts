/**
 * The probability that a pool refuses the next connection, given which ports are taken: exact, from the state of the ports, so
 * that a drop of one in a billion is seen without waiting for one. Nothing is claimed, drawn or counted.
 */
import type { SourcePool } from './source-pool.ts';
import { BitmapSpaces } from './tuple-space/bitmap-spaces.ts';
import { NetfilterSpaces } from './tuple-space/netfilter-spaces.ts';
import type { PortSpaces } from './tuple-space/port-spaces.ts';

/** A connection that may come next: as likely with one of the senders' ports as with any other. */
export interface NextConnection {
  readonly instance: number;
  readonly destination: number;
  /** Upper 16 bits of its SYN's sequence number. */
  readonly sequence: number;
  /** The ports that it may come with, each as likely; read only where the pool keeps the sender's port. */
  readonly senderPorts: ArrayLike<number>;
  /** Probability that the rule of the pool gives it each address of the instance; read only for hashes. */
  readonly shares: ArrayLike<number>;
}

/**
 * @throws RangeError for a pool whose ports are leased in blocks: who is refused there depends on who asks
 */
export function refusalProbability(pool: SourcePool, next: NextConnection): number {
  if (pool.clientBlocks !== null) throw new RangeError('ports in blocks: refusals depend on the client');
  const each = pool.addressesEach;
  const at = (address: number): number =>
    addressRefusal(pool, pool.spaceOf(next.instance * each + address, next.destination), next);
  let combined = 0;
  switch (each === 1 ? 'random' : pool.settings.choose) {
    case 'random':
      for (let address = 0; address < each; address++) combined += at(address) / each;
      return combined;
    case 'source-hash':
    case 'source-destination-hash':
      for (let address = 0; address < each; address++) combined += at(address) * next.shares[address]!;
      return combined;
    case 'round-robin':
      // One after the other is asked, each with draws of its own. That the sender's port is the same at all is left out.
      combined = 1;
      for (let address = 0; address < each && combined > 0; address++) combined *= at(address);
      return combined;
    case 'least-used':
      return at(pool.leastUsed(next.instance, next.destination));
  }
}

/** Probability that a claim of one space finds no port. */
export function spaceRefusal(spaces: PortSpaces, space: number, sequence: number): number {
  if (spaces instanceof NetfilterSpaces) return spaces.refusalProbability(space, sequence);
  return spaces.taken[space]! >= spaces.capacity ? 1 : 0;
}

function addressRefusal(pool: SourcePool, space: number, next: NextConnection): number {
  const { spaces } = pool;
  const searched = spaceRefusal(spaces, space, next.sequence);
  if (searched === 0 || !pool.settings.preservePort || !(spaces instanceof BitmapSpaces)) return searched;
  const { senderPorts } = next;
  let taken = 0;
  for (let i = 0; i < senderPorts.length; i++) if (spaces.isTaken(space, senderPorts[i]!)) taken += 1;
  return senderPorts.length === 0 ? searched : (searched * taken) / senderPorts.length;
}
