import { DEFAULT_MEMORY_LIMIT_BYTES } from '../analysis/runs/run.ts';
import { MemoryRefusedError, refuseBeyond } from '../network/memory-estimate.ts';
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
    return refuseBeyond(plan, DEFAULT_MEMORY_LIMIT_BYTES);
  } catch (error) {
    if (error instanceof MemoryRefusedError) throw new UsageError(error.message);
    throw error;
  }
}

/** Bytes of memory of the largest of the runs that are not refused for their size: a refusal is told when its turn comes. */
export function largestRunBytes(scenarios: readonly Scenario[]): number {
  const bytes = scenarios.map((scenario) => {
    try {
      return refuseTooLarge(scenario);
    } catch (error) {
      if (error instanceof UsageError) return 1;
      throw error;
    }
  });
  return Math.max(1, ...bytes);
}
