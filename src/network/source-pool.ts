import type { RandomStream } from '../engine/random.ts';
import { hash2, mix32 } from '../numeric/hash.ts';
import type { SourcePool as SourcePoolSettings } from '../scenario/scenario.ts';
import { createPortSpaces } from './tuple-space/create-port-spaces.ts';
import { portCount } from './tuple-space/port-range.ts';
import type { PortSpaces } from './tuple-space/port-spaces.ts';

/** No port was found in the space; or all blocks of ports have an owner. */
export const NO_PORT = -1;

/**
 * The source addresses of all instances of one hop and the leases of their ports. The scope decides what a
 * space is: a (source address, destination) pair, a source address, or a block of ports that one client owns.
 */
export class SourcePool {
  readonly settings: SourcePoolSettings;
  readonly addressesEach: number;
  /** Addresses of all instances: instance times `addressesEach` plus the address. */
  readonly addresses: number;
  /** Spaces an address has: one a destination, one, or one a block. */
  readonly spacesPerAddress: number;
  readonly spaces: PortSpaces;
  /** Ports taken and, of those, held, an address. */
  readonly takenByAddress: Int32Array;
  readonly heldByAddress: Int32Array;
  totalTaken = 0;
  totalHeld = 0;
  peakTaken = 0;
  peakTakenOneSpace = 0;
  /** True when the last failed claim found no block rather than no port. */
  outOfBlocks = false;
  blocksOwned = 0;
  private readonly turn: Int32Array;
  private readonly blockOfOwner: Int32Array | null;
  private readonly blocksUsed: Int32Array;
  private readonly owners: number;
  private readonly firstOwner: number;

  /**
   * @param destinations endpoints of the next stage
   * @param firstOwner lowest identity of the source addresses that the hop sees, and `owners` how many there are
   */
  constructor(
    settings: SourcePoolSettings,
    instances: number,
    destinations: number,
    firstOwner: number,
    owners: number,
    random: RandomStream,
  ) {
    this.settings = settings;
    this.addressesEach = settings.addresses;
    this.addresses = settings.addresses * instances;
    this.spacesPerAddress = spacesPerAddress(settings, destinations);
    const block = settings.scope === 'client-block';
    const range = block ? { first: 0, last: settings.blockSize - 1, reserved: [] } : settings.ports;
    this.spaces = createPortSpaces(this.addresses * this.spacesPerAddress, range, settings.selection, random);
    this.takenByAddress = new Int32Array(this.addresses);
    this.heldByAddress = new Int32Array(this.addresses);
    this.turn = new Int32Array(instances);
    this.owners = owners;
    this.firstOwner = firstOwner;
    this.blockOfOwner = block ? new Int32Array(owners * instances).fill(-1) : null;
    this.blocksUsed = new Int32Array(instances);
  }

  /** Ports of all addresses toward all destinations together. */
  get capacity(): number {
    return this.spaces.spaces * this.spaces.capacity;
  }

  get byteLength(): number {
    return this.spaces.byteLength + (this.blockOfOwner?.byteLength ?? 0);
  }

  /** Leases a port for a connection of the instance toward the destination; the tuple or `NO_PORT`. */
  claim(instance: number, source: number, destination: number): number {
    this.outOfBlocks = false;
    const tuple =
      this.blockOfOwner !== null
        ? this.claimInBlock(this.blockOfOwner, instance, source)
        : this.claimAtAddress(instance, source, destination);
    if (tuple === NO_PORT) return NO_PORT;
    const space = this.spaces.spaceOf(tuple);
    const taken = this.spaces.taken[space]!;
    if (taken > this.peakTakenOneSpace) this.peakTakenOneSpace = taken;
    this.takenByAddress[this.addressOfSpace(space)]! += 1;
    if (++this.totalTaken > this.peakTaken) this.peakTaken = this.totalTaken;
    return tuple;
  }

