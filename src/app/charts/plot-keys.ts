import type { KeyboardEvent } from 'react';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { moveByKey } from '../ui/slider-keys.ts';
import { pointAt, readingTime, useCrosshair } from './crosshair.ts';
import type { TimeDomain } from './plot-scales.ts';
import { onDisplay, select, spanOf } from './span/chart-span.ts';
import { type Selection, useSpan } from './span/span-store.ts';

/** An arrow key moves the crosshair by about this share of the part on display. */
const KEY_STEPS = 200;
/** The Page keys move it by so many of these steps. */
const PAGE_STEPS = 20;

/** How far an arrow key moves: a whole number of samples. */
export function keyStepSec(
  { scenario: { sampleEverySec } }: LiveRun,
  { fromSec, toSec }: TimeDomain,
): number {
  const samples = Math.floor((toSec - fromSec) / KEY_STEPS / sampleEverySec);
  return Math.max(1, samples) * sampleEverySec;
}

/**
 * The keys of a plot beside those of its slider: Shift with the keys that move extends the selection, Enter takes the
 * playhead to the crosshair, Escape takes the crosshair away.
 */
export function plotKeyPressed(event: KeyboardEvent, run: LiveRun, shown: TimeDomain): void {
  const { timeSec } = useCrosshair.getState();
  const { anchorSec, headSec } = selectionToExtend(run, shown);
  const to = event.shiftKey ? movedTo(event.key, headSec, keyStepSec(run, shown), shown) : null;
  if (to !== null) {
    select(run, anchorSec, to);
    pointAt(to, true);
  } else if (timeSec === null) return;
  else if (event.key === 'Enter') usePlayhead.setState({ timeSec });
  else if (event.key === 'Escape') pointAt(null);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** What is selected, unless keys have taken the crosshair away from it; then one begins where the chart is read. */
function selectionToExtend(run: LiveRun, shown: TimeDomain): Selection {
  const { selection } = spanOf(run, useSpan.getState());
  const { timeSec, isByKey } = useCrosshair.getState();
  const atSec = onDisplay(readingTime(timeSec, usePlayhead.getState().timeSec), shown);
  const isLeft = isByKey && selection !== null && Math.abs(selection.headSec - atSec) > 1e-6;
  return selection === null || isLeft ? { anchorSec: atSec, headSec: atSec } : selection;
}

/** Where a key that moves leads to; null for any other key. */
export function movedTo(key: string, fromSec: number, stepSec: number, shown: TimeDomain): number | null {
  const bySec = moveByKey(key, stepSec, PAGE_STEPS * stepSec);
  return bySec === null ? null : onDisplay(fromSec + bySec, shown);
}
