import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryLifetime } from '../../test/support/arbitrary-lifetime.ts';
import { lifetimeMeanSec, lifetimeQuantileSec, lifetimeSurvival } from './lifetime.ts';
import { lifetimeSchema } from './lifetime-format.ts';
import { readLifetime } from './lifetime-read.ts';
import type { Lifetime } from './scenario.ts';

function law(file: unknown): Lifetime {
  const reading = readLifetime(lifetimeSchema.parse(file));
  if (!reading.ok) throw new Error(reading.errors.map(({ message }) => message).join('\n'));
  return reading.lifetime;
}

const arbitraryLaw = arbitraryLifetime().map(law);

/** Closed forms that the code does not use; Math is good enough to compare with. */
describe('known values', () => {
  it('exponential: the median is ln 2 means', () => {
    const exponential = law({ distribution: 'exponential', median: '10m' });
    expect(lifetimeMeanSec(exponential)).toBeCloseTo(600 / Math.LN2, 9);
    expect(lifetimeQuantileSec(exponential, 0.95)).toBeCloseTo((600 / Math.LN2) * Math.log(20), 8);
    expect(lifetimeSurvival(exponential, 1200)).toBeCloseTo(0.25, 14);
  });

  it('lognormal: 10 minutes median and 1 hour p95 give sigma = ln 6 / 1.6449 and a mean of 18 minutes', () => {
    const lognormal = law({ distribution: 'lognormal', median: '10m', p95: '1h' });
    const sigma = Math.log(6) / 1.6448536269514722;
    expect(lognormal).toMatchObject({
      mu: expect.closeTo(Math.log(600), 12),
      sigma: expect.closeTo(sigma, 12),
    });
    expect(lifetimeMeanSec(lognormal)).toBeCloseTo(600 * Math.exp(sigma ** 2 / 2), 8);
  });

  it('weibull: shape 1 is exponential, shape 1/2 has mean 2 and median ln(2)^2 scales', () => {
    expect(lifetimeMeanSec(law({ distribution: 'weibull', shape: 1, scale: 7 }))).toBeCloseTo(7, 12);
    const half = law({ distribution: 'weibull', shape: 0.5, scale: 7 });
    expect(lifetimeMeanSec(half)).toBeCloseTo(14, 11);
    expect(lifetimeQuantileSec(half, 0.5)).toBeCloseTo(7 * Math.LN2 ** 2, 11);
  });

  it('pareto: alpha 2 has mean 2 and median sqrt 2 shortest lifetimes', () => {
    const pareto = law({ distribution: 'pareto', alpha: 2, min: 60 });
    expect(lifetimeMeanSec(pareto)).toBe(120);
    expect(lifetimeQuantileSec(pareto, 0.5)).toBeCloseTo(60 * Math.SQRT2, 10);
    expect(lifetimeSurvival(pareto, 600)).toBeCloseTo(0.01, 14);
  });

  it('empirical: straight lines between the points', () => {
    const histogram = law({
      distribution: 'empirical',
      histogram: [
        { upTo: 10, count: 1 },
        { upTo: 20, count: 0 },
        { upTo: 40, count: 3 },
      ],
    });
    expect(lifetimeMeanSec(histogram)).toBeCloseTo(0.25 * 5 + 0.75 * 30, 12);
    expect(lifetimeQuantileSec(histogram, 0.125)).toBeCloseTo(5, 12);
    expect(lifetimeQuantileSec(histogram, 0.625)).toBeCloseTo(30, 12);
    expect(lifetimeSurvival(histogram, 15)).toBeCloseTo(0.75, 12);
    expect(lifetimeSurvival(histogram, 40)).toBe(0);
  });

  it('hyperexponential by mean and p95 has balanced means', () => {
    const fitted = law({ distribution: 'hyperexponential', mean: '10m', p95: '35m' });
    if (fitted.distribution !== 'hyperexponential') throw new Error(fitted.distribution);
    const parts = fitted.weights.map((weight, i) => weight * (fitted.meansSec[i] ?? 0));
    expect(parts).toEqual([expect.closeTo(300, 9), expect.closeTo(300, 9)]);
    expect(fitted.weights[0]).toBeLessThan(0.5);
  });
});

