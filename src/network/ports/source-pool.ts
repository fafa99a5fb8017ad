import type { HoldRing } from '../../engine/hold-ring.ts';
import type { RandomStream } from '../../engine/random.ts';
import type { PoolChoice, SourcePool as SourcePoolSettings } from '../../scenario/scenario.ts';
import { ClientBlocks } from './client-blocks.ts';
import { hashedAddress } from './hashed-address.ts';
import {
  addressInInstance,
  blocksPerInstance,
  destinationsApart,
  isPerDestination,
  portInBlock,
  portSpacesOf,
  portsPerAddress,
} from './port-blocks.ts';
import { PresentAddresses } from './present-addresses.ts';
import { TakenOverHolds } from './taken-over-holds.ts';
import { createPortSpaces } from './tuple-space/create-port-spaces.ts';
import type { PortSpaces } from './tuple-space/port-spaces.ts';
import { SourceMappings } from './tuple-space/source-mappings.ts';

/** No port was found in the space; or all blocks of ports have an owner. */
export const NO_PORT = -1;

/** What a pool is made of. */
export interface SourcePoolPlan {
  readonly settings: SourcePoolSettings;
  readonly instances: number;
  /** Endpoints of the next stage. */
  readonly destinations: number;
  readonly senders: SendersSeen;
  readonly random: RandomStream;
  /** Held ports that an instance can have. */
  readonly maxHeld?: number;
  /** Addresses of an instance that are there at first; all of them unless given. */
  readonly present?: number;
}

