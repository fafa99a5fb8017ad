import type { WorkerHandle } from './worker-connection.ts';

/** A new thread that runs `simulation.worker.ts`. */
export function spawnSimulationWorker(): WorkerHandle {
  return handleOf(
    new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module' }),
    'simulation',
  );
}

/** A new thread that runs `planner.worker.ts`. */
export function spawnPlannerWorker(): WorkerHandle {
  return handleOf(
    new Worker(new URL('./planner.worker.ts', import.meta.url), { type: 'module' }),
    'planning',
  );
}

function handleOf(worker: Worker, what: string): WorkerHandle {
  return {
    endpoint: worker,
    onCrash(report) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        report(event.message || `The ${what} worker could not be loaded.`);
      });
      worker.addEventListener('messageerror', () => report(`The ${what} worker sent unreadable data.`));
    },
    terminate: () => worker.terminate(),
  };
}
