/** What helps a visitor along, the tour and the line with what to watch, and what the browser keeps of it. */
import { create } from 'zustand';
import { browserStorage } from './kept-file.ts';
import { showWorkspace } from './page-address.ts';
import { useView } from './view-store.ts';

const TOUR_KEY = 'fivetuple.tour';
const WATCH_LINE_KEY = 'fivetuple.watch-line';

interface GuideState {
  /** Until the tour was taken or declined, once. */
  readonly isTourOffered: boolean;
  readonly isTourOn: boolean;
  readonly isWatchLineShown: boolean;
}

export const useGuide = create<GuideState>()(() => ({
  // Where nothing is kept, an offer at every visit would be worse than none.
  isTourOffered: kept(TOUR_KEY, 'seen') === null,
  isTourOn: false,
  isWatchLineShown: kept(WATCH_LINE_KEY, null) !== 'hidden',
}));

/** The offer is not made again. */
export function closeTourOffer(): void {
  useGuide.setState({ isTourOffered: false });
  keep(TOUR_KEY, 'seen');
}

/** Shows the run of the open scenario, on which the tour goes from place to place. */
export function startTour(): void {
  closeTourOffer();
  showWorkspace();
  useView.setState({ mode: 'watch', tab: 'overview', dialog: null });
  useGuide.setState({ isTourOn: true });
}

export function endTour(): void {
  useGuide.setState({ isTourOn: false });
}

export function showWatchLine(isWatchLineShown: boolean): void {
  useGuide.setState({ isWatchLineShown });
  keep(WATCH_LINE_KEY, isWatchLineShown ? 'shown' : 'hidden');
}

function kept(key: string, otherwise: string | null): string | null {
  try {
    return browserStorage().getItem(key);
  } catch {
    return otherwise;
  }
}

/** Where the browser keeps nothing, a choice holds until the page is closed. */
function keep(key: string, value: string): void {
  try {
    browserStorage().setItem(key, value);
  } catch {
    // See above.
  }
}
