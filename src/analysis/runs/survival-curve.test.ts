import { describe, expect, it } from 'vitest';
import type { CloseReason, LifeTable } from '../../network/results/run-result.ts';
import { LOG_BINS, logBinEdge, logBinOf } from '../../numeric/log-bins.ts';
import { ageAtShare, endingPoints, shareAt, sparse, survivalPoints } from './survival-curve.ts';

/** Counts at ages that are edges of bins, so that a bin holds one age only. */
function binsOf(counts: Readonly<Record<number, number>>): Int32Array {
  const bins = new Int32Array(LOG_BINS);
  for (const [age, count] of Object.entries(counts)) bins[logBinOf(Number(age))]! += count;
  return bins;
}

const after = (age: number): number => logBinEdge(logBinOf(age) + 1);

describe('survival from a life table', () => {
  // 80 of 200 end at 10 s; 60 of the other 120 are still open at 20 s; of the last 60, 40 end at 40 s and 20 at 80 s.
  const table: LifeTable = {
    ended: { lifetime: binsOf({ 10: 80, 40: 40 }), restart: binsOf({ 80: 20 }) },
    open: binsOf({ 20: 60 }),
  };

  it('takes those that are still open as present until then (Kaplan and Meier)', () => {
    const points = survivalPoints(table);
    expect(points[0]).toEqual({ afterSec: 0, share: 1, low: 1, high: 1 });
    expect(shareAt(points, 10)).toBe(1);
    expect(shareAt(points, after(10))).toBeCloseTo(0.6, 12);
    expect(shareAt(points, after(20))).toBeCloseTo(0.6, 12);
    expect(shareAt(points, after(40))).toBeCloseTo(0.6 / 3, 12);
    expect(shareAt(points, 1e6)).toBe(0);
  });

  it('has Greenwood’s band: without anybody lost that of a binomial share', () => {
    const point = survivalPoints(table).find(({ afterSec }) => afterSec === after(10));
    const sigma = Math.sqrt((0.6 * 0.4) / 200);
    const scale = Math.abs(0.6 * Math.log(0.6));
    expect(point!.low).toBeCloseTo(0.6 ** Math.exp((1.959964 * sigma) / scale), 6);
    expect(point!.high).toBeCloseTo(0.6 ** Math.exp((-1.959964 * sigma) / scale), 6);
  });

  it('takes whom an ending took away that does not count as present until then', () => {
    const points = survivalPoints(table, (reason: CloseReason) => reason === 'lifetime');
    expect(shareAt(points, after(40))).toBeCloseTo(0.2, 12);
    // Nobody is left of whom the run could tell more.
    expect(shareAt(points, 1000)).toBeNull();
  });

  it('says nothing of ages that fewer than ten have reached, and nothing at all of nobody', () => {
    const few: LifeTable = { ended: { lifetime: binsOf({ 10: 92, 40: 8 }) }, open: binsOf({}) };
    expect(shareAt(survivalPoints(few), 40)).toBeNull();
    expect(survivalPoints({ ended: {}, open: binsOf({}) })).toEqual([]);
  });

  it('finds the age at which a share is left', () => {
    const points = endingPoints(binsOf({ 10: 50, 40: 45, 80: 5 }));
    expect(ageAtShare(points, 0.5)).toBe(after(10));
    expect(ageAtShare(points, 0.75)).toBeCloseTo((10 + after(10)) / 2, 9);
    expect(ageAtShare(points, 0.05)).toBe(after(40));
    expect(
      ageAtShare(
        survivalPoints(table, () => false),
        0.5,
      ),
    ).toBeNull();
  });

  it('keeps four points of each doubling for tables', () => {
    const points = endingPoints(
      binsOf(Object.fromEntries(Array.from({ length: 160 }, (_, i) => [i + 1, 1]))),
    );
    const ages = sparse(points).map(({ afterSec }) => afterSec);
    expect(ages.slice(0, 6)).toEqual([0, 1.25, 1.5, 1.75, 2, 2.5]);
    expect(ages.slice(-3)).toEqual([128, 160, after(160)]);
  });
});
