import { lowestBit } from '../../../numeric/bits.ts';
import type { PortRange } from '../../../scenario/scenario.ts';
import { portBits, portCount } from './port-range.ts';
import type { PortSpaces } from './port-spaces.ts';

/**
 * One bit a port, for selections that walk through the range. A summary bit a word says "all 32 taken", so that
 * an exhaustive search near full looks at 1/1024 of the range. How a free port is chosen is left to the classes
 * that extend this one.
 */
export abstract class BitmapSpaces implements PortSpaces {
  readonly spaces: number;
  readonly capacity: number;
  taken: Int32Array;
  examined = 0;
  tookOver = false;
  /** Ports of the range, reserved ones included. */
  readonly size: number;
  readonly wordsEach: number;
  words: Int32Array;
  readonly portBits: number;
  protected readonly portMask: number;
  private readonly range: PortRange;
  readonly summaryEach: number;
  summary: Int32Array;

  constructor(spaces: number, range: PortRange) {
    this.spaces = spaces;
    this.range = range;
    this.size = range.last - range.first + 1;
    this.capacity = portCount(range);
    this.portBits = portBits(this.size);
    this.portMask = (1 << this.portBits) - 1;
    this.wordsEach = (this.size + 31) >> 5;
    this.summaryEach = (this.wordsEach + 31) >> 5;
    this.words = new Int32Array(spaces * this.wordsEach);
    // One more, so that the word after any other can be read with it.
    this.summary = new Int32Array(spaces * this.summaryEach + 1);
    this.taken = new Int32Array(spaces);
  }

  abstract claim(space: number, sequence?: number): number;

  claimPort(space: number, port: number, _sequence?: number): number {
    const offset = port - this.range.first;
    if (offset < 0 || offset >= this.size) return -1;
    const bit = this.bitOfOffset(offset);
    this.examined += 1;
    return this.isSet(space, bit) ? -1 : this.take(space, bit);
  }

  /** Whether nobody can have that port now: it is taken, reserved or outside the range. */
  isTaken(space: number, port: number): boolean {
    const offset = port - this.range.first;
    return offset < 0 || offset >= this.size || this.isSet(space, this.bitOfOffset(offset));
  }

  release(tuple: number): void {
    const space = tuple >>> this.portBits;
    this.clearBit(space, tuple & this.portMask);
    this.taken[space]! -= 1;
  }

  hold(_tuple: number): void {}

  spaceOf(tuple: number): number {
    return tuple >>> this.portBits;
  }

  freeAmong(tuples: ReadonlySet<number>): number[] {
    return [...tuples].filter((tuple) => !this.isSet(tuple >>> this.portBits, tuple & this.portMask));
  }

  portOf(tuple: number): number {
    return this.range.first + this.offsetOfBit(tuple & this.portMask);
  }

  /** Reserved ports are taken by nobody for ever. Called by the classes that extend this one, once they are set up. */
  protected takeReserved(): void {
    for (let space = 0; space < this.spaces; space++)
      for (const port of this.range.reserved) this.setBit(space, this.bitOfOffset(port - this.range.first));
  }

  /** So are the bits beyond the range, of the last word and of words that only the summary has, for who counts what is free. */
  protected takeBeyond(): void {
    for (let space = 0; space < this.spaces; space++) {
      if ((this.size & 31) !== 0) this.words[(space + 1) * this.wordsEach - 1]! |= -1 << (this.size & 31);
      if ((this.wordsEach & 31) !== 0)
        this.summary[(space + 1) * this.summaryEach - 1]! |= -1 << (this.wordsEach & 31);
    }
  }

  /** Marks a free bit as taken; the tuple. */
  protected take(space: number, bit: number): number {
    this.setBit(space, bit);
    this.taken[space]! += 1;
    return (space << this.portBits) | bit;
  }

  /** Order in which the bits stand: that of the ports, unless a search looks at them in another. */
  protected bitOfOffset(offset: number): number {
    return offset;
  }

  protected offsetOfBit(bit: number): number {
    return bit;
  }

  protected isSet(space: number, bit: number): boolean {
    return (this.words[space * this.wordsEach + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
  }

  /** First free bit of [low, high) met from `from` on, around the end back to `from`; -1 if there is none. */
  protected findFreeFrom(space: number, from: number, low: number, high: number): number {
    const bit = this.findFree(space, from, high);
    return bit >= 0 || from === low ? bit : this.findFree(space, low, from);
  }

  /** First free bit of [from, to), or -1. */
  protected findFree(space: number, from: number, to: number): number {
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
    const bit = (word << 5) + lowestBit(free);
    return bit < to ? bit : -1;
  }

  /**
   * The same for a short stretch, which lies in 31 words at most, of a space that is nearly full: the summary of all its
   * words is read at once, and says of most that there is nothing to look at.
   */
  protected findFreeNear(space: number, from: number, to: number): number {
    const first = from >> 5;
    const at = space * this.summaryEach + (first >> 5);
    const shift = first & 31;
    const full = (this.summary[at]! >>> shift) | ((this.summary[at + 1]! << 1) << (31 - shift));
    const asked = (2 << (((to - 1) >> 5) - first)) - 1;
    for (let room = ~full & asked; room !== 0; room &= room - 1) {
      const word = first + lowestBit(room);
      let free = ~this.words[space * this.wordsEach + word]!;
      if (word === first) free &= -1 << (from & 31);
      if (free === 0) continue;
      const bit = (word << 5) + lowestBit(free);
      return bit < to ? bit : -1;
    }
    return -1;
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
    const word = (group << 5) + lowestBit(room);
    return word <= last ? word : -1;
  }

  private setBit(space: number, bit: number): void {
    const word = bit >> 5;
    const at = space * this.wordsEach + word;
    const value = this.words[at]! | (1 << (bit & 31));
    this.words[at] = value;
    if (value === -1) this.summary[space * this.summaryEach + (word >> 5)]! |= 1 << (word & 31);
  }

  private clearBit(space: number, bit: number): void {
    const word = bit >> 5;
    this.words[space * this.wordsEach + word]! &= ~(1 << (bit & 31));
    this.summary[space * this.summaryEach + (word >> 5)]! &= ~(1 << (word & 31));
  }
}
