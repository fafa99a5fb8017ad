/** Whether a prediction agrees with what was measured, and by how much it is off. */
import { streamFor } from '../../src/engine/random.ts';
import { normalQuantile, studentTQuantile } from '../../src/numeric/special.ts';
import type { Tolerance } from './ground-truth-case.ts';

/**
 * `sampling`: the medians lie further apart than the tolerance, but no further than the few measured runs scatter by chance: the
 * measurement cannot tell the two apart.
 */
export type Verdict = 'pass' | 'sampling' | 'FAIL' | 'not reproduced';

export interface Judgement {
  readonly verdict: Verdict;
  /** Why a case is not reproduced. */
  readonly reason: string | null;
  readonly predicted: Predicted | null;
  /** Relative difference of the predicted median (of the mean for shares of attempts) from the measured one; null where that is zero. */
  readonly error: number | null;
}

/** The 99 % band of one run, and the median over the seeds. */
export interface Predicted {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly seeds: number;
}

const CONFIDENCE = 0.99;
const TAIL = (1 - CONFIDENCE) / 2;
const MEDIANS_WITHIN = 0.02;
/** From this many seeds on the band is read from the values themselves; below it is computed. */
const SEEDS_FOR_QUANTILES = 100;
const RESAMPLES = 4000;

export function judge(
  measured: readonly number[],
  predicted: readonly number[],
  tolerance: Tolerance,
): Judgement {
  if (measured.length === 0 || predicted.length === 0)
    throw new Error(
      `nothing to compare: ${measured.length} measured and ${predicted.length} predicted values`,
    );
  const band = bandOf(predicted);
  const byMedian = relativeDifference(band.median, median(measured));
  switch (tolerance.kind) {
    case 'exact': {
      const agree = measured.every((value) => predicted.every((each) => each === value));
      return { verdict: agree ? 'pass' : 'FAIL', reason: null, predicted: band, error: byMedian };
    }
    case 'relative': {
      const agree = Math.abs(band.median - median(measured)) <= tolerance.share * Math.abs(median(measured));
      return { verdict: agree ? 'pass' : 'FAIL', reason: null, predicted: band, error: byMedian };
    }
    case 'band': {
      const verdict = isInBand(measured, band) ? 'pass' : 'FAIL';
      return { verdict, reason: null, predicted: band, error: byMedian };
    }
    case 'absolute': {
      const agree = Math.abs(band.median - median(measured)) <= tolerance.by;
      return { verdict: agree ? 'pass' : 'FAIL', reason: null, predicted: band, error: byMedian };
    }
    case 'range': {
      const agree = band.median >= Math.min(...measured) && band.median <= Math.max(...measured);
      return { verdict: agree ? 'pass' : 'FAIL', reason: null, predicted: band, error: byMedian };
    }
    case 'distribution':
      return {
        verdict: inDistribution(measured, predicted, band),
        reason: null,
        predicted: band,
        error: byMedian,
      };
    case 'binomial': {
      const error = relativeDifference(mean(predicted), pooled(measured, tolerance.trials));
      const verdict = blockingVerdict(measured, predicted, tolerance.trials);
      return { verdict, reason: null, predicted: band, error };
    }
  }
}

function inDistribution(measured: readonly number[], predicted: readonly number[], band: Predicted): Verdict {
  if (!isInBand(measured, band)) return 'FAIL';
  if (measured.length < 3) return 'pass';
  const observed = median(measured);
  if (Math.abs(band.median - observed) <= MEDIANS_WITHIN * Math.abs(observed)) return 'pass';
  const { low, high } = medianBand(predicted, measured.length);
  const slack = slackOf(band);
  return observed >= low - slack && observed <= high + slack ? 'sampling' : 'FAIL';
}

function isInBand(measured: readonly number[], band: Predicted): boolean {
  const slack = slackOf(band);
  return measured.every((value) => value >= band.low - slack && value <= band.high + slack);
}

/** Rounding. */
function slackOf({ median: middle }: Predicted): number {
  return 1e-9 * Math.abs(middle);
}

/**
 * The measured share against the predicted one. First by the binomial error of the measured attempts; refusals come in
 * bursts, though, so that runs scatter more than that: then by the scatter of as many predicted runs of the same length.
 */
function blockingVerdict(
  measured: readonly number[],
  predicted: readonly number[],
  trials: readonly number[],
): Verdict {
  const attempts = trials.reduce((sum, each) => sum + each, 0);
  const expected = mean(predicted);
  const difference = Math.abs(pooled(measured, trials) - expected);
  const z = normalQuantile(1 - TAIL);
  // With few expected events the normal error is too narrow: one event more is always possible.
  if (difference <= z * Math.sqrt((expected * (1 - expected)) / attempts) + 1 / attempts) return 'pass';
  const ofMean = deviation(predicted) * Math.sqrt(1 / measured.length + 1 / predicted.length);
  return difference <= studentTQuantile(1 - TAIL, predicted.length - 1) * ofMean ? 'sampling' : 'FAIL';
}

/** The 99 % band of a single run: quantiles of many seeds, or Student's prediction interval of a few. */
function bandOf(predicted: readonly number[]): Predicted {
  const seeds = predicted.length;
  const sorted = [...predicted].sort((a, b) => a - b);
  const middle = median(predicted);
  if (seeds >= SEEDS_FOR_QUANTILES)
    return { low: quantile(sorted, TAIL), median: middle, high: quantile(sorted, 1 - TAIL), seeds };
  const spread = seeds > 1 ? deviation(predicted) : 0;
  if (!(spread > 0)) return { low: sorted[0]!, median: middle, high: sorted[seeds - 1]!, seeds };
  const reach = studentTQuantile(1 - TAIL, seeds - 1) * spread * Math.sqrt(1 + 1 / seeds);
  return { low: mean(predicted) - reach, median: middle, high: mean(predicted) + reach, seeds };
}

/** 99 % interval of the median of `runs` runs drawn from the predicted ones. */
function medianBand(predicted: readonly number[], runs: number): { low: number; high: number } {
  const stream = streamFor(1, 'medians-of-runs');
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(Array.from({ length: runs }, () => predicted[stream.nextBelow(predicted.length)]!)),
  ).sort((a, b) => a - b);
  return { low: quantile(medians, TAIL), high: quantile(medians, 1 - TAIL) };
}

function relativeDifference(value: number, reference: number): number | null {
  if (value === reference) return 0;
  return reference === 0 ? null : (value - reference) / reference;
}

function pooled(shares: readonly number[], trials: readonly number[]): number {
  const attempts = trials.reduce((sum, each) => sum + each, 0);
  return shares.reduce((sum, share, i) => sum + share * (trials[i] ?? 0), 0) / attempts;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Order statistic nearest outside: a band of quantiles never leaves out more than its tails. */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  return sorted[p < 0.5 ? Math.floor(at) : Math.ceil(at)]!;
}
