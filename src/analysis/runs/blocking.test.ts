import { describe, expect, test } from 'vitest';
import { streamOfDoubles } from '../../../test/support/statistics.ts';
import type { ColumnInfo, RunSeries } from '../../network/results/run-result.ts';
import { blockingFromSeries } from './blocking.ts';
import { steadyStateStart } from './warm-up.ts';

function seriesOf(columns: Readonly<Record<string, readonly number[]>>): RunSeries {
  const keys = Object.keys(columns);
  const info = keys.map((key): ColumnInfo => {
    const quantity = key.startsWith('failed') ? 'failed' : key === 'attempts' ? 'attempts' : 'concurrent';
    const kind = quantity === 'concurrent' ? 'level' : 'total';
    return { key, kind, quantity, station: null, index: null, resource: null, limit: Infinity };
  });
  const length = columns[keys[0]!]!.length;
  return {
    info,
    length,
    timeSec: Float64Array.from({ length }, (_, i) => i),
    columns: keys.map((key) => Float64Array.from(columns[key]!)),
  };
}

const range = (length: number, f: (i: number) => number): number[] => Array.from({ length }, (_, i) => f(i));

/** Rises for 200 samples, then stays at 1000 with noise. */
function rampWithNoise(length: number): number[] {
  const next = streamOfDoubles(3);
  return range(length, (i) => 1000 * Math.min(1, i / 200) + 20 * (next() - 0.5));
}

describe('the start of the steady state (MSER-5)', () => {
  test('is found at the end of a ramp', () => {
    const start = steadyStateStart(Float64Array.from(rampWithNoise(1000)), 1000);
    expect(start).toBeGreaterThanOrEqual(190);
    expect(start).toBeLessThanOrEqual(215);
  });

  test('is the first sample of a constant', () => {
    expect(steadyStateStart(new Float64Array(500).fill(7), 500)).toBe(0);
  });

  test('does not exist while the series still rises', () => {
    const rising = Float64Array.from(range(1000, (i) => i));
    expect(steadyStateStart(rising, 1000)).toBeNull();
  });

  test('does not exist in a few samples', () => {
    expect(steadyStateStart(new Float64Array(12).fill(1), 12)).toBeNull();
  });

  test('reads no further than the samples taken so far', () => {
    const values = new Float64Array(1000).fill(5);
    values.fill(0, 500);
    expect(steadyStateStart(values, 500)).toBe(0);
  });
});

describe('blocking by batch means', () => {
  /** 10 attempts a sample; the failures after sample 100 add up over two causes to one in four. */
  const series = seriesOf({
    concurrent: rampWithNoise(1000),
    attempts: range(1000, (i) => 10 * i),
    'failed:path.0:snat-ports': range(1000, (i) => 2 * Math.max(0, i - 100)),
    'failed:path.0:flow-table': range(1000, (i) => 0.5 * Math.max(0, i - 100)),
  });

  test('counts all causes after a warm-up that is given', () => {
    const estimate = blockingFromSeries(series, 500);
    expect(estimate).toMatchObject({
      warmUpSec: 500,
      warmUpMethod: 'given',
      method: 'batch means',
      batches: 20,
      attempts: 4990,
    });
    expect(estimate.probability).toBeCloseTo(0.25, 12);
    expect(estimate.interval?.low).toBeCloseTo(0.25, 9);
    expect(estimate.note).toBe('warm-up 8 m 20 s as given; 20 batches');
  });

  test('finds the warm-up itself and says so', () => {
    const estimate = blockingFromSeries(series, 'auto');
    expect(estimate.warmUpMethod).toBe('MSER-5');
    expect(estimate.warmUpSec).toBeGreaterThanOrEqual(190);
    expect(estimate.note).toContain('by MSER-5');
  });

  test('says when no steady state is reached', () => {
    const rising = seriesOf({
      concurrent: range(1000, (i) => i),
      attempts: range(1000, (i) => i),
      failed: range(1000, () => 0),
    });
    const estimate = blockingFromSeries(rising, 'auto');
    expect(estimate.probability).toBeNull();
    expect(estimate.interval).toBeNull();
    expect(estimate.note).toContain('no steady state reached');
  });

  test('no failure leaves an upper bound, not a certainty', () => {
    const clean = seriesOf({ attempts: range(101, (i) => 30 * i), failed: range(101, () => 0) });
    const estimate = blockingFromSeries(clean, 0);
    expect(estimate.probability).toBe(0);
    expect(estimate.interval?.high).toBeCloseTo(0.001, 12);
  });

  test('a warm-up longer than the run leaves nothing', () => {
    expect(blockingFromSeries(series, 1e6)).toMatchObject({ probability: null, warmUpSec: null });
  });

  test('the interval covers independent batches about as often as it says', () => {
    const next = streamOfDoubles(11);
    let held = 0;
    const trials = 300;
    for (let trial = 0; trial < trials; trial++) {
      let failures = 0;
      const failed = range(201, (i) => (i === 0 ? 0 : (failures += next() < 0.3 ? 1 : 0)));
      const { interval } = blockingFromSeries(seriesOf({ attempts: range(201, (i) => i), failed }), 0);
      if (interval!.low <= 0.3 && interval!.high >= 0.3) held += 1;
    }
    // 95 % of 300 with a standard deviation of 3.8.
    expect(held).toBeGreaterThan(0.95 * trials - 12);
  });
});
