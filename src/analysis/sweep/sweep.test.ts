import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../test/support/sweep-figures.ts';
import { getField, setField } from '../../scenario/edit.ts';
import { examples } from '../../scenario/examples.ts';
import { replicationSeeds } from '../runs/replications.ts';
import type { SweepAxis } from './axis.ts';
import { feasibleBorder } from './feasible-border.ts';
import { type JobOutcome, pointResults } from './point-result.ts';
import {
  jobAt,
  jobCount,
  jobOf,
  jobScenario,
  jobsOf,
  pointCount,
  pointFile,
  pointValues,
  type Sweep,
  sweepOf,
  sweepPoints,
  WHOLE,
} from './sweep.ts';
import { sweepCsv, sweepJson } from './sweep-document.ts';
import { addOutcome, logHead, logLine, readLog } from './sweep-log.ts';

const FILE = examples.find(({ id }) => id === '100k-websockets')!.file;
const ADDRESSES: SweepAxis = { path: 'path.0.snat.addresses', kind: 'count', values: [1, 2, 4] };
const HOLD: SweepAxis = { path: 'path.0.snat.hold', kind: 'duration', values: [10, 60] };

function sweepFor(axes: readonly SweepAxis[], replications: number, file = FILE): Sweep {
  const reading = sweepOf(file, axes, replications);
  if (!reading.ok) throw new Error(reading.message);
  return reading.sweep;
}

const SWEEP = sweepFor([ADDRESSES, HOLD], 3);
const POINTS = sweepPoints(SWEEP);

/** Results that only a job's number decides. */
function outcomeOf(job: number): JobOutcome {
  return {
    figures: figuresOf(job, { blocking: job / 1000, peakConcurrent: 90_000 + job * 0.1, failed: job % 3 }),
  };
}

