/** Rate profiles that begin anew, such as that of a day. */
import type { RatePoint } from './scenario.ts';

/** More points than this are no profile that anybody reads: the closed forms would take seconds. */
export const MOST_POINTS = 20_000;

/** How many points a profile has over a whole run. */
export function repeatedPoints(points: number, everySec: number, durationSec: number): number {
  return points * Math.ceil(durationSec / everySec);
}

/** The points of a whole run; those of the first round are the profile itself. */
export function repeatedProfile(
  profile: readonly RatePoint[],
  everySec: number,
  durationSec: number,
): readonly RatePoint[] {
  if (everySec === Infinity) return profile;
  const all = [...profile];
  for (let round = 1; round * everySec <= durationSec; round++)
    for (const { atSec, ratePerSec } of profile) all.push({ atSec: atSec + round * everySec, ratePerSec });
  return all;
}
