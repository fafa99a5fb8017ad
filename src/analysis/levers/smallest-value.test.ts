import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallestValue } from './smallest-value.ts';

/** What `smallestValue` asks, and what it answers. */
function searched(given: Parameters<typeof smallestValue>[0]): { found: number | null; asked: number[] } {
  const asked: number[] = [];
  const found = smallestValue({
    ...given,
    shareAt: (value) => {
      asked.push(value);
      return given.shareAt(value);
    },
  });
  return { found, asked };
}

describe('smallestValue', () => {
  test('asks twice where the guess is right', () => {
    const shareAt = (value: number): number => (value >= 40 ? Infinity : 0);
    expect(searched({ from: 1, most: 1e9, guess: 40, shareAt })).toEqual({ found: 40, asked: [40, 39] });
  });

  test('follows the line where the guess is far off', () => {
    const { found, asked } = searched({
      from: 10,
      most: 1e9,
      guess: 20,
      shareAtFrom: 0.001,
      shareAt: (value) => value / 10_000 + 1e-12,
    });
    expect(found).toBe(10_000);
    expect(asked.length).toBeLessThan(6);
  });

  test('gives up at the most after a few questions where the number is no help', () => {
    const { found, asked } = searched({ from: 1, most: 2 ** 31, guess: 2, shareAt: () => 0.5 });
    expect(found).toBeNull();
    expect(asked.length).toBeLessThan(12);
  });

  test('finds the first value that is enough of any share that rises, in few questions', () => {
    const rising = fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(rising, fc.nat(400), fc.boolean(), (steps, guess, isMeasured) => {
        const shares = steps.reduce<number[]>((sums, step) => [...sums, (sums.at(-1) ?? 0) + step], [0]);
        const most = shares.length - 1;
        const shareAt = (value: number): number => {
          const share = shares[value]!;
          return isMeasured || share < 1 ? share : Infinity;
        };
        const expected = shares.findIndex((share) => share >= 1);
        const { found, asked } = searched({ from: 0, most, guess, shareAt, shareAtFrom: 0 });
        expect(found).toBe(expected < 0 ? null : expected);
        expect(asked.every((value) => value > 0 && value <= most)).toBe(true);
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.length).toBeLessThan(40);
      }),
    );
  });
});
