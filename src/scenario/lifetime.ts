/** Mean, quantiles and survival of the lifetime laws of a scenario. Times are seconds, shares are 0..1. */
import { exp, log, pow } from '../numeric/elementary.ts';
import { bisect } from '../numeric/roots.ts';
import { logGamma, normalCdf, normalQuantile } from '../numeric/special.ts';
import type { Lifetime } from './scenario.ts';

/** The mean; finite for every lifetime that a scenario file can give. */
export function lifetimeMeanSec(lifetime: Lifetime): number {
  switch (lifetime.distribution) {
    case 'deterministic':
      return lifetime.valueSec;
    case 'exponential':
      return lifetime.meanSec;
    case 'lognormal':
      return exp(lifetime.mu + (lifetime.sigma * lifetime.sigma) / 2);
    case 'weibull':
      return lifetime.scaleSec * exp(logGamma(1 + 1 / lifetime.shape));
    case 'pareto':
      return lifetime.alpha > 1 ? (lifetime.alpha * lifetime.minSec) / (lifetime.alpha - 1) : Infinity;
    case 'hyperexponential':
      return lifetime.weights.reduce((sum, weight, i) => sum + weight * (lifetime.meansSec[i] ?? 0), 0);
    case 'empirical':
      return empiricalMeanSec(lifetime.shares, lifetime.valuesSec);
  }
}

/**
 * The time that a share of all lifetimes does not exceed; Infinity at share 1 where the law has no longest lifetime.
 * @throws RangeError when `share` is outside 0..1.
 */
export function lifetimeQuantileSec(lifetime: Lifetime, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`quantile of the share ${share}: it must be in 0..1`);
  switch (lifetime.distribution) {
    case 'deterministic':
      return lifetime.valueSec;
    case 'empirical':
      return interpolate(lifetime.shares, lifetime.valuesSec, share);
    case 'pareto':
      return share === 1 ? Infinity : lifetime.minSec * pow(1 - share, -1 / lifetime.alpha);
    default:
      break;
  }
  if (share === 0) return 0;
  if (share === 1) return Infinity;
  switch (lifetime.distribution) {
    case 'exponential':
      return -lifetime.meanSec * log(1 - share);
    case 'lognormal':
      return exp(lifetime.mu + lifetime.sigma * normalQuantile(share));
    case 'weibull':
      return lifetime.scaleSec * pow(-log(1 - share), 1 / lifetime.shape);
    case 'hyperexponential': {
      // The law lies between its shortest and its longest phase, and so do its quantiles.
      const ofMean = -log(1 - share);
      const shortest = Math.min(...lifetime.meansSec) * ofMean;
      const longest = Math.max(...lifetime.meansSec) * ofMean;
      if (shortest === longest) return shortest;
      const excess = (sec: number) => lifetimeSurvival(lifetime, sec) - (1 - share);
      return bisect(excess, shortest * (1 - 1e-9), longest * (1 + 1e-9));
    }
  }
}

/** The share of lifetimes longer than `sec`. */
export function lifetimeSurvival(lifetime: Lifetime, sec: number): number {
  if (sec < 0) return 1;
  switch (lifetime.distribution) {
    case 'deterministic':
      return sec < lifetime.valueSec ? 1 : 0;
    case 'exponential':
      return exp(-sec / lifetime.meanSec);
    case 'lognormal':
      return sec === 0 ? 1 : normalCdf((lifetime.mu - log(sec)) / lifetime.sigma);
    case 'weibull':
      return exp(-pow(sec / lifetime.scaleSec, lifetime.shape));
    case 'pareto':
      return sec <= lifetime.minSec ? 1 : pow(lifetime.minSec / sec, lifetime.alpha);
    case 'hyperexponential':
      return lifetime.weights.reduce(
        (sum, weight, i) => sum + weight * exp(-sec / (lifetime.meansSec[i] ?? 1)),
        0,
      );
    case 'empirical':
      return empiricalSurvival(lifetime.shares, lifetime.valuesSec, sec);
  }
}

/** Area under the piecewise linear inverse CDF. */
function empiricalMeanSec(shares: readonly number[], valuesSec: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < shares.length; i += 1) {
    const width = (shares[i] ?? 0) - (shares[i - 1] ?? 0);
    sum += (width * ((valuesSec[i] ?? 0) + (valuesSec[i - 1] ?? 0))) / 2;
  }
  return sum;
}

function empiricalSurvival(shares: readonly number[], valuesSec: readonly number[], sec: number): number {
  if (sec >= (valuesSec.at(-1) ?? 0)) return 0;
  // The last point at or below `sec`: where several values are equal, the law jumps there.
  let before = -1;
  while ((valuesSec[before + 1] ?? Infinity) <= sec) before += 1;
  if (before < 0) return 1;
  const low = valuesSec[before] ?? 0;
  const high = valuesSec[before + 1] ?? 0;
  const share = shares[before] ?? 0;
  return 1 - (share + ((shares[before + 1] ?? 0) - share) * ((sec - low) / (high - low)));
}

/** `ys` at `x` on the line through the points; `xs` rise strictly from at most `x` to at least `x`. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let i = 1;
  while (i < xs.length - 1 && (xs[i] ?? 1) < x) i += 1;
  const left = xs[i - 1] ?? 0;
  const right = xs[i] ?? 1;
  const low = ys[i - 1] ?? 0;
  return low + ((ys[i] ?? 0) - low) * ((x - left) / (right - left));
}
