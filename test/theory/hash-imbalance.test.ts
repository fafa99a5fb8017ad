/** Sources that a hash deals out to bins: against full enumeration, and the hash of the engine against the binomial law. */
import { describe, expect, test } from 'vitest';
import {
  binOverfull,
  meanOverBin,
  shareBeyond,
  someBinOverfull,
} from '../../src/analysis/theory/hash-imbalance.ts';
import { mix32 } from '../../src/numeric/hash.ts';
import { zOf } from '../support/statistics.ts';

/** Visits the counts of every way to put the sources into the bins. */
function everyWay(sources: number, bins: number, visit: (counts: readonly number[]) => void): number {
  const ways = bins ** sources;
  for (let way = 0; way < ways; way++) {
    const counts = Array<number>(bins).fill(0);
    for (let source = 0, rest = way; source < sources; source++, rest = Math.floor(rest / bins))
      counts[rest % bins]! += 1;
    visit(counts);
  }
  return ways;
}

describe('against every way to deal out the sources', () => {
  test.each([
    [7, 3, 2],
    [7, 3, 3],
    [7, 3, 5],
    [9, 2, 5],
    [5, 6, 1],
    [6, 4, 0],
  ])('%d sources, %d bins, more than %d in one', (sources, bins, most) => {
    let first = 0;
    let some = 0;
    let beyond = 0;
    const ways = everyWay(sources, bins, (counts) => {
      if (counts[0]! > most) first += 1;
      if (counts.some((count) => count > most)) some += 1;
      for (const count of counts) beyond += Math.max(0, count - most);
    });
    expect(binOverfull(sources, bins, most)).toBeCloseTo(first / ways, 12);
    const { low, high } = someBinOverfull(sources, bins, most);
    expect(low).toBeCloseTo(some / ways, 10);
    expect(high).toBeCloseTo(some / ways, 10);
    expect(shareBeyond(sources, bins, 1, most)).toBeCloseTo(beyond / ways / sources, 12);
  });
});

describe('at size', () => {
  test('a tail far out keeps its digits', () => {
    // C(40, 40) / 4^40 and C(40, 39) 3 / 4^40.
    expect(binOverfull(40, 4, 39) / 4 ** -40).toBeCloseTo(1, 10);
    expect(binOverfull(40, 4, 38) / (121 * 4 ** -40)).toBeCloseTo(1, 10);
    expect(someBinOverfull(40, 4, 38).low / (4 * 121 * 4 ** -40)).toBeCloseTo(1, 10);
  });

  test('the sum over a bin and the tail of the beta function agree', () => {
    const tail = meanOverBin(100_000, 8, (k) => (k > 12_700 ? 1 : 0));
    expect(tail / binOverfull(100_000, 8, 12_700)).toBeCloseTo(1, 8);
    expect(meanOverBin(100_000, 8, (k) => k)).toBeCloseTo(12_500, 6);
  });

  test('the bounds enclose the exact chance and are close where it is small', () => {
    const exact = someBinOverfull(200, 8, 40);
    expect(exact.low).toBe(exact.high);
    const one = binOverfull(200, 8, 40);
    expect(exact.low).toBeGreaterThan(1 - (1 - one) ** 8);
    expect(exact.low).toBeLessThan(8 * one);
    const large = someBinOverfull(100_000, 8, 12_900);
    expect(large.high).toBeGreaterThanOrEqual(large.low);
    expect(large.high / large.low).toBeLessThan(1.01);
  });

  test('the hash of the engine fills bins as the binomial law says', () => {
    const blocks = 4000;
    let overfull = 0;
    for (let block = 0; block < blocks; block++) {
      const counts = [0, 0, 0, 0];
      for (let source = 0; source < 40; source++)
        counts[Math.floor((mix32(block * 40 + source) / 2 ** 32) * 4)]! += 1;
      if (Math.max(...counts) > 15) overfull += 1;
    }
    const { low: expected } = someBinOverfull(40, 4, 15);
    const half = zOf(0.999) * Math.sqrt((expected * (1 - expected)) / blocks);
    expect(Math.abs(overfull / blocks - expected)).toBeLessThan(half);
  });
});
