/** Where events can be put on the timeline: steps that are whole minutes or seconds by the length of the run, and its bounds. */
import { fileValue } from '../../scenario/units.ts';
import type { FieldChange } from '../controls/field-spec.ts';
import { moveByKey } from '../ui/slider-keys.ts';

const STEPS_SEC = [
  0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 21_600, 86_400, 604_800,
] as const;
/** So many steps over the whole run are told apart with the hand, and so many with care. */
const COARSE_STEPS = 120;
const FINE_STEPS = 3600;
/** The Page keys move an event by so many steps. */
const PAGE_STEPS = 10;
/** Arithmetic on times leaves dust in the last digits. */
const DUST = 1e-9;
const DIGITS = 12;

export interface Steps {
  readonly coarseSec: number;
  readonly fineSec: number;
}

/** 30 s and 1 s in a run of an hour. */
export function stepsOf(durationSec: number): Steps {
  return { coarseSec: niceStep(durationSec / COARSE_STEPS), fineSec: niceStep(durationSec / FINE_STEPS) };
}

function niceStep(leastSec: number): number {
  return STEPS_SEC.find((step) => step >= leastSec * (1 - DUST)) ?? Math.ceil(leastSec);
}

/** The step nearest to a time, from 0 to the last one before the end of the run. */
export function snapped(sec: number, stepSec: number, durationSec: number): number {
  const nearest = Math.round(sec / stepSec);
  return multiple(Math.max(0, Math.min(nearest, lastBefore(durationSec, stepSec))), stepSec);
}

/** The next step from a time on in a direction, which need not stand on one itself. */
export function stepped(sec: number, count: number, stepSec: number, durationSec: number): number {
  const from = count > 0 ? Math.floor(sec / stepSec + DUST) : Math.ceil(sec / stepSec - DUST);
  return multiple(Math.max(0, Math.min(from + count, lastBefore(durationSec, stepSec))), stepSec);
}

/** An event begins before the run ends. */
function lastBefore(durationSec: number, stepSec: number): number {
  return Math.ceil(durationSec / stepSec - DUST) - 1;
}

function multiple(count: number, stepSec: number): number {
  return Number((count * stepSec).toPrecision(DIGITS));
}

/** What a key does to the time of an event; null for keys that do nothing to it. */
export function timeAfterKey(
  key: string,
  isFine: boolean,
  atSec: number,
  durationSec: number,
): number | null {
  const count = moveByKey(key, 1, PAGE_STEPS);
  if (count === null) return null;
  const { coarseSec, fineSec } = stepsOf(durationSec);
  return stepped(atSec, count, isFine ? fineSec : coarseSec, durationSec);
}

/** The time of an event as the form writes it: "40m". */
export function eventTimeChange(index: number, atSec: number): FieldChange {
  return [`events.${index}.at`, fileValue('duration', atSec)];
}
