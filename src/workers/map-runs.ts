import type { RunResult } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type ResultObserver, resultPool } from './result-pool.ts';
import type { PoolOptions } from './run-pool.ts';

/**
 * Runs a list of scenarios on a pool and makes something of each result, series included; a series is kept no longer
 * than that takes.
 * @returns what was made, in the order of the list
 * @throws what failed a run, after ending the others; the reason of the signal when that aborts
 */
export async function mapRuns<Made>(
  scenarios: readonly Scenario[],
  options: PoolOptions,
  make: (result: RunResult, index: number) => Made,
  onProgress: ResultObserver['onProgress'] = () => {},
): Promise<Made[]> {
  const failure = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal;
  const made = new Array<Made>(scenarios.length);
  await resultPool(
    scenarios,
    { ...options, signal },
    {
      onResult: (index, result) => {
        made[index] = make(result, index);
      },
      onError: (_, error) => failure.abort(error),
      onProgress,
    },
  );
  return made;
}
