import { compile, type Plan, TooManyPortSpacesError } from '../network/plan.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { UsageError } from './usage-error.ts';

/**
 * The plan of a valid scenario.
 * @throws UsageError when it is too large to be tracked
 */
export function compiled(scenario: Scenario): Plan {
  try {
    return compile(scenario);
  } catch (error) {
    if (error instanceof TooManyPortSpacesError) throw new UsageError(error.message);
    throw error;
  }
}
