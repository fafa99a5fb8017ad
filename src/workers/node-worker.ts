import { MessageChannel, type MessagePort, Worker, workerData } from 'node:worker_threads';
import type { Endpoint } from 'comlink';
import { messageOf } from './errors.ts';
import { serveSimulations } from './serve-simulations.ts';
import type { WorkerHandle } from './worker-connection.ts';

/** What a worker of ours finds as its data; other programs' workers find something else. */
interface SimulationWorkerData {
  readonly simulationPort: MessagePort;
}

/**
 * A new thread of Node that runs a program, which must call `serveIfNodeWorker` first of all. It may be the program
 * that calls this: one file is then enough.
 */
export function spawnNodeWorker(program: URL): WorkerHandle {
  // A port has the events that Comlink listens for; the worker itself has those of Node.
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(program, {
    workerData: { simulationPort: port2 } satisfies SimulationWorkerData,
    transferList: [port2],
  });
  return {
    endpoint: port1 as unknown as Endpoint,
    onCrash(report) {
      worker.on('error', (error) => report(messageOf(error)));
      worker.on('exit', (code) => report(`The simulation worker ended with code ${code}.`));
      port1.on('messageerror', () => report('The simulation worker sent unreadable data.'));
    },
    terminate() {
      worker.removeAllListeners();
      // Errors on the way to its end concern nobody, but an unheard one would end the program.
      worker.on('error', () => {});
      port1.close();
      void worker.terminate();
    },
  };
}

/** Serves simulations where this thread was started by `spawnNodeWorker`. @returns whether it was. */
export function serveIfNodeWorker(): boolean {
  const data = workerData as SimulationWorkerData | null;
  if (typeof data !== 'object' || data === null || !('simulationPort' in data)) return false;
  serveSimulations(data.simulationPort as unknown as Endpoint);
  return true;
}
