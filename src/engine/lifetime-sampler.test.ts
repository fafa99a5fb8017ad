import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Lifetime } from '../scenario/scenario.ts';
import { createLifetimeBlock, createLifetimeSampler } from './lifetime-sampler.ts';
import { KeyedStream, type RandomSource, streamFor } from './random.ts';
import { sampleExponential, sampleNormal } from './ziggurat.ts';

/** A source whose doubles are given; its words come from a stream. */
function withDouble(value: number): RandomSource {
  const words = streamFor(1, 'words');
  return { nextUint32: () => words.nextUint32(), nextDouble: () => value };
}

describe('createLifetimeSampler', () => {
  it('transforms one standard sample as the law says', () => {
    const one = (lifetime: Lifetime): number => createLifetimeSampler(lifetime)(streamFor(4, 'x'));
    const e = sampleExponential(streamFor(4, 'x'));
    const z = sampleNormal(streamFor(4, 'x'));
    expect(one({ distribution: 'deterministic', valueSec: 42 })).toBe(42);
    expect(one({ distribution: 'exponential', meanSec: 600 })).toBeCloseTo(600 * e, 10);
    expect(one({ distribution: 'lognormal', mu: 6, sigma: 1.5 })).toBeCloseTo(Math.exp(6 + 1.5 * z), 9);
    expect(one({ distribution: 'weibull', shape: 0.7, scaleSec: 30 })).toBeCloseTo(30 * e ** (1 / 0.7), 10);
    expect(one({ distribution: 'pareto', alpha: 1.5, minSec: 10 })).toBeCloseTo(10 * Math.exp(e / 1.5), 10);
  });

  it('picks the phase of a hyperexponential law by its weight', () => {
    const lifetime = {
      distribution: 'hyperexponential',
      weights: [0.2, 0, 0.8],
      meansSec: [1e-3, 1e3, 1e9],
    } as const;
    const sample = createLifetimeSampler(lifetime);
    expect(sample(withDouble(0))).toBeLessThan(1);
    expect(sample(withDouble(0.19999))).toBeLessThan(1);
    expect(sample(withDouble(0.2))).toBeGreaterThan(1e4);
    expect(sample(withDouble(1 - 2 ** -53))).toBeGreaterThan(1e4);
  });

  it('takes the last phase where rounding leaves the weights short of 1', () => {
    const weights = [0.1, 0.2, 0.3, 0.1, 0.2, 0.1 - 2e-16];
    const sample = createLifetimeSampler({
      distribution: 'hyperexponential',
      weights,
      meansSec: [1, 1, 1, 1, 1, 1],
    });
    expect(sample(withDouble(1 - 2 ** -53))).toBeGreaterThan(0);
  });

  test.each([
    [0, 5],
    [0.125, 6.25],
    [0.25, 7.5],
    [0.49999999, 9.9999999],
    [0.5, 20],
    [0.75, 20],
    [0.875, 60],
    [0.9999999, 99.99996],
  ])('inverts an empirical law with a gap and an atom: share %d is %d s', (share, expected) => {
    const sample = createLifetimeSampler({
      distribution: 'empirical',
      shares: [0, 0.5, 0.5, 0.75, 1],
      valuesSec: [5, 10, 20, 20, 100],
    });
    expect(sample(withDouble(share))).toBeCloseTo(expected, 4);
  });

  it('never gives a lifetime of zero, for any law however extreme', () => {
    const wide = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const law = fc.oneof(
      fc.record({ distribution: fc.constant('weibull' as const), shape: wide, scaleSec: wide }),
      fc.record({ distribution: fc.constant('pareto' as const), alpha: wide, minSec: wide }),
      fc.record({
        distribution: fc.constant('lognormal' as const),
        mu: wide.map((x) => x - 500),
        sigma: wide,
      }),
      fc.record({
        distribution: fc.constant('empirical' as const),
        shares: fc.constant([0, 0.9, 1]),
        valuesSec: fc.constant([0, 0, 1]),
      }),
    );
    fc.assert(
      fc.property(law, fc.nat(), (lifetime, seed) => {
        const sample = createLifetimeSampler(lifetime);
        const source = streamFor(seed, 'extreme');
        for (let i = 0; i < 20; i++) expect(sample(source)).toBeGreaterThanOrEqual(1e-9);
      }),
    );
  });
});

describe('createLifetimeBlock', () => {
  const laws: readonly Lifetime[] = [
    { distribution: 'exponential', meanSec: 600 },
    { distribution: 'weibull', shape: 0.7, scaleSec: 60 },
    { distribution: 'deterministic', valueSec: 5 },
  ];

  it.each(laws)('draws the lifetimes of $distribution as the sampler does one by one', (law) => {
    const sample = createLifetimeSampler(law);
    const keys = new KeyedStream(1, 'lifetimes');
    // So many that some exponentials lie in a wedge or in the tail.
    const block = new Float64Array(4096);
    createLifetimeBlock(law, sample, keys, block.length)(100, block);
    const expected = block.map((_, i) => {
      keys.rekey(100 + i, 0);
      return sample(keys);
    });
    expect(block).toEqual(expected);
  });
});
