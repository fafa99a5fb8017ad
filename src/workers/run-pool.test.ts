import { afterEach, describe, expect, it } from 'vitest';
import { smallScenarios } from '../../test/support/small-scenarios.ts';
import { replicationSeeds } from '../analysis/runs/replications.ts';
import { runToEnd } from '../analysis/runs/run.ts';
import { type RunFigures, runFigures } from '../analysis/runs/run-figures.ts';
import type { RunSummary } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { WorkerCrashedError } from './errors.ts';
import { figuresPool } from './figures-pool.ts';
import { mapRuns } from './map-runs.ts';
import { spawnNodeWorker } from './node-worker.ts';
import type { RunObserver, RunUpdate } from './protocol.ts';
import { type Runner, runPool } from './run-pool.ts';
import { SimulatorClient } from './simulator-client.ts';

interface Call {
  readonly name: string;
  readonly tell: RunObserver;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** Three jobs on workers that do what the test says. */
function setUp(workers: number) {
  const calls: Call[] = [];
  let disposed = 0;
  const runner: Runner = {
    run: (scenario, _, tell) =>
      new Promise((resolve, reject) =>
        calls.push({
          name: scenario.name,
          tell,
          finish: () => resolve({ scenarioName: scenario.name } as RunSummary),
          fail: reject,
        }),
      ),
    dispose: () => {
      disposed += 1;
    },
  };
  const ended: (number | string)[] = [];
  const shares: number[] = [];
  const stop = new AbortController();
  const all = runPool(
    ['a', 'b', 'c'].map((name) => ({ name, durationSec: 10 }) as Scenario),
    { newRunner: () => runner, workers, memoryLimitBytes: 1e9, signal: stop.signal },
    {
      onDone: (index) => ended.push(index),
      onError: (index, { message }) => ended.push(`${index}: ${message}`),
      onProgress: (share) => shares.push(Math.round(share * 100)),
    },
  );
  return { calls, ended, all, shares, stop, disposed: () => disposed };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('runPool', () => {
  it('keeps as many runs going as there are workers, and returns them in the order of the jobs', async () => {
    const { calls, ended, all, disposed } = setUp(2);
    expect(calls.map(({ name }) => name)).toEqual(['a', 'b']);
    calls[1]?.finish();
    await settled();
    expect(ended).toEqual([1]);
    expect(calls.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    calls[2]?.finish();
    await settled();
    calls[0]?.finish();
    const outcomes = await all;
    expect(ended).toEqual([1, 2, 0]);
    expect(outcomes).toEqual(['a', 'b', 'c'].map((scenarioName) => ({ summary: { scenarioName } })));
    expect(disposed()).toBe(2);
  });

  it('starts no more workers than there are jobs', async () => {
    const { calls, all, disposed } = setUp(8);
    for (const call of calls) call.finish();
    await all;
    expect(disposed()).toBe(3);
  });

  it('tells the share of all jobs together', async () => {
    const { calls, all, shares } = setUp(2);
    calls[0]?.tell({ summary: { simulatedSec: 6 } } as RunUpdate);
    calls[1]?.tell({ summary: { simulatedSec: 3 } } as RunUpdate);
    for (const call of calls) call.finish();
    await settled();
    calls[2]?.finish();
    await all;
    expect(shares).toEqual([20, 30, 43, 67, 100]);
  });

  it('goes on after a run that is refused', async () => {
    const { calls, ended, all } = setUp(1);
    calls[0]?.fail(new Error('needs 9 GiB'));
    await settled();
    calls[1]?.finish();
    await settled();
    calls[2]?.finish();
    expect((await all)[0]).toEqual({ error: new Error('needs 9 GiB') });
    expect(ended).toEqual(['0: needs 9 GiB', 1, 2]);
  });

  it('runs a job again when its worker dies, and reports it when that happens twice', async () => {
    const { calls, ended, all } = setUp(1);
    calls[0]?.fail(new WorkerCrashedError('out of memory'));
    await settled();
    expect(ended).toEqual([]);
    calls[1]?.finish();
    await settled();
    calls[2]?.fail(new WorkerCrashedError('out of memory'));
    await settled();
    calls[3]?.fail(new WorkerCrashedError('out of memory again'));
    await settled();
    calls[4]?.finish();
    await all;
    expect(calls.map(({ name }) => name)).toEqual(['a', 'a', 'b', 'b', 'c']);
    expect(ended).toEqual([0, '1: out of memory again', 2]);
  });

  it('ends its workers and says nothing more once it is stopped', async () => {
    const { calls, ended, all, stop, shares, disposed } = setUp(2);
    stop.abort(new Error('changed my mind'));
    calls[0]?.tell({ summary: { simulatedSec: 6 } } as RunUpdate);
    calls[1]?.finish();
    // The first never ends, as with a worker that was ended.
    await expect(all).rejects.toThrow('changed my mind');
    await settled();
    expect(ended).toEqual([]);
    expect(shares).toEqual([]);
    expect(calls).toHaveLength(2);
    expect(disposed()).toBe(2);
  });
});

/** All bits of a column, in a form that is compared at once and not number by number. */
const bytesOf = (column: Float64Array): string =>
  Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('latin1');

const PROGRAM = new URL('../../test/support/simulation-program.js', import.meta.url);
const DIES = new URL('data:text/javascript,process.exit(3)');

describe('threads of Node', () => {
  const started: string[] = [];
  afterEach(() => {
    started.length = 0;
  });

  /** Threads of which those with the given numbers, counted from 0, die at once. */
  function pool(workers: number, dying: readonly number[] = []) {
    const newRunner = (): SimulatorClient =>
      new SimulatorClient(() => {
        const dies = dying.includes(started.length);
        started.push(dies ? 'dies' : 'lives');
        return dies ? spawnNodeWorker(DIES) : spawnNodeWorker(PROGRAM);
      });
    return { newRunner, workers, memoryLimitBytes: 2 ** 30 };
  }

  it('give the same results as the calling thread, whatever their number', async () => {
    const [first, ...others] = smallScenarios();
    const replications = replicationSeeds(first!.seed, 3).map((seed) => ({ ...first!, seed }));
    const scenarios = [...others, ...replications];
    const expected = scenarios.map((scenario) => runToEnd(scenario));
    expect(new Set(expected.map(({ summary }) => summary.seriesHash)).size).toBe(scenarios.length);
    for (const workers of [1, 2, 4]) {
      const results = await mapRuns(scenarios, pool(workers), (result) => result);
      results.forEach(({ summary, series }, index) => {
        const { summary: own, series: ownSeries } = expected[index]!;
        expect(summary).toEqual(own);
        expect(series.info).toEqual(ownSeries.info);
        const columns = [series.timeSec, ...series.columns].map(bytesOf);
        expect(columns).toEqual([ownSeries.timeSec, ...ownSeries.columns].map(bytesOf));
      });
      expect(results).toHaveLength(scenarios.length);
    }
  });

  it('give the figures of runs whose series they keep, also after they died', async () => {
    const scenarios = smallScenarios().slice(0, 3);
    const found = new Map<number, RunFigures>();
    const shares: number[] = [];
    await figuresPool(scenarios.length, (index) => scenarios[index]!, pool(2, [0]), {
      onDone: (index, figures) => found.set(index, figures),
      onProgress: (share) => shares.push(share),
    });
    for (const [index, scenario] of scenarios.entries()) {
      const { summary, series } = runToEnd(scenario);
      expect(found.get(index)).toEqual(runFigures(scenario, summary, series));
    }
    expect(shares.at(-1)).toBe(1);
    expect(started).toHaveLength(3);
  });

  it('are replaced when they die', async () => {
    const scenarios = smallScenarios().slice(0, 2);
    const hashes = await mapRuns(scenarios, pool(1, [0]), ({ summary }) => summary.seriesHash);
    expect(hashes).toEqual(scenarios.map((scenario) => runToEnd(scenario).summary.seriesHash));
    expect(started).toEqual(['dies', 'lives']);
  });

  it('end with the error of a job whose workers die twice', async () => {
    const hashes = mapRuns(smallScenarios(), pool(1, [0, 1]), ({ summary }) => summary.seriesHash);
    await expect(hashes).rejects.toThrow('The simulation worker ended with code 3.');
    expect(started).toEqual(['dies', 'dies']);
  });

  it('are ended in the middle of a run', async () => {
    const [scenario] = smallScenarios();
    const endless = { ...scenario!, durationSec: 1e6, sampleEverySec: 1e3 };
    const stop = new AbortController();
    const runs = runPool([endless], { ...pool(1), signal: stop.signal }, { onUpdate: () => stop.abort() });
    await expect(runs).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuse what needs too much memory, by name', async () => {
    const outcomes = await runPool(smallScenarios().slice(0, 1), { ...pool(1), memoryLimitBytes: 1 });
    expect(outcomes).toMatchObject([{ error: { name: 'MemoryRefusedError' } }]);
    expect(started).toHaveLength(1);
  });
});
