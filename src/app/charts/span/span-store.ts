import { create } from 'zustand';
import type { TimeDomain } from '../plot-scales.ts';

/** Where a selection was begun, and where it has come to. */
export interface Selection {
  readonly anchorSec: number;
  readonly headSec: number;
}

/** What part of a run the charts show, and what part of it is selected. */
export interface ChartSpan {
  /** The run that this is about, see `runKey`; of any other all is shown and nothing is selected. */
  readonly run: string;
  readonly selection: Selection | null;
  /** Whether its statistics are shown: not before the end of the drag that begins it, as they would move the charts under it. */
  readonly isTold: boolean;
  /** Null for the whole run. */
  readonly zoom: TimeDomain | null;
}

export const useSpan = create<ChartSpan>()(() => ({ run: '', selection: null, isTold: false, zoom: null }));
