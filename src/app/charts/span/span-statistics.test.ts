import { array, assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSeries } from '../../../network/results/run-result.ts';
import { countIn, levelOver, samplesIn, spanStatistics } from './span-statistics.ts';

function runOf(values: readonly number[], everySec = 1): RunSeries {
  const timeSec = Float64Array.from(values, (_, index) => index * everySec);
  return { info: [], length: values.length, timeSec, columns: [Float64Array.from(values)] };
}

const read =
  (run: RunSeries) =>
  (index: number): number =>
    run.columns[0]?.[index] ?? Number.NaN;

describe('samplesIn', () => {
  const run = runOf([0, 1, 2, 3, 4, 5], 10);

  it('includes both ends', () => {
    expect(samplesIn(run, { fromSec: 10, toSec: 30 })).toEqual({ first: 1, last: 3 });
    expect(samplesIn(run, { fromSec: 11, toSec: 39 })).toEqual({ first: 2, last: 3 });
  });

  it('needs two samples that have been computed', () => {
    expect(samplesIn(run, { fromSec: 11, toSec: 29 })).toBeNull();
    expect(samplesIn(run, { fromSec: 50, toSec: 90 })).toBeNull();
    expect(samplesIn(run, { fromSec: 60, toSec: 90 })).toBeNull();
  });
});

describe('levels over a span', () => {
  it('are weighted by time, on straight lines between samples', () => {
    const run = runOf([100, 0, 10, 20, 0, 7], 2);
    expect(levelOver(run, read(run), { first: 1, last: 4 })).toEqual({
      kind: 'level',
      start: 0,
      end: 0,
      lowest: 0,
      // (10 + 30 + 20) / 6 s
      mean: 10,
      highest: 20,
      changePerSec: 0,
    });
  });

  it('leave out what is no number', () => {
    const run = runOf([Number.NaN, 2, 4, Number.NaN, 8]);
    expect(levelOver(run, read(run), { first: 0, last: 4 })).toEqual({
      kind: 'level',
      start: 2,
      end: 8,
      lowest: 2,
      mean: 3,
      highest: 8,
      changePerSec: 2,
    });
    const none = runOf([Number.NaN, Number.NaN]);
    expect(levelOver(none, read(none), { first: 0, last: 1 })).toEqual({
      kind: 'level',
      start: Number.NaN,
      end: Number.NaN,
      lowest: Number.NaN,
      mean: Number.NaN,
      highest: Number.NaN,
      changePerSec: Number.NaN,
    });
  });

  it('have a mean between their extremes', () => {
    assert(
      property(array(double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 }), (values) => {
        const run = runOf(values);
        const { lowest, mean, highest } = levelOver(run, read(run), { first: 0, last: values.length - 1 });
        expect(mean).toBeGreaterThanOrEqual(lowest - 1e-6);
        expect(mean).toBeLessThanOrEqual(highest + 1e-6);
      }),
    );
  });
});

describe('counts in a span', () => {
  it('are differences of totals, whatever reads them as a rate', () => {
    const run = runOf([5, 5, 9, 30], 2);
    const counted = { kind: 'count', count: 25, perSec: 25 / 6, highestPerSec: 10.5 };
    expect(countIn(run, [0], { first: 0, last: 3 })).toEqual(counted);
    expect(spanStatistics(run, { kind: 'rate', columns: [0] }, { first: 0, last: 3 })).toEqual(counted);
  });

  it('of neighbouring spans add up', () => {
    assert(
      property(
        array(integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 40 }),
        integer({ min: 1, max: 38 }),
        (steps, cut) => {
          const run = runOf(
            steps.map((_, at) => steps.slice(0, at + 1).reduce((sum, step) => sum + step, 0)),
          );
          const [last, middle] = [steps.length - 1, Math.min(cut, steps.length - 2)];
          const parts =
            countIn(run, [0], { first: 0, last: middle }).count +
            countIn(run, [0], { first: middle, last }).count;
          expect(parts).toBe(countIn(run, [0], { first: 0, last }).count);
        },
      ),
    );
  });
});
