import { describe, expect, test } from 'vitest';
import type { Lifetime } from '../scenario/scenario.ts';
import { shareStillOpen } from './connection-memory.ts';

const of = (lifetime: Lifetime, sec: number, cutSec = Infinity) => shareStillOpen({ lifetime, cutSec }, sec);

describe('the share of connections that are still open', () => {
  test('is the survival itself for exponential lifetimes, which have no memory', () => {
    for (const sec of [0, 1, 60, 200]) {
      expect(of({ distribution: 'exponential', meanSec: 60 }, sec)).toBeCloseTo(Math.exp(-sec / 60), 8);
    }
  });

  test('falls on a straight line for equal lifetimes: their ages are spread evenly', () => {
    const equal = { distribution: 'deterministic', valueSec: 100 } as const;
    expect([0, 25, 50, 100, 500].map((sec) => of(equal, sec))).toEqual([1, 0.75, 0.5, 0, 0]);
  });

  test('an idle timeout cuts the tail', () => {
    const exponential = { distribution: 'exponential', meanSec: 60 } as const;
    expect(of(exponential, 30, 30)).toBeCloseTo(0, 9);
    const half = (1 - Math.exp(-0.25)) / (1 - Math.exp(-0.5));
    expect(of(exponential, 15, 30)).toBeCloseTo(1 - half, 8);
  });

  test('never falls where the mean is infinite', () => {
    expect(of({ distribution: 'pareto', alpha: 1, minSec: 10 }, 1e6)).toBe(1);
  });

  const LAWS: readonly Lifetime[] = [
    { distribution: 'lognormal', mu: 4, sigma: 1.1 },
    { distribution: 'weibull', shape: 0.6, scaleSec: 40 },
    { distribution: 'pareto', alpha: 1.5, minSec: 20 },
    { distribution: 'hyperexponential', weights: [0.9, 0.1], meansSec: [30, 600] },
    { distribution: 'empirical', shares: [0, 0.3, 1], valuesSec: [10, 20, 120] },
  ];

  test.each(LAWS)('begins at 1 and falls, $distribution', (lifetime) => {
    const shares = [0, 1, 10, 50, 100, 300, 1000].map((sec) => of(lifetime, sec));
    expect(shares[0]).toBe(1);
    for (let i = 1; i < shares.length; i++) expect(shares[i]!).toBeLessThanOrEqual(shares[i - 1]!);
    expect(shares.at(-1)).toBeGreaterThanOrEqual(0);
  });
});
