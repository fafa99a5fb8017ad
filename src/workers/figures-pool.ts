import type { RunFigures } from '../analysis/runs/run-figures.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type JobObserver, runJobs } from './job-pool.ts';
import type { PoolOptions } from './run-pool.ts';
import type { SimulatorClient } from './simulator-client.ts';

export type FiguresRunner = Pick<SimulatorClient, 'figures' | 'dispose'>;

/**
 * Runs many scenarios of which only a few figures are kept: no series leaves its worker.
 * @param scenarioAt makes the scenario of a job when its turn comes
 * @throws the reason of the signal when that aborts
 */
export async function figuresPool(
  count: number,
  scenarioAt: (index: number) => Scenario,
  options: PoolOptions<FiguresRunner>,
  observer: JobObserver<RunFigures>,
): Promise<void> {
  const { memoryLimitBytes } = options;
  await runJobs<FiguresRunner, RunFigures>(
    count,
    options,
    (runner, index, onShare) => runner.figures(scenarioAt(index), { memoryLimitBytes }, onShare),
    observer,
  );
}
