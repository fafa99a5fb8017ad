import type { Admission } from '../scenario/scenario.ts';

/** Part of a token by which sums of times may fall short, so that connections exactly at the rate all pass. */
const ROUNDING = 1e-9;

/**
 * Admission by token bucket, one an instance: tokens come evenly at the rate until the bucket holds its burst, and a new
 * connection takes one. Over any time t at most burst + rate x t are admitted. What a bucket held after the last
 * connection that it admitted, and when that was, is the whole state: nothing happens between two connections.
 */
export class TokenBuckets {
  private readonly ratePerSec: number;
  private readonly burst: number;
  private readonly tokens: Float64Array;
  private readonly countedAtSec: Float64Array;

  private constructor(instances: number, ratePerSec: number, burst: number) {
    this.ratePerSec = ratePerSec;
    this.burst = burst;
    this.tokens = new Float64Array(instances).fill(burst);
    this.countedAtSec = new Float64Array(instances);
  }

  /** Full buckets; null where the rate has no limit: everybody is admitted. */
  static of(instances: number, { ratePerSec, burst }: Admission): TokenBuckets | null {
    return ratePerSec === Infinity ? null : new TokenBuckets(instances, ratePerSec, burst);
  }

  /** Takes a token for a connection; false where there is none. Times must not fall. */
  take(instance: number, nowSec: number): boolean {
    const come = (nowSec - this.countedAtSec[instance]!) * this.ratePerSec;
    const held = Math.min(this.burst, this.tokens[instance]! + come);
    if (held < 1 - ROUNDING) return false;
    this.tokens[instance] = held - 1;
    this.countedAtSec[instance] = nowSec;
    return true;
  }

  /** The bucket of an instance that comes back from a restart is full. */
  refill(instance: number): void {
    this.tokens[instance] = this.burst;
  }
}
