import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/**
 * The scenario of a file that is known to be valid.
 * @throws RangeError when it is not
 */
export function validScenario(file: ScenarioFile): Scenario {
  const outcome = parseScenarioValue(file);
  if (outcome.ok) return outcome.scenario;
  throw new RangeError(`The file is not valid: ${outcome.errors[0]?.message}`);
}
