import { runMarks } from '../charts/time-marks.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { type Direction, nextMoment, nextSample, nextSpeed } from './stepping.ts';
import { computedUntilSec } from './transport.ts';

/** Stops, and shows the sample before or after. */
export function stepSample(run: LiveRun, direction: Direction): void {
  const { sampleEverySec } = run.scenario;
  usePlayhead.setState(({ timeSec }) => ({
    playing: false,
    timeSec: nextSample(timeSec, direction, sampleEverySec, computedUntilSec(run)),
  }));
}

/** Stops at the event or the first failure before or after; stays where there is none. */
export function stepMark(run: LiveRun, direction: Direction): void {
  const moments = runMarks(run)
    .map(({ atSec }) => atSec)
    .filter((atSec) => atSec <= computedUntilSec(run));
  const to = nextMoment(usePlayhead.getState().timeSec, direction, moments);
  if (to !== null) usePlayhead.setState({ playing: false, timeSec: to });
}

export function changeSpeed(direction: Direction): void {
  usePlayhead.setState(({ speed }) => ({ speed: nextSpeed(speed, direction) }));
}
