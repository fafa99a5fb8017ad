import { withPart } from '../state/with-part.ts';
import type { Command } from './command.ts';

const guide = () => import('../state/guide-state.ts');

/** Ways to get to know the page. What they do is fetched when it is asked for. */
export const GUIDE_COMMANDS: readonly Command[] = [
  {
    id: 'tour',
    does: 'Take the tour',
    group: 'Help',
    action: () => void withPart(guide(), ({ startTour }) => startTour(), 'Not shown'),
  },
  {
    id: 'watch-line',
    does: 'Show what to watch',
    group: 'Help',
    action: () => void withPart(guide(), ({ showWatchLine }) => showWatchLine(true), 'Not shown'),
  },
];
