import { DEFAULT_MEMORY_LIMIT_BYTES } from '../analysis/runs/run.ts';
import { estimateMemoryBytes, MemoryRefusedError, refuseBeyond } from '../network/memory-estimate.ts';
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

/**
 * @returns bytes of memory that a run of a valid scenario needs
 * @throws UsageError when it is too large to be run
 */
export function refuseTooLarge(scenario: Scenario): number {
  const plan = compiled(scenario);
  try {
    refuseBeyond(plan, DEFAULT_MEMORY_LIMIT_BYTES);
    return estimateMemoryBytes(plan);
  } catch (error) {
    if (error instanceof MemoryRefusedError) throw new UsageError(error.message);
    throw error;
  }
}
