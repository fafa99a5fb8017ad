import type { FieldChange } from '../../scenario/field-change.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { FieldSetting, Lever } from '../levers/lever.ts';
import { loneLevers } from '../levers/lone-levers.ts';
import type { Products } from '../levers/products.ts';
import { smallestValue } from '../levers/smallest-value.ts';
import type { Demand } from './demand.ts';
import type { LimitRow } from './limit-row.ts';
import { limitFor } from './limits.ts';

/** The smallest change of one number that lets a resource carry so many connections. */
export interface Lift {
  /** The limit that it lifts. */
  readonly row: LimitRow;
  /** "6 addresses on each instance". */
  readonly text: string;
  /** What to write into the file, most often one field. */
  readonly settings: readonly FieldSetting[];
  /** The same as it would be written there, with units. */
  readonly changes: readonly FieldChange[];
  readonly scenario: Scenario;
}

/** What a number of connections is compared with: a bounded port search is given the room that it needs. */
export function carriedWithoutDrops(row: Pick<LimitRow, 'capacityConnections' | 'firstDropShare'>): number {
  return row.capacityConnections * row.firstDropShare;
}

/** Room for the rounding of quotients. */
const ENOUGH = 1 - 1e-12;

/**
 * The lowest value of the lever with which the row carries `connections`; null where no value does. Every candidate is judged
 * by its rung in the ladder of the changed scenario, so whatever a change moves on the way to that resource is counted.
 */
export function smallestLift(
  lever: Lever,
  row: LimitRow,
  scenario: Scenario,
  demand: Demand,
  connections: number,
): Lift | null {
  const { step, now } = lever;
  const wanted = connections * ENOUGH;
  const carries = carriedWithoutDrops(row);
  const units = smallestValue({
    from: Math.floor(now / step),
    most: Math.floor(lever.most / step),
    guess: Math.ceil((now / step) * (wanted / carries)),
    shareAtFrom: carries / wanted,
    shareAt: (value) => carriedAfter(lever.scenarioAt(value * step), row, scenario, demand) / wanted,
  });
  if (units === null) return null;
  const value = units * step;
  return {
    row,
    text: lever.phrase(value),
    settings: lever.settings(value),
    changes: lever.write(value),
    scenario: lever.scenarioAt(value),
  };
}

/**
 * The ways to let a row carry so many connections by one number of the file, each at its lowest value; empty where no number
 * goes that far.
 */
export function liftsOf(
  row: LimitRow,
  scenario: Scenario,
  demand: Demand,
  connections: number,
  products: Products,
): Lift[] {
  const lifts = loneLevers(row, scenario, products).flatMap(
    (lever) => smallestLift(lever, row, scenario, demand, connections) ?? [],
  );
  return lifts.filter((lift) => !lifts.some((other) => other !== lift && writesAllOf(lift, other)));
}

/** What another one writes, and more: a hash need not go where more addresses are enough. */
function writesAllOf(lift: Lift, other: Lift): boolean {
  return other.settings.every((setting) =>
    lift.settings.some(({ path, to }) => path === setting.path && to === setting.to),
  );
}

/** What the resource of a row carries in a changed scenario; Infinity where it is no limit any more. */
function carriedAfter(changed: Scenario, row: LimitRow, before: Scenario, demand: Demand): number {
  const asked = changed.clients === before.clients ? demand : demandIn(changed, demand);
  const found = limitFor(row, changed, asked);
  return found === null ? Infinity : carriedWithoutDrops(found);
}

/** The same demand from changed clients: no lever changes how many connections there are and how long they last. */
export function demandIn({ clients }: Scenario, demand: Demand): Demand {
  return {
    ...demand,
    populations: demand.populations.map((each) => ({
      ...each,
      clients: clients[each.index] ?? each.clients,
    })),
  };
}
