import type { RunResult } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type PoolObserver, type PoolOptions, runPool } from './run-pool.ts';
import { SeriesCollector } from './series-collector.ts';

export interface ResultObserver extends Pick<PoolObserver, 'onError' | 'onProgress'> {
  /** The result is kept by nobody else: a series takes no memory longer than this looks at it. */
  readonly onResult: (index: number, result: RunResult) => void;
}

/**
 * Runs a list of scenarios, each under its own seed, and tells of each whole result, series included, when it is there.
 * @throws the reason of the signal when that aborts
 */
export async function resultPool(
  scenarios: readonly Scenario[],
  options: PoolOptions,
  { onResult, onError, onProgress }: ResultObserver,
): Promise<void> {
  const running = new Map<number, SeriesCollector>();
  await runPool(scenarios, options, {
    onUpdate(index, update) {
      const collector = running.get(index) ?? new SeriesCollector();
      running.set(index, collector);
      collector.add(update);
    },
    onDone(index) {
      const result = running.get(index)?.result();
      running.delete(index);
      if (result !== undefined) onResult(index, result);
    },
    onError(index, error) {
      running.delete(index);
      onError?.(index, error);
    },
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}
