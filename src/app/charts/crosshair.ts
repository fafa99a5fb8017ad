import { create } from 'zustand';

/** The moment that the reader points at, on all charts at once; null when at none. */
export interface Crosshair {
  readonly timeSec: number | null;
}

export const useCrosshair = create<Crosshair>()(() => ({ timeSec: null }));

/** The moment whose values are shown: the crosshair where there is one, else the playhead. */
export function readingTime(crosshairSec: number | null, playheadSec: number): number {
  return crosshairSec ?? playheadSec;
}
