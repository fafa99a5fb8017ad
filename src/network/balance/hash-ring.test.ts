import { describe, expect, it } from 'vitest';
import { HashRing } from './hash-ring.ts';

const KEYS = 8192;
const always = (): boolean => true;

/** Share of the ring of each target, from keys at even distances. */
function sharesOn(ring: HashRing, targets: number): number[] {
  const shares = new Array<number>(targets).fill(0);
  for (let key = 0; key < KEYS; key++) shares[ring.find((key * 2 ** 32) / KEYS, always)]! += 1 / KEYS;
  return shares;
}

describe('HashRing', () => {
  /** Mean over many rings of the square of the coefficient of variation, for 10 targets. */
  function squaredVariation(points: number, pick: 'next' | 'nearest', rings: number): number {
    let sum = 0;
    for (let salt = 1; salt <= rings; salt++)
      for (const share of sharesOn(new HashRing({ points, pick }, new Array<number>(10).fill(1), salt), 10))
        sum += (share * 10 - 1) ** 2;
    return sum / (10 * rings);
  }

  // N points cut the ring into N gaps with the law of Dirichlet(1, ..., 1), and a target has p of them ("next"), or the
  // halves of 2 p ("nearest").
  it('the first point at or after a key: shares vary as sums of random gaps do', () => {
    expect(squaredVariation(160, 'next', 60) / (9 / 1601)).toBeGreaterThan(0.85);
    expect(squaredVariation(160, 'next', 60) / (9 / 1601)).toBeLessThan(1.15);
    expect(squaredVariation(16, 'next', 200) / (9 / 161)).toBeGreaterThan(0.85);
    expect(squaredVariation(16, 'next', 200) / (9 / 161)).toBeLessThan(1.15);
  });

  it('the nearest point: about half of that', () => {
    const [p, all] = [16, 160];
    const squares = (all * (p + (p * (p - 1)) / (all - 1))) / 2;
    const expected = (squares - p * p) / (p * p * (all + 1));
    const found = squaredVariation(p, 'nearest', 200);
    expect(found / expected).toBeGreaterThan(0.85);
    expect(found / expected).toBeLessThan(1.15);
  });

  it('gives a heavier target more, in proportion', () => {
    const shares = sharesOn(new HashRing({ points: 2000, pick: 'next' }, [1, 3, 0.5], 7), 3);
    [1, 3, 0.5].forEach((weight, target) => expect(shares[target]! * 4.5 - weight).toBeCloseTo(0, 0));
    expect(shares[1]! / shares[0]!).toBeGreaterThan(2.7);
    expect(shares[0]! / shares[2]!).toBeGreaterThan(1.7);
  });

  it.each(['next', 'nearest'] as const)('%s: without a target it is the ring of the others', (pick) => {
    const ring = new HashRing({ points: 20, pick }, [1, 1, 1, 1], 3);
    const others = new HashRing({ points: 20, pick }, [1, 1, 1], 3);
    for (let key = 0; key < KEYS; key++) {
      const place = (key * 2 ** 32) / KEYS;
      expect(ring.find(place, (target) => target !== 3)).toBe(others.find(place, always));
    }
    expect(ring.find(5, () => false)).toBe(-1);
  });
});
