/** The page that the benchmark drives: workers for the jobs, and the app's own worker for runs as a user sees them. */
import { LiveRun } from '../../../src/app/run/live-run.ts';
import { defaultScenario } from '../../../src/scenario/default-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { SimulatorClient } from '../../../src/workers/simulator-client.ts';
import { spawnSimulationWorker } from '../../../src/workers/spawn-worker.ts';
import { outcomeOf, parsed } from '../engine-run.ts';
import type { AppRun } from '../measure/app-timing.ts';
import type { Job, JobResult } from '../measure/job.ts';
import { portLossScenario } from '../scenarios/port-loss.ts';
import type { Outcome, Workload } from '../workload.ts';

/** What the page itself can time of a run. */
export type PageTimes = Omit<AppRun, 'pageBusyMs'>;

export interface BenchPage {
  run(lane: string, job: Job): Promise<JobResult>;
  /** One run of the default scenario through the app's worker. */
  defaultRun(): Promise<PageTimes>;
  /** The same of port-loss; fails where the app would refuse it. */
  portLossRun(workload: Workload): Promise<{ readonly tookMs: number; readonly outcome: Outcome }>;
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
/** What the app allows a run on a machine with enough memory. */
const APP_MEMORY_LIMIT_BYTES = 2 * 2 ** 30;

/** A run through the app's worker, kept as the app keeps it. */
async function appRun(scenario: Scenario): Promise<{ times: PageTimes; live: LiveRun }> {
  const live = new LiveRun(scenario);
  let updates = 0;
  let firstPointsMs = Number.NaN;
  let streamingMs = 0;
  const startMs = performance.now();
  await client.run(scenario, { memoryLimitBytes: APP_MEMORY_LIMIT_BYTES }, (update) => {
    live.apply(update);
    updates += 1;
    ({ streamingMs } = update);
    if (Number.isNaN(firstPointsMs) && live.length > 0) firstPointsMs = performance.now() - startMs;
  });
  return { times: { firstPointsMs, resultMs: performance.now() - startMs, updates, streamingMs }, live };
}

async function portLossRun(workload: Workload): Promise<{ tookMs: number; outcome: Outcome }> {
  const { times, live } = await appRun(parsed(portLossScenario(workload)));
  return {
    tookMs: times.resultMs,
    outcome: outcomeOf({ summary: live.summary!, series: live, lifeTables: live.lifeTables }),
  };
}

window.bench = { run, defaultRun: async () => (await appRun(defaultScenario)).times, portLossRun };
