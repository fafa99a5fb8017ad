import type { RunSeries } from '../../../network/results/run-result.ts';
import type { TimeDomain } from '../plot-scales.ts';
import { type Reading, readSample } from '../reading.ts';

/** What a state did over a span. */
export interface LevelStatistics {
  readonly kind: 'level';
  readonly start: number;
  readonly end: number;
  readonly lowest: number;
  /** Time-weighted, straight lines between the samples; NaN where there is no value. */
  readonly mean: number;
  readonly highest: number;
  /** From the first value of the span to the last one. */
  readonly changePerSec: number;
}

/** What was counted in a span: what happened after its first sample, up to its last one. */
export interface CountStatistics {
  readonly kind: 'count';
  readonly count: number;
  readonly perSec: number;
  /** Highest rate between two samples of it. */
  readonly highestPerSec: number;
}

export type SpanStatistics = LevelStatistics | CountStatistics;

/** First and last sample of a span. */
export interface SampleRange {
  readonly first: number;
  readonly last: number;
}

/** The samples in a span, both ends included; null where fewer than two have been computed. */
export function samplesIn(run: RunSeries, { fromSec, toSec }: TimeDomain): SampleRange | null {
  const slackSec = 1e-9 * Math.max(1, toSec);
  let first = 0;
  while (first < run.length && (run.timeSec[first] ?? 0) < fromSec - slackSec) first += 1;
  let last = first;
  while (last + 1 < run.length && (run.timeSec[last + 1] ?? 0) <= toSec + slackSec) last += 1;
  return last > first && last < run.length ? { first, last } : null;
}

/** What a line of a chart says about a span: its states, or what it counts where it draws a rate. */
export function spanStatistics(run: RunSeries, reading: Reading, range: SampleRange): SpanStatistics {
  return reading.kind === 'rate'
    ? countIn(run, reading.columns, range)
    : levelOver(run, (index) => readSample(run, reading, index), range);
}

/** @param columns totals from the start of the run */
export function countIn(
  run: RunSeries,
  columns: readonly number[],
  { first, last }: SampleRange,
): CountStatistics {
  const total = (index: number): number =>
    columns.reduce((sum, column) => sum + (run.columns[column]?.[index] ?? 0), 0);
  const count = total(last) - total(first);
  let highestPerSec = 0;
  for (let index = first + 1; index <= last; index += 1)
    highestPerSec = Math.max(
      highestPerSec,
      (total(index) - total(index - 1)) / secondsBetween(run, index - 1, index),
    );
  return { kind: 'count', count, perSec: count / secondsBetween(run, first, last), highestPerSec };
}

/** @param read the value of a sample; NaN for none */
export function levelOver(
  run: RunSeries,
  read: (index: number) => number,
  { first, last }: SampleRange,
): LevelStatistics {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [area, knownSec] = [0, 0];
  let [start, end, firstKnown, lastKnown] = [Number.NaN, Number.NaN, first, first];
  let before = Number.NaN;
  for (let index = first; index <= last; index += 1) {
    const value = read(index);
    if (!Number.isNaN(value)) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      if (Number.isNaN(start)) [start, firstKnown] = [value, index];
      [end, lastKnown] = [value, index];
    }
    if (index > first && !Number.isNaN(value + before)) {
      const sec = secondsBetween(run, index - 1, index);
      area += ((value + before) / 2) * sec;
      knownSec += sec;
    }
    before = value;
  }
  if (Number.isNaN(start)) [lowest, highest] = [Number.NaN, Number.NaN];
  // A single value is its own mean.
  const mean = knownSec > 0 ? area / knownSec : start;
  const changePerSec = (end - start) / secondsBetween(run, firstKnown, lastKnown);
  return { kind: 'level', start, end, lowest, mean, highest, changePerSec };
}

function secondsBetween({ timeSec }: RunSeries, from: number, to: number): number {
  return (timeSec[to] ?? 0) - (timeSec[from] ?? 0);
}
