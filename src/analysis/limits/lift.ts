import type { Scenario } from '../../scenario/scenario.ts';
import type { Demand } from './demand.ts';
import type { FieldSetting, Lever } from './lever.ts';
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
  readonly scenario: Scenario;
}

/** What a number of connections is compared with: a bounded port search is given the room that it needs. */
export function carriedWithoutDrops(row: Pick<LimitRow, 'capacityConnections' | 'firstDropShare'>): number {
  return row.capacityConnections * row.firstDropShare;
}

export function isSameLimit(
  a: Pick<LimitRow, 'station' | 'resource'>,
  b: Pick<LimitRow, 'station' | 'resource'>,
): boolean {
  return a.station === b.station && a.resource === b.resource;
}

/** The most that a number of the file may be, beyond what its format says: a product's own limit. */
export type Caps = (path: string) => number;

export function isWithin({ settings }: Lift, caps: Caps): boolean {
  return settings.every(({ path, to }) => typeof to === 'string' || to <= caps(path));
}

/** Room for the rounding of quotients. */
const ENOUGH = 1 - 1e-12;

/**
 * The lowest value of the lever with which the row carries `connections`; null where no value does. Every candidate is judged
 * by its rung in the ladder of the changed scenario, so whatever a change moves on the way to that resource is counted.
 *
 * What a resource carries does not fall when its lever rises, and is nearly always a straight line in it (but for whole units),
 * so the line through two known points most often names the answer, and the search ends after a few rungs.
 */
export function smallestLift(
  lever: Lever,
  row: LimitRow,
  scenario: Scenario,
  demand: Demand,
  connections: number,
): Lift | null {
  const { step } = lever;
  const wanted = connections * ENOUGH;
  const most = Math.floor(lever.most / step);
  const carries = (units: number): number =>
    carriedAfter(lever.at(units * step).scenario, row, scenario, demand);
  let low: Point = { units: Math.floor(lever.from / step), carries: carriedWithoutDrops(row) };
  let high: Point | null = null;
  let guess = Math.ceil((lever.from / step) * (wanted / low.carries));
  while (high === null || high.units - low.units > 1) {
    if (low.units >= most) return null;
    const units = within(guess, low.units + 1, high === null ? most : high.units - 1);
    const point = { units, carries: carries(units) };
    const further = lineReaches(low, point, wanted);
    if (point.carries >= wanted) {
      high = point;
      // Where the line leads here it remains to be seen that one less is too little.
      guess = Math.min(further, units - 1);
    } else {
      low = point;
      guess = further;
    }
    if (high !== null && !(guess > low.units && guess < high.units)) guess = middle(low, high);
  }
  const { scenario: changed, settings } = lever.at(high.units * step);
  return { row, text: lever.text(high.units * step), settings, scenario: changed };
}

interface Point {
  readonly units: number;
  readonly carries: number;
}

/** Where the line through two points reaches a height, in whole units; Infinity where it never does. */
function lineReaches(from: Point, to: Point, height: number): number {
  const slope = (to.carries - from.carries) / (to.units - from.units);
  return slope > 0 ? Math.ceil(from.units + (height - from.carries) / slope) : Infinity;
}

function middle(low: Point, high: Point): number {
  return Math.floor(low.units + (high.units - low.units) / 2);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
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
