/** Runs of the shipped questions at full size: a test file simulates a scenario once, whatever it asks of it. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { RunResult } from '../../src/network/results/run-result.ts';
import { examples } from '../../src/scenario/examples.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from './build-scenario.ts';
import { auditedRun, runToEnd } from './engine-by-node.ts';

const known: { readonly scenario: Scenario; readonly run: RunResult }[] = [];

/** The whole run of a scenario. */
export function sharedRun(scenario: Scenario): RunResult {
  const found = known.find((each) => isDeepStrictEqual(each.scenario, scenario));
  if (found !== undefined) return found.run;
  const run = runToEnd(scenario);
  known.push({ scenario, run });
  return run;
}

/** What an audit of a scenario's run finds. That run is shared: who asks for it later gets the one that was audited. */
export function faultsOfSharedRun(scenario: Scenario): readonly string[] {
  const { run, faults } = auditedRun(scenario);
  known.push({ scenario, run });
  return faults;
}

/** Parts of a question's file, laid over those that it has: over each population, its session, each hop, each event. */
export interface QuestionChange {
  readonly client?: object;
  readonly session?: object;
  readonly hop?: object;
  readonly event?: object;
  readonly backends?: object;
}

export function questionFile(id: string): ScenarioFile {
  return examples.find((example) => example.id === id)!.file;
}

/** The run of a question as it is, or changed. */
export function questionRun(id: string, change: QuestionChange = {}): RunResult {
  const file = questionFile(id);
  return sharedRun(
    buildScenario({
      ...file,
      clients: file.clients.map((clients) => ({
        ...clients,
        ...change.client,
        session: { ...clients.session, ...change.session },
      })),
      ...(Array.isArray(file.path) && { path: file.path.map((hop) => ({ ...hop, ...change.hop })) }),
      ...(file.events && { events: file.events.map((event) => ({ ...event, ...change.event })) }),
      backends: { ...file.backends, ...change.backends },
    }),
  );
}

/** A number that a description tells rounded. */
export function expectAbout(actual: number | undefined, told: number, within: number): void {
  expect(Math.abs((actual ?? NaN) - told)).toBeLessThanOrEqual(within);
}
