import { DEFAULT_MEMORY_LIMIT_BYTES, runToEnd } from '../analysis/runs/run.ts';
import type { RunResult } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { mapRuns } from '../workers/map-runs.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

/**
 * Runs scenarios to their ends, with one line of progress, and makes something of each result; in the order of the list,
 * whatever the number of workers. In this thread where one run after the other is asked for: a single run gains nothing
 * from another thread.
 */
export async function runMany<Made>(
  scenarios: readonly Scenario[],
  workers: number,
  io: Io,
  make: (result: RunResult, index: number) => Made,
): Promise<readonly Made[]> {
  const count = scenarios.length;
  const progress = new Progress(io, count);
  const made =
    Math.min(workers, count) === 1
      ? scenarios.map((one, index) => {
          const onProgress = (share: number): void => progress.show((index + share) / count);
          return make(runToEnd(one, { onProgress }), index);
        })
      : await mapRuns(
          scenarios,
          { newRunner: io.newRunner, workers, memoryLimitBytes: DEFAULT_MEMORY_LIMIT_BYTES },
          make,
          (share) => progress.show(share),
        );
  progress.show(1);
  progress.clear();
  return made;
}
