import type { Scenario } from '../../scenario/scenario.ts';
import { erlangB } from '../theory/erlang-b.ts';
import type { LimitRow } from './limit-row.ts';

/** What theory says of the share of attempts that a limit refuses once the demand is there. */
export interface BlockingPrediction {
  readonly probability: number;
  /** Its name, as a reader would look it up. */
  readonly theory: string;
  /** What must hold for it to be exact, in a sentence. */
  readonly assumptions: string;
}

/** The blocking probability of a rung of the ladder at the scenario's demand; null where no theory fits. */
export function predictedBlocking({ loss }: LimitRow, scenario: Scenario): BlockingPrediction | null {
  const open = scenario.clients.every((clients) => clients.arrivals.pattern === 'poisson');
  if (loss === null || !open) return null;
  return {
    probability: erlangB(loss.serversEach, loss.offeredEachErl),
    theory: 'Erlang B',
    assumptions:
      'Poisson arrivals that do not come back when they are refused, and a search that finds any free port.',
  };
}
