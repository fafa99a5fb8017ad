import { runToEnd } from '../../src/analysis/runs/run.ts';
import type { PoolOptions } from '../../src/workers/run-pool.ts';

/** A pool whose only worker is the calling thread. */
export function ownThreadPool(): PoolOptions {
  return {
    workers: 1,
    memoryLimitBytes: 2 ** 30,
    newRunner: () => ({
      dispose: () => {},
      run: (scenario, _, tell) => {
        const { summary, series, lifeTables } = runToEnd(scenario);
        const { info, timeSec, columns, length } = series;
        const chunk = {
          info,
          from: 0,
          timeSec: timeSec.slice(0, length),
          columns: columns.map((column) => column.slice(0, length)),
        };
        tell({ chunk, summary, lifeTables, streamingMs: 0 });
        return Promise.resolve(summary);
      },
    }),
  };
}
