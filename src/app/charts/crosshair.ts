import { create } from 'zustand';

/** The moment that the reader points at, on all charts at once; null when at none. */
export interface Crosshair {
  readonly timeSec: number | null;
  /** Whether a key has moved it there, on the chart that has the focus. */
  readonly isByKey: boolean;
}

export const useCrosshair = create<Crosshair>()(() => ({ timeSec: null, isByKey: false }));

/** The moment whose values are shown: the crosshair where there is one, else the playhead. */
export function readingTime(crosshairSec: number | null, playheadSec: number): number {
  return crosshairSec ?? playheadSec;
}

export function pointAt(timeSec: number | null, isByKey = false): void {
  useCrosshair.setState({ timeSec, isByKey });
}
