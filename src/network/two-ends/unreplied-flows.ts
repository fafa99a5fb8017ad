import type { RandomStream } from '../../engine/random.ts';

/** Buckets that `early_drop()` looks through (NF_CT_EVICTION_RANGE, net/netfilter/nf_conntrack_core.c). */
const EVICTION_RANGE = 8;
const GONE = -1;

/**
 * Entries of a flow table whose SYN nobody answered and whose sender has given up. They stand for a constant time,
 * unless a full table drops one early to make room for a new connection: that one looks through 8 buckets, and each
 * entry stands in the hash twice (once for each direction).
 */
export class UnrepliedFlows {
  /** When the oldest entry ends; Infinity when there is none. */
  nextEndSec = Infinity;
  private readonly endSec: number[] = [];
  private readonly instanceOf: number[] = [];
  private readonly tupleOf: number[] = [];
  private first = 0;
  private readonly countOf: Int32Array;
  private readonly buckets: number;

  constructor(instances: number, buckets: number) {
    this.countOf = new Int32Array(instances);
    this.buckets = buckets;
  }

  /** When the entry ends that was pushed last; NaN where there is none. */
  get lastEndSec(): number {
    return this.endSec.at(-1) ?? Number.NaN;
  }

  push(endSec: number, instance: number, tuple: number): void {
    this.endSec.push(endSec);
    this.instanceOf.push(instance);
    this.tupleOf.push(tuple);
    this.countOf[instance]! += 1;
    if (endSec < this.nextEndSec) this.nextEndSec = endSec;
  }

  /** Removes the oldest entry. Only when there is one. */
  pop(): { instance: number; tuple: number } {
    return this.removeAt(this.first);
  }

  /** The entry that a new connection of the instance drops early; null when it finds none near its bucket. */
  dropOne(instance: number, random: RandomStream): { instance: number; tuple: number } | null {
    const count = this.countOf[instance]!;
    if (count === 0) return null;
    let missesAll = 1;
    const missesOne = 1 - EVICTION_RANGE / this.buckets;
    for (let n = 2 * count, power = missesOne; n > 0; n >>= 1, power *= power)
      if ((n & 1) === 1) missesAll *= power;
    if (random.nextDouble() < missesAll) return null;
    let which = random.nextBelow(count);
    for (let at = this.first; at < this.instanceOf.length; at++)
      if (this.instanceOf[at] === instance && which-- === 0) return this.removeAt(at);
    return null;
  }

  forEach(visit: (instance: number, tuple: number, endSec: number) => void): void {
    for (let at = this.first; at < this.instanceOf.length; at++)
      if (this.instanceOf[at] !== GONE) visit(this.instanceOf[at]!, this.tupleOf[at]!, this.endSec[at]!);
  }

  private removeAt(at: number): { instance: number; tuple: number } {
    const removed = { instance: this.instanceOf[at]!, tuple: this.tupleOf[at]! };
    this.countOf[removed.instance]! -= 1;
    this.instanceOf[at] = GONE;
    while (this.first < this.instanceOf.length && this.instanceOf[this.first] === GONE) this.first += 1;
    if (this.first > 1024 && this.first * 2 > this.instanceOf.length) this.compact();
    this.nextEndSec = this.first < this.endSec.length ? this.endSec[this.first]! : Infinity;
    return removed;
  }

  private compact(): void {
    for (const column of [this.endSec, this.instanceOf, this.tupleOf]) column.splice(0, this.first);
    this.first = 0;
  }
}
