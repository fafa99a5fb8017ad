import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderScale } from './ladder-scale.ts';

describe('ladderScale', () => {
  it('holds the demand and every comparable capacity, in whole decades', () => {
    const scale = ladderScale([64_512, 262_144, 4_000_000, Infinity], 100_000);
    expect([scale.min, scale.max]).toEqual([10_000, 10_000_000]);
    expect(scale.at(100_000)).toBeCloseTo(1 / 3);
  });

  it('is not stretched by capacities that no one will reach', () => {
    expect(ladderScale([64_512, 2e12], 100_000).max).toBe(1_000_000);
  });

  it('ends bars without limit at the edge, and empty ones at nothing', () => {
    const { at } = ladderScale([500], 1000);
    expect(at(Infinity)).toBe(1);
    expect(at(0)).toBe(0);
  });

  it('keeps order and stays within 0..1 for any capacities', () => {
    const capacity = fc.double({ min: 0, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(fc.array(capacity), fc.double({ min: 0, max: 1e9, noNaN: true }), (capacities, demand) => {
        const { at } = ladderScale(capacities, demand);
        const shares = capacities.toSorted((a, b) => a - b).map(at);
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      }),
    );
  });
});
