import type { LiveRun } from '../run/live-run.ts';
import type { Playhead } from '../run/playhead.ts';

/** Time of the last sample that the finished run will have; it lies before the duration where that is no multiple. */
export function endSec({ scenario: { durationSec, sampleEverySec } }: LiveRun): number {
  return Math.floor(durationSec / sampleEverySec + 1e-9) * sampleEverySec;
}

/** Time of the last sample that there is. */
export function computedUntilSec(run: LiveRun): number {
  return run.timeSec[run.length - 1] ?? 0;
}

/** Pauses, or plays on; at the end of the run playing begins again at the start. */
export function togglePlaying(playhead: Playhead, endOfRunSec: number): Partial<Playhead> {
  if (playhead.playing) return { playing: false };
  return playhead.timeSec >= endOfRunSec ? { playing: true, timeSec: 0 } : { playing: true };
}
