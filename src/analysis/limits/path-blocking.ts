import type { Scenario } from '../../scenario/scenario.ts';
import { erlangFixedPoint, type FixedPoint } from '../theory/erlang-fixed-point.ts';
import type { LimitRow, LossSystem } from './limit-row.ts';
import { ladderOfLimits } from './limits.ts';
import { type BlockingPrediction, predictedBlocking } from './predicted-blocking.ts';

/** The share of attempts that is refused somewhere on the path. */
export interface PathBlocking extends BlockingPrediction {
  /** Blocking of the limit that refuses most, alone: the path refuses at least about as much. */
  readonly tightest: number;
  /** Every loss system of the path with what it refuses of the attempts that the others let through, the worst first. */
  readonly parts: readonly { readonly row: LimitRow; readonly probability: number }[];
}

/** What is known of one limit; null where no theory fits it. */
export type BlockingOf = (row: LimitRow, scenario: Scenario) => BlockingPrediction | null;

/** Limits that refuse less than this by themselves change nothing that is shown. */
const NEGLIGIBLE = 1e-15;

interface Part {
  readonly row: LimitRow;
  readonly loss: LossSystem;
  readonly alone: BlockingPrediction;
}

/**
 * Blocking of the whole path at the demand: of one limit its own prediction, of several the Erlang fixed point where each is by
 * Erlang B, else 1 - product of (1 - B). Null where a limit that refuses by chance has no theory, ports are leased in blocks, or a
 * limit of another kind does not carry the demand.
 *
 * All that speaks of blocking asks this. What follows a slider asks for closed forms; who has a second gives
 * `estimatedBlocking` (rare/), which knows a search of ports better.
 */
export function pathBlocking(
  scenario: Scenario,
  rows: readonly LimitRow[] = ladderOfLimits(scenario),
  blockingOf: BlockingOf = predictedBlocking,
): PathBlocking | null {
  const parts: Part[] = [];
  for (const row of rows) {
    const { loss } = row;
    if (loss === null) {
      if (row.resource === 'port-blocks' || row.capacityConnections < row.demandConnections) return null;
      continue;
    }
    const alone = blockingOf(row, scenario);
    if (alone === null) return null;
    parts.push({ row, loss, alone });
  }
  parts.sort((a, b) => b.alone.probability - a.alone.probability);
  const [worst] = parts;
  if (worst === undefined) return nothingLeased();
  const refusing = parts.filter(mayRefuse);
  if (refusing.length <= 1)
    return { ...(refusing[0] ?? worst).alone, tightest: worst.alone.probability, parts: parts.map(partOf) };
  return refusing.every(isErlang) ? byFixedPoint(worst, refusing) : byProduct(worst, refusing);
}

function nothingLeased(): PathBlocking {
  return {
    probability: 0,
    low: 0,
    high: 0,
    theory: 'A path on which nothing is leased',
    assumptions: 'Every other limit carries the demand.',
    kind: 'exact',
    isLoose: false,
    tightest: 0,
    parts: [],
  };
}

function partOf({ row, alone }: Part): PathBlocking['parts'][number] {
  return { row, probability: alone.probability };
}

/** Of a lower bound nothing is known but that it may be more. */
function mayRefuse({ alone: { kind, probability, high } }: Part): boolean {
  return (kind === 'approximation' ? probability : high) > NEGLIGIBLE;
}

function isErlang({ loss, alone: { theory, kind } }: Part): boolean {
  const isBound = kind === 'exact' || kind === 'upper bound' || kind === 'approximation';
  return isBound && theory.startsWith('Erlang B') && loss.serversEach >= 1;
}

function byFixedPoint(worst: Part, refusing: readonly Part[]): PathBlocking {
  const { resources, routes } = fixedPointOf(refusing);
  const probability = routes[0] ?? 0;
  const kind = refusing.some(({ alone }) => alone.kind === 'approximation') ? 'approximation' : 'upper bound';
  return {
    probability,
    low: lowOf(refusing),
    high: kind === 'upper bound' ? probability : refusedBy(refusing, ({ high }) => high),
    theory: 'Erlang fixed point',
    assumptions:
      'Poisson arrivals that do not come back when they are refused, and limits that refuse independently of each other; all connections take all of them, so that they fill together and the truth lies between this and the tightest one alone.',
    kind,
    isLoose: false,
    tightest: worst.alone.probability,
    parts: refusing.map(({ row }, index) => ({ row, probability: resources[index] ?? 0 })),
  };
}

/** An attempt must pass every limit; what one refuses only thins what comes to the next, so that this errs to the safe side. */
function byProduct(worst: Part, refusing: readonly Part[]): PathBlocking {
  const { theory, assumptions, isLoose } = worst.alone;
  return {
    probability: refusedBy(refusing, ({ probability }) => probability),
    low: lowOf(refusing),
    high: refusedBy(refusing, ({ high }) => high),
    theory: `${theory} and what else is on the path`,
    assumptions: `${assumptions} Limits refuse independently of each other.`,
    kind: kindOfProduct(refusing),
    isLoose,
    tightest: worst.alone.probability,
    parts: refusing.map(partOf),
  };
}

/** 1 - product of (1 - B), without the loss of small numbers. */
function refusedBy(refusing: readonly Part[], of: (prediction: BlockingPrediction) => number): number {
  return refusing.reduce((blocked, { alone }) => blocked + of(alone) * (1 - blocked), 0);
}

/** All connections take all limits, so that at least what the tightest refuses alone is refused. */
function lowOf(refusing: readonly Part[]): number {
  return Math.max(...refusing.map(({ alone }) => alone.low));
}

function kindOfProduct(refusing: readonly Part[]): BlockingPrediction['kind'] {
  const kinds = new Set(refusing.map(({ alone }) => alone.kind));
  if (kinds.has('lower bound') || kinds.has('approximation')) return 'approximation';
  return kinds.has('estimate') ? 'estimate' : 'upper bound';
}

/** One route over all loss systems; what reaches one group of each is in proportion to what the others let through. */
function fixedPointOf(parts: readonly Part[]): FixedPoint {
  return erlangFixedPoint(
    parts.map(({ loss }) => loss.serversEach),
    [{ uses: parts.map((_, index) => index), offeredErl: parts.map(({ loss }) => loss.offeredEachErl) }],
  );
}
