import { scaleLinear, scaleLog } from 'd3';
import type { Estimate } from '../../analysis/sweep/point-result.ts';

/** A point of a curve in pixels; `low` and `high` where there is an interval. */
export interface CurvePlace {
  readonly point: number;
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

export interface CurveFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** Values that lie further apart are spaced by their ratios. */
const MOST_LINEAR_RATIO = 30;

/** Pixels of the values of a parameter, which rise or stand in any order. */
export function placesAlong(values: readonly number[], { left, width }: CurveFrame): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return values.map(() => left + width / 2);
  const scale = low > 0 && high / low > MOST_LINEAR_RATIO ? scaleLog() : scaleLinear();
  const placed = scale.domain([low, high]).range([left, left + width]);
  return values.map((value) => placed(value));
}

/** The points that have a value, from left to right. */
export function curvePlaces(
  xs: readonly number[],
  estimates: readonly (Estimate | null)[],
  yOf: (value: number) => number,
): CurvePlace[] {
  return estimates
    .flatMap((estimate, point) => {
      const x = xs[point];
      if (estimate === null || x === undefined) return [];
      const { mean, low, high } = estimate;
      return [{ point, x, y: yOf(mean), low: yOf(low ?? mean), high: yOf(high ?? mean) }];
    })
    .toSorted((a, b) => a.x - b.x);
}

/** Up along the upper bounds and back along the lower ones. */
export function bandPath(places: readonly CurvePlace[]): string {
  if (places.length < 2) return '';
  const upper = places.map(({ x, high }) => `${x},${high}`);
  const lower = places.toReversed().map(({ x, low }) => `${x},${low}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

export function linePath(places: readonly CurvePlace[]): string {
  return places.length < 2 ? '' : `M${places.map(({ x, y }) => `${x},${y}`).join('L')}`;
}
