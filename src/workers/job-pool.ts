import { errorOf, WORKER_CRASHED } from './errors.ts';

export interface JobPoolOptions<Runner> {
  /** One worker, wherever it runs; it must start again after a crash when it is next asked. */
  readonly newRunner: () => Runner;
  /** Jobs at the same time. */
  readonly workers: number;
  /** Ends the workers at once; nothing is reported after that. */
  readonly signal?: AbortSignal;
}

/** What is reported on the way, by the index of the job; jobs end in any order. */
export interface JobObserver<Made> {
  onDone?(index: number, made: Made): void;
  onError?(index: number, error: Error): void;
  /** Share of all jobs together. */
  onProgress?(share: number): void;
}

export type JobResult<Made> = { readonly made: Made } | { readonly error: Error };

/** A worker may die for a reason that has nothing to do with its job. */
const ATTEMPTS = 2;

/**
 * Does `count` jobs on a few workers. What comes out is in the order of the jobs and does not depend on the number of
 * workers; a job that fails leaves the others alone.
 * @param perform does a job on a worker and tells its share; null when the worker was told to stop
 * @throws the reason of the signal when that aborts
 */
export async function runJobs<Runner extends { dispose(): void }, Made>(
  count: number,
  options: JobPoolOptions<Runner>,
  perform: (runner: Runner, index: number, onShare: (share: number) => void) => Promise<Made | null>,
  observer: JobObserver<Made> = {},
): Promise<readonly JobResult<Made>[]> {
  const { newRunner, workers, signal } = options;
  signal?.throwIfAborted();
  const isAborted = (): boolean => signal?.aborted === true;
  const results = new Array<JobResult<Made>>(count);
  const progress = new Progress(count);
  const report = (index: number, share: number): void => {
    if (isAborted()) return;
    progress.set(index, share);
    observer.onProgress?.(progress.share);
  };

  const attempt = async (runner: Runner, index: number): Promise<JobResult<Made>> => {
    try {
      const made = await perform(runner, index, (share) => report(index, share));
      return made === null ? { error: new Error('The run was cancelled.') } : { made };
    } catch (error) {
      return { error: errorOf(error) };
    }
  };

  const doOne = async (runner: Runner, index: number): Promise<void> => {
    let result = await attempt(runner, index);
    for (let n = 1; n < ATTEMPTS && isCrash(result) && !isAborted(); n += 1)
      result = await attempt(runner, index);
    if (isAborted()) return;
    results[index] = result;
    if ('error' in result) observer.onError?.(index, result.error);
    else observer.onDone?.(index, result.made);
    report(index, 1);
  };

  let next = 0;
  const work = async (runner: Runner): Promise<void> => {
    // All workers take from one counter: each job is taken once, in the order of the list.
    while (next < count && !isAborted()) {
      const index = next;
      next += 1;
      await doOne(runner, index);
    }
  };

  const runners = Array.from({ length: Math.min(workers, count) }, newRunner);
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    // A worker that is ended never answers: without this the abort would be waited for in vain.
    await Promise.race([Promise.all(runners.map(work)), aborted]);
  } finally {
    for (const runner of runners) runner.dispose();
  }
  return results;
}

function isCrash<Made>(result: JobResult<Made>): boolean {
  return 'error' in result && result.error.name === WORKER_CRASHED;
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
