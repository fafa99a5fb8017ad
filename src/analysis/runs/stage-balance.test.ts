import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import type { RunSeries } from '../../network/results/run-result.ts';
import {
  balancedStage,
  balanceFigures,
  balanceNote,
  replicatedFigures,
  replicatedNote,
} from '../answer/balance-sentences.ts';
import { replicatedBalances } from './replicated-balance.ts';
import { runToEnd } from './run.ts';
import { type StageBalance, stageBalances } from './stage-balance.ts';

const EVENT = { action: 'restart', target: 'backends', drain: 0 } as const;

function scenarioOf(file: Partial<TestFile> = {}) {
  return buildScenario({
    duration: '100s',
    sampleEvery: '10s',
    warmUp: 0,
    backends: { count: 2 },
    path: [{ name: 'edge', mode: 'dsr' }],
    clients: [{ count: 10 }],
    ...file,
  });
}

/** A series of two backends, a sample each 10 s; the second has the rest of 200 connections if nothing else is said. */
function seriesOf(first: readonly number[], second = first.map((own) => 200 - own)): RunSeries {
  const common = { kind: 'level', quantity: 'connections', resource: null, limit: Infinity } as const;
  const backend = (index: number | null) =>
    ({ ...common, key: `backends${index ?? ''}`, station: 'backends', index }) as const;
  return {
    info: [backend(null), backend(0), backend(1)],
    length: first.length,
    timeSec: Float64Array.from(first, (_, index) => index * 10),
    columns: [
      Float64Array.from(first, (own, index) => own + second[index]!),
      Float64Array.from(first),
      Float64Array.from(second),
    ],
  };
}

function backendsOf(file: Partial<TestFile>, series: RunSeries): StageBalance {
  const [only] = stageBalances(scenarioOf(file), series);
  return only!;
}

describe('the balance of a run', () => {
  test('is the worst sample after the warm-up, and the last one', () => {
    const series = seriesOf([160, 100, 104, 130, 101]);
    expect(backendsOf({}, series).worst).toEqual({ maxOverMean: 1.6, atSec: 0, instances: 2 });
    const later = backendsOf({ warmUp: '10s' }, series);
    expect(later).toMatchObject({ station: 'backends', stationName: 'backends', instances: 2, fromSec: 10 });
    expect(later.worst).toEqual({ maxOverMean: 1.3, atSec: 30, instances: 2 });
    expect(later.end).toMatchObject({ mean: 100, largest: 101, smallest: 99, maxOverMean: 1.01 });
    expect(later.disturbances).toEqual([]);
  });

  test('is that of the instances that are there', () => {
    const series = seriesOf([200, 200, 200, 150, 100], [0, 0, 0, 50, 100]);
    const joins = { action: 'scale-out', target: 'backends', instances: 1, at: '25s' } as const;
    // One server alone is even; the second counts from its start on.
    expect(backendsOf({ events: [joins] }, series).worst).toEqual({
      maxOverMean: 1.5,
      atSec: 30,
      instances: 2,
    });
    expect(backendsOf({}, series).worst).toEqual({ maxOverMean: 2, atSec: 0, instances: 2 });
  });

  test('counts those that are there, also where some have left', () => {
    const leaves = { action: 'scale-in', target: 'backends', instances: 1, at: '25s', drain: 0 } as const;
    const left = backendsOf({ events: [leaves] }, seriesOf([150, 100, 100, 200, 200], [50, 100, 100, 0, 0]));
    expect(left).toMatchObject({ instances: 2, worst: { maxOverMean: 1.5, instances: 2 } });
    // One is always even, by chance too: there is nothing to compare it with.
    expect(left).toMatchObject({ end: { instances: 1, maxOverMean: 1 }, endAtRandom: null });
    expect(balanceNote([left])).toMatch(/^The busiest of 2 servers carried 1\.50 times the mean at 0 s/);
    expect(balancedStage(left)).toBe('backends (1 of 2)');
    expect(balancedStage(backendsOf({}, seriesOf([100])))).toBe('backends (2)');
  });

  test('does not leave an event out as warm-up', () => {
    const auto = { warmUp: 'auto' as const, events: [{ ...EVENT, at: '20s' }] };
    const series = seriesOf([100, 100, 200, 150, 120, 100, 100, 100, 100, 100, 100]);
    expect(backendsOf(auto, series)).toMatchObject({
      fromSec: 20,
      worst: { maxOverMean: 2, atSec: 20, instances: 2 },
    });
  });

  test('has no worst sample where there never were enough connections', () => {
    const few = backendsOf({}, seriesOf([1, 2, 3], [3, 2, 1]));
    expect(few).toMatchObject({ worst: null, end: { mean: 2, maxOverMean: null }, endAtRandom: null });
    expect(balanceFigures(few)).toBe('too few connections an instance for a ratio');
    expect(balanceNote([few])).toBe('');
  });

  test('knows of no balance before the first sample, and none of a single instance', () => {
    expect(stageBalances(scenarioOf(), seriesOf([]))).toEqual([]);
    const one = scenarioOf({ backends: { count: 1 } });
    expect(stageBalances(one, runToEnd(one).series)).toEqual([]);
  });

  test('takes every stage with 2 to 64 instances, in the order of the path', () => {
    const wide = scenarioOf({ path: [{ name: 'edge', mode: 'dsr', instances: 64 }] });
    const named = stageBalances(wide, runToEnd(wide).series).map(({ stationName }) => stationName);
    expect(named).toEqual(['edge', 'backends']);
    const wider = scenarioOf({ path: [{ name: 'edge', mode: 'dsr', instances: 65 }] });
    expect(stageBalances(wider, runToEnd(wider).series)).toHaveLength(1);
  });

  test('is measured by weight where weights differ, and chance is not guessed at', () => {
    const weighted = backendsOf({ backends: { count: 2, weights: [3, 1] } }, seriesOf([150]));
    expect(weighted).toMatchObject({ end: { maxOverMean: 1, variation: 0 }, endAtRandom: null });
  });
});

