import type { RandomStream } from '../../engine/random.ts';
import type { PortRange, PortSelection } from '../../scenario/scenario.ts';
import { portBits, portCount } from './port-range.ts';
import type { PortSpaces } from './port-spaces.ts';

/** Sizes of netfilter's successive windows of contiguous probes (net/netfilter/nf_nat_core.c). */
const NETFILTER_WINDOWS = [128, 64, 32, 16, 8] as const;
/** netfilter probes a range of this size or less as a whole. */
const NETFILTER_WHOLE_RANGE = 128;
/** Probes left when netfilter begins to take over closing entries (NF_NAT_HARDER_THRESH). */
const NETFILTER_HARDER_PROBES = 32;

/**
 * One bit a port, for selections that walk through the range. A summary bit a word says "all 32 taken", so that
 * an exhaustive search near full looks at 1/1024 of the range. Under `linux-connect` the bits stand in the order
 * in which connect() looks: first the ports of the low bound's parity, then the others; under `linux-bind` the other
 * way round.
 */
export class BitmapSpaces implements PortSpaces {
  readonly spaces: number;
  readonly capacity: number;
  readonly taken: Int32Array;
  private readonly portBits: number;
  private readonly portMask: number;
  private readonly range: PortRange;
  private readonly size: number;
  private readonly selection: Exclude<PortSelection, 'random'>;
  private readonly random: RandomStream;
  private readonly wordsEach: number;
  private readonly summaryEach: number;
  private readonly words: Int32Array;
  private readonly summary: Int32Array;
  /** Where the next search of a space starts: the perturbation of connect(), or the last port of `sequential`. */
  private readonly cursor: Int32Array;
  /** True where the search takes the offsets of one parity first: `firstParity`, `firstPass` bits of them. */
  private readonly splits: boolean;
  private readonly firstParity: number;
  private readonly firstPass: number;
  /** Ports that are taken but held by a closed connection, where these may be taken over. */
  private readonly held: Int32Array | null;
  tookOver = false;

  constructor(
    spaces: number,
    range: PortRange,
    selection: Exclude<PortSelection, 'random'>,
    random: RandomStream,
    takeOver = false,
  ) {
    this.spaces = spaces;
    this.range = range;
    this.selection = selection;
    this.random = random;
    this.size = range.last - range.first + 1;
    this.capacity = portCount(range);
    this.portBits = portBits(this.size);
    this.portMask = (1 << this.portBits) - 1;
    this.firstParity = selection === 'linux-bind' && this.size > 1 ? 1 : 0;
    this.splits = selection === 'linux-connect' || selection === 'linux-bind';
    this.firstPass = this.splits ? (this.size + 1 - this.firstParity) >> 1 : this.size;
    this.wordsEach = (this.size + 31) >> 5;
    this.summaryEach = (this.wordsEach + 31) >> 5;
    this.words = new Int32Array(spaces * this.wordsEach);
    this.held = takeOver ? new Int32Array(spaces * this.wordsEach) : null;
    this.summary = new Int32Array(spaces * this.summaryEach);
    this.taken = new Int32Array(spaces);
    this.cursor = new Int32Array(spaces);
    for (let space = 0; space < spaces; space++) {
      this.cursor[space] = selection === 'sequential' ? 0 : random.nextBelow(this.size);
      for (const port of range.reserved) this.setBit(space, this.bitOfOffset(port - range.first));
    }
  }

  get byteLength(): number {
    return this.words.byteLength + this.summary.byteLength + this.taken.byteLength + this.cursor.byteLength;
  }

  claim(space: number): number {
    this.tookOver = false;
    if (this.taken[space]! >= this.capacity && this.held === null) return -1;
    const bit = this.select(space);
    if (bit < 0) return -1;
    if (this.tookOver) return (space << this.portBits) | bit;
    this.setBit(space, bit);
    this.taken[space]! += 1;
    return (space << this.portBits) | bit;
  }

  release(tuple: number): void {
    const space = tuple >>> this.portBits;
    const bit = tuple & this.portMask;
    const word = bit >> 5;
    this.words[space * this.wordsEach + word]! &= ~(1 << (bit & 31));
    this.summary[space * this.summaryEach + (word >> 5)]! &= ~(1 << (word & 31));
    this.taken[space]! -= 1;
    if (this.held !== null) this.held[space * this.wordsEach + word]! &= ~(1 << (bit & 31));
  }

  hold(tuple: number): void {
    if (this.held === null) return;
    const bit = tuple & this.portMask;
    this.held[(tuple >>> this.portBits) * this.wordsEach + (bit >> 5)]! |= 1 << (bit & 31);
  }

  isHeld(tuple: number): boolean {
    return this.held === null || this.isHeldBit(tuple >>> this.portBits, tuple & this.portMask);
  }

  spaceOf(tuple: number): number {
    return tuple >>> this.portBits;
  }

