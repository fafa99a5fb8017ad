import type { Scenario } from '../../scenario/scenario.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { type BlockingPrediction, predictedBlocking } from '../limits/predicted-blocking.ts';

/**
 * Blocking of the whole path by theory: at most the sum over its loss systems. Null where an assumption does not hold:
 * closed or returning clients, a bounded port search, a timeline, or a limit that is no loss system and does not carry
 * what is asked.
 */
export function blockingByTheory(scenario: Scenario, ladder: readonly LimitRow[]): BlockingPrediction | null {
  const { clients, events } = scenario;
  if (events.length > 0 || clients.some(({ reconnect }) => reconnect.policy !== 'none')) return null;
  const predictions: BlockingPrediction[] = [];
  for (const row of ladder) {
    if (row.loss === null && row.capacityConnections < row.demandConnections) return null;
    if (row.loss === null) continue;
    const prediction = row.firstDropShare < 1 ? null : predictedBlocking(row, scenario);
    if (prediction === null) return null;
    predictions.push(prediction);
  }
  const [first] = predictions;
  if (first === undefined) return null;
  return {
    ...first,
    probability: Math.min(
      1,
      predictions.reduce((sum, { probability }) => sum + probability, 0),
    ),
  };
}
