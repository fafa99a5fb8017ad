import { describe, expect, test } from 'vitest';
import { streamOfDoubles } from '../../../test/support/statistics.ts';
import { boundWithoutEvents, ratioInterval, studentInterval } from './interval.ts';

describe('Student’s interval', () => {
  test('of 1, 2, 3, 4, 5: 3 +- 2.776 x sqrt(2.5 / 5)', () => {
    const interval = studentInterval([1, 2, 3, 4, 5]);
    expect(interval?.mean).toBe(3);
    expect(interval?.high).toBeCloseTo(3 + 2.7764451052 * Math.sqrt(0.5), 8);
    expect(interval?.low).toBeCloseTo(3 - 2.7764451052 * Math.sqrt(0.5), 8);
  });

  test('is wider for a higher confidence and has no width without spread', () => {
    const at = (confidence: number): number => studentInterval([1, 2, 4], confidence)!.high;
    expect(at(0.99)).toBeGreaterThan(at(0.95));
    expect(studentInterval([7, 7, 7])).toMatchObject({ low: 7, high: 7 });
  });

  test('one value has no interval', () => {
    expect(studentInterval([1])).toBeNull();
    expect(() => studentInterval([1, 2], 1)).toThrow(RangeError);
  });

  test('holds the mean about as often as it says', () => {
    const next = streamOfDoubles(42);
    let held = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const interval = studentInterval(Array.from({ length: 8 }, next))!;
      if (interval.low <= 0.5 && interval.high >= 0.5) held += 1;
    }
    // 95 % of 2,000 with a standard deviation of 9.7.
    expect(Math.abs(held - 1900)).toBeLessThan(40);
  });
});

describe('the ratio interval', () => {
  test('is the ratio of the sums, not the mean of the ratios', () => {
    expect(ratioInterval([1, 0], [10, 90])?.mean).toBeCloseTo(0.01, 12);
  });

  test('equals Student’s interval where all wholes are equal', () => {
    const ratio = ratioInterval([1, 2, 3, 4, 5], [10, 10, 10, 10, 10])!;
    const student = studentInterval([0.1, 0.2, 0.3, 0.4, 0.5])!;
    expect(ratio.mean).toBeCloseTo(student.mean, 12);
    expect(ratio.high).toBeCloseTo(student.high, 12);
  });

  test('has none without a whole', () => {
    expect(ratioInterval([0, 0], [0, 0])).toBeNull();
    expect(ratioInterval([1], [2])).toBeNull();
  });
});

test('no event in n trials leaves a bound of 3 / n', () => {
  expect(boundWithoutEvents(3000)?.high).toBe(0.001);
  expect(boundWithoutEvents(2)?.high).toBe(1);
  expect(boundWithoutEvents(0)).toBeNull();
});
