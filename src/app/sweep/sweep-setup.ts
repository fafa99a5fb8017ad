/** What the form of a sweep holds, and the sweep that it describes. */

import { type AxisReading, parseAxisValues, type SweepAxis } from '../../analysis/sweep/axis.ts';
import {
  DEFAULT_REPLICATIONS,
  MOST_REPLICATIONS,
  pointCount,
  type Sweep,
  sweepOf,
} from '../../analysis/sweep/sweep.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { numericField } from '../../scenario/numeric-field.ts';
import { textOf } from '../controls/quantity-text.ts';
import type { DocumentState } from '../state/document-store.ts';
import { type SweepField, usualField } from './sweep-fields.ts';

export type Spacing = 'even' | 'ratio' | 'list';

/** One parameter as it was typed. */
export interface AxisForm {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly points: string;
  readonly spacing: Spacing;
  /** With the spacing `list`. */
  readonly list: string;
}

export interface SweepForm {
  readonly first: AxisForm;
  /** Null for a curve over one parameter. */
  readonly second: AxisForm | null;
  readonly replications: string;
}

/** A picture of more points is none, and each takes time to be drawn again. */
const MOST_POINTS_ON_PAGE = 2500;
const POINTS = 8;
/** Of a field without a slider: from its value over this to its value times this. */
const AROUND = 4;

export type FormReading =
  | { readonly ok: true; readonly sweep: Sweep }
  /** `place` is the part of the form that the error is about. */
  | {
      readonly ok: false;
      readonly place: 'first' | 'second' | 'replications' | 'all';
      readonly message: string;
    };

/** The sweep that the form describes for a file. */
export function readForm(file: ScenarioFile, form: SweepForm): FormReading {
  const first = readAxis(file, form.first);
  if (!first.ok) return { ok: false, place: 'first', message: sentence(first) };
  const second = form.second === null ? null : readAxis(file, form.second);
  if (second?.ok === false) return { ok: false, place: 'second', message: sentence(second) };
  const replications = /^\d{1,6}$/.test(form.replications.trim()) ? Number(form.replications) : 0;
  if (replications < 1 || replications > MOST_REPLICATIONS)
    return {
      ok: false,
      place: 'replications',
      message: `${JSON.stringify(form.replications)} runs. Accepted: a whole number from 1 to ${MOST_REPLICATIONS}.`,
    };
  const axes: SweepAxis[] = second === null ? [first.axis] : [first.axis, second.axis];
  const reading = sweepOf(file, axes, replications);
  if (!reading.ok) return { ok: false, place: 'all', message: sentence(reading) };
  const points = pointCount(reading.sweep);
  if (points > MOST_POINTS_ON_PAGE)
    return {
      ok: false,
      place: 'all',
      message: `${points} points are too many to be drawn. Accepted: at most ${MOST_POINTS_ON_PAGE}; the command line takes more.`,
    };
  return reading;
}

function readAxis(file: ScenarioFile, form: AxisForm): AxisReading {
  return parseAxisValues(file, form.path, valuesText(form));
}

/** The values of a parameter as the command line takes them. */
export function valuesText({ from, to, points, spacing, list }: AxisForm): string {
  if (spacing === 'list') return list.replaceAll(/\s/g, '');
  const ends = `${plain(from)}..${plain(to)}`;
  return `${ends}:${points.trim()}${spacing === 'ratio' ? ':log' : ''}`;
}

/** Without what only a reader needs: blanks, and the commas of thousands. */
function plain(text: string): string {
  return text.trim().replaceAll(/\s|,(?=\d{3})/g, '');
}

function sentence({ message, accepted }: { readonly message: string; readonly accepted: string }): string {
  return `${message}. Accepted: ${accepted}.`;
}

/** A form for the open scenario that can be started as it is. */
export function defaultForm(state: DocumentState, fields: readonly SweepField[]): SweepForm | null {
  const field = usualField(fields);
  if (field === null) return null;
  return {
    first: axisFormOf(state, field),
    second: null,
    replications: String(DEFAULT_REPLICATIONS),
  };
}

const ALMOST_ALL = 0.99;

/** A range for a field: that of its slider, else some values around the one it has. */
export function axisFormOf(state: DocumentState, { path, spec }: SweepField): AxisForm {
  const { kind, slider } = spec;
  const value = spec.read(state);
  const middle = value !== null && Number.isFinite(value) && value > 0 ? value : (slider?.max ?? 1);
  const isCounted = slider?.kind === 'count' && slider.scale === 'linear';
  const low = isCounted ? slider.min : middle / AROUND;
  const high = isCounted
    ? Math.max(slider.max, middle)
    : Math.min(middle * AROUND, mostOf(state, path, kind));
  const [from, to] = kind === 'count' ? [Math.max(1, Math.round(low)), Math.round(high)] : [low, high];
  const text = (bound: number): string => textOf(kind, bound);
  return {
    path,
    from: text(from),
    to: text(to > from ? to : from + 1),
    points: String(isCounted && high - low + 1 <= 2 * POINTS ? high - low + 1 : POINTS),
    spacing: isCounted ? 'even' : 'ratio',
    list: '',
  };
}

/** The whole is the most of a share, where that is not too much already. */
function mostOf({ file }: DocumentState, path: string, kind: SweepField['spec']['kind']): number {
  if (kind !== 'share') return Infinity;
  const reading = numericField(file, path);
  return reading.ok && !reading.field.takes(1) ? ALMOST_ALL : 1;
}

/** The form without parameters that the scenario no longer has. */
export function fittingForm(
  form: SweepForm | null,
  state: DocumentState,
  fields: readonly SweepField[],
): SweepForm | null {
  const has = (axis: AxisForm): boolean => fields.some(({ path }) => path === axis.path);
  if (form === null || !has(form.first)) return defaultForm(state, fields);
  return form.second === null || has(form.second) ? form : { ...form, second: null };
}

/** The same sweep on the command line. */
export function commandOf(form: SweepForm): string {
  const axes = form.second === null ? [form.first] : [form.first, form.second];
  const over = axes.map((axis) => `--over ${axis.path}=${valuesText(axis)}`).join(' ');
  return `fivetuple sweep FILE ${over} --replications ${form.replications.trim()}`;
}
