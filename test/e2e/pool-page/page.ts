/** The fixed set of scenarios on the pool of the app, for a test that drives the page. */
import { runPool } from '../../../src/workers/run-pool.ts';
import { SimulatorClient } from '../../../src/workers/simulator-client.ts';
import { spawnSimulationWorker } from '../../../src/workers/spawn-worker.ts';
import { smallScenarios } from '../../support/small-scenarios.ts';

declare global {
  interface Window {
    /** Series hashes of the set, or why there is none, and how many workers it took. */
    hashesOn(workers: number): Promise<{ readonly hashes: readonly string[]; readonly started: number }>;
  }
}

window.hashesOn = async (workers) => {
  let started = 0;
  const newRunner = (): SimulatorClient =>
    new SimulatorClient(() => {
      started += 1;
      return spawnSimulationWorker();
    });
  const outcomes = await runPool(smallScenarios(), { newRunner, workers, memoryLimitBytes: 2 ** 30 });
  const hashes = outcomes.map((outcome) =>
    'summary' in outcome ? outcome.summary.seriesHash : outcome.error.message,
  );
  return { hashes, started };
};
