import { median } from '../measure/statistics.ts';
import { limit, type Target } from '../report/targets.ts';
import type { Opening, Playing, SliderMove } from './page-timing.ts';

export interface PageReport {
  readonly initialKib: number;
  readonly openings: readonly Opening[];
  readonly moves: readonly SliderMove[];
  readonly playing: Playing;
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** What the page has to reach, and what it did: the median of all rounds. */
export function pageTargets({ initialKib, openings, moves, playing }: PageReport): Target[] {
  const of = <T>(all: readonly T[], read: (each: T) => number): number => median(all.map(read));
  return [
    limit('initial JavaScript, gzip', initialKib, 180, (kib) => `${kib.toFixed(1)} KiB`, '180 KiB'),
    limit(
      'first paint, empty cache',
      of(openings, (each) => each.firstPaintMs),
      1000,
      ms,
      '1 s',
    ),
    limit(
      'first answer, empty cache',
      of(openings, (each) => each.firstAnswerMs),
      1000,
      ms,
      '1 s',
    ),
    limit(
      'slider to the new closed-form answer on the screen',
      of(moves, (each) => each.answerMs),
      50,
      ms,
      '50 ms',
    ),
    limit(
      'slider to the first simulated points',
      of(moves, (each) => each.pointsMs),
      250,
      ms,
      '250 ms',
    ),
    limit(
      'longest task of the main thread while a run of 1M connections plays',
      Math.max(0, ...playing.longTasksMs),
      50,
      // A browser reports tasks from 50 ms on.
      (value) => (value === 0 ? 'none of 50 ms' : ms(value)),
      '50 ms',
    ),
    limit('JavaScript a frame meanwhile', playing.scriptMsPerFrame, 6, ms, '6 ms'),
    limit('animation callbacks of a frame meanwhile, 95 of 100', playing.callbacksP95Ms, 6, ms, '6 ms'),
  ];
}
