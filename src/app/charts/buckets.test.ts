import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buckets } from './buckets.ts';

const times = (count: number): Float64Array => Float64Array.from({ length: count }, (_, index) => index);

describe('Buckets', () => {
  it('keeps the extremes, the mean and the last value of each bucket', () => {
    const values = [1, 5, 3, 10, 0, 2];
    const buckets = new Buckets(0, 6, 2);
    buckets.update(times(6), 6, (index) => values[index] ?? 0);
    expect([...buckets.low]).toEqual([1, 0]);
    expect([...buckets.high]).toEqual([5, 10]);
    expect([...buckets.last]).toEqual([3, 2]);
    expect([buckets.mean(0), buckets.mean(1)]).toEqual([3, 4]);
    expect([...buckets.rising]).toEqual([1, 0]);
    expect(buckets.highest).toBe(10);
  });

  it('counts a sample at the end of the domain and none beyond it', () => {
    const buckets = new Buckets(0, 4, 4);
    buckets.update(times(6), 6, (index) => index);
    expect([...buckets.samples]).toEqual([1, 1, 1, 2]);
    expect(buckets.highest).toBe(4);
  });

  it('gives the same whether samples come at once or in pieces', () => {
    assert(
      property(
        array(integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }),
        integer({ min: 1, max: 20 }),
        integer({ min: 1, max: 60 }),
        (values, count, cut) => {
          const whole = new Buckets(0, 59, count);
          const pieces = new Buckets(0, 59, count);
          const read = (index: number): number => values[index] ?? 0;
          whole.update(times(60), values.length, read);
          pieces.update(times(60), Math.min(cut, values.length), read);
          pieces.update(times(60), values.length, read);
          expect(pieces).toEqual(whole);
          expect(Math.max(...values)).toBe(whole.highest);
        },
      ),
    );
  });

  it('knows the samples just beyond both ends, in pieces as well', () => {
    const read = (index: number): number => 10 * index;
    const whole = new Buckets(2.5, 5.5, 6);
    whole.update(times(10), 10, read);
    expect([whole.before, whole.after]).toEqual([
      { atSec: 2, value: 20 },
      { atSec: 6, value: 60 },
    ]);
    expect(whole.highest).toBe(50);
    const pieces = new Buckets(2.5, 5.5, 6);
    for (let length = 1; length <= 10; length += 1) pieces.update(times(10), length, read);
    expect(pieces).toEqual(whole);
    const all = new Buckets(0, 9, 6);
    all.update(times(10), 10, read);
    expect([all.before, all.after]).toEqual([null, null]);
  });

  it('takes NaN for no value, and marks where the line begins again', () => {
    const values = [1, Number.NaN, Number.NaN, 2, 3];
    const buckets = new Buckets(0, 5, 5);
    buckets.update(Float64Array.of(0, 1, 2, 3, 4), 5, (index) => values[index] ?? 0);
    expect([...buckets.samples]).toEqual([1, 0, 0, 1, 1]);
    expect([...buckets.afterGap]).toEqual([0, 0, 0, 1, 0]);
    expect(buckets.highest).toBe(3);
  });
});
