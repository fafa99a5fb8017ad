import { blockingFromSeries } from '../../analysis/runs/blocking.ts';
import { type ReplicationOutcome, replicationSeeds, underSeeds } from '../../analysis/runs/replications.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { mapRuns } from '../../workers/map-runs.ts';
import { pagePool } from '../run/page-pool.ts';

/**
 * Runs the scenario under the next seeds after those that there are: as the command line does, its own seed is the first.
 * @returns those that there were and the new ones
 */
export async function repeatRuns(
  scenario: Scenario,
  before: readonly ReplicationOutcome[],
  more: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<readonly ReplicationOutcome[]> {
  const seeds = replicationSeeds(scenario.seed, before.length + more).slice(before.length);
  const made = await mapRuns(
    underSeeds(scenario, seeds),
    pagePool(signal),
    ({ summary, series }): ReplicationOutcome => {
      const { probability, attempts } = blockingFromSeries(series, scenario.warmUpSec);
      return { blocking: probability, settledAttempts: attempts, peakConcurrent: summary.peakConcurrent };
    },
    onProgress,
  );
  return [...before, ...made];
}
