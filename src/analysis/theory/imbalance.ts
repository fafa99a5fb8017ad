/**
 * How unevenly one stage is loaded at one moment. A balancer spreads new connections; open ones stay where they are, so the
 * spread that counts is that of open connections, and it outlives what caused it.
 *
 * With weights the share of an instance is its weight over the sum of weights, and its load is measured against the
 * connections that this share would be. Equal weights give the plain ratios to the mean.
 */
import { normalQuantile } from '../../numeric/special.ts';

/** A stage whose fullest instance carries at most so many times its share counts as even. */
export const EVEN_BELOW = 1.1;

/**
 * Connections an instance below which there is no ratio: with fewer than ten a single connection more or less is beyond
 * `EVEN_BELOW` (1 / (1.1 - 1) = 10), and a ratio tells of whole numbers and not of balancing.
 */
export const LEAST_MEAN = 10;

/** The spread of open connections over the instances of a stage. Ratios are null where the mean is below `LEAST_MEAN`. */
export interface Imbalance {
  /** How many there are. */
  readonly instances: number;
  /** Connections an instance; instances that are away count, with what they have. */
  readonly mean: number;
  /** Connections of the fullest instance, whatever its weight, and of the emptiest. */
  readonly largest: number;
  readonly smallest: number;
  /** The highest load in shares, at least 1: 1.34 is an instance with a third more than its share. */
  readonly maxOverMean: number | null;
  /** The lowest load in shares, 0..1. */
  readonly minOverMean: number | null;
  /**
   * Coefficient of variation, at least 0: standard deviation of the loads over their mean, each instance by its weight.
   * The instances are all there are and no sample, so squares are divided by their number, not by one less.
   */
  readonly variation: number | null;
}

/**
 * @param connections open connections of every instance, at least one
 * @param weights positive, one an instance; null where all are equal
 */
export function imbalanceOf(connections: ArrayLike<number>, weights: readonly number[] | null): Imbalance {
  const count = connections.length;
  let total = 0;
  let largest = Number.NEGATIVE_INFINITY;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const own = connections[i] ?? 0;
    total += own;
    largest = Math.max(largest, own);
    smallest = Math.min(smallest, own);
  }
  const mean = total / count;
  if (!(mean >= LEAST_MEAN))
    return {
      instances: count,
      mean,
      largest,
      smallest,
      maxOverMean: null,
      minOverMean: null,
      variation: null,
    };
  return { instances: count, mean, largest, smallest, ...ratiosOf(connections, weights, total) };
}

function ratiosOf(
  connections: ArrayLike<number>,
  weights: readonly number[] | null,
  total: number,
): { maxOverMean: number; minOverMean: number; variation: number } {
  const count = connections.length;
  const weightSum = weights === null ? count : weights.reduce((sum, weight) => sum + weight, 0);
  // Rounding must not take the highest below the mean, nor the lowest above it.
  let maxOverMean = 1;
  let minOverMean = 1;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights?.[i] ?? 1;
    const load = ((connections[i] ?? 0) * weightSum) / (weight * total);
    maxOverMean = Math.max(maxOverMean, load);
    minOverMean = Math.min(minOverMean, load);
    squares += weight * (load - 1) * (load - 1);
  }
  return { maxOverMean, minOverMean, variation: Math.sqrt(squares / weightSum) };
}

/**
 * The maximum over mean that chance alone makes where every connection picks one of `instances` at random, for `mean`
 * connections an instance: counts are near to normal with variance `mean` less their common part, so the fullest has
 * `mean + sqrt(mean) E[largest of n standard normals]`. That expectation by G. Blom, Statistical Estimates and Transformed
 * Beta-Variables, 1958: the quantile of (n - 3/8) / (n + 1/4), 5 % too high for n = 2 and within 1 % from n = 5 on. For many
 * instances it grows as sqrt(2 ln n) (M. Raab and A. Steger, "Balls into Bins", RANDOM 1998).
 * Null below `LEAST_MEAN` and for fewer than two instances.
 */
export function maxOverMeanAtRandom(mean: number, instances: number): number | null {
  if (instances < 2 || !(mean >= LEAST_MEAN)) return null;
  return 1 + normalQuantile((instances - 0.375) / (instances + 0.25)) / Math.sqrt(mean);
}