describe('the balance over several runs', () => {
  const runs = [
    [100, 150, 110],
    [100, 160, 112],
    [100, 170, 114],
  ].map((first) => [backendsOf({}, seriesOf(first))]);

  test('is the mean of each run’s worst and last sample with its interval', () => {
    const [balance] = replicatedBalances(runs);
    // Student's t of two degrees of freedom at 97.5 % is 4.303; the standard errors are 0.1 / sqrt(3) and a fifth of it.
    expect(balance!.worst).toMatchObject({ values: 3, mean: expect.closeTo(1.6, 9) as number });
    expect(balance!.worst!.high).toBeCloseTo(1.6 + (4.3027 * 0.1) / Math.sqrt(3), 4);
    expect(balance!.end!.high).toBeCloseTo(1.12 + (4.3027 * 0.02) / Math.sqrt(3), 4);
    expect(replicatedFigures(balance!)).toBe(
      'worst max/mean 1.60 (1.35 to 1.85), 1.12 (1.07 to 1.17) at the end',
    );
    expect(replicatedNote([balance!])).toBe(
      'Over 3 runs the busiest server carried 1.60 (1.35 to 1.85) times the mean at worst, and 1.12 (1.07 to 1.17) times at the end (means and 95 % intervals).',
    );
  });

  test('is not below 1, and none of a single run or of an even stage', () => {
    const even = [[100], [104], [112]].map((first) => [backendsOf({}, seriesOf(first))]);
    expect(replicatedBalances(even)[0]!.worst!.low).toBe(1);
    expect(replicatedNote(replicatedBalances(even))).toBe('');
    const [single] = replicatedBalances(runs.slice(0, 1));
    expect([single!.worst, replicatedFigures(single!)]).toEqual([null, '']);
    expect(replicatedBalances([])).toEqual([]);
  });
});

describe('after a disturbance', () => {
  // Both backends within 10 s of each other, each back at once: over at 30 s.
  const rolling = { events: [{ ...EVENT, at: '20s', every: '10s', down: 0 }] };

  test('the time to the first even sample counts from when the last instance is back', () => {
    const { disturbances } = backendsOf(rolling, seriesOf([100, 100, 200, 180, 130, 109, 112, 100]));
    expect(disturbances).toEqual([
      {
        action: 'restart',
        target: 'backends',
        atSec: 20,
        endSec: 30,
        worst: { maxOverMean: 2, atSec: 20, instances: 2 },
        evenAfterSec: 20,
      },
    ]);
  });

  test('a stage that stayed even needed no time, one that did not come back has none', () => {
    const stayed = backendsOf(rolling, seriesOf([100, 100, 110, 105, 100]));
    expect(stayed.disturbances[0]).toMatchObject({ evenAfterSec: 0, worst: { maxOverMean: 1.1 } });
    const never = backendsOf(rolling, seriesOf([100, 100, 150, 140, 130]));
    expect(never.disturbances[0]).toMatchObject({ evenAfterSec: null });
    expect(balanceFigures(never)).toContain(
      'not below 1.1 again in this run after the restart of backends at 20 s',
    );
  });

  test('an event that is not over at the end of the run leaves nothing to wait for', () => {
    const late = { events: [{ ...EVENT, at: '90s', down: '1m' }] };
    const { disturbances } = backendsOf(late, seriesOf([...new Array<number>(9).fill(100), 200, 100]));
    expect(disturbances[0]).toMatchObject({ endSec: 180, evenAfterSec: null });
  });

  test('the next event ends the wait, and without enough connections there is no ratio to wait for', () => {
    const twice = { events: [{ ...EVENT, at: '60s', down: 0 }, ...rolling.events] };
    const { disturbances } = backendsOf(
      twice,
      seriesOf([100, 100, 200, 180, 150, 140, 150, 130, 100, 100, 100]),
    );
    // The second restart takes until 90 s.
    expect(disturbances).toMatchObject([
      { atSec: 20, evenAfterSec: null },
      { atSec: 60, endSec: 90, evenAfterSec: 0 },
    ]);
    const empty = backendsOf(rolling, seriesOf([100, 100, 1, 2, 3], [100, 100, 0, 0, 0]));
    expect(empty.disturbances[0]).toMatchObject({ worst: null, evenAfterSec: null });
  });
});

describe('in words', () => {
  const series = seriesOf([100, 100, 167, 150, 130, 109, 100]);
  const file = { events: [{ ...EVENT, at: '20s', every: '10s', down: 0 }] };

  test('the figures of a stage in one line', () => {
    expect(balanceFigures(backendsOf(file, series))).toBe(
      'max/mean 1.67 at 20 s, 1.00 (random choice 1.06) at the end, variation 0.00; ' +
        'below 1.1 again 20 s after the end of the restart of backends at 20 s',
    );
  });

  test('a note tells of the least even stage', () => {
    const note = balanceNote(stageBalances(scenarioOf(file), series));
    expect(note).toBe(
      'The busiest of 2 servers carried 1.67 times the mean at 20 s, and 1.00 times at the end. ' +
        'It was below 1.1 again 20 s after the end of the restart of backends at 20 s.',
    );
  });

  test('there is no note where every stage stayed even', () => {
    expect(balanceNote(stageBalances(scenarioOf(), seriesOf([100, 105, 95])))).toBe('');
  });
});
