import type { PoissonArrivals } from './scenario.ts';

/** The highest rate that arrivals reach, in connections a second. */
export function highestRatePerSec({ profile }: PoissonArrivals): number {
  return Math.max(...profile.map((point) => point.ratePerSec));
}