describe('the grid', () => {
  it('has every combination once, the last parameter fastest', () => {
    expect(pointCount(SWEEP)).toBe(6);
    expect(Array.from({ length: 6 }, (_, point) => pointValues(SWEEP, point))).toEqual([
      [1, 10],
      [1, 60],
      [2, 10],
      [2, 60],
      [4, 10],
      [4, 60],
    ]);
    const file = pointFile(SWEEP, 3);
    expect([getField(file, ADDRESSES.path), getField(file, HOLD.path)]).toEqual([2, '1m']);
  });

  it('does not depend on where the parameters stood', () => {
    const moved = setField(setField(FILE, ADDRESSES.path, 7), HOLD.path, '3m');
    expect(logHead(sweepFor([ADDRESSES, HOLD], 3, moved))).toBe(logHead(SWEEP));
  });

  it('runs all points before any is run again, under the same seeds', () => {
    expect(jobCount(SWEEP)).toBe(18);
    const [seed, second] = replicationSeeds(1, 2);
    for (let job = 0; job < 18; job++) {
      expect(jobOf(SWEEP, jobAt(SWEEP, job))).toBe(job);
      expect(jobAt(SWEEP, job).replication).toBe(Math.floor(job / 6));
    }
    expect([0, 5, 6].map((job) => jobScenario(SWEEP, POINTS, job)?.seed)).toEqual([seed, seed, second]);
    expect(jobScenario(SWEEP, POINTS, 4)?.path[0]?.source).toMatchObject({ addresses: 4, holdSec: 10 });
  });

  it('is dealt out to shards, each run to one of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), (of) => {
        const dealt = Array.from({ length: of }, (_, n) => jobsOf(SWEEP, POINTS, { shard: n + 1, of }));
        expect(dealt.flat().sort((a, b) => a - b)).toEqual(jobsOf(SWEEP, POINTS, WHOLE));
        const sizes = dealt.map((jobs) => jobs.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('marks a point that is no scenario, and runs the others', () => {
    const sweep = sweepFor([{ path: 'duration', kind: 'duration', values: [60, 3600] }], 2, {
      ...FILE,
      events: [{ at: '2m', action: 'restart', target: 'backends' }],
    });
    const points = sweepPoints(sweep);
    expect(points[0]).toMatchObject({ ok: false, error: expect.stringContaining('events.0.at') as string });
    expect(jobsOf(sweep, points, WHOLE)).toEqual([1, 3]);
    expect(jobScenario(sweep, points, 0)).toBeNull();
    expect(pointResults(sweep, points, new Map())).toMatchObject([
      { state: 'invalid' },
      { state: 'waiting' },
    ]);
  });
});

describe('the results', () => {
  it('are the same bytes in whatever order the runs end, and from whatever logs', () => {
    const jobs = jobsOf(SWEEP, POINTS, WHOLE);
    const documents = (outcomes: ReadonlyMap<number, JobOutcome>): string => {
      const results = pointResults(SWEEP, POINTS, outcomes);
      return sweepJson(SWEEP, POINTS, results) + sweepCsv(SWEEP, results);
    };
    const whole = documents(new Map(jobs.map((job) => [job, outcomeOf(job)])));
    const order = fc.shuffledSubarray(jobs, { minLength: jobs.length });
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 5 }), fc.boolean(), (shuffled, logs, overlaps) => {
        const texts = Array.from({ length: logs }, (_, n) => {
          const own = shuffled.filter((_, at) => at % logs === n || (overlaps && at < 3));
          return [logHead(SWEEP), ...own.map((job) => logLine(job, outcomeOf(job))), ''].join('\n');
        });
        const merged = new Map<number, JobOutcome>();
        for (const text of texts) {
          const reading = readLog(text);
          if (!reading.ok) throw new Error(reading.message);
          expect(reading.log.sweep).toEqual(SWEEP);
          for (const [job, outcome] of reading.log.outcomes)
            expect(addOutcome(merged, job, outcome)).toBe(true);
        }
        expect(documents(merged)).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('read back from a log that was cut anywhere, as far as its lines are whole', () => {
    const text = [logHead(SWEEP), ...[4, 0, 17].map((job) => logLine(job, outcomeOf(job))), ''].join('\n');
    const headLength = logHead(SWEEP).length + 1;
    fc.assert(
      fc.property(fc.integer({ min: headLength, max: text.length }), (length) => {
        const reading = readLog(text.slice(0, length));
        if (!reading.ok) throw new Error(reading.message);
        expect(text.startsWith(reading.log.whole)).toBe(true);
        expect(reading.log.outcomes.size).toBe(reading.log.whole.split('\n').length - 2);
      }),
    );
  });

  it('of a run that could not be made gives way to one that was, and not to another result', () => {
    const outcomes = new Map<number, JobOutcome>();
    expect(addOutcome(outcomes, 1, { error: 'out of memory' })).toBe(true);
    expect(addOutcome(outcomes, 1, outcomeOf(1))).toBe(true);
    expect(addOutcome(outcomes, 1, { error: 'out of memory' })).toBe(true);
    expect(outcomes.get(1)).toEqual(outcomeOf(1));
    expect(addOutcome(outcomes, 1, outcomeOf(2))).toBe(false);
  });

  it.each([
    ['', 'it is no log of a sweep'],
    ['{"sweepLog":1}\n', 'made by engine undefined'],
    [
      `${logHead(SWEEP).replace(/"engineVersion":"[^"]*"/, '"engineVersion":"0.0.1"')}\n`,
      'made by engine 0.0.1',
    ],
    [`${logHead(SWEEP).replace('"replications":3', '"replications":0')}\n`, 'describes no sweep'],
    [`${logHead(SWEEP).replace('snat.hold', 'snat.held')}\n`, 'parameters that its scenario does not have'],
    [`${logHead(SWEEP)}\n{"job":18,"error":"x"}\n`, 'line 2 is no run of this sweep'],
    [`${logHead(SWEEP)}\n{"job":1,"figures":{"seed":1}}\n`, 'line 2 is no run of this sweep'],
  ])('log %#: %s', (text, message) => {
    expect(readLog(text)).toMatchObject({ ok: false, message: expect.stringContaining(message) as string });
  });
});

describe('a point', () => {
  const one = sweepFor([{ ...ADDRESSES, values: [1] }], 3);
  const resultOf = (runs: readonly JobOutcome[], targets: object = { concurrent: 100, blocking: 0.01 }) => {
    const points = sweepPoints({ ...one, file: setField(one.file, 'targets', targets) });
    return pointResults(one, points, new Map(runs.map((run, job) => [job, run])))[0]!;
  };
  const run = (seed: number, change: Parameters<typeof figuresOf>[1]): JobOutcome => ({
    figures: figuresOf(seed, change),
  });

  it('has means with Student intervals, and the earliest failure', () => {
    const failure = (atSec: number) => ({
      firstFailure: { station: 'path.0', stationName: 'edge', resource: 'snat-ports', atSec } as const,
    });
    const result = resultOf([
      run(1, { blocking: 0.1, peakConcurrent: 90, ...failure(30) }),
      run(2, { blocking: 0.2, peakConcurrent: 91, ...failure(20) }),
      run(3, { blocking: 0.3, peakConcurrent: 92 }),
    ]);
    expect(result.blocking?.mean).toBeCloseTo(0.2, 12);
    // t(0.975, 2) = 4.3027, standard error 0.1 / sqrt(3).
    expect(result.blocking?.low).toBe(0);
    expect(result.blocking?.high).toBeCloseTo(0.2 + (4.302_652_73 * 0.1) / Math.sqrt(3), 6);
    expect(result.peakConcurrent?.mean).toBe(91);
    expect(result).toMatchObject({
      state: 'done',
      runs: 3,
      firstFailure: { atSec: 20 },
      meetsTargets: false,
    });
  });

  it('of one run has the interval of its batches, and says how many are over', () => {
    const result = resultOf([run(1, { blocking: 0.1, blockingInterval: { low: 0.05, high: 0.2 } })]);
    expect(result).toMatchObject({
      state: 'partial',
      runs: 1,
      blocking: { mean: 0.1, low: 0.05, high: 0.2 },
      peakConcurrent: { mean: 100, low: null, high: null },
    });
  });

  it('leaves runs that did not settle out of its blocking, and judges them by all attempts', () => {
    const unsettled = { blocking: null, settledAttempts: 0, attempts: 1000, refused: 100, failed: 100 };
    const mixed = resultOf([run(1, { blocking: 0.001 }), run(2, unsettled), run(3, unsettled)]);
    expect(mixed).toMatchObject({ unsettled: 2, blocking: { mean: 0.001 }, meetsTargets: true });
    const none = resultOf([run(1, unsettled), run(2, unsettled)]);
    expect(none).toMatchObject({ blocking: null, meetsTargets: false });
  });

  it('meets its targets when the connections are reached and no more attempts fail than may', () => {
    const clean = [run(1, {}), run(2, {}), run(3, {})];
    expect(resultOf(clean)).toMatchObject({ meetsTargets: true, isCertain: true });
    expect(resultOf(clean).blocking).toMatchObject({ mean: 0, low: 0, high: 0.001 });
    const few = { reachedConnections: 98 };
    expect(resultOf([run(1, few), run(2, few), run(3, few)])).toMatchObject({
      meetsTargets: false,
      isCertain: true,
    });
    const short = { ...few, refused: 1, failed: 1 };
    expect(resultOf([run(1, short), run(2, {}), run(3, {})]).isCertain).toBe(false);
    const refused = { refused: 1, failed: 1, blocking: 0.001 };
    expect(resultOf([run(1, refused), run(2, {}), run(3, {})]).meetsTargets).toBe(true);
    // Without a target of blocking not one may be refused.
    const strict = resultOf([run(1, refused), run(2, {}), run(3, {})], { concurrent: 100 });
    expect(strict).toMatchObject({ meetsTargets: false, isCertain: false });
    // Those that met an instance that was away come back.
    expect(resultOf([run(1, { failed: 9 })], { concurrent: 100 }).meetsTargets).toBe(true);
  });

  it('is uncertain where the interval spans the target', () => {
    const result = resultOf([
      run(1, { blocking: 0.004 }),
      run(2, { blocking: 0.008 }),
      run(3, { blocking: 0.012 }),
    ]);
    expect(result).toMatchObject({ meetsTargets: true, isCertain: false });
  });

  it('fails with a run that could not be made', () => {
    expect(resultOf([run(1, {}), { error: 'needs 9 GiB' }])).toMatchObject({
      state: 'failed',
      error: 'needs 9 GiB',
    });
  });
});

describe('the border', () => {
  const judge = (rows: readonly string[]) =>
    rows.flatMap((row) =>
      row.split('').map((sign) => ({ meetsTargets: { '+': true, '-': false }[sign] ?? null })),
    );

  it('of one parameter lies between neighbours that differ', () => {
    const axis = { values: [1, 2, 3, 4, 5] };
    expect(feasibleBorder([axis], judge(['--++-']))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(feasibleBorder([axis], judge(['-?+++']))).toEqual([]);
  });

  it('of two goes around what meets the targets, and not over the edge of the grid', () => {
    const axes = [{ values: [1, 2] }, { values: [1, 2, 3] }];
    expect(feasibleBorder(axes, judge(['--+', '+++']))).toEqual([
      [0, 3],
      [1, 2],
      [1, 4],
    ]);
  });

  it('is crossed an odd number of times between two points that differ', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 30 }), (met) => {
        const edges = feasibleBorder(
          [{ values: met.map((_, i) => i) }],
          met.map((meetsTargets) => ({ meetsTargets })),
        );
        expect(edges.length % 2 === 1).toBe(met[0] !== met.at(-1));
      }),
    );
  });
});
