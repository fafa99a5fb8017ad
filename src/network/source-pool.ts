import type { HoldRing } from '../engine/hold-ring.ts';
import type { RandomStream } from '../engine/random.ts';
import { hash2, mix32 } from '../numeric/hash.ts';
import type { SourcePool as SourcePoolSettings } from '../scenario/scenario.ts';
import {
  addressInInstance,
  blocksPerInstance,
  destinationsApart,
  isPerDestination,
  portInBlock,
  portSpacesOf,
  portsPerAddress,
} from './port-blocks.ts';
import { createPortSpaces } from './tuple-space/create-port-spaces.ts';
import type { PortSpaces } from './tuple-space/port-spaces.ts';

/** No port was found in the space; or all blocks of ports have an owner. */
export const NO_PORT = -1;

/**
 * The source addresses of all instances of one hop and the leases of their ports. The scope decides what a
 * space is: a (source address, destination) pair, a source address, or a block of ports that one client owns
 * (for each destination where the product uses a block again toward every one).
 */
export class SourcePool {
  readonly settings: SourcePoolSettings;
  readonly addressesEach: number;
  /** Addresses of all instances: instance times `addressesEach` plus the address. */
  readonly addresses: number;
  /** Blocks of one instance; 0 where ports are not leased in blocks. */
  readonly blocksEach: number;
  /** Ports of one address toward all destinations together. */
  readonly capacityPerAddress: number;
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
  /** Holds that still stand in a ring although their port was taken over, by tuple. */
  private readonly takenOver = new Map<number, number>();
  /** Destinations that are told apart; 1 where a port is taken toward all of them at once. */
  private readonly destinations: number;
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
    this.destinations = destinationsApart(settings, destinations);
    this.blocksEach = blocksPerInstance(settings);
    const block = settings.scope === 'client-block';
    const range = block ? { first: 0, last: settings.blockSize - 1, reserved: [] } : settings.ports;
    const spaces = portSpacesOf(settings, instances, destinations);
    this.spaces = createPortSpaces(spaces, range, settings.selection, random, settings.takeOver);
    this.capacityPerAddress = portsPerAddress(settings, destinations);
    this.takenByAddress = new Int32Array(this.addresses);
    this.heldByAddress = new Int32Array(this.addresses);
    this.turn = new Int32Array(instances);
    this.owners = owners;
    this.firstOwner = firstOwner;
    this.blockOfOwner = block ? new Int32Array(owners * instances).fill(-1) : null;
    this.blocksUsed = new Int32Array(instances);
  }

  /** Blocks of all instances; 0 where ports are not leased in blocks. */
  get blocks(): number {
    return this.blocksEach * this.turn.length;
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
        ? this.claimInBlock(this.blockOfOwner, instance, source, destination)
        : this.claimAtAddress(instance, source, destination);
    if (tuple === NO_PORT) return NO_PORT;
    if (this.spaces.tookOver) {
      this.takenOver.set(tuple, (this.takenOver.get(tuple) ?? 0) + 1);
      this.endHold(tuple);
      return tuple;
    }
    const space = this.spaces.spaceOf(tuple);
    const taken = this.spaces.taken[space]!;
    if (taken > this.peakTakenOneSpace) this.peakTakenOneSpace = taken;
    this.takenByAddress[this.addressOf(tuple)]! += 1;
    if (++this.totalTaken > this.peakTaken) this.peakTaken = this.totalTaken;
    return tuple;
  }

  /** The connection has closed but its port stays taken until `releaseHeld`. */
  hold(tuple: number): void {
    this.spaces.hold(tuple);
    this.heldByAddress[this.addressOf(tuple)]! += 1;
    this.totalHeld += 1;
  }

  /** A hold is over. One whose port was taken over meanwhile has nothing left to free. */
  releaseHeld(tuple: number): void {
    const stale = this.takenOver.get(tuple) ?? 0;
    if (stale > 0) {
      if (stale === 1) this.takenOver.delete(tuple);
      else this.takenOver.set(tuple, stale - 1);
      return;
    }
    if (!this.spaces.isHeld(tuple)) return;
    this.endHold(tuple);
    this.release(tuple);
  }

  /** Visits the tuples of a ring of holds, oldest first, without those whose port was taken over. */
  forEachHeld(ring: HoldRing, visit: (tuple: number) => void): void {
    const stale = new Map(this.takenOver);
    ring.forEach((tuple) => {
      const left = stale.get(tuple) ?? 0;
      if (left > 0) stale.set(tuple, left - 1);
      else visit(tuple);
    });
  }

  private endHold(tuple: number): void {
    this.heldByAddress[this.addressOf(tuple)]! -= 1;
    this.totalHeld -= 1;
  }

  release(tuple: number): void {
    this.spaces.release(tuple);
    this.takenByAddress[this.addressOf(tuple)]! -= 1;
    this.totalTaken -= 1;
  }

  /** Index of the tuple's source address among all of the hop. */
  addressOf(tuple: number): number {
    const unit = this.unitOf(tuple);
    if (this.blockOfOwner === null) return unit;
    const { settings, blocksEach } = this;
    const instance = (unit / blocksEach) | 0;
    const address = addressInInstance(settings, unit % blocksEach, this.spaces.portOf(tuple));
    return instance * this.addressesEach + address;
  }

  portOf(tuple: number): number {
    const port = this.spaces.portOf(tuple);
    if (this.blockOfOwner === null) return port;
    return portInBlock(this.settings, this.unitOf(tuple) % this.blocksEach, port);
  }

  /** Index of the destination that the tuple is leased toward; null where it is taken toward all of them. */
  destinationOf(tuple: number): number | null {
    return isPerDestination(this.settings) ? this.spaces.spaceOf(tuple) % this.destinations : null;
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
  private claimInBlock(
    blockOfOwner: Int32Array,
    instance: number,
    source: number,
    destination: number,
  ): number {
    const owner = instance * this.owners + (source - this.firstOwner);
    let block = blockOfOwner[owner]!;
    if (block < 0) {
      const used = this.blocksUsed[instance]!;
      if (used >= this.blocksEach) {
        this.outOfBlocks = true;
        return NO_PORT;
      }
      this.blocksUsed[instance] = used + 1;
      this.blocksOwned += 1;
      block = instance * this.blocksEach + used;
      blockOfOwner[owner] = block;
    }
    return this.spaces.claim(this.spaceOf(block, destination));
  }

  /** The space of an address or a block toward the destination. */
  private spaceOf(unit: number, destination: number): number {
    return this.destinations === 1 ? unit : unit * this.destinations + destination;
  }

  /** The address or the block that a tuple is of. */
  private unitOf(tuple: number): number {
    const space = this.spaces.spaceOf(tuple);
    return this.destinations === 1 ? space : (space / this.destinations) | 0;
  }
}

/** Scales a 32-bit hash over [0, n), as netfilter's reciprocal_scale does. */
function scaled(hash: number, n: number): number {
  return n === 1 ? 0 : Math.floor((hash * n) / 4294967296);
}
