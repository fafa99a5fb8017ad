import type { RatePoint } from './scenario.ts';

/** cos(15° x hour) for the first quarter of a day. */
const COSINES = [1, 0.965926, 0.866025, 0.707107, 0.5, 0.258819, 0] as const;
/** How far the rate of a day goes above and below its mean: the peak is four times the trough. */
const SWING = 0.6;
const HOURS = 24;

/**
 * A day by its hours, from the quietest one at the start to the busiest one twelve hours later, as a cosine about the mean.
 * Rates are rounded to four digits.
 */
export function dailyProfile(meanPerSec: number): RatePoint[] {
  return Array.from({ length: HOURS }, (_, hour) => ({
    atSec: hour * 3600,
    ratePerSec: Number((meanPerSec * (1 - SWING * cosineOfHour(hour))).toPrecision(4)),
  }));
}

function cosineOfHour(hour: number): number {
  const fromStart = Math.min(hour, HOURS - hour);
  return fromStart <= 6 ? (COSINES[fromStart] ?? 0) : -(COSINES[12 - fromStart] ?? 0);
}
