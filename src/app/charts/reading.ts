import type { RunSeries } from '../../network/run-result.ts';

/**
 * How one drawn value comes out of the recorded columns (indices into `RunSeries.columns`). `rate` turns totals into
 * events a second between two samples; the first sample has none before it and reads 0.
 */
export interface Reading {
  readonly kind: 'sum' | 'mean' | 'max' | 'min' | 'rate';
  readonly columns: readonly number[];
  /** The value is divided by this: a mean over more instances than have columns. */
  readonly divisor?: number;
}

export function readSample(run: RunSeries, reading: Reading, index: number): number {
  return readColumns(run, reading, index) / (reading.divisor ?? 1);
}

function readColumns(run: RunSeries, { kind, columns }: Reading, index: number): number {
  if (kind === 'rate') return rateAt(run, columns, index);
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

function rateAt(run: RunSeries, columns: readonly number[], index: number): number {
  if (index <= 0) return 0;
  const elapsedSec = (run.timeSec[index] ?? 0) - (run.timeSec[index - 1] ?? 0);
  if (elapsedSec <= 0) return 0;
  let gained = 0;
  for (const column of columns) {
    const values = run.columns[column];
    gained += (values?.[index] ?? 0) - (values?.[index - 1] ?? 0);
  }
  return gained / elapsedSec;
}
