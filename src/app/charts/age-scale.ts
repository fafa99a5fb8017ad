import { shareAt, type Track, valueOf } from '../ui/track.ts';

/** Ages spread over powers of ten: a second and an hour are both worth seeing. */
export interface AgeScale {
  readonly fromSec: number;
  readonly toSec: number;
  /** Place of an age in the plot, 0 at the left and 1 at the right. */
  readonly place: (sec: number) => number;
  readonly ageAt: (place: number) => number;
}

export function ageScale(agesSec: readonly number[]): AgeScale {
  const fromSec = Math.max(1e-3, agesSec[0] ?? 1);
  const toSec = Math.max(fromSec * 1.5, agesSec.at(-1) ?? 1);
  const track: Track = { scale: 'log', min: fromSec, max: toSec };
  return {
    fromSec,
    toSec,
    place: (sec) => Math.min(1, Math.max(0, shareAt(track, Math.max(sec, fromSec)))),
    ageAt: (place) => valueOf(track, place),
  };
}

const ROUND_SEC: readonly number[] = [
  0.001, 0.01, 0.1, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400,
  172_800, 345_600, 864_000, 2_592_000, 8_640_000,
];

/** Round ages of the scale, no closer than `leastPx` to each other on that width. */
export function ageTicks({ fromSec, toSec, place }: AgeScale, widthPx: number, leastPx: number): number[] {
  const ticks: number[] = [];
  for (const sec of ROUND_SEC) {
    if (sec < fromSec || sec > toSec) continue;
    const before = ticks.at(-1);
    if (before === undefined || (place(sec) - place(before)) * widthPx >= leastPx) ticks.push(sec);
  }
  return ticks;
}
