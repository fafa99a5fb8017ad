/** The smallest changes of one limit, at the place where it binds, that carry the demand. */
import type { Scenario } from '../../scenario/scenario.ts';
import { NO_PRODUCTS, type Products } from '../levers/products.ts';
import { formatCount } from '../wording/format-quantity.ts';
import type { Demand } from './demand.ts';
import { type Lift, liftsOf } from './lift.ts';
import type { LimitRow } from './limit-row.ts';

/** Each enough by itself, the one that changes this resource alone first; empty where the row fits or no number goes that far. */
export function changesToCarry(
  row: LimitRow,
  scenario: Scenario,
  demand: Demand,
  products: Products = NO_PRODUCTS,
): Lift[] {
  return row.fits ? [] : liftsOf(row, scenario, demand, demand.connections, products);
}

/** "200,000 descriptors, or 200 instances, carry 100,000"; null where the row fits or no number goes that far. */
export function changeText(
  row: LimitRow,
  scenario: Scenario,
  demand: Demand,
  products: Products = NO_PRODUCTS,
): string | null {
  const [first, ...others] = changesToCarry(row, scenario, demand, products).map(({ text }) => text);
  if (first === undefined) return null;
  const ways = others.length === 0 ? first : `${[first, ...others].join(', or ')},`;
  return `${ways} carry ${formatCount(demand.connections)}`;
}
