import { describe, expect, it } from 'vitest';
import { ageMarks, ageShare } from './age-ramp.ts';

describe('ageShare', () => {
  it('goes from a second to the length of the run, by factors', () => {
    expect(ageShare(0, 3600)).toBe(0);
    expect(ageShare(1, 3600)).toBe(0);
    expect(ageShare(60, 3600)).toBeCloseTo(0.5, 9);
    expect(ageShare(3600, 3600)).toBe(1);
    expect(ageShare(4000, 3600)).toBe(1);
  });

  it('knows no age where there is none', () => {
    expect(ageShare(Number.NaN, 3600)).toBe(0);
  });
});

describe('ageMarks', () => {
  it('are what people think in, and the two ends', () => {
    expect(ageMarks(3600).map(({ ageSec }) => ageSec)).toEqual([1, 10, 60, 600, 3600]);
  });

  it('leave room for the last', () => {
    expect(ageMarks(660).map(({ ageSec }) => ageSec)).toEqual([1, 10, 60, 660]);
  });
});
