import {
  type SimulatedOutcome,
  simulatedJobs,
  simulatedOutcome,
} from '../../analysis/sensitivity/simulated.ts';
import type { SensitivityPlan } from '../../analysis/sensitivity/tornado.ts';
import { mapRuns } from '../../workers/map-runs.ts';
import { pagePool } from '../run/page-pool.ts';

/** Runs the base and every end of every input, each under the same seeds. */
export function simulateSensitivity(
  plan: SensitivityPlan,
  replications: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<SimulatedOutcome[]> {
  const make = simulatedOutcome(plan.base.warmUpSec);
  return mapRuns(simulatedJobs(plan, replications), pagePool(signal), make, onProgress);
}