/** The source addresses that a hop sees: the lowest of their identities and how many there are. */
export interface SendersSeen {
  readonly first: number;
  readonly count: number;
  /** True where a sender's address and port can come with several destinations. */
  readonly isRemapped: boolean;
}

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
  /** Null where ports are not leased in blocks. */
  readonly clientBlocks: ClientBlocks | null;
  /** Ports of all addresses toward all destinations together. */
  readonly capacity: number;
  /** Ports of one address toward all destinations together. */
  readonly capacityPerAddress: number;
  readonly spaces: PortSpaces;
  /** Ports taken and, of those, held, an address. */
  takenByAddress: Int32Array;
  heldByAddress: Int32Array;
  totalTaken = 0;
  totalHeld = 0;
  peakTaken = 0;
  peakTakenOneSpace = 0;
  /** True when the last failed claim found no block rather than no port. */
  outOfBlocks = false;
  private readonly takenOver = new TakenOverHolds();
  /** Destinations that are told apart; 1 where a port is taken toward all of them at once. */
  readonly destinations: number;
  private readonly random: RandomStream;
  readonly maxHeld: number;
  private readonly takesOver: boolean;
  private readonly preservesPort: boolean;
  readonly spaceShift: number;
  /** Mappings of the senders' own ports, where these are kept and can meet several destinations; else null. */
  readonly mappings: SourceMappings | null;
  readonly turn: Int32Array;
  readonly present: PresentAddresses;
  /** Ports of the addresses that are there, toward all destinations together. */
  private presentCapacity: number;
  /** Index of each space's address; null where a space may lie in several. */
  addressOfSpace: Int32Array | null;
  /** Index of each space's destination; null where a port is taken toward all of them. */
  destinationOfSpace: Int32Array | null;

  constructor(plan: SourcePoolPlan) {
    const { settings, instances, destinations, senders, random, maxHeld = Infinity } = plan;
    const { present = settings.addresses } = plan;
    this.settings = settings;
    this.random = random;
    this.maxHeld = maxHeld;
    this.mappings = settings.preservePort && senders.isRemapped ? new SourceMappings(instances) : null;
    this.addressesEach = settings.addresses;
    this.addresses = settings.addresses * instances;
    this.destinations = destinationsApart(settings, destinations);
    const block = settings.scope === 'client-block';
    const range = block ? { first: 0, last: settings.blockSize - 1, reserved: [] } : settings.ports;
    const spaces = portSpacesOf(settings, instances, destinations);
    this.spaces = createPortSpaces(spaces, range, settings.selection, random, settings.takeOver);
    this.takesOver = settings.takeOver;
    this.preservesPort = settings.preservePort;
    this.spaceShift = this.spaces.portBits;
    this.capacity = this.spaces.spaces * this.spaces.capacity;
    this.capacityPerAddress = portsPerAddress(settings, destinations);
    this.takenByAddress = new Int32Array(this.addresses);
    this.heldByAddress = new Int32Array(this.addresses);
    this.turn = new Int32Array(instances);
    this.clientBlocks = block ? new ClientBlocks(settings, instances, senders.first, senders.count) : null;
    this.addressOfSpace = block
      ? null
      : Int32Array.from({ length: spaces }, (_, space) => Math.floor(space / this.destinations));
    this.destinationOfSpace = isPerDestination(settings)
      ? Int32Array.from({ length: spaces }, (_, space) => space % this.destinations)
      : null;
    this.present = new PresentAddresses(settings, instances, this.destinations);
    this.presentCapacity = this.capacity;
    if (present < settings.addresses)
      for (let instance = 0; instance < instances; instance++) this.setPresent(instance, present);
  }

  /** From now on the first so many addresses of an instance are there: new leases are of those, the others' stay. */
  setPresent(instance: number, addresses: number): void {
    const { present, settings } = this;
    if (present.counts[instance] === addresses) return;
    present.set(instance, addresses);
    this.presentCapacity = present.spaces * this.spaces.capacity;
    if (this.turn[instance]! >= addresses) this.turn[instance] = 0;
    this.clientBlocks?.setUsable(instance, blocksPerInstance({ ...settings, addresses }));
  }

  /** Whether the address of a tuple is there. */
  isPresent(tuple: number): boolean {
    return this.isAddressPresent(this.addressOf(tuple));
  }

  isAddressPresent(address: number): boolean {
    return this.present.has(address);
  }

  /** True when no claim of any instance toward any destination can succeed. */
  get isExhausted(): boolean {
    if (this.totalTaken < this.presentCapacity || this.clientBlocks !== null) return false;
    const { present } = this;
    if (!present.isWhole && present.sumOf(this.takenByAddress) < this.presentCapacity) return false;
    if (!this.settings.takeOver) return true;
    return (present.isWhole ? this.totalHeld : present.sumOf(this.heldByAddress)) === 0;
  }

  /**
   * Leases a port for a connection of the instance toward the destination; the tuple or `NO_PORT`.
   * @param sourcePort the sender's own port, 0 where it is not known
   * @param sequence of the SYN, its upper 16 bits
   */
  claim(instance: number, source: number, sourcePort: number, destination: number, sequence: number): number {
    this.outOfBlocks = false;
    if (this.clientBlocks !== null)
      return this.claimInBlock(this.clientBlocks, instance, source, destination);
    if (this.mappings === null) return this.claimAtAny(instance, source, sourcePort, destination, sequence);
    const tuple = this.claimMapped(this.mappings, instance, source, sourcePort, destination, sequence);
    if (tuple !== NO_PORT) this.mappings.note(tuple, instance, source, sourcePort);
    return tuple;
  }

  /** Enters a lease into the books. */
  private book(tuple: number, space: number, address: number): number {
    if (this.takesOver && this.spaces.tookOver) {
      this.takenOver.add(tuple);
      this.endHold(tuple);
      return tuple;
    }
    const taken = this.spaces.taken[space]!;
    if (taken > this.peakTakenOneSpace) this.peakTakenOneSpace = taken;
    this.takenByAddress[address]! += 1;
    if (++this.totalTaken > this.peakTaken) this.peakTaken = this.totalTaken;
    return tuple;
  }

  /**
   * The connection has closed but its port stays taken until `releaseHeld`.
   * @returns the mark that the hold has in its ring
   */
  hold(tuple: number): number {
    if (this.takesOver) this.spaces.hold(tuple);
    this.heldByAddress[this.addressOf(tuple)]! += 1;
    this.totalHeld += 1;
    return this.takenOver.count;
  }

  /** Nobody answered the SYN and its sender has given up; unlike a closed connection's, the port cannot be taken over. */
  holdUnreplied(tuple: number): void {
    this.heldByAddress[this.addressOf(tuple)]! += 1;
    this.totalHeld += 1;
  }

  releaseUnreplied(tuple: number): void {
    this.endHold(tuple);
    this.release(tuple);
  }

  /** A hold is over, of that mark. One whose port was taken over meanwhile has nothing left to free. */
  releaseHeld(tuple: number, mark: number): void {
    if (this.takenOver.has(tuple, mark)) return this.takenOver.drop(tuple);
    this.endHold(tuple);
    this.release(tuple);
  }

  /** Visits the tuples of a ring of holds, oldest first, without those whose port was taken over. */
  forEachHeld(ring: HoldRing, visit: (tuple: number, endSec: number) => void): void {
    ring.forEach((tuple, endSec, mark) => {
      if (!this.takenOver.has(tuple, mark)) visit(tuple, endSec);
    });
  }

  private endHold(tuple: number): void {
    this.heldByAddress[this.addressOf(tuple)]! -= 1;
    this.totalHeld -= 1;
  }

  /** Whether an instance may have one more socket in TIME_WAIT. */
  mayHold(instance: number): boolean {
    if (this.maxHeld === Infinity) return true;
    let held = 0;
    for (let address = 0; address < this.addressesEach; address++)
      held += this.heldByAddress[instance * this.addressesEach + address]!;
    return held < this.maxHeld;
  }

  release(tuple: number): void {
    if (this.mappings !== null) this.mappings.forget(tuple);
    this.spaces.release(tuple);
    this.takenByAddress[this.addressOf(tuple)]! -= 1;
    this.totalTaken -= 1;
  }

  /** Index of the tuple's source address among all of the hop. */
  addressOf(tuple: number): number {
    if (this.addressOfSpace !== null) return this.addressOfSpace[tuple >>> this.spaceShift]!;
    const unit = this.unitOf(tuple);
    const { each } = this.clientBlocks!;
    const instance = (unit / each) | 0;
    const address = addressInInstance(this.settings, unit % each, this.spaces.portOf(tuple));
    return instance * this.addressesEach + address;
  }

  /** The instance whose address the tuple has. */
  instanceOf(tuple: number): number {
    return this.addresses === this.addressesEach ? 0 : (this.addressOf(tuple) / this.addressesEach) | 0;
  }

  portOf(tuple: number): number {
    const port = this.spaces.portOf(tuple);
    if (this.clientBlocks === null) return port;
    return portInBlock(this.settings, this.unitOf(tuple) % this.clientBlocks.each, port);
  }

  /** Index of the destination that the tuple is leased toward; null where it is taken toward all of them. */
  destinationOf(tuple: number): number | null {
    return this.destinationOfSpace === null ? null : this.destinationOfSpace[tuple >>> this.spaceShift]!;
  }

  /** The mapping that the sender's address and port have already, if its port is free toward the destination too. */
  private claimMapped(
    mappings: SourceMappings,
    instance: number,
    source: number,
    sourcePort: number,
    destination: number,
    sequence: number,
  ): number {
    const mapped = mappings.find(instance, source, sourcePort);
    if (mapped !== undefined && (this.present.isWhole || this.isPresent(mapped))) {
      const address = this.addressOf(mapped);
      const space = this.spaceOf(address, destination);
      const tuple = this.spaces.claimPort(space, this.portOf(mapped), sequence);
      if (tuple !== NO_PORT) return this.book(tuple, space, address);
    }
    return this.claimAtAny(instance, source, sourcePort, destination, sequence);
  }

  private claimAtAny(
    instance: number,
    source: number,
    sourcePort: number,
    destination: number,
    sequence: number,
  ): number {
    const each = this.addressesEach;
    if (each === 1) return this.claimAt(instance, sourcePort, destination, sequence);
    const { choose } = this.settings;
    if (choose === 'round-robin') return this.claimInTurn(instance, sourcePort, destination, sequence);
    const base = instance * each;
    const address = base + this.chooseAddress(choose, instance, source, destination);
    return this.claimAt(address, sourcePort, destination, sequence);
  }

  /** Which of the instance's addresses a connection gets, by a rule that tries no other one. */
  private chooseAddress(
    choose: Exclude<PoolChoice, 'round-robin'>,
    instance: number,
    source: number,
    destination: number,
  ): number {
    const addresses = this.present.counts[instance]!;
    switch (choose) {
      case 'source-hash':
      case 'source-destination-hash':
        return hashedAddress(choose, source, destination, addresses);
      case 'random':
        return this.random.nextBelow(addresses);
      case 'least-used':
        return this.leastUsed(instance, destination);
    }
  }

  /** At one address: the sender's own port where the product keeps it, else one that the selection finds. */
  private claimAt(address: number, sourcePort: number, destination: number, sequence: number): number {
    const space = this.spaceOf(address, destination);
    let tuple = NO_PORT;
    if (this.preservesPort) tuple = this.spaces.claimPort(space, sourcePort, sequence);
    if (tuple === NO_PORT) tuple = this.spaces.claim(space, sequence);
    return tuple === NO_PORT ? NO_PORT : this.book(tuple, space, address);
  }

  /** The next address in turn that has a free port. */
  private claimInTurn(instance: number, sourcePort: number, destination: number, sequence: number): number {
    const addresses = this.present.counts[instance]!;
    const base = instance * this.addressesEach;
    for (let tries = 0; tries < addresses; tries++) {
      const address = this.turn[instance]!;
      this.turn[instance] = address + 1 < addresses ? address + 1 : 0;
      const tuple = this.claimAt(base + address, sourcePort, destination, sequence);
      if (tuple !== NO_PORT) return tuple;
    }
    return NO_PORT;
  }

  /** The emptiest of an instance's addresses, toward the destination. */
  leastUsed(instance: number, destination: number): number {
    const base = instance * this.addressesEach;
    let best = 0;
    for (let address = 1; address < this.present.counts[instance]!; address++)
      if (this.takenAt(base + address, destination) < this.takenAt(base + best, destination)) best = address;
    return best;
  }

  private takenAt(address: number, destination: number): number {
    return this.spaces.taken[this.spaceOf(address, destination)]!;
  }

  private claimInBlock(blocks: ClientBlocks, instance: number, source: number, destination: number): number {
    const tuple = this.claimInBlocksOf(blocks, instance, source, destination);
    if (tuple !== NO_PORT || blocks.isServed(instance, source)) return tuple;
    this.outOfBlocks = !blocks.grant(instance, source);
    if (this.outOfBlocks) return NO_PORT;
    return this.claimInBlocksOf(blocks, instance, source, destination);
  }

  /** The newest block of a client stands first. */
  private claimInBlocksOf(
    blocks: ClientBlocks,
    instance: number,
    source: number,
    destination: number,
  ): number {
    const newest = blocks.newestOf(instance, source);
    for (let block = newest; block >= 0; block = blocks.blockBefore(block)) {
      if (!this.present.isWhole && !blocks.isUsable(instance, block)) continue;
      const space = this.spaceOf(block, destination);
      const tuple = this.spaces.claim(space, 0);
      if (tuple !== NO_PORT) return this.book(tuple, space, this.addressOf(tuple));
    }
    return NO_PORT;
  }

  /** The space of an address or a block toward the destination. */
  spaceOf(unit: number, destination: number): number {
    return this.destinations === 1 ? unit : unit * this.destinations + destination;
  }

  /** The address or the block that a tuple is of. */
  private unitOf(tuple: number): number {
    const space = tuple >>> this.spaceShift;
    return this.destinations === 1 ? space : (space / this.destinations) | 0;
  }
}
