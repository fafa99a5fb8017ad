import type { RunResult } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type PoolObserver, type PoolOptions, runPool } from './run-pool.ts';
import { SeriesCollector } from './series-collector.ts';

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
  onProgress: PoolObserver['onProgress'] = () => {},
): Promise<Made[]> {
  const failure = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal;
  const running = new Map<number, SeriesCollector>();
  const made = new Array<Made>(scenarios.length);
  await runPool(
    scenarios,
    { ...options, signal },
    {
      onUpdate(index, update) {
        const collector = running.get(index) ?? new SeriesCollector();
        running.set(index, collector);
        collector.add(update);
      },
      onDone(index) {
        const result = running.get(index)?.result();
        running.delete(index);
        if (result !== undefined) made[index] = make(result, index);
      },
      onError: (_, error) => failure.abort(error),
      onProgress,
    },
  );
  return made;
}
