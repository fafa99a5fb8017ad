import { imbalanceAt } from '../../analysis/runs/stage-balance.ts';
import type { Imbalance } from '../../analysis/theory/imbalance.ts';
import type { RunSeries } from '../../network/results/run-result.ts';
import type { Absence } from '../../scenario/timeline.ts';

/**
 * How one drawn value comes out of the recorded columns (indices into `RunSeries.columns`). `rate` turns totals into
 * events a second between two samples; the first sample has none before it and reads 0. The parts of `Imbalance` are read
 * from the columns of all instances of a stage; NaN where they have too few connections for a ratio.
 */
export interface Reading {
  readonly kind: 'sum' | 'mean' | 'max' | 'min' | 'rate' | RatioKind;
  readonly columns: readonly number[];
  /** The value is divided by this: a mean over more instances than have columns. */
  readonly divisor?: number;
  /** For ratios, one a column; null or nothing where all are equal. */
  readonly weights?: readonly number[] | null;
  /** Of a balance: when the last instances are not there. */
  readonly absences?: readonly Absence[];
  /** Of a balance: the column that says so, if there is one. */
  readonly sizeColumn?: number | null;
}

type RatioKind = keyof Pick<Imbalance, 'maxOverMean' | 'minOverMean' | 'variation'>;

/** The number said of a rate is a mean over this many samples, in every view: single samples are mostly noise. */
const RATE_SAMPLES = 10;

/** Mean rate a second of totals over the last samples up to `index`; 0 before the second sample. */
export function recentRate(run: RunSeries, columns: readonly number[], index: number): number {
  return rateBetween(run, columns, Math.max(0, index - RATE_SAMPLES), index);
}

/** What is said of a sample: its value, or the recent rate. */
export function readSaid(run: RunSeries, reading: Reading, index: number): number {
  return reading.kind === 'rate' ? recentRate(run, reading.columns, index) : readSample(run, reading, index);
}

export function readSample(run: RunSeries, reading: Reading, index: number): number {
  return readColumns(run, reading, index) / (reading.divisor ?? 1);
}

function readColumns(run: RunSeries, reading: Reading, index: number): number {
  const { kind, columns, weights = null, absences = [], sizeColumn = null } = reading;
  if (kind === 'rate') return rateBetween(run, columns, Math.max(0, index - 1), index);
  if (kind === 'maxOverMean' || kind === 'minOverMean' || kind === 'variation') {
    return imbalanceAt(run, { columns, weights, absences, sizeColumn }, index)[kind] ?? Number.NaN;
  }
  let sum = 0;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    const value = run.columns[column]?.[index] ?? 0;
    sum += value;
    if (value > high) high = value;
    if (value < low) low = value;
  }
  if (columns.length === 0) return 0;
  if (kind === 'max') return high;
  if (kind === 'min') return low;
  return kind === 'mean' ? sum / columns.length : sum;
}

function rateBetween(run: RunSeries, columns: readonly number[], from: number, to: number): number {
  const elapsedSec = (run.timeSec[to] ?? 0) - (run.timeSec[from] ?? 0);
  if (to <= from || elapsedSec <= 0) return 0;
  let gained = 0;
  for (const column of columns) {
    const values = run.columns[column];
    gained += (values?.[to] ?? 0) - (values?.[from] ?? 0);
  }
  return gained / elapsedSec;
}
