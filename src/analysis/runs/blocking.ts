import type { RunSeries } from '../../network/results/run-result.ts';
import { formatDuration } from '../wording/format-quantity.ts';
import { boundWithoutEvents, type Interval, ratioInterval } from './interval.ts';
import { settledSample } from './warm-up.ts';

/** Share of attempts that are refused in the steady state, from one run. */
export interface BlockingEstimate {
  /** Null when there is no steady state, or no attempt in it. */
  readonly probability: number | null;
  /** 95 % interval by batch means; null where one run cannot give it. */
  readonly interval: Interval | null;
  readonly method: 'batch means';
  /** Batches of equal length that the steady state was cut into. */
  readonly batches: number;
  /** Start of the steady state: as given, or found by MSER-5. Null when none is reached. */
  readonly warmUpSec: number | null;
  readonly warmUpMethod: 'given' | 'MSER-5';
  readonly attempts: number;
  readonly failed: number;
  /** What the reader must know: how it was measured, or why there is no number. */
  readonly note: string;
}

/**
 * Few long batches are safer than many short ones, whose means are correlated; 20 lose hardly any width (B. Schmeiser, "Batch
 * size effects in the analysis of simulation output", Operations Research 30, 1982: between 10 and 30).
 */
const BATCHES = 20;
const LEAST_SAMPLES_PER_BATCH = 2;

/**
 * Blocking probability after the warm-up. Refused attempts come in clusters, so the interval is taken over batches of time, not over
 * attempts.
 * @param warmUpSec seconds to leave out, or `auto` to find them in the number of concurrent connections
 */
export function blockingFromSeries(series: RunSeries, warmUpSec: number | 'auto'): BlockingEstimate {
  const auto = warmUpSec === 'auto';
  const method = { method: 'batch means', warmUpMethod: auto ? 'MSER-5' : 'given' } as const;
  const start = auto ? settledSample(series) : firstSampleAt(series, warmUpSec);
  if (start === null || series.length - 1 - start < 1) {
    const note = auto
      ? 'no steady state reached: the number of connections still changes in the second half of the run'
      : `no sample after the warm-up of ${formatDuration(warmUpSec)}`;
    return {
      ...method,
      probability: null,
      interval: null,
      batches: 0,
      warmUpSec: null,
      attempts: 0,
      failed: 0,
      note,
    };
  }
  const attempts = totalsOf(series, 'attempts');
  const failed = totalsOf(series, 'failed');
  const end = series.length - 1;
  const attemptsIn = (attempts[end] ?? 0) - (attempts[start] ?? 0);
  const failedIn = (failed[end] ?? 0) - (failed[start] ?? 0);
  const batches = Math.min(BATCHES, Math.floor((end - start) / LEAST_SAMPLES_PER_BATCH));
  const interval = batchInterval(attempts, failed, start, end, batches);
  const startSec = series.timeSec[start] ?? 0;
  return {
    ...method,
    probability: attemptsIn === 0 ? null : failedIn / attemptsIn,
    interval: failedIn === 0 ? boundWithoutEvents(attemptsIn) : interval,
    batches,
    warmUpSec: startSec,
    attempts: attemptsIn,
    failed: failedIn,
    note: noteOf(attemptsIn, failedIn, startSec, batches, auto),
  };
}

function firstSampleAt(series: RunSeries, warmUpSec: number): number | null {
  const at = series.timeSec.subarray(0, series.length).findIndex((sec) => sec >= warmUpSec);
  return at < 0 ? null : at;
}

/** A counted quantity over time, summed over its columns: one of the whole run, or one for each cause. */
export function totalsOf(series: RunSeries, quantity: 'attempts' | 'failed'): Float64Array {
  const sum = new Float64Array(series.length);
  series.info.forEach((info, c) => {
    if (info.quantity !== quantity || info.kind !== 'total') return;
    const column = series.columns[c];
    for (let i = 0; i < series.length; i++) sum[i] = (sum[i] ?? 0) + (column?.[i] ?? 0);
  });
  return sum;
}

function batchInterval(
  attempts: Float64Array,
  failed: Float64Array,
  start: number,
  end: number,
  batches: number,
): Interval | null {
  if (batches < 2) return null;
  const edges = Array.from(
    { length: batches + 1 },
    (_, b) => start + Math.floor(((end - start) * b) / batches),
  );
  const within = (totals: Float64Array): number[] =>
    edges.slice(1).map((edge, b) => (totals[edge] ?? 0) - (totals[edges[b] ?? 0] ?? 0));
  return ratioInterval(within(failed), within(attempts));
}

function noteOf(attempts: number, failed: number, startSec: number, batches: number, auto: boolean): string {
  const warmUp = `warm-up ${formatDuration(startSec)} ${auto ? 'by MSER-5' : 'as given'}`;
  if (attempts === 0) return `no attempt after the ${warmUp}`;
  if (failed === 0)
    return `${warmUp}; no failure in the steady state: the upper bound 3 / attempts takes attempts as independent`;
  return batches < 2 ? `${warmUp}; too few samples for an interval` : `${warmUp}; ${batches} batches`;
}
