/**
 * What ends a constant time after it has begun: what stays taken after its connection has closed (TIME_WAIT, a NAT's
 * cool-down, conntrack's own timer), a timer of a connection in set-up. With one constant a ring, entries end in the order
 * in which they began, so a FIFO ring does what a priority queue would, without a comparison.
 */
export class HoldRing {
  /** When the oldest entry ends; Infinity when the ring is empty. */
  nextEndSec = Infinity;
  size = 0;
  endSec: Float64Array;
  entry: Int32Array;
  tag: Int32Array;
  first = 0;
  /** Tag of the entry that was popped last. */
  poppedTag = 0;
  /** End of the entry that was pushed last. */
  lastEndSec = -Infinity;

  constructor(initialCapacity = 64) {
    let capacity = 64;
    while (capacity < initialCapacity) capacity *= 2;
    this.endSec = new Float64Array(capacity);
    this.entry = new Int32Array(capacity);
    this.tag = new Int32Array(capacity);
  }

  /**
   * @param tag whatever the caller likes
   * @throws RangeError when the end lies before that of the entry pushed last: the ring is for one constant.
   */
  push(endSec: number, entry: number, tag = 0): void {
    if (endSec < this.lastEndSec)
      throw new RangeError(`hold that ends at ${endSec} s pushed after one that ends later`);
    if (this.size === this.entry.length) this.grow();
    const at = (this.first + this.size) & (this.entry.length - 1);
    this.endSec[at] = endSec;
    this.entry[at] = entry;
    this.tag[at] = tag;
    this.lastEndSec = endSec;
    if (this.size === 0) this.nextEndSec = endSec;
    this.size += 1;
  }

  /** Removes the oldest entry and returns it. Only for a ring that is not empty. */
  pop(): number {
    const entry = this.entry[this.first]!;
    this.poppedTag = this.tag[this.first]!;
    this.first = (this.first + 1) & (this.entry.length - 1);
    this.size -= 1;
    this.nextEndSec = this.size > 0 ? this.endSec[this.first]! : Infinity;
    return entry;
  }

  /** The oldest entry. Only for a ring that is not empty. */
  get firstEntry(): number {
    return this.entry[this.first]!;
  }

  /** How many entries end at that time, when the oldest does. */
  countEndingAt(endSec: number): number {
    const mask = this.entry.length - 1;
    let count = 0;
    while (count < this.size && this.endSec[(this.first + count) & mask] === endSec) count += 1;
    return count;
  }

  /** The entry that is so many behind the oldest. */
  entryBehind(count: number): number {
    return this.entry[(this.first + count) & (this.entry.length - 1)]!;
  }

  /** The entries, oldest first. */
  forEach(visit: (entry: number, endSec: number, tag: number) => void): void {
    const mask = this.entry.length - 1;
    for (let i = 0; i < this.size; i++) {
      const at = (this.first + i) & mask;
      visit(this.entry[at]!, this.endSec[at]!, this.tag[at]!);
    }
  }

  /** Grows until so many entries have room. */
  makeRoom(entries: number): void {
    while (this.entry.length < entries) this.grow();
  }

  private grow(): void {
    const capacity = this.entry.length * 2;
    const endSec = new Float64Array(capacity);
    const entry = new Int32Array(capacity);
    const tag = new Int32Array(capacity);
    const mask = this.entry.length - 1;
    for (let i = 0; i < this.size; i++) {
      const at = (this.first + i) & mask;
      endSec[i] = this.endSec[at]!;
      entry[i] = this.entry[at]!;
      tag[i] = this.tag[at]!;
    }
    this.endSec = endSec;
    this.entry = entry;
    this.tag = tag;
    this.first = 0;
  }
}
