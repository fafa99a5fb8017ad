/**
 * Samples against closed forms. Every check holds with probability 99.9 % for a correct sampler; seeds are fixed.
 */
import { describe, expect, test } from 'vitest';
import { createLifetimeSampler } from '../../src/engine/lifetime-sampler.ts';
import { PoissonProcess } from '../../src/engine/poisson.ts';
import { KeyedStream, streamFor } from '../../src/engine/random.ts';
import { sampleExponential, sampleNormal } from '../../src/engine/ziggurat.ts';
import { gamma, normalCdf } from '../../src/numeric/special.ts';
import type { Lifetime } from '../../src/scenario/scenario.ts';
import {
  chiSquareBounds,
  kolmogorovBound,
  kolmogorovDistance,
  momentsOf,
  zOf,
} from '../support/statistics.ts';

const CONFIDENCE = 0.999;
const COUNT = 200_000;
const z = zOf(CONFIDENCE);

interface Law {
  readonly name: string;
  readonly lifetime: Lifetime;
  readonly mean: number;
  /** Infinity where the mean of a sample has no normal limit. */
  readonly variance: number;
  readonly cdf: (t: number) => number;
}

/** Mean and variance of a mixture of exponentials. */
const hyper = { weights: [0.7, 0.25, 0.05], meansSec: [5, 60, 3600] };
const hyperMean = hyper.weights.reduce((sum, w, i) => sum + w * hyper.meansSec[i]!, 0);
const hyperSecond = hyper.weights.reduce((sum, w, i) => sum + 2 * w * hyper.meansSec[i]! ** 2, 0);

function weibull(shape: number, scaleSec: number): Law {
  const mean = scaleSec * gamma(1 + 1 / shape);
  return {
    name: `Weibull of shape ${shape}`,
    lifetime: { distribution: 'weibull', shape, scaleSec },
    mean,
    variance: scaleSec ** 2 * gamma(1 + 2 / shape) - mean ** 2,
    cdf: (t) => -Math.expm1(-((t / scaleSec) ** shape)),
  };
}

function pareto(alpha: number, minSec: number): Law {
  return {
    name: `Pareto of alpha ${alpha}`,
    lifetime: { distribution: 'pareto', alpha, minSec },
    mean: (alpha * minSec) / (alpha - 1),
    variance: alpha > 2 ? (minSec ** 2 * alpha) / ((alpha - 1) ** 2 * (alpha - 2)) : Infinity,
    cdf: (t) => (t < minSec ? 0 : 1 - (minSec / t) ** alpha),
  };
}

const laws: readonly Law[] = [
  {
    name: 'exponential',
    lifetime: { distribution: 'exponential', meanSec: 600 },
    mean: 600,
    variance: 360_000,
    cdf: (t) => -Math.expm1(-t / 600),
  },
  {
    name: 'lognormal',
    lifetime: { distribution: 'lognormal', mu: Math.log(600), sigma: 1.09 },
    mean: 600 * Math.exp(1.09 ** 2 / 2),
    variance: Math.expm1(1.09 ** 2) * 600 ** 2 * Math.exp(1.09 ** 2),
    cdf: (t) => normalCdf(Math.log(t / 600) / 1.09),
  },
  weibull(0.7, 300),
  weibull(1, 300),
  weibull(3, 300),
  pareto(1.4, 20),
  pareto(6, 20),
  {
    name: 'hyperexponential',
    lifetime: { distribution: 'hyperexponential', ...hyper },
    mean: hyperMean,
    variance: hyperSecond - hyperMean ** 2,
    cdf: (t) => hyper.weights.reduce((sum, w, i) => sum - w * Math.expm1(-t / hyper.meansSec[i]!), 0),
  },
  {
    name: 'empirical',
    // Uniform on 10..20 with probability 0.3, on 20..120 with probability 0.7.
    lifetime: { distribution: 'empirical', shares: [0, 0.3, 1], valuesSec: [10, 20, 120] },
    mean: 0.3 * 15 + 0.7 * 70,
    variance: 0.3 * (100 / 12 + 15 ** 2) + 0.7 * (10_000 / 12 + 70 ** 2) - 53.5 ** 2,
    cdf: (t) => (t < 20 ? 0.03 * Math.max(0, t - 10) : 0.3 + 0.007 * Math.min(100, t - 20)),
  },
];

