/**
 * From what operators know about lifetimes (mean, median, p95, p99, a histogram) to the parameters of a law. Where
 * two laws of a family have the given figures, the one with the lighter tail is taken.
 */
import { exp, log } from '../numeric/elementary.ts';
import { bisect } from '../numeric/roots.ts';
import { logGamma, normalQuantile } from '../numeric/special.ts';
import type { ParsedLifetime } from './file-format.ts';
import { lifetimeQuantileSec } from './lifetime.ts';
import type { Lifetime } from './scenario.ts';

export type FigureName = 'mean' | 'median' | 'p95' | 'p99';
export type FittedFamily = 'lognormal' | 'weibull' | 'pareto' | 'hyperexponential';

/** Two figures, the mean or the lower quantile first. */
export interface FigurePair {
  readonly first: FigureName;
  readonly firstSec: number;
  readonly second: FigureName;
  readonly secondSec: number;
}

/**
 * What `secondSec / firstSec` may be for any law of the family: more than `above`, and at most `upTo` (or less than
 * it, when `open`).
 */
export interface FeasibleRatio {
  readonly above: number;
  readonly upTo: number;
  readonly open: boolean;
}

export const FIGURE_SHARES: Readonly<Record<Exclude<FigureName, 'mean'>, number>> = {
  median: 0.5,
  p95: 0.95,
  p99: 0.99,
};

/** The law of the family that has both figures, or the ratios for which there is one. */
export function fitFamily(family: FittedFamily, pair: FigurePair): Lifetime | FeasibleRatio {
  const feasible = feasibleRatio(family, pair);
  const ratio = pair.secondSec / pair.firstSec;
  const isFeasible =
    ratio > feasible.above && (feasible.open ? ratio < feasible.upTo : ratio <= feasible.upTo);
  if (!isFeasible) return feasible;
  switch (family) {
    case 'lognormal':
      return fitLognormal(pair);
    case 'weibull':
      return fitWeibull(pair);
    case 'pareto':
      return fitPareto(pair);
    case 'hyperexponential':
      return fitHyperexponential(pair);
  }
}

export function isFitted(result: Lifetime | FeasibleRatio): result is Lifetime {
  return 'distribution' in result;
}

/** Exponential law from one figure. */
export function fitExponential(figure: FigureName, sec: number): Lifetime {
  const meanSec = figure === 'mean' ? sec : sec / exponentialQuantile(shareOf(figure));
  return { distribution: 'exponential', meanSec };
}

/** Which ratios of the two figures a family can have. */
function feasibleRatio(family: FittedFamily, pair: FigurePair): FeasibleRatio {
  const share = shareOf(pair.second);
  if (pair.first !== 'mean') {
    // Quantiles differ by any factor above 1; in a Pareto law of finite mean by less than the ratio of the tails.
    const upTo = family === 'pareto' ? (1 - shareOf(pair.first)) / (1 - share) : Infinity;
    return { above: 1, upTo, open: true };
  }
  switch (family) {
    case 'lognormal': {
      const z = normalQuantile(share);
      return { above: 0, upTo: exp((z * z) / 2), open: share === 0.5 };
    }
    case 'weibull': {
      const ratio = weibullLogRatio(share);
      return { above: 0, upTo: exp(ratio(maximum(ratio, 0, 10))), open: false };
    }
    case 'pareto':
      return { above: 0, upTo: exp(paretoLogRatio(share)(paretoPeak(share))), open: share === 0.5 };
    case 'hyperexponential': {
      // With a vanishing first phase the law tends to an exponential of half the mean.
      const upTo = balancedQuantile(share)(heaviestWeight(share));
      return { above: exponentialQuantile(share) / 2, upTo, open: false };
    }
  }
}

/** mean = exp(mu + sigma^2 / 2), quantile = exp(mu + sigma z). */
function fitLognormal({ first, firstSec, second, secondSec }: FigurePair): Lifetime {
  const z = normalQuantile(shareOf(second));
  if (first !== 'mean') {
    const zFirst = normalQuantile(shareOf(first));
    const sigma = log(secondSec / firstSec) / (z - zFirst);
    return { distribution: 'lognormal', mu: log(firstSec) - sigma * zFirst, sigma };
  }
  // sigma^2 / 2 - sigma z = log(mean / quantile): the smaller root is taken while it is positive.
  const excess = log(firstSec / secondSec);
  const root = Math.sqrt(Math.max(0, z * z + 2 * excess));
  const sigma = z - root > 0 ? z - root : z + root;
  return { distribution: 'lognormal', mu: log(firstSec) - (sigma * sigma) / 2, sigma };
}

