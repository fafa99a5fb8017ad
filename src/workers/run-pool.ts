import type { RunSummary } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type JobObserver, type JobPoolOptions, runJobs } from './job-pool.ts';
import type { RunUpdate } from './protocol.ts';
import type { SimulatorClient } from './simulator-client.ts';

export type Runner = Pick<SimulatorClient, 'run' | 'dispose'>;

export interface PoolOptions<R = Runner> extends JobPoolOptions<R> {
  /** Of each run; one that needs more fails before it starts. */
  readonly memoryLimitBytes: number;
}

/** What is reported on the way, by the index of the scenario; the share is that of the simulated time. */
export interface PoolObserver extends Pick<JobObserver<RunSummary>, 'onError' | 'onProgress'> {
  onDone?(index: number): void;
  /** Starts again at sample 0, with the same samples, when the job's worker died and another took over. */
  onUpdate?(index: number, update: RunUpdate): void;
}

export type RunOutcome = { readonly summary: RunSummary } | { readonly error: Error };

/**
 * Runs a list of scenarios, each under its own seed, and streams their series.
 * @returns what came of each, in the order of the list (see `runJobs`)
 * @throws the reason of the signal when that aborts
 */
export async function runPool(
  scenarios: readonly Scenario[],
  options: PoolOptions,
  observer: PoolObserver = {},
): Promise<readonly RunOutcome[]> {
  const { memoryLimitBytes, signal } = options;
  const results = await runJobs<Runner, RunSummary>(
    scenarios.length,
    options,
    (runner, index, onShare) => {
      const scenario = scenarios[index]!;
      return runner.run(scenario, { memoryLimitBytes }, (update) => {
        if (signal?.aborted === true) return;
        observer.onUpdate?.(index, update);
        onShare(update.summary.simulatedSec / scenario.durationSec);
      });
    },
    {
      onDone: (index) => observer.onDone?.(index),
      onError: (index, error) => observer.onError?.(index, error),
      onProgress: (share) => observer.onProgress?.(share),
    },
  );
  return results.map((result) => ('error' in result ? result : { summary: result.made }));
}