describe.each(laws)('lifetimes: $name', ({ lifetime, mean, variance, cdf }) => {
  const sample = createLifetimeSampler(lifetime);
  // As in a run: every lifetime has a key of its own.
  const source = new KeyedStream(31, 'lifetimes');
  const values = Float64Array.from({ length: COUNT }, (_, client) => {
    source.rekey(client, client % 3);
    return sample(source);
  });

  if (variance < Infinity) {
    test('mean', () => {
      expect(Math.abs(momentsOf(values).mean - mean)).toBeLessThan(z * Math.sqrt(variance / COUNT));
    });
  }

  test.each([0.01, 0.1, 0.5, 0.9, 0.99, 0.999])('quantile %d', (share) => {
    // The k-th smallest of n uniform numbers is within z sqrt(p (1 - p) / n) of its share.
    const sorted = values.toSorted();
    const reached = cdf(sorted[Math.round(share * COUNT)]!);
    expect(Math.abs(reached - share)).toBeLessThan(z * Math.sqrt((share * (1 - share)) / COUNT) + 1 / COUNT);
  });

  test('whole distribution (Kolmogorov-Smirnov)', () => {
    expect(kolmogorovDistance(values.slice(), cdf)).toBeLessThan(kolmogorovBound(COUNT, CONFIDENCE));
  });
});

test('a deterministic lifetime is what it says', () => {
  const sample = createLifetimeSampler({ distribution: 'deterministic', valueSec: 90 });
  expect(sample(streamFor(1, 'x'))).toBe(90);
});

describe('standard samples over a million draws (Kolmogorov-Smirnov)', () => {
  const count = 1_000_000;
  test.each([
    ['uniform', 41, (source: ReturnType<typeof streamFor>) => source.nextDouble(), (x: number) => x],
    ['exponential', 42, sampleExponential, (x: number) => -Math.expm1(-x)],
    ['normal', 43, sampleNormal, normalCdf],
  ] as const)('%s', (_, seed, sample, cdf) => {
    const source = streamFor(seed, 'standard');
    const values = Float64Array.from({ length: count }, () => sample(source));
    expect(kolmogorovDistance(values, cdf)).toBeLessThan(kolmogorovBound(count, CONFIDENCE));
  });
});

describe('Poisson arrivals', () => {
  const profile = [
    { atSec: 0, ratePerSec: 0 },
    { atSec: 10, ratePerSec: 400 },
    { atSec: 30, ratePerSec: 400 },
    { atSec: 30, ratePerSec: 1500 },
    { atSec: 40, ratePerSec: 100 },
    { atSec: 60, ratePerSec: 0 },
    { atSec: 70, ratePerSec: 0 },
    { atSec: 80, ratePerSec: 50 },
  ];
  /** Arrivals in each of the pieces [0, 10), [10, 30), [30, 40), [40, 60), [60, 70), [70, 80), [80, 200). */
  const ends = [10, 30, 40, 60, 70, 80, 200];
  const linear = [2000, 8000, 8000, 1000, 0, 250, 6000];
  const step = [0, 8000, 15_000, 2000, 0, 0, 6000];

  test.each([
    ['linear', linear],
    ['step', step],
  ] as const)('%s: counts of every piece against the integral of the rate', (interpolation, expected) => {
    const process = new PoissonProcess(profile, interpolation, streamFor(51, 'arrivals'));
    const counts = ends.map(() => 0);
    for (let time = process.next(); time < 200; time = process.next()) {
      counts[ends.findIndex((end) => time < end)]! += 1;
    }
    counts.forEach((count, piece) => {
      expect(Math.abs(count - expected[piece]!)).toBeLessThanOrEqual(z * Math.sqrt(expected[piece]!));
    });
  });

  test('counts of equal intervals have the variance of their mean, and are uncorrelated', () => {
    const process = new PoissonProcess([{ atSec: 0, ratePerSec: 40 }], 'step', streamFor(52, 'arrivals'));
    const counts = new Float64Array(5000);
    for (let time = process.next(); time < counts.length; time = process.next())
      counts[Math.floor(time)]! += 1;
    const { mean, variance } = momentsOf(counts);
    expect(Math.abs(mean - 40)).toBeLessThan(z * Math.sqrt(40 / counts.length));
    // (n - 1) variance / mean of Poisson counts is chi-square with n - 1 degrees of freedom (index of dispersion).
    const [low, high] = chiSquareBounds(counts.length - 1, CONFIDENCE);
    const dispersion = ((counts.length - 1) * variance) / mean;
    expect(dispersion).toBeGreaterThan(low);
    expect(dispersion).toBeLessThan(high);
    let products = 0;
    for (let i = 1; i < counts.length; i++) products += (counts[i]! - mean) * (counts[i - 1]! - mean);
    expect(Math.abs(products / ((counts.length - 1) * variance))).toBeLessThan(z / Math.sqrt(counts.length));
  });

  test('arrival times within a linear piece have a quadratic distribution', () => {
    const ramp = [
      { atSec: 0, ratePerSec: 0 },
      { atSec: 100, ratePerSec: 2000 },
      { atSec: 100, ratePerSec: 0 },
    ];
    const process = new PoissonProcess(ramp, 'linear', streamFor(53, 'arrivals'));
    const times: number[] = [];
    for (let time = process.next(); time < Infinity; time = process.next()) times.push(time);
    const distance = kolmogorovDistance(Float64Array.from(times), (t) => (t / 100) ** 2);
    expect(distance).toBeLessThan(kolmogorovBound(times.length, CONFIDENCE));
  });
});