/** mean = scale Gamma(1 + 1/shape), quantile = scale (-log(1 - share))^(1/shape). */
function fitWeibull({ first, firstSec, second, secondSec }: FigurePair): Lifetime {
  const logTail = log(exponentialQuantile(shareOf(second)));
  const logRatio = log(secondSec / firstSec);
  let inverseShape: number;
  if (first === 'mean') {
    const ratio = weibullLogRatio(shareOf(second));
    const peak = maximum(ratio, 0, 10);
    const miss = (x: number) => ratio(x) - logRatio;
    inverseShape = logRatio > 0 ? lowerRoot(miss, SMALLEST_SPREAD, peak) : bisect(miss, peak, 1e3);
  } else {
    inverseShape = logRatio / (logTail - log(exponentialQuantile(shareOf(first))));
  }
  const scaleSec = secondSec * exp(-inverseShape * logTail);
  return { distribution: 'weibull', shape: 1 / inverseShape, scaleSec };
}

/** mean = min alpha / (alpha - 1), quantile = min (1 - share)^(-1/alpha). */
function fitPareto({ first, firstSec, second, secondSec }: FigurePair): Lifetime {
  const tail = exponentialQuantile(shareOf(second));
  const logRatio = log(secondSec / firstSec);
  let inverseAlpha: number;
  if (first === 'mean') {
    const ratio = paretoLogRatio(shareOf(second));
    const peak = paretoPeak(shareOf(second));
    const miss = (x: number) => ratio(x) - logRatio;
    inverseAlpha = logRatio > 0 ? lowerRoot(miss, SMALLEST_SPREAD, peak) : bisect(miss, peak, 1 - 1e-15);
  } else {
    inverseAlpha = logRatio / (tail - exponentialQuantile(shareOf(first)));
  }
  return { distribution: 'pareto', alpha: 1 / inverseAlpha, minSec: secondSec * exp(-inverseAlpha * tail) };
}

/** 1/shape or 1/alpha of a law that can no longer be told from a deterministic one. */
const SMALLEST_SPREAD = 1e-12;

/** Weight of the long phase below which a two-phase law is no longer told from its limit. */
const SMALLEST_WEIGHT = 1e-12;

/** Two phases that contribute half of the mean each (balanced means). */
function balancedMeans(weight: number, meanSec: number): Lifetime {
  return {
    distribution: 'hyperexponential',
    weights: [weight, 1 - weight],
    meansSec: [meanSec / (2 * weight), meanSec / (2 * (1 - weight))],
  };
}

/** Quantile of the two-phase law of mean 1 as a function of the weight of its long phase. */
function balancedQuantile(share: number): (weight: number) => number {
  return (weight) => lifetimeQuantileSec(balancedMeans(weight, 1), share);
}

const heaviestWeights = new Map<number, number>();

/** The weight for which `balancedQuantile` is highest; a constant for each share, searched once. */
function heaviestWeight(share: number): number {
  const known = heaviestWeights.get(share);
  if (known !== undefined) return known;
  const weight = maximum(balancedQuantile(share), SMALLEST_WEIGHT, 0.5);
  heaviestWeights.set(share, weight);
  return weight;
}

/** Two phases with balanced means. @throws RangeError when neither figure is the mean: two quantiles do not fix them. */
function fitHyperexponential({ first, firstSec, second, secondSec }: FigurePair): Lifetime {
  if (first !== 'mean') throw new RangeError('hyperexponential: the first figure must be the mean');
  const quantile = balancedQuantile(shareOf(second));
  const ratio = secondSec / firstSec;
  const miss = (weight: number) => quantile(weight) - ratio;
  // From weight 1/2 (exponential) down, the quantile rises to its peak and then falls to that of the limit.
  const peak = heaviestWeight(shareOf(second));
  const isHeavier = miss(0.5) <= 0;
  const weight = isHeavier ? bisect(miss, peak, 0.5) : lowerRoot(miss, SMALLEST_WEIGHT, peak);
  return balancedMeans(weight, firstSec);
}

