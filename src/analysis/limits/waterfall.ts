/**
 * What binds next when the first limit is lifted, and then, and so on up to several times the demand.
 *
 * A limit is lifted by raising its own number in the file, and nothing else, until it carries the top of the waterfall; the
 * ladder is then computed anew, so that what the change moves elsewhere (more addresses are more sources to the hop behind)
 * is counted. Between two steps the change that is shown is the smallest that reaches the next one.
 */
import type { Scenario } from '../../scenario/scenario.ts';
import type { Lever } from '../levers/lever.ts';
import { loneLevers } from '../levers/lone-levers.ts';
import { NO_PRODUCTS, type Products } from '../levers/products.ts';
import { type Demand, demandOf } from './demand.ts';
import { demandIn, type Lift, liftsOf, smallestLift } from './lift.ts';
import { isSameLimit, type LimitRow } from './limit-row.ts';
import { ladderFor } from './limits.ts';

/** How many times the demand the waterfall goes up to. */
export const WATERFALL_TIMES = 10;

export interface WaterfallStep {
  /** The limit that binds here; its numbers are those of the scenario in which all limits before it are lifted. */
  readonly row: LimitRow;
  /** Connections that the system carries here. */
  readonly carries: number;
  /** Connections that it carries once this limit is lifted: those of the next step, or the top. */
  readonly carriesNext: number;
  /** Ways to lift the limit that far, each enough by itself; empty where no number of the file does. */
  readonly lifts: readonly Lift[];
  /** What the limits lifted before need to get there too. */
  readonly besides: readonly Lift[];
}

export interface Waterfall {
  readonly demandConnections: number;
  /** The top: `WATERFALL_TIMES` the demand. */
  readonly topConnections: number;
  readonly steps: readonly WaterfallStep[];
  /** The first limit beyond the top with all steps lifted; null where there is none. */
  readonly beyond: LimitRow | null;
}

/** A limit that has been lifted to the top, and the scenario in which it was the first to bind. */
interface Lifted {
  readonly row: LimitRow;
  readonly carries: number;
  readonly before: Scenario;
  /** The lever that lifted it; null where none reaches the top. */
  readonly lever: Lever | null;
}

/** Levels closer than this share of each other are one level. */
const SAME_LEVEL = 1e-9;

/** @param products of the scenario, which allow no more than so much */
export function waterfallOf(scenario: Scenario, products: Products = NO_PRODUCTS): Waterfall {
  return waterfallFor(scenario, demandOf(scenario), products);
}

/** For a demand that is known already; a few milliseconds. */
export function waterfallFor(
  scenario: Scenario,
  demand: Demand,
  products: Products = NO_PRODUCTS,
): Waterfall {
  const demandConnections = demand.connections;
  const topConnections = WATERFALL_TIMES * demandConnections;
  const lifted: Lifted[] = [];
  let current = scenario;
  let binding = nextLimit(current, demand, lifted);
  while (binding !== null && binding.capacityConnections < topConnections) {
    const row = binding;
    const carries = Math.max(row.capacityConnections, lifted.at(-1)?.carries ?? 0);
    const before = current;
    let lever: Lever | null = null;
    for (const each of loneLevers(row, before, products)) {
      const lift = smallestLift(each, row, before, demandIn(before, demand), topConnections);
      if (lift === null) continue;
      lever = each;
      current = lift.scenario;
      break;
    }
    lifted.push({ row, carries, before, lever });
    binding = nextLimit(current, demand, lifted);
  }
  const steps = lifted.map((_, index) => stepOf(index, lifted, demand, topConnections, products));
  return { demandConnections, topConnections, steps, beyond: binding };
}

/** The first limit that has not been lifted yet; null where the rest has no limit. */
function nextLimit(current: Scenario, demand: Demand, lifted: readonly Lifted[]): LimitRow | null {
  const rows = ladderFor(current, demandIn(current, demand));
  const next = rows.find((row) => !lifted.some((before) => isSameLimit(before.row, row)));
  return next === undefined || next.capacityConnections === Infinity ? null : next;
}

function stepOf(
  index: number,
  lifted: readonly Lifted[],
  demand: Demand,
  topConnections: number,
  products: Products,
): WaterfallStep {
  const { row, carries, before } = lifted[index]!;
  const above = lifted.find((other) => other.carries > carries * (1 + SAME_LEVEL));
  const carriesNext = Math.min(topConnections, above?.carries ?? topConnections);
  const lifts = liftsOf(row, before, demandIn(before, demand), carriesNext, products);
  const besides = lifted
    .slice(0, index)
    .flatMap((other) =>
      other.lever === null
        ? []
        : (smallestLift(other.lever, other.row, other.before, demandIn(other.before, demand), carriesNext) ??
          []),
    );
  return { row, carries, carriesNext, lifts, besides };
}
