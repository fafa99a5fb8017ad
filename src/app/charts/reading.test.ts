import { describe, expect, it } from 'vitest';
import { readSample } from './reading.ts';

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

  it('divides by the instances that have no column of their own', () => {
    expect(readSample(run, { kind: 'sum', columns: [0], divisor: 10 }, 2)).toBe(0.9);
  });
});