  /** The connection has closed but its port stays taken until `release`. */
  hold(tuple: number): void {
    this.heldByAddress[this.addressOf(tuple)]! += 1;
    this.totalHeld += 1;
  }

  releaseHeld(tuple: number): void {
    this.heldByAddress[this.addressOf(tuple)]! -= 1;
    this.totalHeld -= 1;
    this.release(tuple);
  }

  release(tuple: number): void {
    this.spaces.release(tuple);
    this.takenByAddress[this.addressOf(tuple)]! -= 1;
    this.totalTaken -= 1;
  }

  /** Index of the tuple's source address among all of the hop. */
  addressOf(tuple: number): number {
    return this.addressOfSpace(this.spaces.spaceOf(tuple));
  }

  portOf(tuple: number): number {
    const port = this.spaces.portOf(tuple);
    if (this.blockOfOwner === null) return port;
    const block = this.spaces.spaceOf(tuple) % this.spacesPerAddress;
    return this.settings.ports.first + block * this.settings.blockSize + port;
  }

  private claimAtAddress(instance: number, source: number, destination: number): number {
    const each = this.addressesEach;
    const base = instance * each;
    switch (this.settings.choose) {
      case 'source-hash':
        return this.spaces.claim(this.spaceOf(base + scaled(mix32(source), each), destination));
      case 'source-destination-hash':
        return this.spaces.claim(this.spaceOf(base + scaled(hash2(source, destination), each), destination));
      case 'round-robin':
        return this.claimInTurn(instance, destination);
      case 'least-used':
        return this.claimLeastUsed(base, destination);
    }
  }

  /** The next address in turn that has a free port. */
  private claimInTurn(instance: number, destination: number): number {
    const each = this.addressesEach;
    for (let tries = 0; tries < each; tries++) {
      const address = this.turn[instance]!;
      this.turn[instance] = address + 1 < each ? address + 1 : 0;
      const tuple = this.spaces.claim(this.spaceOf(instance * each + address, destination));
      if (tuple !== NO_PORT) return tuple;
    }
    return NO_PORT;
  }

  private claimLeastUsed(base: number, destination: number): number {
    let best = this.spaceOf(base, destination);
    for (let address = 1; address < this.addressesEach; address++) {
      const space = this.spaceOf(base + address, destination);
      if (this.spaces.taken[space]! < this.spaces.taken[best]!) best = space;
    }
    return this.spaces.claim(best);
  }

  /** A source address gets its block with its first connection through the instance, and keeps it. */
  private claimInBlock(blockOfOwner: Int32Array, instance: number, source: number): number {
    const owner = instance * this.owners + (source - this.firstOwner);
    let block = blockOfOwner[owner]!;
    if (block < 0) {
      const used = this.blocksUsed[instance]!;
      if (used >= this.addressesEach * this.spacesPerAddress) {
        this.outOfBlocks = true;
        return NO_PORT;
      }
      this.blocksUsed[instance] = used + 1;
      this.blocksOwned += 1;
      block = instance * this.addressesEach * this.spacesPerAddress + used;
      blockOfOwner[owner] = block;
    }
    return this.spaces.claim(block);
  }

  private spaceOf(address: number, destination: number): number {
    return this.settings.scope === 'destination' ? address * this.spacesPerAddress + destination : address;
  }

  private addressOfSpace(space: number): number {
    return this.spacesPerAddress === 1 ? space : (space / this.spacesPerAddress) | 0;
  }
}

/** Spaces that each address has under the scope. */
export function spacesPerAddress(settings: SourcePoolSettings, destinations: number): number {
  if (settings.scope === 'destination') return destinations;
  if (settings.scope === 'source') return 1;
  return Math.floor(portCount(settings.ports) / settings.blockSize);
}

/** Scales a 32-bit hash over [0, n), as netfilter's reciprocal_scale does. */
function scaled(hash: number, n: number): number {
  return n === 1 ? 0 : Math.floor((hash * n) / 4294967296);
}
