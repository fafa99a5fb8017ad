import type { Playhead } from './playhead.ts';

/** How far the run on show has been computed. */
export interface Reach {
  readonly lastSampleSec: number;
  /** Time of the last sample that the finished run will have. */
  readonly endSec: number;
}

/**
 * The playhead after `elapsedSec` on the wall. It waits at the last computed sample, stops playing at the end of
 * the run, and stays where it is while a restarted run catches up with it.
 */
export function advancePlayhead(playhead: Playhead, reach: Reach, elapsedSec: number): Playhead {
  if (!playhead.playing) return playhead;
  if (playhead.timeSec >= reach.endSec) {
    return { ...playhead, timeSec: reach.endSec, playing: false };
  }
  if (playhead.timeSec >= reach.lastSampleSec) return playhead;
  const timeSec = Math.min(playhead.timeSec + playhead.speed * elapsedSec, reach.lastSampleSec);
  return { ...playhead, timeSec, playing: timeSec < reach.endSec };
}
