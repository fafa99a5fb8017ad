import type { Scenario } from '../../scenario/scenario.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { type BlockingOf, type PathBlocking, pathBlocking } from '../limits/path-blocking.ts';

/**
 * Blocking of the whole path where a target may be judged by it: null beside a timeline, for arrivals that come back when
 * they are refused, and where `pathBlocking` knows nothing.
 */
export function blockingByTheory(
  scenario: Scenario,
  ladder: readonly LimitRow[],
  blockingOf?: BlockingOf,
): PathBlocking | null {
  const { clients, events } = scenario;
  const comeBack = clients.some(
    ({ arrivals, reconnect }) => arrivals.pattern === 'poisson' && reconnect.policy !== 'none',
  );
  return events.length > 0 || comeBack ? null : pathBlocking(scenario, ladder, blockingOf);
}