function shareOf(figure: FigureName): number {
  if (figure === 'mean') throw new RangeError('the mean is not a quantile');
  return FIGURE_SHARES[figure];
}

/** Quantile of the exponential law of mean 1. */
function exponentialQuantile(share: number): number {
  return -log(1 - share);
}

/** log(quantile / mean) of a Weibull law as a function of 1/shape. */
function weibullLogRatio(share: number): (inverseShape: number) => number {
  const logTail = log(exponentialQuantile(share));
  return (x) => x * logTail - logGamma(1 + x);
}

/** log(quantile / mean) of a Pareto law as a function of 1/alpha. */
function paretoLogRatio(share: number): (inverseAlpha: number) => number {
  const tail = exponentialQuantile(share);
  return (x) => x * tail + log(1 - x);
}

/** Where `paretoLogRatio` is highest: 1 - 1/tail, or 0 where it falls from the start. */
function paretoPeak(share: number): number {
  return Math.max(0, 1 - 1 / exponentialQuantile(share));
}

/** The root of a rising function; `low` itself when the root lies below the smallest value that makes sense. */
function lowerRoot(f: (x: number) => number, low: number, high: number): number {
  return f(low) >= 0 ? low : bisect(f, low, high);
}

/** Where a function with one peak in [low, high] is highest, by golden-section search. */
function maximum(f: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let a = low;
  let b = high;
  for (let i = 0; i < 80; i += 1) {
    const step = golden * (b - a);
    if (f(b - step) >= f(a + step)) b = a + step;
    else a = b - step;
  }
  return (a + b) / 2;
}

/** The empirical law through the given quantiles; it starts at 0 unless a value for share 0 is given. */
export function fitQuantiles(points: readonly { share: number; value: number }[]): Lifetime {
  const start = points[0]?.share === 0 ? [] : [{ share: 0, value: 0 }];
  const all = [...start, ...points];
  return {
    distribution: 'empirical',
    shares: all.map((point) => point.share),
    valuesSec: all.map((point) => point.value),
  };
}

/** The law that is uniform inside each bin of a histogram; bins without entries are jumped over. */
export function fitHistogram(bins: readonly { upTo: number; count: number }[]): Lifetime {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const shares = [0];
  const valuesSec = [0];
  let seen = 0;
  let lower = 0;
  for (const { upTo, count } of bins) {
    if (count > 0) {
      jumpTo(lower, shares, valuesSec);
      seen += count;
      shares.push(seen / total);
      valuesSec.push(upTo);
    }
    lower = upTo;
  }
  shares[shares.length - 1] = 1;
  return { distribution: 'empirical', shares, valuesSec };
}

/** Shares must rise strictly, so a jump over empty bins gets the smallest share there is. */
function jumpTo(value: number, shares: number[], valuesSec: number[]): void {
  const last = valuesSec.length - 1;
  if (valuesSec[last] === value) return;
  if (last === 0) {
    valuesSec[0] = value;
    return;
  }
  shares.push((shares[last] ?? 0) + Number.EPSILON);
  valuesSec.push(value);
}

/** The law of a lifetime given by its own parameters, or null when the file gives figures instead. */
export function fromParameters(lifetime: ParsedLifetime): Lifetime | null {
  switch (lifetime.distribution) {
    case 'lognormal': {
      const { mu, sigma } = lifetime;
      return mu === undefined || sigma === undefined ? null : { distribution: 'lognormal', mu, sigma };
    }
    case 'weibull': {
      const { shape, scale } = lifetime;
      if (shape === undefined || scale === undefined) return null;
      return { distribution: 'weibull', shape, scaleSec: scale };
    }
    case 'pareto': {
      const { alpha, min } = lifetime;
      return alpha === undefined || min === undefined ? null : { distribution: 'pareto', alpha, minSec: min };
    }
    case 'hyperexponential': {
      const { phases } = lifetime;
      if (phases === undefined) return null;
      const total = phases.reduce((sum, phase) => sum + phase.weight, 0);
      return {
        distribution: 'hyperexponential',
        // Weights that already sum to 1 but for rounding stay as they are, so that a written file reads back equal.
        weights: phases.map((phase) => (Math.abs(total - 1) < 1e-12 ? phase.weight : phase.weight / total)),
        meansSec: phases.map((phase) => phase.mean),
      };
    }
    default:
      return null;
  }
}
