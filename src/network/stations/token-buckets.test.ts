import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

const bucketOf = (ratePerSec: number, burst: number, instances = 1): TokenBuckets =>
  TokenBuckets.of(instances, { ratePerSec, burst })!;

/** Times in ticks of 1/64 s, so that a bucket that counts in whole parts of a token makes no error. */
const TICKS = 64;

/** The plain model: at every tick `rate` parts of a token come, of which `TICKS` make one, up to the burst. */
function plainDecisions(ticks: readonly number[], ratePerSec: number, burst: number): boolean[] {
  let parts = burst * TICKS;
  let now = 0;
  return ticks.map((tick) => {
    for (; now < tick; now++) parts = Math.min(burst * TICKS, parts + ratePerSec);
    if (parts < TICKS) return false;
    parts -= TICKS;
    return true;
  });
}

const rising = fc
  .array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 200 })
  .map((gaps) => gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0)));

describe('a token bucket', () => {
  it('decides as one that is filled tick by tick', () => {
    fc.assert(
      fc.property(
        rising,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 20 }),
        (ticks, rate, burst) => {
          const bucket = bucketOf(rate, burst);
          const decisions = ticks.map((tick) => bucket.take(0, tick / TICKS));
          expect(decisions).toEqual(plainDecisions(ticks, rate, burst));
        },
      ),
    );
  });

  it('admits no more than burst + rate x time in any stretch, whatever the times', () => {
    const times = fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 2, maxLength: 150 });
    fc.assert(
      fc.property(
        times,
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (gaps, rate, burst) => {
          const bucket = bucketOf(rate, burst);
          const admitted: number[] = [];
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            if (bucket.take(0, now)) admitted.push(now);
          }
          admitted.forEach((from, first) => {
            admitted.slice(first).forEach((to, more) => {
              expect(more + 1).toBeLessThanOrEqual(burst + rate * (to - from) + 1e-6);
            });
          });
        },
      ),
    );
  });

  it('admits everybody who comes at the rate, though the times are no exact numbers', () => {
    const bucket = bucketOf(10, 1);
    const refused = Array.from({ length: 100_000 }, (_, n) => n).filter((n) => !bucket.take(0, n / 10));
    expect(refused).toEqual([]);
  });

  it('belongs to one instance, and is full after its restart', () => {
    const buckets = bucketOf(1, 2, 2);
    expect([0, 0, 0, 1, 1, 1].map((instance) => buckets.take(instance, 0))).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
    buckets.refill(1);
    expect([0, 1, 1, 1].map((instance) => buckets.take(instance, 0.5))).toEqual([false, true, true, false]);
  });

  it('is none where the rate has no limit', () => {
    expect(TokenBuckets.of(1, { ratePerSec: Infinity, burst: 5 })).toBeNull();
  });
});
