import { describe, expect, it } from 'vitest';
import { differenceText, pointsText } from './difference.ts';

describe('a difference from the baseline', () => {
  it('is told in the unit of the figure and in percent', () => {
    expect(differenceText('count', 61_234, 100_000)).toBe('+38,766 (+63 %)');
    expect(differenceText('duration', 60, 15)).toBe('−45 s (−75 %)');
    expect(differenceText('rate', 100, 150)).toBe('+50/s (+50 %)');
    expect(differenceText('traffic', 1e6, 5e5)).toBe('−4 Mbit/s (−50 %)');
  });

  it('has no percentage of nothing', () => {
    expect(differenceText('count', 0, 12)).toBe('+12');
    expect(differenceText('count', 12, 12)).toBe('±0');
  });

  it('is one of points between shares', () => {
    expect(differenceText('share', 0.87, 0)).toBe('−87 points');
    expect(pointsText(0.01)).toBe('+1 point');
    expect(pointsText(-0.00042)).toBe('−0.042 points');
    expect(pointsText(0)).toBe('±0');
  });

  it('is not told where one has no such figure', () => {
    expect(differenceText('count', Number.NaN, 12)).toBe('');
    expect(differenceText('duration', 3, Infinity)).toBe('');
  });
});
