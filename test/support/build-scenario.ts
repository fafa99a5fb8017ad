import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** Parses a scenario that a test wrote; the test fails with every fault when it is not valid. */
export function buildScenario(file: Omit<ScenarioFile, 'fivetuple'>): Scenario {
  const outcome = parseScenarioValue({ fivetuple: 1, ...file });
  if (!outcome.ok)
    throw new Error(outcome.errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return outcome.scenario;
}
