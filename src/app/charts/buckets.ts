/** A sample just beyond the buckets, to which a line has to be drawn; its value is a number. */
export interface EdgeSample {
  readonly atSec: number;
  readonly value: number;
}

/**
 * Samples gathered by pixel column: lowest, highest, mean and last value of every bucket of time, so that a line of any
 * number of samples costs one point or two a pixel and no peak is lost. It grows as samples arrive.
 */
export class Buckets {
  readonly count: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
  /** Samples in each bucket; 0 where none has fallen yet, or where samples lie further apart than buckets. */
  readonly samples: Uint32Array;
  /** 1 where values that are no numbers came between this bucket and the one before. */
  readonly afterGap: Uint8Array;
  /** Whether the lowest came before the highest. */
  readonly rising: Uint8Array;
  highest = Number.NEGATIVE_INFINITY;
  /** The last sample before the first bucket, and the first one after the last; null where there is none. */
  before: EdgeSample | null = null;
  after: EdgeSample | null = null;
  private readonly sum: Float64Array;
  private readonly fromSec: number;
  private readonly bucketsPerSec: number;
  private next = 0;
  private lastBefore = -1;
  private inGap = false;

  /** Buckets of equal width over `fromSec .. toSec`; a sample at `toSec` belongs to the last one. */
  constructor(fromSec: number, toSec: number, count: number) {
    this.count = Math.max(1, count);
    this.fromSec = fromSec;
    this.bucketsPerSec = this.count / Math.max(toSec - fromSec, Number.MIN_VALUE);
    this.low = new Float64Array(this.count);
    this.high = new Float64Array(this.count);
    this.last = new Float64Array(this.count);
    this.sum = new Float64Array(this.count);
    this.samples = new Uint32Array(this.count);
    this.rising = new Uint8Array(this.count);
    this.afterGap = new Uint8Array(this.count);
  }

  /** Takes in the samples that have come since the last call; `length` is how many there are now. NaN is no value. */
  update(timeSec: Float64Array, length: number, read: (index: number) => number): void {
    for (; this.next < length; this.next += 1) {
      const time = timeSec[this.next] ?? 0;
      const position = (time - this.fromSec) * this.bucketsPerSec;
      if (position < 0) {
        this.lastBefore = this.next;
        continue;
      }
      if (this.lastBefore >= 0) {
        this.before = edgeSample(timeSec[this.lastBefore] ?? 0, read(this.lastBefore));
        this.lastBefore = -1;
      }
      if (position > this.count) {
        this.after = edgeSample(time, read(this.next));
        // Nothing that comes later can be seen.
        this.next = Number.POSITIVE_INFINITY;
        return;
      }
      this.take(Math.min(this.count - 1, Math.floor(position)), read(this.next));
    }
  }

  mean(bucket: number): number {
    const samples = this.samples[bucket] ?? 0;
    return samples === 0 ? Number.NaN : (this.sum[bucket] ?? 0) / samples;
  }

  private take(bucket: number, value: number): void {
    if (Number.isNaN(value)) {
      this.inGap = true;
      return;
    }
    const before = this.samples[bucket] ?? 0;
    if (this.inGap && before === 0) this.afterGap[bucket] = 1;
    this.inGap = false;
    if (before === 0 || value < (this.low[bucket] ?? 0)) {
      this.low[bucket] = value;
      this.rising[bucket] = 0;
    }
    if (before === 0 || value > (this.high[bucket] ?? 0)) {
      this.high[bucket] = value;
      this.rising[bucket] = 1;
    }
    this.last[bucket] = value;
    this.sum[bucket] = (this.sum[bucket] ?? 0) + value;
    this.samples[bucket] = before + 1;
    if (value > this.highest) this.highest = value;
  }
}

function edgeSample(atSec: number, value: number): EdgeSample | null {
  return Number.isNaN(value) ? null : { atSec, value };
}
