/** Ages below this have all the lightest colour. */
const LEAST_SEC = 1;
/** Moments that people think in. */
const NICE_SEC = [1, 10, 60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400];
/** Marks nearer to the end than this share would run into its label. */
const LEAST_GAP = 0.2;

/**
 * Where an age lies between a second and the longest age there can be, on a logarithmic scale: 0..1.
 * @param longestSec the length of the run, so that a colour means the same at every moment of it
 */
export function ageShare(ageSec: number, longestSec: number): number {
  if (!(ageSec > LEAST_SEC)) return 0;
  if (longestSec <= LEAST_SEC) return 1;
  return Math.min(1, Math.log(ageSec / LEAST_SEC) / Math.log(longestSec / LEAST_SEC));
}

export interface AgeMark {
  readonly ageSec: number;
  readonly share: number;
}

/** The ages that a legend writes below the ramp, its two ends among them. */
export function ageMarks(longestSec: number): AgeMark[] {
  const inner = NICE_SEC.map((ageSec) => ({ ageSec, share: ageShare(ageSec, longestSec) })).filter(
    ({ ageSec, share }) => ageSec < longestSec && share <= 1 - LEAST_GAP,
  );
  return [...inner, { ageSec: longestSec, share: 1 }];
}
