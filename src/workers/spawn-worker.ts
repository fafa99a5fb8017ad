import type { WorkerHandle } from './simulator-client.ts';

/** A new thread that runs `simulation.worker.ts`. */
export function spawnSimulationWorker(): WorkerHandle {
  const worker = new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    onCrash(report) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        report(event.message || 'The simulation worker could not be loaded.');
      });
      worker.addEventListener('messageerror', () => report('The simulation worker sent unreadable data.'));
    },
    terminate: () => worker.terminate(),
  };
}
