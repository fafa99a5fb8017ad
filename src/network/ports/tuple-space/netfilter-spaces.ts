import type { RandomStream } from '../../../engine/random.ts';
import { lowestBit } from '../../../numeric/bits.ts';
import type { PortRange } from '../../../scenario/scenario.ts';
import { BitmapSpaces } from './bitmap-spaces.ts';
import {
  allInVainProbability,
  FIRST_WINDOW,
  FOUND,
  FOUND_LATE,
  HARDER_PROBES,
  NOT_FOUND,
  OFFSETS,
  SMALLEST_TO_HALVE,
  windowsOf,
} from './windows-in-vain.ts';

/** Share of the ports taken from which on most windows are in vain, so that it pays to read the summary first. */
const CROWDED_SHARE = 0.97;

/**
 * Ports as netfilter's source NAT chooses them (`nf_nat_l4proto_unique_tuple()`): windows of 128, 64, 32, 16 and 8
 * contiguous ports, each from a random 16-bit offset; when all are taken, the packet is dropped. In the last 32 probes
 * of a window it takes over the port of a connection that is closed but still tracked, if the sequence number of the
 * new SYN is ahead of that connection's last one (`nf_nat_used_tuple_harder()`, Linux 6.7). A sequence number is
 * fixed for all SYNs of an attempt, so that what one of them could not take over, the next one cannot either.
 * Measured on Linux 6.18: of 1,000 ports that are all in use a SYN counts 128 as found, which is those 248 probes
 * less the 120 that look for entries to take over.
 */
export class NetfilterSpaces extends BitmapSpaces {
  private readonly random: RandomStream;
  /** Ports held by a closed connection, and its last sequence number (upper 16 bits); null where none is taken over. */
  private readonly held: Int32Array | null;
  private readonly sequences: Uint16Array | null;
  private readonly heldEach: Int32Array;
  /** Probes of all windows. */
  private readonly probesInVain: number;
  private readonly firstWindow: number;
  /** Ports taken from which on a space is crowded. */
  private readonly crowdedFrom: number;

  constructor(spaces: number, range: PortRange, takeOver: boolean, random: RandomStream) {
    super(spaces, range);
    this.random = random;
    this.held = takeOver ? new Int32Array(spaces * this.wordsEach) : null;
    this.sequences = takeOver ? new Uint16Array(spaces * this.size) : null;
    this.heldEach = new Int32Array(spaces);
    this.probesInVain = windowsOf(this.size).reduce((sum, window) => sum + window, 0);
    this.firstWindow = this.size < FIRST_WINDOW ? this.size : FIRST_WINDOW;
    this.crowdedFrom = Math.ceil(CROWDED_SHARE * this.capacity);
    this.takeReserved();
  }

  claim(space: number, sequence = 0): number {
    this.tookOver = false;
    if (this.taken[space]! >= this.crowdedFrom) return this.claimInCrowd(space, sequence);
    for (let window = this.firstWindow; ; window >>= 1) {
      const bit = this.probeWindow(space, this.nextOffset(), window, sequence);
      if (bit >= 0) return this.lease(space, bit, sequence);
      if (this.isLast(window)) return -1;
    }
  }

  override claimPort(space: number, port: number, sequence = 0): number {
    this.tookOver = false;
    const tuple = super.claimPort(space, port, sequence);
    if (tuple !== -1) this.remember(space, tuple & this.portMask, sequence);
    return tuple;
  }

  override release(tuple: number): void {
    super.release(tuple);
    this.endHold(tuple >>> this.portBits, tuple & this.portMask);
  }

  override hold(tuple: number): void {
    if (this.held === null) return;
    const space = tuple >>> this.portBits;
    const bit = tuple & this.portMask;
    this.held[space * this.wordsEach + (bit >> 5)]! |= 1 << (bit & 31);
    this.heldEach[space]! += 1;
  }

  /**
   * Probability that a `claim` of the space would find no port now, exactly: from the state of every port, over all offsets
   * that its windows can start from. Nothing is claimed, drawn or counted.
   */
  refusalProbability(space: number, sequence = 0): number {
    if (this.taken[space]! + this.size - this.capacity < this.firstWindow) return 0;
    const probed = new Uint8Array(this.wordsEach << 5);
    this.markTaken(space, probed);
    if (this.heldEach[space]! > 0) this.markHeld(space, sequence, probed);
    return allInVainProbability(probed.subarray(0, this.size));
  }

  /**
   * As `claim` where hardly a window ends at a port: many of them are probed in vain, at each of the hop's addresses in turn.
   * The summary rules nearly all of them out, and is small enough to stay in the cache. The few that wrap around
   * are left to `probeWindow`.
   */
  private claimInCrowd(space: number, sequence: number): number {
    const { size } = this;
    const anyHeld = this.heldEach[space]! > 0;
    if (!anyHeld && this.taken[space]! >= this.capacity) return this.fail(this.probesInVain);
    let inVain = 0;
    for (let window = this.firstWindow; ; window >>= 1) {
      const offset = this.nextOffset();
      const from = offset % size;
      const end = from + window;
      if (offset + window > OFFSETS || end > size) {
        const bit = this.probeWindow(space, offset, window, sequence);
        if (bit >= 0) return this.leaseAfter(inVain, space, bit, sequence);
      } else {
        let bit = this.findFreeNear(space, from, end);
        if (anyHeld) bit = this.takeOverBefore(space, bit, from, end, sequence);
        if (bit >= 0) return this.leaseAfter(inVain + bit - from + 1, space, bit, sequence);
        inVain += window;
      }
      if (this.isLast(window)) return this.fail(inVain);
    }
  }

