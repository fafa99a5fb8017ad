/** One parameter of a sweep: a number of the scenario file and the values that it takes in turn. */
import { exp, log } from '../../numeric/elementary.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { type NumericField, numericField, quantityInWords } from '../../scenario/numeric-field.ts';
import { parseQuantity, type QuantityKind, quoted } from '../../scenario/units.ts';

export interface SweepAxis {
  /** Dotted path of a number of the file: `path.0.snat.addresses`. */
  readonly path: string;
  readonly kind: QuantityKind;
  /** In the base unit of the kind, each once, in the order given. */
  readonly values: readonly number[];
}

export type AxisReading =
  | { readonly ok: true; readonly axis: SweepAxis }
  /** `message` names what is wrong, `accepted` what would do. */
  | { readonly ok: false; readonly message: string; readonly accepted: string };

/** More values than this of one parameter are no picture any more. */
export const MOST_VALUES = 1000;

const ACCEPTED_VALUES =
  '1..16 (each whole number), 10m..1h:6 (six evenly spaced), 1k..1M:7:log (seven in equal ratios), ' +
  '10m..1h:+10m (in steps), 1..64:x2 (each twice the one before), or a list such as 1,2,4,8';

/** Digits that spaced values are rounded to: enough to tell them apart, and none of the noise of the arithmetic. */
const EVEN_DIGITS = 12;
const RATIO_DIGITS = 3;

/** Reads `path.0.snat.addresses=1..16`; the path is one of the file's, and the field takes every value. */
export function parseAxis(file: ScenarioFile, text: string): AxisReading {
  const at = text.indexOf('=');
  if (at < 1)
    return refusal(`${quoted(text)} names no values`, 'PATH=VALUES, such as path.0.snat.addresses=1..16');
  return parseAxisValues(file, text.slice(0, at).trim(), text.slice(at + 1));
}

/** The same of a path and its values apart. */
export function parseAxisValues(file: ScenarioFile, path: string, text: string): AxisReading {
  const reading = numericField(file, path);
  if (!reading.ok) return reading;
  const { field } = reading;
  const values = valuesOf(text.trim(), field);
  if (typeof values === 'string') return refusal(`${path}: ${values}`, ACCEPTED_VALUES);
  if ('accepted' in values) return refusal(`${path}: ${values.message}`, values.accepted);
  const outside = values.find((value) => !field.takes(value));
  if (outside !== undefined)
    return refusal(`${path}: ${quantityInWords(field.kind, outside)} is out of range`, field.accepted);
  return { ok: true, axis: { path, kind: field.kind, values: [...new Set(values)] } };
}

function refusal(message: string, accepted: string): AxisReading {
  return { ok: false, message, accepted };
}

interface Fault {
  readonly message: string;
  readonly accepted: string;
}

/** The values, a clause about the form of the text, or what is wrong with a quantity in it. */
function valuesOf(text: string, field: NumericField): readonly number[] | string | Fault {
  const span = /^(.+?)\.\.(.+?)(?::(.*))?$/.exec(text);
  if (span === null) return listOf(text, field);
  const [, fromText = '', toText = '', spacing] = span;
  const from = parseQuantity(field.kind, fromText);
  const to = parseQuantity(field.kind, toText);
  if (!from.ok) return from;
  if (!to.ok) return to;
  if (!(to.value > from.value)) return `${quoted(text)} does not rise`;
  return spaced(from.value, to.value, spacing?.trim(), field);
}

function listOf(text: string, { kind }: NumericField): readonly number[] | string | Fault {
  if (text === '') return 'no values are given';
  const values: number[] = [];
  for (const part of text.split(',')) {
    const reading = parseQuantity(kind, part);
    if (!reading.ok) return reading;
    values.push(reading.value);
  }
  return values.length > MOST_VALUES ? tooMany(values.length) : values;
}

function spaced(
  from: number,
  to: number,
  spacing: string | undefined,
  field: NumericField,
): readonly number[] | string | Fault {
  if (spacing === undefined) {
    if (field.isWhole) return stepped(from, to, 1);
    return 'a range of what is not counted needs a number of points or a step';
  }
  const counted = /^(\d+)(:log)?$/.exec(spacing);
  if (counted !== null) {
    const points = Number(counted[1]);
    if (points < 2) return `${points} points are no range`;
    if (points > MOST_VALUES) return tooMany(points);
    return counted[2] === undefined ? even(from, to, points, field) : inRatios(from, to, points, field);
  }
  const [sign, rest] = [spacing.charAt(0), spacing.slice(1)];
  if (sign !== '+' && sign !== 'x') return `the spacing ${quoted(spacing)} is not understood`;
  const step = parseQuantity(sign === '+' ? field.kind : 'count', rest);
  if (!step.ok) return step;
  return sign === '+' ? stepped(from, to, step.value) : multiplied(from, to, step.value, field);
}

function tooMany(count: number): string {
  return `${count} values are too many; at most ${MOST_VALUES} are accepted`;
}

/** What rounding adds to the last step of a range must not lose it. */
const ROUNDING = 1e-9;

function stepped(from: number, to: number, step: number): readonly number[] | string {
  if (!(step > 0)) return 'the step must be more than 0';
  const count = Math.floor((to - from) / step + ROUNDING) + 1;
  if (count > MOST_VALUES) return tooMany(count);
  return Array.from({ length: count }, (_, n) => rounded(from + n * step, EVEN_DIGITS));
}

function multiplied(
  from: number,
  to: number,
  factor: number,
  { isWhole }: NumericField,
): readonly number[] | string {
  if (!(factor > 1)) return 'the factor must be more than 1';
  if (!(from > 0)) return 'a range in ratios begins above 0';
  const values: number[] = [];
  for (let value = from; value <= to * (1 + ROUNDING); value *= factor) {
    if (values.length === MOST_VALUES) return tooMany(MOST_VALUES + 1);
    values.push(isWhole ? Math.round(value) : rounded(value, EVEN_DIGITS));
  }
  return values;
}

/** The ends as they are given; between them values as round as a hundredth of their distance allows. */
function even(from: number, to: number, points: number, { isWhole }: NumericField): readonly number[] {
  const distance = (to - from) / (points - 1);
  const unit = isWhole ? 1 : decimalUnit(distance / 100);
  return Array.from({ length: points }, (_, n) => {
    if (n === 0) return from;
    if (n === points - 1) return to;
    return rounded(Math.round((from + distance * n) / unit) * unit, EVEN_DIGITS);
  });
}

/** The largest power of ten that is not above a number. */
function decimalUnit(most: number): number {
  let unit = 1;
  while (unit > most) unit /= 10;
  while (unit * 10 <= most) unit *= 10;
  return unit;
}

function inRatios(
  from: number,
  to: number,
  points: number,
  { isWhole }: NumericField,
): readonly number[] | string {
  if (!(from > 0)) return 'a range in ratios begins above 0';
  const ratio = log(to / from);
  return Array.from({ length: points }, (_, n) => {
    if (n === 0) return from;
    if (n === points - 1) return to;
    const value = rounded(from * exp((ratio * n) / (points - 1)), RATIO_DIGITS);
    return isWhole ? Math.round(value) : value;
  });
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
