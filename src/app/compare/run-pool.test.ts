import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Runner, RunPool } from './run-pool.ts';

interface Call {
  readonly name: string;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

function setUp(workers: number) {
  const calls: Call[] = [];
  let disposed = 0;
  const runner: Runner = {
    run: (scenario) =>
      new Promise((resolve, reject) =>
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool looks at null only
        calls.push({ name: scenario.name, finish: () => resolve({} as never), fail: reject }),
      ),
    dispose: () => {
      disposed += 1;
    },
  };
  const ended: (number | string)[] = [];
  const pool = new RunPool(
    Array.from({ length: workers }, () => runner),
    1e9,
  );
  const observer = {
    onUpdate: () => {},
    onDone: (index: number) => ended.push(index),
    onError: (index: number, message: string) => ended.push(`${index}: ${message}`),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool hands scenarios on unread
  const scenarios = ['a', 'b', 'c'].map((name) => ({ name }) as Scenario);
  return { calls, ended, all: pool.runAll(scenarios, observer), pool, disposed: () => disposed };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('RunPool', () => {
  it('keeps as many runs going as there are workers and reports by index', async () => {
    const { calls, ended, all } = setUp(2);
    expect(calls.map(({ name }) => name)).toEqual(['a', 'b']);
    calls[1]?.finish();
    await settled();
    expect(ended).toEqual([1]);
    expect(calls.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    calls[0]?.finish();
    calls[2]?.finish();
    await all;
    expect(ended).toEqual([1, 0, 2]);
  });

  it('goes on after a run that is refused', async () => {
    const { calls, ended, all } = setUp(1);
    calls[0]?.fail(new Error('needs 9 GiB'));
    await settled();
    calls[1]?.finish();
    await settled();
    calls[2]?.finish();
    await all;
    expect(ended).toEqual(['0: needs 9 GiB', 1, 2]);
  });

  it('says nothing more once it is stopped', async () => {
    const { calls, ended, all, pool, disposed } = setUp(2);
    pool.stop();
    calls[0]?.finish();
    calls[1]?.finish();
    await all;
    expect(ended).toEqual([]);
    expect(calls).toHaveLength(2);
    expect(disposed()).toBe(2);
  });
});
