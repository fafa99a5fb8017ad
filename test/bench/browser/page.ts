/** The page that the benchmark drives: workers for the jobs, and the app's own worker for the default scenario. */
import { defaultScenario } from '../../../src/scenario/default-scenario.ts';
import { SimulatorClient } from '../../../src/workers/simulator-client.ts';
import { spawnSimulationWorker } from '../../../src/workers/spawn-worker.ts';
import type { Job, JobResult } from '../measure/job.ts';

export interface BenchPage {
  run(lane: string, job: Job): Promise<JobResult>;
  /** One run of the default scenario through the app's worker: until the first points are there, and until the end. */
  defaultRun(): Promise<{ readonly firstPointsMs: number; readonly resultMs: number }>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const lanes = new Map<string, Worker>();
let lastId = 0;

function laneOf(name: string): Worker {
  const existing = lanes.get(name);
  if (existing !== undefined) return existing;
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
  lanes.set(name, worker);
  return worker;
}

function run(lane: string, job: Job): Promise<JobResult> {
  const worker = laneOf(lane);
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const hear = ({ data }: MessageEvent<{ id: number; result?: JobResult; error?: string }>): void => {
      if (data.id !== id) return;
      worker.removeEventListener('message', hear);
      if (data.result === undefined) reject(new Error(data.error));
      else resolve(data.result);
    };
    worker.addEventListener('message', hear);
    worker.addEventListener('error', ({ message }) => reject(new Error(`${lane}: ${message}`)), {
      once: true,
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage({ id, job });
  });
}

const client = new SimulatorClient(spawnSimulationWorker);

async function defaultRun(): Promise<{ firstPointsMs: number; resultMs: number }> {
  const startMs = performance.now();
  let firstPointsMs = Number.NaN;
  await client.run(defaultScenario, { memoryLimitBytes: 2 ** 31 }, ({ chunk }) => {
    if (Number.isNaN(firstPointsMs) && chunk.timeSec.length > 0) firstPointsMs = performance.now() - startMs;
  });
  return { firstPointsMs, resultMs: performance.now() - startMs };
}

window.bench = { run, defaultRun };