  isTaken(tuple: number): boolean {
    const bit = tuple & this.portMask;
    return (this.words[(tuple >>> this.portBits) * this.wordsEach + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
  }

  portOf(tuple: number): number {
    return this.range.first + this.offsetOfBit(tuple & this.portMask);
  }

  private select(space: number): number {
    switch (this.selection) {
      case 'linux-connect':
      case 'linux-bind':
        return this.selectLinux(space);
      case 'netfilter':
        return this.selectNetfilter(space);
      case 'sequential':
        return this.selectSequential(space);
    }
  }

  /**
   * `__inet_hash_connect()` of Linux, and `inet_csk_find_open_port()` of bind(), which begins with the other parity:
   * from a perturbed offset through the ports of one parity, then of the other; it fails only when every port is taken. After a success the perturbation moves past what was searched:
   * by max(steps, a random even number below 16) + 2.
   */
  private selectLinux(space: number): number {
    const start = this.cursor[space]! >> 1;
    let from = start < this.firstPass ? start : 0;
    let bit = this.findFreeFrom(space, from, 0, this.firstPass);
    if (bit < 0) {
      const secondPass = this.size - this.firstPass;
      from = this.firstPass + (start < secondPass ? start : 0);
      bit = this.findFreeFrom(space, from, this.firstPass, this.size);
      if (bit < 0) return -1;
    }
    const passLength = bit < this.firstPass ? this.firstPass : this.size - this.firstPass;
    const steps = 2 * (bit >= from ? bit - from : bit - from + passLength);
    const jump = 2 * (this.random.nextUint32() & 7);
    this.cursor[space] = (this.cursor[space]! + (steps > jump ? steps : jump) + 2) % this.size;
    return bit;
  }

  /** Windows of contiguous probes from fresh random offsets; when all are taken the packet is dropped. */
  private selectNetfilter(space: number): number {
    if (this.size <= NETFILTER_WHOLE_RANGE) return this.probeWindow(space, this.size);
    for (const window of NETFILTER_WINDOWS) {
      const bit = this.probeWindow(space, window);
      if (bit >= 0) return bit;
    }
    return -1;
  }

  private probeWindow(space: number, window: number): number {
    const from = this.random.nextBelow(this.size);
    const end = from + window;
    let bit = this.findFree(space, from, end < this.size ? end : this.size);
    if (bit < 0 && end > this.size) bit = this.findFree(space, 0, end - this.size);
    if (this.held === null) return bit;
    const probes = bit < 0 ? window : (bit - from + this.size) % this.size;
    const heldBit = this.takeOverAmong(space, from, window, probes);
    return heldBit >= 0 ? heldBit : bit;
  }

  /**
   * In the last probes of a window netfilter takes over an entry in TIME_WAIT or CLOSE if the new SYN's sequence
   * number is ahead of it, which is so every second time (nf_nat_used_tuple_harder).
   */
  private takeOverAmong(space: number, from: number, window: number, probes: number): number {
    for (let probe = Math.max(0, window - NETFILTER_HARDER_PROBES); probe < probes; probe++) {
      const bit = (from + probe) % this.size;
      if (!this.isHeldBit(space, bit) || (this.random.nextUint32() & 1) === 0) continue;
      this.held![space * this.wordsEach + (bit >> 5)]! &= ~(1 << (bit & 31));
      this.tookOver = true;
      return bit;
    }
    return -1;
  }

  private isHeldBit(space: number, bit: number): boolean {
    return (this.held![space * this.wordsEach + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
  }

  private selectSequential(space: number): number {
    const bit = this.findFreeFrom(space, this.cursor[space]!, 0, this.size);
    if (bit >= 0) this.cursor[space] = bit + 1 < this.size ? bit + 1 : 0;
    return bit;
  }

  /** First free bit of [low, high) met from `from` on, around the end back to `from`; -1 if there is none. */
  private findFreeFrom(space: number, from: number, low: number, high: number): number {
    const bit = this.findFree(space, from, high);
    return bit >= 0 || from === low ? bit : this.findFree(space, low, from);
  }

  /** First free bit of [from, to), or -1. */
  private findFree(space: number, from: number, to: number): number {
    if (from >= to) return -1;
    const base = space * this.wordsEach;
    const lastWord = (to - 1) >> 5;
    let word = from >> 5;
    let free = ~this.words[base + word]! & (-1 << (from & 31));
    while (free === 0) {
      word = this.nextWordWithRoom(space, word + 1, lastWord);
      if (word < 0) return -1;
      free = ~this.words[base + word]!;
    }
    const bit = (word << 5) + (31 - Math.clz32(free & -free));
    return bit < to ? bit : -1;
  }

  private nextWordWithRoom(space: number, from: number, last: number): number {
    if (from > last) return -1;
    const base = space * this.summaryEach;
    let group = from >> 5;
    let room = ~this.summary[base + group]! & (-1 << (from & 31));
    while (room === 0) {
      group += 1;
      if (group << 5 > last) return -1;
      room = ~this.summary[base + group]!;
    }
    const word = (group << 5) + (31 - Math.clz32(room & -room));
    return word <= last ? word : -1;
  }

  private setBit(space: number, bit: number): void {
    const word = bit >> 5;
    const at = space * this.wordsEach + word;
    const value = this.words[at]! | (1 << (bit & 31));
    this.words[at] = value;
    if (value === -1) this.summary[space * this.summaryEach + (word >> 5)]! |= 1 << (word & 31);
  }

  private bitOfOffset(offset: number): number {
    if (!this.splits) return offset;
    return (offset & 1) === this.firstParity ? offset >> 1 : this.firstPass + (offset >> 1);
  }

  private offsetOfBit(bit: number): number {
    if (!this.splits) return bit;
    return bit < this.firstPass
      ? bit * 2 + this.firstParity
      : (bit - this.firstPass) * 2 + 1 - this.firstParity;
  }
}
