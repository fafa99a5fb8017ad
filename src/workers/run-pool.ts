import type { RunSummary } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { WORKER_CRASHED } from './errors.ts';
import type { RunUpdate } from './protocol.ts';
import type { SimulatorClient } from './simulator-client.ts';

/** One worker, wherever it runs; it must start again after a crash when it is next asked. */
export type Runner = Pick<SimulatorClient, 'run' | 'dispose'>;

export interface PoolOptions {
  readonly newRunner: () => Runner;
  /** Runs at the same time. */
  readonly workers: number;
  /** Of each run; one that needs more fails before it starts. */
  readonly memoryLimitBytes: number;
  /** Ends the workers at once; nothing is reported after that. */
  readonly signal?: AbortSignal;
}

/** What is reported on the way, by the index of the job; jobs end in any order. */
export interface PoolObserver {
  /** Starts again at sample 0, with the same samples, when the job's worker died and another took over. */
  onUpdate?(index: number, update: RunUpdate): void;
  onDone?(index: number): void;
  onError?(index: number, error: Error): void;
  /** Share of the simulated time of all jobs together. */
  onProgress?(share: number): void;
}

export type RunOutcome = { readonly summary: RunSummary } | { readonly error: Error };

/** A worker may die for a reason that has nothing to do with its job. */
const ATTEMPTS = 2;

/**
 * Runs a list of scenarios, each under its own seed, on a few workers. What comes out is in the order of the list and
 * does not depend on the number of workers; a job that fails leaves the others alone.
 * @throws the reason of the signal when that aborts
 */
export async function runPool(
  scenarios: readonly Scenario[],
  options: PoolOptions,
  observer: PoolObserver = {},
): Promise<readonly RunOutcome[]> {
  const { newRunner, workers, memoryLimitBytes, signal } = options;
  signal?.throwIfAborted();
  const isAborted = (): boolean => signal?.aborted === true;
  const outcomes = new Array<RunOutcome>(scenarios.length);
  const progress = new Progress(scenarios.length);
  const report = (index: number, share: number): void => {
    progress.set(index, share);
    observer.onProgress?.(progress.share);
  };

  const attempt = async (runner: Runner, index: number, scenario: Scenario): Promise<RunOutcome> => {
    try {
      const summary = await runner.run(scenario, { memoryLimitBytes }, (update) => {
        if (isAborted()) return;
        observer.onUpdate?.(index, update);
        report(index, update.summary.simulatedSec / scenario.durationSec);
      });
      return summary === null ? { error: new Error('The run was cancelled.') } : { summary };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  };

  const runOne = async (runner: Runner, index: number, scenario: Scenario): Promise<void> => {
    let outcome = await attempt(runner, index, scenario);
    for (let n = 1; n < ATTEMPTS && isCrash(outcome) && !isAborted(); n += 1)
      outcome = await attempt(runner, index, scenario);
    if (isAborted()) return;
    outcomes[index] = outcome;
    if ('error' in outcome) observer.onError?.(index, outcome.error);
    else observer.onDone?.(index);
    report(index, 1);
  };

  const jobs = scenarios.entries();
  const work = async (runner: Runner): Promise<void> => {
    // All workers take from one iterator: each job is taken once, in the order of the list.
    for (const [index, scenario] of jobs) {
      if (isAborted()) return;
      await runOne(runner, index, scenario);
    }
  };

  const runners = Array.from({ length: Math.min(workers, scenarios.length) }, newRunner);
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    // A worker that is ended never answers: without this the abort would be waited for in vain.
    await Promise.race([Promise.all(runners.map(work)), aborted]);
  } finally {
    for (const runner of runners) runner.dispose();
  }
  return outcomes;
}

function isCrash(outcome: RunOutcome): boolean {
  return 'error' in outcome && outcome.error.name === WORKER_CRASHED;
}

/** Mean of the shares of all jobs, without a look at all of them each time. */
class Progress {
  private readonly shares: Float64Array;
  private sum = 0;

  constructor(jobs: number) {
    this.shares = new Float64Array(jobs);
  }

  get share(): number {
    return Math.min(1, this.sum / this.shares.length);
  }

  set(index: number, share: number): void {
    this.sum += share - (this.shares[index] ?? 0);
    this.shares[index] = share;
  }
}
