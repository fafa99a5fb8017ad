/** What helps a visitor along, the tour and the line with what to watch, and what the browser keeps of it. */
import { create } from 'zustand';
import { keepChoice, keptChoice } from './kept-choice.ts';
import { showWorkspace } from './page-address.ts';
import { useView } from './view-store.ts';

const TOUR = 'tour';
const WATCH_LINE = 'watch-line';

interface GuideState {
  /** Until the tour was taken or declined, once. */
  readonly isTourOffered: boolean;
  readonly isTourOn: boolean;
  readonly isWatchLineShown: boolean;
}

export const useGuide = create<GuideState>()(() => ({
  // Where nothing is kept, an offer at every visit would be worse than none.
  isTourOffered: keptChoice(TOUR, 'seen') === null,
  isTourOn: false,
  isWatchLineShown: keptChoice(WATCH_LINE) !== 'hidden',
}));

/** The offer is not made again. */
export function closeTourOffer(): void {
  useGuide.setState({ isTourOffered: false });
  keepChoice(TOUR, 'seen');
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
  keepChoice(WATCH_LINE, isWatchLineShown ? 'shown' : 'hidden');
}
