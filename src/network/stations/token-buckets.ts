import type { Admission } from '../../scenario/limits.ts';

/** Part of a token by which sums of times may fall short, so that connections exactly at the rate all pass. */
const ROUNDING = 1e-9;

/**
 * Admission by token bucket, one an instance: tokens come evenly at the rate until the bucket holds its burst, and a new
 * connection takes one. Over any time t at most burst + rate x t are admitted. What a bucket held after the last
 * connection that it admitted, and when that was, is the whole state: nothing happens between two connections.
 */
export class TokenBuckets {
  private readonly ratePerSec: Float64Array;
  private readonly burst: Float64Array;
  private readonly tokens: Float64Array;
  private readonly countedAtSec: Float64Array;

  private constructor(instances: number, ratePerSec: number, burst: number) {
    this.ratePerSec = new Float64Array(instances);
    this.burst = new Float64Array(instances);
    this.tokens = new Float64Array(instances);
    this.countedAtSec = new Float64Array(instances);
    for (let instance = 0; instance < instances; instance++) {
      this.setLimit(instance, 0, ratePerSec, burst);
      this.refill(instance);
    }
  }

  /**
   * Full buckets; null where the rate has no limit: everybody is admitted.
   * @param mayChange true where it can have one later
   */
  static of(
    instances: number,
    { ratePerSec, burst }: Pick<Admission, 'ratePerSec' | 'burst'>,
    mayChange = false,
  ): TokenBuckets | null {
    return ratePerSec === Infinity && !mayChange ? null : new TokenBuckets(instances, ratePerSec, burst);
  }

  /** From now on; tokens beyond a smaller burst are lost, a larger one fills at the rate. A bucket that is new is full. */
  setLimit(instance: number, nowSec: number, ratePerSec: number, burst: number): void {
    const isOpen = ratePerSec === Infinity;
    const wasOpen = this.burst[instance] === Infinity;
    const come = (nowSec - this.countedAtSec[instance]!) * this.ratePerSec[instance]!;
    const held = wasOpen ? Infinity : Math.min(this.burst[instance]!, this.tokens[instance]! + come);
    // A bucket without a limit holds tokens without end, so that none need come.
    this.ratePerSec[instance] = isOpen ? 0 : ratePerSec;
    this.burst[instance] = isOpen ? Infinity : burst;
    this.tokens[instance] = isOpen ? Infinity : Math.min(burst, held);
    this.countedAtSec[instance] = nowSec;
  }

  /** Takes a token for a connection; false where there is none. Times must not fall. */
  take(instance: number, nowSec: number): boolean {
    const come = (nowSec - this.countedAtSec[instance]!) * this.ratePerSec[instance]!;
    const held = Math.min(this.burst[instance]!, this.tokens[instance]! + come);
    if (held < 1 - ROUNDING) return false;
    this.tokens[instance] = held - 1;
    this.countedAtSec[instance] = nowSec;
    return true;
  }

  /** The bucket of an instance that comes back from a restart is full. */
  refill(instance: number): void {
    this.tokens[instance] = this.burst[instance]!;
  }
}
