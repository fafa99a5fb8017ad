import type { PoolOptions } from '../../workers/run-pool.ts';
import { SimulatorClient } from '../../workers/simulator-client.ts';
import { spawnSimulationWorker } from '../../workers/spawn-worker.ts';

const MOST_WORKERS = 3;
/** Half of what a browser gives a tab, shared by the workers. */
const MEMORY_LIMIT_BYTES = 2 ** 30;

/** Workers for many runs of the page, which the signal ends. */
export function pagePool(signal: AbortSignal): PoolOptions<SimulatorClient> {
  return {
    newRunner: () => new SimulatorClient(spawnSimulationWorker),
    workers: workersForPage(),
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    signal,
  };
}

/** One processor is left to the page. */
function workersForPage(): number {
  return Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency || 2) - 1));
}
