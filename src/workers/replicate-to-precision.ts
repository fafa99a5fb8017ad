import {
  type PreciseOutcome,
  type PrecisionGoal,
  type PrecisionState,
  precisionAfter,
} from '../analysis/runs/precision.ts';
import { replicationSeeds, underSeeds } from '../analysis/runs/replications.ts';
import type { RunResult } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Runs scenarios and makes something of each, in their order; `first` is the index of the first among all. */
export type RunBatch<Made> = (
  scenarios: readonly Scenario[],
  make: (result: RunResult, index: number) => Made,
  first: number,
) => Promise<readonly Made[]>;

export interface PreciseReplications<Made> {
  readonly made: readonly Made[];
  readonly state: PrecisionState;
}

/** Runs batch after batch, each under the next seeds of the scenario, until the goal is reached or given up. */
export async function replicateToPrecision<Made extends PreciseOutcome>(
  scenario: Scenario,
  goal: PrecisionGoal,
  runBatch: RunBatch<Made>,
  make: (result: RunResult, index: number) => Made,
): Promise<PreciseReplications<Made>> {
  const seeds = replicationSeeds(scenario.seed, goal.most);
  const made: Made[] = [];
  let state = precisionAfter(goal, made);
  while (state.stop === null) {
    const first = made.length;
    const scenarios = underSeeds(scenario, seeds.slice(first, state.wanted));
    // oxlint-disable-next-line no-await-in-loop -- what a batch shows decides whether there is another
    made.push(...(await runBatch(scenarios, (result, index) => make(result, first + index), first)));
    state = precisionAfter(goal, made);
  }
  return { made, state };
}
