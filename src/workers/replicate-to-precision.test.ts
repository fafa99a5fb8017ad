import { expect, it } from 'vitest';
import { smallScenarios } from '../../test/support/small-scenarios.ts';
import type { PreciseOutcome, PrecisionGoal } from '../analysis/runs/precision.ts';
import { replicationSeeds } from '../analysis/runs/replications.ts';
import type { RunResult } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { replicateToPrecision } from './replicate-to-precision.ts';

const GOAL: PrecisionGoal = {
  output: 'peak',
  halfWidth: { share: 0.05 },
  least: 4,
  batch: 3,
  most: 12,
};
const scenario = smallScenarios()[0]!;

interface Seen {
  readonly seeds: number[][];
  readonly firsts: number[];
}

/** Runs whose peak is what the test says of their number; `disorder` ends them in another order. */
function batches(seen: Seen) {
  return (scenarios: readonly Scenario[], make: (result: RunResult, index: number) => Run, first: number) => {
    seen.seeds.push(scenarios.map(({ seed }) => seed));
    seen.firsts.push(first);
    const order = scenarios.map((_, index) => index).toReversed();
    const made: Run[] = [];
    for (const index of order) made[index] = make({} as RunResult, index);
    return Promise.resolve(made);
  };
}
type Run = PreciseOutcome & { readonly index: number };
const run = (index: number, peakConcurrent: number): Run => ({
  index,
  blocking: null,
  settledAttempts: 0,
  peakConcurrent,
  summary: { failed: 0, meanConcurrent: 0 },
});

it('runs batches that are fixed in advance, each under the next seeds, until the interval is narrow', async () => {
  const seen: Seen = { seeds: [], firsts: [] };
  const peaks = [100, 110, 90, 105, 100, 100, 100, 100, 100, 100, 100, 100];
  const { made, state } = await replicateToPrecision(scenario, GOAL, batches(seen), (_, index) =>
    run(index, peaks[index]!),
  );
  expect(seen.firsts).toEqual([0, 4, 7]);
  expect(seen.seeds.flat()).toEqual(replicationSeeds(scenario.seed, 10));
  expect(made.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(state).toMatchObject({ stop: 'precise', wanted: 10 });
});

it('makes no run beyond the most', async () => {
  const seen: Seen = { seeds: [], firsts: [] };
  const { made, state } = await replicateToPrecision(scenario, GOAL, batches(seen), (_, index) =>
    run(index, (index % 2) * 100),
  );
  expect(seen.seeds.map(({ length }) => length)).toEqual([4, 3, 3, 2]);
  expect(made).toHaveLength(12);
  expect(state.stop).toBe('most');
});
