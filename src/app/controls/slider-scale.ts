import type { QuantityKind } from '../../scenario/units.ts';
import { shareAt, valueOf } from '../ui/track.ts';

/** What a slider moves over. Typing may leave this range; the field's own limits are the scenario's matter. */
export interface SliderRange {
  readonly kind: QuantityKind;
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
  /** Distance of two values of a linear slider. */
  readonly step?: number;
  /** Values that mean something; the thumb snaps to them. */
  readonly marks?: readonly Mark[];
}

export interface Mark {
  readonly value: number;
  /** What the value is, for instance "one Linux address". */
  readonly label: string;
}

/** Positions of the native range input: fine enough for a track of 1,000 px. */
export const TRACK = 2000;
const SNAP_SHARE = 0.012;

/** 0..TRACK; values outside the range sit at its ends. */
export function positionOf(range: SliderRange, value: number): number {
  const clamped = Math.min(range.max, Math.max(range.min, value));
  return Math.round(shareAt(range, clamped) * TRACK);
}

/** The value at a position, as round as the pointer is exact, or the mark that lies there. */
export function valueAt(range: SliderRange, position: number): number {
  for (const { value } of range.marks ?? []) {
    if (Math.abs(positionOf(range, value) - position) <= SNAP_SHARE * TRACK) return value;
  }
  const value = valueOf(range, position / TRACK);
  if (range.scale === 'linear') return roundTo(value, range.step ?? 1);
  return twoDigits(value, range);
}

/**
 * The next value in a direction. On a log slider 1-2-5 a decade (for durations the steps of a clock: 10 s, 20 s,
 * 30 s, 1 m ...); `fine` takes the second significant digit instead.
 */
export function stepValue(range: SliderRange, value: number, steps: number, fine = false): number {
  let next = value;
  for (let taken = 0; taken < Math.abs(steps); taken += 1)
    next = oneStep(range, next, Math.sign(steps), fine);
  return Math.min(range.max, Math.max(range.min, next));
}

function oneStep(range: SliderRange, value: number, direction: number, fine: boolean): number {
  if (range.scale === 'linear') return roundTo(value + direction * (range.step ?? 1), range.step ?? 1);
  if (fine) {
    const unit = Math.max(10 ** (Math.floor(Math.log10(value)) - 1), isWhole(range) ? 1 : 0);
    return roundTo(value + direction * unit, unit);
  }
  const ladder = range.kind === 'duration' ? CLOCK_STEPS : oneTwoFive(range.min, range.max);
  const next =
    direction > 0
      ? ladder.find((rung) => rung > value * (1 + 1e-9))
      : ladder.findLast((rung) => rung < value * (1 - 1e-9));
  return next ?? (direction > 0 ? range.max : range.min);
}

const CLOCK_STEPS: readonly number[] = [
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  20,
  30,
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * 60),
  ...[1, 2, 4, 8, 12].map((hours) => hours * 3600),
  ...[1, 2, 5, 10, 30].map((days) => days * 86_400),
];

function oneTwoFive(min: number, max: number): number[] {
  const rungs: number[] = [];
  for (let decade = Math.floor(Math.log10(min)); decade <= Math.ceil(Math.log10(max)); decade += 1) {
    for (const digit of [1, 2, 5]) {
      const rung = Number(`${digit}e${decade}`);
      if (rung >= min && rung <= max) rungs.push(rung);
    }
  }
  return rungs;
}

function twoDigits(value: number, range: SliderRange): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  const rounded = roundTo(value, isWhole(range) ? Math.max(1, unit) : unit);
  return Math.min(range.max, Math.max(range.min, rounded));
}

function isWhole(range: SliderRange): boolean {
  return range.kind === 'count' || range.kind === 'bytes';
}

/** Through the decimal text, so that 3 x 0.1 is 0.3. */
function roundTo(value: number, unit: number): number {
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
