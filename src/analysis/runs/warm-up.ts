import type { RunSeries } from '../../network/results/run-result.ts';

/**
 * Where the steady state of a sampled series begins, by the rule MSER-5 (K. P. White, "An effective truncation heuristic for
 * bias reduction in simulation output", Simulation 69, 1997): of all starts take the one that makes the standard error of
 * the mean of what is left smallest, computed over means of five samples.
 */
const SAMPLES_PER_MEAN = 5;
/** A start in the second half says that the series has not settled: there is too little left to judge. */
const LATEST_START_SHARE = 0.5;

/** Index of the first sample of the steady state of `values[0 .. length-1]`, or null when none is reached. */
export function steadyStateStart(values: Float64Array, length: number): number | null {
  const means = meansOfFive(values, length);
  const latest = Math.floor(means.length * LATEST_START_SHARE);
  let sum = 0;
  let squares = 0;
  let best = -1;
  let bestScore = Infinity;
  // From the end, so that sum and squares of what is left grow by one mean a step. Differences to the last mean keep them exact.
  const origin = means.at(-1) ?? 0;
  for (let start = means.length - 1; start >= 0; start--) {
    const value = (means[start] ?? 0) - origin;
    sum += value;
    squares += value * value;
    const left = means.length - start;
    if (left < 2) continue;
    const score = Math.max(0, squares - (sum * sum) / left) / (left * left);
    if (start < means.length - 5 && score <= bestScore) {
      bestScore = score;
      best = start;
    }
  }
  return best < 0 || best > latest ? null : best * SAMPLES_PER_MEAN;
}

function meansOfFive(values: Float64Array, length: number): number[] {
  const means: number[] = [];
  for (let from = 0; from + SAMPLES_PER_MEAN <= length; from += SAMPLES_PER_MEAN) {
    let sum = 0;
    for (let i = from; i < from + SAMPLES_PER_MEAN; i++) sum += values[i] ?? 0;
    means.push(sum / SAMPLES_PER_MEAN);
  }
  return means;
}

/** The sample at which the number of connections has settled; null where it never does. */
export function settledSample(series: RunSeries): number | null {
  const at = series.info.findIndex((info) => info.key === 'concurrent');
  const column = series.columns[at];
  return column === undefined ? null : steadyStateStart(column, series.length);
}
