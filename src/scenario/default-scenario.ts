/** The question that the app opens with. */
import websockets from './examples/100k-websockets.json';
import type { ScenarioFile } from './file-format.ts';
import { parseScenarioValue } from './parse.ts';
import type { Scenario } from './scenario.ts';
import { describeScenarioError } from './scenario-error.ts';

function parsedDefault(): { readonly file: ScenarioFile; readonly scenario: Scenario } {
  const outcome = parseScenarioValue(websockets);
  if (outcome.ok) return outcome;
  throw new TypeError(
    `the default scenario is broken: ${outcome.errors.map(describeScenarioError).join('; ')}`,
  );
}

const parsed = parsedDefault();

export const defaultFile: ScenarioFile = parsed.file;
export const defaultScenario: Scenario = parsed.scenario;
