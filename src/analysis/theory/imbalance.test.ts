import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamOfDoubles } from '../../../test/support/statistics.ts';
import { imbalanceOf, LEAST_MEAN, maxOverMeanAtRandom } from './imbalance.ts';

describe('the imbalance of a stage', () => {
  test('is measured against the mean', () => {
    expect(imbalanceOf([80, 100, 120], null)).toEqual({
      instances: 3,
      mean: 100,
      largest: 120,
      smallest: 80,
      maxOverMean: 1.2,
      minOverMean: 0.8,
      variation: expect.closeTo(Math.sqrt(0.08 / 3), 12) as number,
    });
  });

  test('counts an instance that is away', () => {
    expect(imbalanceOf([100, 100, 100, 0], null)).toMatchObject({ maxOverMean: 4 / 3, minOverMean: 0 });
  });

  test('is measured against the share of the weight', () => {
    const even = imbalanceOf([300, 100, 200], [3, 1, 2]);
    expect(even).toMatchObject({ largest: 300, smallest: 100, maxOverMean: 1, minOverMean: 1, variation: 0 });
    // A third of what its weight asks for on one side, and so on the other.
    const uneven = imbalanceOf([300, 300], [3, 1]);
    expect(uneven).toMatchObject({ maxOverMean: 2, minOverMean: 2 / 3 });
    expect(uneven.variation).toBeCloseTo(Math.sqrt(0.75 / 9 + 0.25), 12);
  });

  test('has no ratio where a connection more or less is beyond the threshold', () => {
    const few = imbalanceOf([LEAST_MEAN - 1, LEAST_MEAN], null);
    expect(few).toEqual({
      instances: 2,
      mean: LEAST_MEAN - 0.5,
      largest: LEAST_MEAN,
      smallest: LEAST_MEAN - 1,
      maxOverMean: null,
      minOverMean: null,
      variation: null,
    });
    expect(imbalanceOf([LEAST_MEAN, LEAST_MEAN], null).maxOverMean).toBe(1);
    expect(imbalanceOf([0, 0], null).variation).toBeNull();
  });
});

describe('for any stage', () => {
  const instance = fc.record({
    connections: fc.integer({ min: 0, max: 1_000_000 }),
    weight: fc.integer({ min: 1, max: 100 }),
  });
  const stage = fc
    .array(instance, { minLength: 2, maxLength: 64 })
    .filter((all) => all.reduce((sum, { connections }) => sum + connections, 0) >= LEAST_MEAN * all.length);
  const of = (all: readonly { connections: number; weight: number }[], weighted: boolean) =>
    imbalanceOf(
      all.map(({ connections }) => connections),
      weighted ? all.map(({ weight }) => weight) : null,
    );

  test('the ratios enclose 1, and the variation is 0 only where they meet', () => {
    fc.assert(
      fc.property(stage, fc.boolean(), (all, weighted) => {
        const { maxOverMean, minOverMean, variation } = of(all, weighted);
        expect(maxOverMean).toBeGreaterThanOrEqual(1);
        expect(minOverMean).toBeLessThanOrEqual(1);
        expect(minOverMean).toBeGreaterThanOrEqual(0);
        expect(variation).toBeGreaterThanOrEqual(0);
        // No instance lies further from the mean than the extremes do.
        const widest = Math.max(maxOverMean! - 1, 1 - minOverMean!);
        expect(variation).toBeLessThanOrEqual(widest + 1e-12);
      }),
    );
  });

  test('the order of the instances does not matter', () => {
    const shuffled = stage.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.boolean(),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, other, weighted]) => {
        const before = of(all, weighted);
        const after = of(other, weighted);
        expect(after.maxOverMean).toBe(before.maxOverMean);
        expect(after.minOverMean).toBe(before.minOverMean);
        // Sums in another order differ in their last bits.
        expect(after.variation).toBeCloseTo(before.variation!, 9);
      }),
    );
  });

  test('equal shares give 1 and 0', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 64 });
    fc.assert(
      fc.property(weights, fc.integer({ min: LEAST_MEAN, max: 10_000 }), (each, share) => {
        const loads = each.map((weight) => weight * share);
        const even = imbalanceOf(loads, each);
        expect(even.maxOverMean).toBeCloseTo(1, 12);
        expect(even.variation).toBeCloseTo(0, 12);
        expect(imbalanceOf(new Float64Array(each.length).fill(share), null)).toMatchObject({
          maxOverMean: 1,
          minOverMean: 1,
          variation: 0,
        });
      }),
    );
  });
});

describe('what chance alone makes', () => {
  /** Mean of the largest of n over many throws: balls in bins by another generator. */
  function thrown(instances: number, mean: number, rounds: number): number {
    const next = streamOfDoubles(11);
    let sum = 0;
    for (let round = 0; round < rounds; round++) {
      const bins = new Int32Array(instances);
      for (let ball = 0; ball < mean * instances; ball++) bins[Math.floor(next() * instances)]! += 1;
      sum += Math.max(...bins) / mean;
    }
    return sum / rounds;
  }

  test.each([
    [2, 400],
    [5, 400],
    [10, 200],
    [64, 100],
  ])('for %d instances with %d connections each', (instances, mean) => {
    const excess = thrown(instances, mean, 1000) - 1;
    const expected = maxOverMeanAtRandom(mean, instances)! - 1;
    // Blom's formula and the skew of small counts: some percent. 1,000 rounds are good to 3 %.
    expect(Math.abs(expected / excess - 1)).toBeLessThan(instances === 2 ? 0.12 : 0.07);
  });

  test('is nothing to speak of for one instance or a few connections', () => {
    expect(maxOverMeanAtRandom(1000, 1)).toBeNull();
    expect(maxOverMeanAtRandom(LEAST_MEAN - 1, 10)).toBeNull();
  });
});
