/** Predicted blocking in words, as the command line and the app have it. */
import { formatProbability } from '../wording/format-quantity.ts';
import type { PathBlocking } from './path-blocking.ts';
import type { BlockingPrediction } from './predicted-blocking.ts';

const KIND_TEXT: Readonly<Record<BlockingPrediction['kind'], string>> = {
  exact: '',
  'lower bound': 'at least ',
  'upper bound': 'at most ',
  approximation: 'about ',
  estimate: '',
};

/** "at most 0.07", "3.6e-7 (95 % interval 2.7e-7 to 4.8e-7)". */
export function probabilityText({ probability, kind, low, high }: BlockingPrediction): string {
  const text = `${KIND_TEXT[kind]}${formatProbability(probability)}`;
  return kind === 'estimate'
    ? `${text} (95 % interval ${formatProbability(low)} to ${formatProbability(high)})`
    : text;
}

/** "at most 0.07 of the attempts (Erlang B); assumes Poisson arrivals that ...". */
export function blockingText(prediction: BlockingPrediction): string {
  const { theory, assumptions } = prediction;
  const first = assumptions.charAt(0);
  // Poisson keeps its capital.
  const assumed = assumptions.startsWith('Poisson')
    ? assumptions
    : `${first.toLowerCase()}${assumptions.slice(1)}`;
  return `${probabilityText(prediction)} of the attempts (${theory}); assumes ${assumed}`;
}

/** The same for the whole path, where several limits refuse; null where there is no more to say than of the one. */
export function pathBlockingText(path: PathBlocking | null): string | null {
  if (path === null || path.probability === path.tightest) return null;
  return `${blockingText(path)} The tightest limit alone refuses ${formatProbability(path.tightest)}.`;
}
