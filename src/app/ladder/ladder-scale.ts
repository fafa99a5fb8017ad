import { shareAt } from '../ui/track.ts';

/** Capacities beyond this many times the demand all end at the edge of the scale. */
const MOST_OVER_DEMAND = 10_000;

export interface LadderScale {
  /** Share 0..1 of the bar's width at a number of connections; 1 for no limit. */
  readonly at: (connections: number) => number;
  readonly min: number;
  readonly max: number;
}

/** A log scale in whole decades that holds the demand and every capacity worth telling apart from it. */
export function ladderScale(capacities: readonly number[], demand: number): LadderScale {
  const target = Math.max(1, demand);
  const finite = capacities.filter((value) => value > 0 && value <= target * MOST_OVER_DEMAND);
  const lowest = Math.max(1, Math.min(target, ...finite));
  const highest = Math.max(target * 2, ...finite);
  // Half a decade of room on the left, so that the smallest capacity still has a bar.
  const min = 10 ** Math.floor(Math.log10(lowest) - 0.5);
  const max = 10 ** Math.ceil(Math.log10(highest) - 1e-9);
  const at = (connections: number): number =>
    connections <= min ? 0 : Math.min(1, shareAt({ scale: 'log', min, max }, connections));
  return { at, min, max };
}
