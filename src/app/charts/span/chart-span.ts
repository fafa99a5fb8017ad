import type { Scenario } from '../../../scenario/scenario.ts';
import type { TimeDomain } from '../plot-scales.ts';
import { type ChartSpan, type Selection, useSpan } from './span-store.ts';

/** What a run has to say about its time. */
export type TimedRun = { readonly scenario: Pick<Scenario, 'name' | 'durationSec' | 'sampleEverySec'> };

/** A part on display holds at least so many distances between samples. */
const LEAST_SAMPLES = 4;

const NOTHING: Omit<ChartSpan, 'run'> = { selection: null, isTold: false, zoom: null };

/** Changes of a scenario keep the part on display; another question, or another duration, does not. */
export function runKey({ scenario: { name, durationSec } }: TimedRun): string {
  return `${durationSec} ${name}`;
}

export function spanOf(run: TimedRun, state: ChartSpan): Omit<ChartSpan, 'run'> {
  return state.run === runKey(run) ? state : NOTHING;
}

export function wholeOf({ scenario: { durationSec } }: TimedRun): TimeDomain {
  return { fromSec: 0, toSec: durationSec };
}

/** The part on display. */
export function shownDomain(run: TimedRun, state: ChartSpan): TimeDomain {
  return spanOf(run, state).zoom ?? wholeOf(run);
}

/** From the earlier end of a selection to the later one; null while they are the same. */
export function selectedSpan(selection: Selection | null): TimeDomain | null {
  if (selection === null || selection.anchorSec === selection.headSec) return null;
  const { anchorSec, headSec } = selection;
  return { fromSec: Math.min(anchorSec, headSec), toSec: Math.max(anchorSec, headSec) };
}

/**
 * Selects what lies between two moments; both move to the next sample.
 * @param isUnderWay while a drag goes on, which ends with a call without it
 */
export function select(run: TimedRun, anchorSec: number, headSec: number, isUnderWay = false): void {
  const { zoom, isTold } = spanOf(run, useSpan.getState());
  const selection = { anchorSec: toSample(run, anchorSec), headSec: toSample(run, headSec) };
  useSpan.setState({ run: runKey(run), zoom, selection, isTold: isTold || !isUnderWay });
}

export function clearSelection(): void {
  useSpan.setState({ selection: null, isTold: false });
}

/** Shows a part of the run: moved and widened so that it lies inside of the run and holds a few samples. */
export function show(run: TimedRun, wanted: TimeDomain): void {
  const { durationSec } = run.scenario;
  const { selection, isTold } = spanOf(run, useSpan.getState());
  const length = Math.min(durationSec, Math.max(wanted.toSec - wanted.fromSec, leastSpanSec(run)));
  const middle = (wanted.fromSec + wanted.toSec) / 2;
  const fromSec = Math.min(Math.max(0, toSample(run, middle - length / 2)), durationSec - length);
  const zoom = length >= durationSec ? null : { fromSec, toSec: fromSec + length };
  useSpan.setState({ run: runKey(run), zoom, selection, isTold });
}

/** Shows what is selected, which then is no longer selected. */
export function zoomToSelection(run: TimedRun): void {
  const span = selectedSpan(spanOf(run, useSpan.getState()).selection);
  if (span === null) return;
  clearSelection();
  show(run, span);
}

export function showWhole(): void {
  useSpan.setState({ zoom: null });
}

/** A part of the run has to hold a few samples to be looked at. */
export function leastSpanSec({ scenario: { sampleEverySec, durationSec } }: TimedRun): number {
  return Math.min(durationSec, LEAST_SAMPLES * sampleEverySec);
}

/** Moves the part on display over the run. */
export function moveShown(run: TimedRun, bySec: number): void {
  const { fromSec, toSec } = shownDomain(run, useSpan.getState());
  const span = toSec - fromSec;
  const from = Math.min(Math.max(0, fromSec + bySec), run.scenario.durationSec - span);
  show(run, { fromSec: from, toSec: from + span });
}

/** Moves one end of the part on display. */
export function moveEnd(run: TimedRun, end: 'from' | 'to', toSec: number): void {
  const shown = shownDomain(run, useSpan.getState());
  const least = leastSpanSec(run);
  const { durationSec } = run.scenario;
  if (end === 'from') show(run, { ...shown, fromSec: Math.max(0, Math.min(toSec, shown.toSec - least)) });
  else show(run, { ...shown, toSec: Math.min(durationSec, Math.max(toSec, shown.fromSec + least)) });
}

/** The nearest moment of a sample. */
function toSample({ scenario: { sampleEverySec, durationSec } }: TimedRun, atSec: number): number {
  const nearest = Number((Math.round(atSec / sampleEverySec) * sampleEverySec).toPrecision(12));
  return Math.min(durationSec, Math.max(0, nearest));
}

/** The moment itself where it is on display, else the end of the display that is nearer to it. */
export function onDisplay(atSec: number, shown: TimeDomain): number {
  return Math.min(shown.toSec, Math.max(shown.fromSec, atSec));
}
