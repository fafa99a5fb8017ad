import { describe, expect, it } from 'vitest';
import { readSaid, readSample, recentRate } from './reading.ts';

const run = {
  info: [],
  length: 3,
  timeSec: Float64Array.of(0, 2, 4),
  columns: [Float64Array.of(1, 5, 9), Float64Array.of(3, 3, 3)],
};

describe('readSample', () => {
  it.each([
    ['sum', 8],
    ['mean', 4],
    ['max', 5],
    ['min', 3],
    ['rate', 2],
  ] as const)('reads the %s of two columns', (kind, value) => {
    expect(readSample(run, { kind, columns: [0, 1] }, 1)).toBe(value);
  });

  it('has no rate at the first sample', () => {
    expect(readSample(run, { kind: 'rate', columns: [0] }, 0)).toBe(0);
  });

  it('reads ratios to the mean, and none of a few connections', () => {
    const loads = { ...run, columns: [Float64Array.of(30, 5, 30), Float64Array.of(10, 5, 10)] };
    const columns = [0, 1];
    expect(readSample(loads, { kind: 'maxOverMean', columns }, 0)).toBe(1.5);
    expect(readSample(loads, { kind: 'minOverMean', columns }, 0)).toBe(0.5);
    expect(readSample(loads, { kind: 'variation', columns }, 0)).toBe(0.5);
    expect(readSample(loads, { kind: 'maxOverMean', columns, weights: [3, 1] }, 2)).toBe(1);
    expect(readSample(loads, { kind: 'maxOverMean', columns }, 1)).toBeNaN();
  });

  it('divides by the instances that have no column of their own', () => {
    expect(readSample(run, { kind: 'sum', columns: [0], divisor: 10 }, 2)).toBe(0.9);
  });
});

describe('recentRate', () => {
  const timeSec = Float64Array.from({ length: 31 }, (_, index) => index * 2);
  const total = timeSec.map((at) => (at < 20 ? 0 : (at - 20) * 3));
  const long = { info: [], length: 31, timeSec, columns: [total] };

  it('is the mean over the ten samples before, or over what there is', () => {
    expect(recentRate(long, [0], 30)).toBe(3);
    expect(recentRate(long, [0], 15)).toBe(1.5);
    expect(recentRate(long, [0], 12)).toBe(0.6);
    expect(recentRate(long, [0], 0)).toBe(0);
  });

  it('is what is said of a rate, and only of a rate', () => {
    expect(readSaid(long, { kind: 'rate', columns: [0] }, 15)).toBe(1.5);
    expect(readSaid(long, { kind: 'sum', columns: [0] }, 15)).toBe(30);
  });
});
