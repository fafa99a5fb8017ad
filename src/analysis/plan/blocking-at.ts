import type { Scenario } from '../../scenario/scenario.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { type BlockingPrediction, predictedBlocking } from '../limits/predicted-blocking.ts';

/** What theory says of the attempts that the whole path refuses in the steady state. */
export interface PathBlocking {
  readonly probability: number;
  /** One for each limit that a theory fits, the worst first. */
  readonly parts: readonly (BlockingPrediction & { readonly row: LimitRow })[];
}

/**
 * Blocking probability of the scenario at its targets: an attempt must pass every limit, and limits are taken as
 * independent of each other. Null where no theory fits any limit, as with clients that come back until they get in.
 *
 * All that plans with a blocking target asks this function, so that a better theory of one limit has one place to go.
 */
export function blockingAt(
  scenario: Scenario,
  rows: readonly LimitRow[] = ladderOfLimits(scenario),
): PathBlocking | null {
  const parts = rows.flatMap((row) => {
    const prediction = predictedBlocking(row, scenario);
    return prediction === null ? [] : [{ ...prediction, row }];
  });
  if (parts.length === 0) return null;
  parts.sort((a, b) => b.probability - a.probability);
  const probability = parts.reduce((blocked, part) => blocked + part.probability * (1 - blocked), 0);
  return { probability, parts };
}
