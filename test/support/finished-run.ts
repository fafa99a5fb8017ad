import { expect } from 'vitest';
import { compile } from '../../src/network/plan.ts';
import { auditSimulation } from '../../src/network/results/audit.ts';
import type { ResourceState, RunSummary } from '../../src/network/results/run-result.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { buildScenario } from './build-scenario.ts';

/** A scenario file without its version. */
export type TestFile = Omit<ScenarioFile, 'fivetuple'>;

/** Runs a scenario to its end; the books of every resource must balance there. */
export function finishedRun(file: TestFile): Simulation {
  const run = new Simulation(compile(buildScenario(file)));
  while (!run.done) run.advance(100_000);
  expect(auditSimulation(run)).toEqual([]);
  return run;
}

export function finishedSummary(file: TestFile): RunSummary {
  return finishedRun(file).summary();
}

export function resourceOf(summary: RunSummary, station: string, name: string): ResourceState | undefined {
  return summary.resources.find((each) => each.station === station && each.resource === name);
}
