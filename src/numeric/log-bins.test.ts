import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOG_BINS, logBinEdge, logBinOf } from './log-bins.ts';

describe('logarithmic bins', () => {
  it('hold the numbers from their edge to the next', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (x) => {
        const bin = logBinOf(x);
        expect(x).toBeGreaterThanOrEqual(logBinEdge(bin));
        if (bin < LOG_BINS - 1) expect(x).toBeLessThan(logBinEdge(bin + 1));
      }),
    );
  });

  it('begin at their edge, and are as wide as promised', () => {
    for (let bin = 1; bin < LOG_BINS; bin++) {
      expect(logBinOf(logBinEdge(bin))).toBe(bin);
      if (bin === 1) continue;
      const width = logBinEdge(bin) / logBinEdge(bin - 1) - 1;
      expect(width).toBeGreaterThan(0.0039);
      expect(width).toBeLessThan(0.0079);
    }
  });

  it('put what is too small or too large at the ends', () => {
    expect([logBinOf(0), logBinOf(1e-9), logBinOf(1e12)]).toEqual([0, 0, LOG_BINS - 1]);
    expect(logBinEdge(logBinOf(640))).toBe(640);
  });
});
