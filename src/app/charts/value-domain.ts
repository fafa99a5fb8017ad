import type { ChartLimit, Scale } from './chart-model.ts';
import { valueTicks } from './ticks.ts';

/** A limit this many times above everything else would press the data flat; it is named at the edge instead. */
const MOST_TIMES_THE_DATA = 4;

export interface ValueDomain {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly top: number;
  /** Limits inside the domain, drawn as lines. */
  readonly inside: readonly ChartLimit[];
  /** Limits above it, lowest first. */
  readonly above: readonly ChartLimit[];
}

/** The value axis for data that reach `highest`, with room for every limit that is not out of proportion. */
export function valueDomain(highest: number, limits: readonly ChartLimit[], scale: Scale): ValueDomain {
  const inside: ChartLimit[] = [];
  const above: ChartLimit[] = [];
  let top = Math.max(0, highest);
  for (const limit of limits.toSorted((a, b) => a.value - b.value)) {
    if (above.length === 0 && (top === 0 || limit.value <= MOST_TIMES_THE_DATA * top)) {
      inside.push(limit);
      top = Math.max(top, limit.value);
    } else above.push(limit);
  }
  // A line on the top edge would be cut in half, and its label stands above it.
  const ticks = valueTicks(inside.length > 0 ? top * 1.1 : top * 1.02, scale === 'count');
  return { scale, ticks, top: ticks.at(-1) ?? 1, inside, above };
}

export function sameValueDomain(a: ValueDomain, b: ValueDomain): boolean {
  return (
    a.top === b.top &&
    a.ticks.length === b.ticks.length &&
    a.inside.length === b.inside.length &&
    a.inside.every((limit, index) => limit === b.inside[index]) &&
    a.above.every((limit, index) => limit === b.above[index])
  );
}
