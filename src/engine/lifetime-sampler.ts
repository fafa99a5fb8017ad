/** Samplers for the lifetime laws of a scenario. Only arithmetic that gives the same bits in every engine. */
import { exp, log } from '../numeric/elementary.ts';
import type { Lifetime } from '../scenario/scenario.ts';
import type { KeyedStream, RandomSource } from './random.ts';
import { exponentialsFromDraws, sampleExponential, sampleNormal } from './ziggurat.ts';

/** Draws one lifetime in seconds: positive; Infinity where a heavy tail leaves the range of a double. */
export type LifetimeSampler = (source: RandomSource) => number;

/**
 * Shortest lifetime that is handed out. A nanosecond is below every delay of the model, and a law that underflows
 * to 0 must not close a connection at the moment it opens.
 */
const MIN_LIFETIME_SEC = 1e-9;

function atLeastMinimum(lifetimeSec: number): number {
  return lifetimeSec > MIN_LIFETIME_SEC ? lifetimeSec : MIN_LIFETIME_SEC;
}

/** A sampler for the law. Parameters are those of a validated scenario and are not checked again. */
export function createLifetimeSampler(lifetime: Lifetime): LifetimeSampler {
  switch (lifetime.distribution) {
    case 'deterministic': {
      const valueSec = atLeastMinimum(lifetime.valueSec);
      return () => valueSec;
    }
    case 'exponential': {
      const { meanSec } = lifetime;
      return (source) => atLeastMinimum(meanSec * sampleExponential(source));
    }
    case 'lognormal': {
      const { mu, sigma } = lifetime;
      return (source) => atLeastMinimum(exp(mu + sigma * sampleNormal(source)));
    }
    case 'weibull': {
      const { scaleSec } = lifetime;
      const inverseShape = 1 / lifetime.shape;
      // -log of the survival is exponential: (t / scale)^shape = E.
      return (source) => atLeastMinimum(scaleSec * exp(inverseShape * log(sampleExponential(source))));
    }
    case 'pareto': {
      const { minSec } = lifetime;
      const inverseAlpha = 1 / lifetime.alpha;
      return (source) => atLeastMinimum(minSec * exp(inverseAlpha * sampleExponential(source)));
    }
    case 'hyperexponential':
      return hyperexponentialSampler(lifetime.weights, lifetime.meansSec);
    default:
      // empirical; the compiler refuses this line when a law is added to the union.
      return empiricalSampler(lifetime.shares, lifetime.valuesSec);
  }
}

/**
 * Lifetimes that belong to keys (first, 0), (first + 1, 0) and so on, as the sampler draws them one by one, into the whole
 * of an array.
 */
export type LifetimeBlock = (first: number, lifetimesSec: Float64Array) => void;

/** @param size of the arrays that are filled */
export function createLifetimeBlock(
  lifetime: Lifetime,
  sample: LifetimeSampler,
  keys: KeyedStream,
  size: number,
): LifetimeBlock {
  const sampleOf = (key: number): number => {
    keys.rekey(key, 0);
    return sample(keys);
  };
  if (lifetime.distribution !== 'exponential')
    return (first, lifetimesSec) => {
      for (let i = 0; i < size; i++) lifetimesSec[i] = sampleOf(first + i);
    };
  const { meanSec } = lifetime;
  const draws = new Uint32Array(2 * size);
  return (first, lifetimesSec) => {
    keys.firstDraws(first, 0, draws);
    exponentialsFromDraws(draws, lifetimesSec);
    for (let i = 0; i < size; i++) {
      const value = lifetimesSec[i]!;
      lifetimesSec[i] = Number.isNaN(value) ? sampleOf(first + i) : atLeastMinimum(meanSec * value);
    }
  };
}

function hyperexponentialSampler(weights: readonly number[], meansSec: readonly number[]): LifetimeSampler {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, phase) => {
    sum += weight;
    upTo[phase] = sum;
  });
  const means = Float64Array.from(meansSec);
  const last = upTo.length - 1;
  return (source) => {
    const u = source.nextDouble();
    let phase = 0;
    while (phase < last && u >= upTo[phase]!) phase++;
    return atLeastMinimum(means[phase]! * sampleExponential(source));
  };
}

/** Inversion of the piecewise linear CDF; steps of either axis (atoms and gaps) are allowed. */
function empiricalSampler(shares: readonly number[], valuesSec: readonly number[]): LifetimeSampler {
  const at = Float64Array.from(shares);
  const values = Float64Array.from(valuesSec);
  return (source) => {
    const u = source.nextDouble();
    // The last point whose share does not exceed u; the next one's does, so the piece has a width.
    let low = 0;
    let high = at.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (at[middle]! <= u) low = middle;
      else high = middle;
    }
    const part = (u - at[low]!) / (at[high]! - at[low]!);
    return atLeastMinimum(values[low]! + part * (values[high]! - values[low]!));
  };
}
