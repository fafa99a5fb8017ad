/** Simulated seconds a second, slowest first: from the wall's own pace to sixteen times the usual one. */
export const SPEEDS = [1, 10, 30, 60, 120, 240, 600, 1920] as const;

export type Direction = -1 | 1;

/** The moment of the next sample before or after; of the first or the last one where there is none beyond. */
export function nextSample(
  timeSec: number,
  direction: Direction,
  sampleEverySec: number,
  untilSec: number,
): number {
  const place = timeSec / sampleEverySec;
  // A moment that is a sample but for rounding counts as that sample.
  const next = direction > 0 ? Math.floor(place + 1e-6) + 1 : Math.ceil(place - 1e-6) - 1;
  return Math.min(untilSec, Math.max(0, Number((next * sampleEverySec).toPrecision(12))));
}

/** The nearest of the moments before or after; null where there is none. */
export function nextMoment(
  timeSec: number,
  direction: Direction,
  momentsSec: readonly number[],
): number | null {
  const slackSec = 1e-6;
  const beyond = momentsSec.filter((each) =>
    direction > 0 ? each > timeSec + slackSec : each < timeSec - slackSec,
  );
  if (beyond.length === 0) return null;
  return direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
}

/** The next slower or faster speed; the same at the end of the list. */
export function nextSpeed(speed: number, direction: Direction): number {
  return nextMoment(speed, direction, SPEEDS) ?? speed;
}
