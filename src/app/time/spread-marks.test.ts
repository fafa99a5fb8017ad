import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadMarks } from './spread-marks.ts';

describe('spreadMarks', () => {
  it('leaves marks alone that have room', () => {
    expect(spreadMarks([20, 100, 60], 24, 200)).toEqual([20, 100, 60]);
  });

  it('moves those apart that coincide, inside the line', () => {
    expect(spreadMarks([50, 50, 50], 24, 200)).toEqual([50, 74, 98]);
    expect(spreadMarks([195, 195], 24, 200)).toEqual([164, 188]);
  });

  it('lets them overlap evenly where there is no room', () => {
    expect(spreadMarks([0, 0, 0, 0], 24, 60)).toEqual([12, 24, 36, 48]);
  });

  it('keeps every mark inside and none hidden behind another', () => {
    const marks = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 });
    fc.assert(
      fc.property(marks, (wanted) => {
        const centres = spreadMarks(wanted, 24, 400).toSorted((a, b) => a - b);
        centres.forEach((centre, index) => {
          expect(centre).toBeGreaterThanOrEqual(12 - 1e-9);
          expect(centre).toBeLessThanOrEqual(388 + 1e-9);
          if (index > 0) expect(centre - (centres[index - 1] ?? 0)).toBeGreaterThan(9);
        });
      }),
    );
  });
});
