/** The work that is measured, the same in a Node process and in a Web Worker. */
import { runToEnd } from '../../../src/analysis/runs/run.ts';
import { compile } from '../../../src/network/plan.ts';
import { Simulation } from '../../../src/network/simulation.ts';
import { defaultFile } from '../../../src/scenario/default-scenario.ts';
import type { ScenarioFile } from '../../../src/scenario/file-format.ts';
import { MEMORY_LIMIT_BYTES, parsed, runPortLoss } from '../engine-run.ts';
import { flatqueue } from '../peers/flatqueue.ts';
import type { Peer } from '../peers/peer.ts';
import { simjs } from '../peers/simjs.ts';
import { tinyqueue } from '../peers/tinyqueue.ts';
import { HEAVY_SCENARIOS } from '../scenarios/heavy-features.ts';
import { FILL_END_SEC, FILLED_BY_SEC, type FillSelection, portFillScenario } from '../scenarios/port-fill.ts';
import { rollingDeployScenario } from '../scenarios/rolling-deploy.ts';
import { STRATEGY_SCENARIOS } from '../scenarios/strategies.ts';
import type { Outcome, Workload } from '../workload.ts';

export const ENGINE = 'Fivetuple';
const engine: Peer = { name: ENGINE, mostClients: 10_000_000, smallSize: '100k', run: runPortLoss };
/** Everything that runs in JavaScript, the engine first. */
export const IN_JAVASCRIPT: readonly Peer[] = [engine, flatqueue, tinyqueue, simjs];

export const ROLLING_DEPLOY = 'rolling deploy, 1M';
export const DEFAULT_HOUR = 'default scenario, 100k';
export const SCENARIOS: Readonly<Record<string, () => ScenarioFile>> = {
  ...STRATEGY_SCENARIOS,
  ...HEAVY_SCENARIOS,
  [DEFAULT_HOUR]: () => defaultFile,
  [ROLLING_DEPLOY]: rollingDeployScenario,
};

export type Job =
  | { readonly kind: 'port-loss'; readonly contestant: string; readonly workload: Workload }
  | { readonly kind: 'scenario'; readonly scenario: string }
  | { readonly kind: 'port-fill'; readonly selection: FillSelection; readonly full: boolean };

export interface JobResult {
  /** By the clock that was given. */
  readonly tookMs: number;
  readonly events: number;
  readonly attempts: number;
  /** Of port-loss. */
  readonly outcome: Outcome | null;
  /** Share of the ports of the first hop that were taken when the timed part began; of port-fill. */
  readonly fillShare: number | null;
}

export function runJob(job: Job, nowMs: () => number): JobResult {
  switch (job.kind) {
    case 'port-loss': {
      const { run } = IN_JAVASCRIPT.find(({ name }) => name === job.contestant)!;
      const startMs = nowMs();
      const outcome = run(job.workload);
      const tookMs = nowMs() - startMs;
      return { tookMs, events: outcome.events, attempts: outcome.arrivals, outcome, fillShare: null };
    }
    case 'scenario': {
      const scenario = parsed(SCENARIOS[job.scenario]!());
      const startMs = nowMs();
      const { summary } = runToEnd(scenario, { memoryLimitBytes: MEMORY_LIMIT_BYTES });
      const tookMs = nowMs() - startMs;
      return { tookMs, events: summary.events, attempts: summary.attempts, outcome: null, fillShare: null };
    }
    case 'port-fill':
      return attemptsAtFill(job.selection, job.full, nowMs);
  }
}

function attemptsAtFill(selection: FillSelection, full: boolean, nowMs: () => number): JobResult {
  const simulation = new Simulation(compile(parsed(portFillScenario(selection, full))));
  simulation.advanceTo(FILLED_BY_SEC);
  const before = simulation.summary();
  const ports = before.resources.find(({ resource }) => resource === 'snat-ports');
  const startMs = nowMs();
  simulation.advanceTo(FILL_END_SEC);
  const tookMs = nowMs() - startMs;
  const after = simulation.summary();
  return {
    tookMs,
    events: after.events - before.events,
    attempts: after.attempts - before.attempts,
    outcome: null,
    fillShare: ports === undefined ? null : ports.used / ports.capacity,
  };
}
