/**
 * What the tests of chance share. A check at level `p` fails a correct sampler with probability 1 - p, so tests
 * fix their seeds; a seed is never chosen to make a test pass.
 */
import { chiSquareQuantile, normalQuantile, studentTQuantile } from '../../src/numeric/special.ts';

/** A small generator of test arguments (Lehmer, multiplier 48271), independent of the generators under test. */
export function streamOfDoubles(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Unbiased. */
  readonly variance: number;
}

export function momentsOf(values: ArrayLike<number>): Moments {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i]! - mean;
    mean += difference / (i + 1);
    squares += difference * (values[i]! - mean);
  }
  return { count: values.length, mean, variance: squares / (values.length - 1) };
}

/** Two-sided z value of a confidence: 3.29 for 0.999. */
export function zOf(confidence: number): number {
  return normalQuantile(0.5 + confidence / 2);
}

/** Pearson's statistic of observed counts against expected ones. */
export function chiSquare(observed: ArrayLike<number>, expected: (cell: number) => number): number {
  let sum = 0;
  for (let cell = 0; cell < observed.length; cell++) {
    const difference = observed[cell]! - expected(cell);
    sum += (difference * difference) / expected(cell);
  }
  return sum;
}

/** The interval that a chi-square variable keeps to with this confidence. */
export function chiSquareBounds(degreesOfFreedom: number, confidence: number): readonly [number, number] {
  const tail = (1 - confidence) / 2;
  return [chiSquareQuantile(tail, degreesOfFreedom), chiSquareQuantile(1 - tail, degreesOfFreedom)];
}

/** Largest distance between the empirical distribution of the (sorted in place) values and `cdf`. */
export function kolmogorovDistance(values: Float64Array, cdf: (x: number) => number): number {
  values.sort();
  let distance = 0;
  for (let i = 0; i < values.length; i++) {
    const p = cdf(values[i]!);
    distance = Math.max(distance, p - i / values.length, (i + 1) / values.length - p);
  }
  return distance;
}

/**
 * The distance that a sample of `count` from the very law exceeds with probability 1 - confidence: Kolmogorov's limit
 * law P(sqrt(n) D > t) = 2 sum (-1)^(k-1) exp(-2 k^2 t^2), of which the first term is enough in the tail.
 */
export function kolmogorovBound(count: number, confidence: number): number {
  return Math.sqrt(-Math.log((1 - confidence) / 2) / 2 / count);
}

export function mean(values: ArrayLike<number>): number {
  return momentsOf(values).mean;
}

/** Mean of independent values with half the width of its 99 % interval. */
export function interval(values: readonly number[]): { readonly mean: number; readonly half: number } {
  const { count, mean: centre, variance } = momentsOf(values);
  return { mean: centre, half: studentTQuantile(0.995, count - 1) * Math.sqrt(variance / count) };
}