describe('fits', () => {
  const FAMILIES = ['lognormal', 'weibull', 'pareto', 'hyperexponential'] as const;
  const NAMES = ['mean', 'median', 'p95', 'p99'] as const;
  const SHARES = { median: 0.5, p95: 0.95, p99: 0.99 };

  function figure(lifetime: Lifetime, name: (typeof NAMES)[number]): number {
    return name === 'mean' ? lifetimeMeanSec(lifetime) : lifetimeQuantileSec(lifetime, SHARES[name]);
  }

  it('a fitted law has the two figures that were given, or says which would be feasible', () => {
    const pair = fc.constantFrom(...NAMES.flatMap((a, i) => NAMES.slice(i + 1).map((b) => [a, b] as const)));
    const ratio = fc.double({ min: -1.5, max: 3, noNaN: true }).map((power) => 10 ** power);
    const outcomes = { fitted: 0, infeasible: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...FAMILIES), pair, ratio, (distribution, [a, b], times) => {
        fc.pre(distribution !== 'hyperexponential' || a === 'mean');
        const reading = readLifetime(lifetimeSchema.parse({ distribution, [a]: 600, [b]: 600 * times }));
        if (!reading.ok) {
          outcomes.infeasible += 1;
          expect(reading.errors).toMatchObject([{ code: 'infeasible', path: b, value: 600 * times }]);
          return;
        }
        outcomes.fitted += 1;
        expect(figure(reading.lifetime, a) / 600).toBeCloseTo(1, 9);
        expect(figure(reading.lifetime, b) / (600 * times)).toBeCloseTo(1, 9);
      }),
      { numRuns: 1500 },
    );
    expect(outcomes.fitted).toBeGreaterThan(300);
    expect(outcomes.infeasible).toBeGreaterThan(100);
  });

  it('every law that exists is feasible: its own figures give a law with these figures', () => {
    fc.assert(
      fc.property(arbitraryLaw, fc.constantFrom('median', 'p95', 'p99'), (lifetime, name) => {
        const { distribution } = lifetime;
        fc.pre(distribution === 'lognormal' || distribution === 'weibull' || distribution === 'pareto');
        const given = { mean: figure(lifetime, 'mean'), [name]: figure(lifetime, name) };
        // Below 1e-4 of the mean the quantile says next to nothing about the tail.
        fc.pre(figure(lifetime, name) > given.mean * 1e-4);
        const again = law({ distribution, ...given });
        expect(figure(again, 'mean') / given.mean).toBeCloseTo(1, 8);
        expect(figure(again, name) / figure(lifetime, name)).toBeCloseTo(1, 8);
      }),
      { numRuns: 500 },
    );
  });

  it('takes the lighter tail where two laws have the same mean and p95', () => {
    const lognormal = law({ distribution: 'lognormal', mean: 100, p95: 300 });
    if (lognormal.distribution !== 'lognormal') throw new Error(lognormal.distribution);
    // sigma^2 / 2 - 1.645 sigma + ln 3 = 0 has the roots 0.93 and 2.36.
    expect(lognormal.sigma).toBeCloseTo(0.9316, 3);
  });
});

describe('every law', () => {
  it('has quantiles that rise and that its survival inverts', () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(arbitraryLaw, share, share, (lifetime, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(lifetimeQuantileSec(lifetime, low)).toBeLessThanOrEqual(lifetimeQuantileSec(lifetime, high));
        const survival = lifetimeSurvival(lifetime, lifetimeQuantileSec(lifetime, a));
        if (lifetime.distribution === 'deterministic') expect(survival).toBe(0);
        else expect(survival).toBeCloseTo(1 - a, 7);
      }),
      { numRuns: 500 },
    );
  });

  it('has the mean that its quantiles integrate to', () => {
    fc.assert(
      fc.property(arbitraryLaw, (lifetime) => {
        // Up to a share whose tail weighs little in laws of moderate spread; heavy tails are left to `known values`.
        fc.pre(lifetimeQuantileSec(lifetime, 0.9999) < 50 * lifetimeMeanSec(lifetime));
        const steps = 20_000;
        let sum = 0;
        for (let i = 0; i < steps; i += 1) sum += lifetimeQuantileSec(lifetime, (i + 0.5) / steps) / steps;
        const ratio = sum / lifetimeMeanSec(lifetime);
        expect(ratio).toBeGreaterThan(0.98);
        expect(ratio).toBeLessThan(1.005);
      }),
      { numRuns: 40 },
    );
  });

  it('has ends', () => {
    for (const lifetime of [
      law({ distribution: 'lognormal', median: 1, p95: 2 }),
      law({ distribution: 'hyperexponential', mean: 1, p95: 3.5 }),
    ]) {
      expect([lifetimeQuantileSec(lifetime, 0), lifetimeQuantileSec(lifetime, 1)]).toEqual([0, Infinity]);
      expect([lifetimeSurvival(lifetime, -1), lifetimeSurvival(lifetime, 0)]).toEqual([1, 1]);
      expect(() => lifetimeQuantileSec(lifetime, 1.1)).toThrow(RangeError);
    }
  });
});
