import type { Scenario } from '../../scenario/scenario.ts';
import { erlangFixedPoint, type FixedPoint } from '../theory/erlang-fixed-point.ts';
import type { LimitRow } from './limit-row.ts';
import { ladderOfLimits } from './limits.ts';
import { type BlockingPrediction, predictedBlocking } from './predicted-blocking.ts';

/** The share of attempts that is refused somewhere on the path. */
export interface PathBlocking extends BlockingPrediction {
  /** Blocking of the limit that refuses most, alone: the path refuses at least about as much. */
  readonly tightest: number;
  /** Every loss system of the path with what it refuses of the attempts that the others let through. */
  readonly parts: readonly { readonly row: LimitRow; readonly probability: number }[];
}

/** Limits that refuse less than this by themselves change nothing that is shown. */
const NEGLIGIBLE = 1e-15;

/**
 * Blocking of the whole path: of one limit its own prediction, of several the Erlang fixed point. Null where the arrivals are no Poisson
 * process that has settled, or where no limit is a loss system.
 */
export function pathBlocking(scenario: Scenario): PathBlocking | null {
  if (!scenario.clients.every(({ arrivals }) => arrivals.pattern === 'poisson')) return null;
  const parts = ladderOfLimits(scenario).flatMap((row) => {
    const { loss } = row;
    const alone = predictedBlocking(row, scenario);
    return loss === null || alone === null || loss.serversEach < 1 ? [] : [{ row, loss, alone }];
  });
  const [first] = parts;
  if (first === undefined) return null;
  const refusing = parts.filter(({ alone }) => alone.probability > NEGLIGIBLE);
  const tightest = Math.max(...parts.map(({ alone }) => alone.probability));
  if (refusing.length <= 1) {
    const { alone } = refusing[0] ?? first;
    return {
      ...alone,
      tightest,
      parts: parts.map((part) => ({ row: part.row, probability: part.alone.probability })),
    };
  }
  const { resources, routes } = fixedPointOf(refusing);
  return {
    probability: routes[0] ?? 0,
    theory: 'Erlang fixed point',
    assumptions:
      'Poisson arrivals that do not come back when they are refused, and limits that refuse independently of each other; all connections take all of them, so that they fill together and the truth lies between this and the tightest one alone.',
    kind: 'upper bound',
    tightest,
    parts: refusing.map(({ row }, index) => ({ row, probability: resources[index] ?? 0 })),
  };
}

/** One route over all loss systems; what reaches one group of each is in proportion to what the others let through. */
function fixedPointOf(
  parts: readonly { readonly loss: { readonly serversEach: number; readonly offeredEachErl: number } }[],
): FixedPoint {
  return erlangFixedPoint(
    parts.map(({ loss }) => loss.serversEach),
    [{ uses: parts.map((_, index) => index), offeredErl: parts.map(({ loss }) => loss.offeredEachErl) }],
  );
}