  /** The port of a closed connection that a window [from, end) meets before the free one; else that one, or -1. */
  private takeOverBefore(space: number, free: number, from: number, end: number, sequence: number): number {
    const harder = end - HARDER_PROBES;
    const at = this.heldAhead(space, harder > from ? harder : from, free < 0 ? end : free, sequence);
    if (at < 0) return free;
    this.tookOver = true;
    return at;
  }

  private markTaken(space: number, probed: Uint8Array): void {
    const base = space * this.wordsEach;
    for (let word = 0; word < this.wordsEach; word++) {
      const first = word << 5;
      const taken = this.words[base + word]!;
      if (taken === -1) probed.fill(NOT_FOUND, first, first + 32);
      else for (let bit = 0; bit < 32; bit++) probed[first + bit] = (taken >>> bit) & 1 ? NOT_FOUND : FOUND;
    }
  }

  private markHeld(space: number, sequence: number, probed: Uint8Array): void {
    const base = space * this.wordsEach;
    for (let word = 0; word < this.wordsEach; word++)
      for (let held = this.held![base + word]!; held !== 0; held &= held - 1) {
        const bit = (word << 5) + lowestBit(held);
        if (this.isAhead(space, bit, sequence)) probed[bit] = FOUND_LATE;
      }
  }

  private isLast(window: number): boolean {
    return window < SMALLEST_TO_HALVE || window >= this.size;
  }

  private fail(probes: number): number {
    this.examined += probes;
    return -1;
  }

  private leaseAfter(probes: number, space: number, bit: number, sequence: number): number {
    this.examined += probes;
    return this.lease(space, bit, sequence);
  }

  private lease(space: number, bit: number, sequence: number): number {
    this.remember(space, bit, sequence);
    if (!this.tookOver) return this.take(space, bit);
    this.endHold(space, bit);
    return (space << this.portBits) | bit;
  }

  private remember(space: number, bit: number, sequence: number): void {
    if (this.sequences !== null) this.sequences[space * this.size + bit] = sequence;
  }

  private nextOffset(): number {
    return this.random.nextUint32() >>> 16;
  }

  /** The port that a window of contiguous probes ends at, or -1. The offset is a 16-bit number that wraps around. */
  private probeWindow(space: number, offset: number, window: number, sequence: number): number {
    const beforeWrap = OFFSETS - offset;
    const first = window < beforeWrap ? window : beforeWrap;
    const bit = this.probeRun(space, offset % this.size, first, window, sequence);
    return bit >= 0 || first === window
      ? bit
      : this.probeRun(space, 0, window - first, window - first, sequence);
  }

  /** Probes `count` ports from `from` on, around the end of the range; `left` probes of the window are left before. */
  private probeRun(space: number, from: number, count: number, left: number, sequence: number): number {
    const end = from + count;
    let bit = this.findFree(space, from, end < this.size ? end : this.size);
    if (bit < 0 && end > this.size) bit = this.findFree(space, 0, end - this.size);
    const probes = bit < 0 ? count : bit >= from ? bit - from : bit - from + this.size;
    if (this.heldEach[space]! > 0) {
      const harder = left > HARDER_PROBES ? left - HARDER_PROBES : 0;
      const first = from + harder;
      const last = from + probes;
      let at = this.heldAhead(space, first, last < this.size ? last : this.size, sequence);
      if (at < 0 && last > this.size)
        at = this.heldAhead(space, first > this.size ? first - this.size : 0, last - this.size, sequence);
      if (at >= 0) {
        this.tookOver = true;
        this.examined += (at >= from ? at - from : at - from + this.size) + 1;
        return at;
      }
    }
    this.examined += bit < 0 ? probes : probes + 1;
    return bit;
  }

  /** The first port of [from, to) whose closed connection can be taken over; -1 if there is none. */
  private heldAhead(space: number, from: number, to: number, sequence: number): number {
    const held = this.held!;
    const base = space * this.wordsEach;
    for (let at = from; at < to; ) {
      const word = at >> 5;
      let bits = held[base + word]! & (-1 << (at & 31));
      while (bits !== 0) {
        const bit = (word << 5) + lowestBit(bits);
        if (bit >= to) return -1;
        if (this.isAhead(space, bit, sequence)) return bit;
        bits &= bits - 1;
      }
      at = (word + 1) << 5;
    }
    return -1;
  }

  /** Whether a sequence number is ahead of that of the closed connection, in the arithmetic of 16 bits. */
  private isAhead(space: number, bit: number, sequence: number): boolean {
    const distance = (sequence - this.sequences![space * this.size + bit]!) & 0xffff;
    return distance > 0 && distance < 0x8000;
  }

  private isHeldBit(space: number, bit: number): boolean {
    return (this.held![space * this.wordsEach + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
  }

  private endHold(space: number, bit: number): void {
    if (this.held === null || !this.isHeldBit(space, bit)) return;
    this.held[space * this.wordsEach + (bit >> 5)]! &= ~(1 << (bit & 31));
    this.heldEach[space]! -= 1;
  }
}
