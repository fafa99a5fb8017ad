import { describe, expect, it } from 'vitest';
import { streamOfDoubles } from '../../test/support/statistics.ts';
import { exp, expm1, log, log1p, pow } from './elementary.ts';

/** Largest |own / reference - 1| over the arguments; the engine's own functions are good to about 1 ulp. */
function worstError(
  own: (x: number) => number,
  reference: (x: number) => number,
  xs: readonly number[],
): number {
  return Math.max(...xs.map((x) => Math.abs(own(x) / reference(x) - 1)));
}

function spread(low: number, high: number, count = 20_000): number[] {
  const next = streamOfDoubles(1);
  return Array.from({ length: count }, () => low + next() * (high - low));
}

describe('exp', () => {
  it('agrees with the reference over the whole range', () => {
    expect(worstError(exp, Math.exp, spread(-708, 709.7))).toBeLessThan(1e-15);
    expect(worstError(exp, Math.exp, spread(-1, 1))).toBeLessThan(1e-15);
  });

  it('goes through the subnormal numbers to 0 and through the largest double to Infinity', () => {
    for (const x of [-708.5, -720, -740, -745]) {
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(Number.MIN_VALUE * 2 + exp(x) * 1e-15);
    }
    expect(exp(-745.2)).toBe(0);
    expect(exp(709.78)).toBeCloseTo(Math.exp(709.78), -295);
    expect(exp(709.79)).toBe(Infinity);
  });

  it('keeps the special values', () => {
    expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity), exp(NaN)]).toEqual([1, 1, Infinity, 0, NaN]);
  });
});

describe('log', () => {
  it('agrees with the reference over the whole range', () => {
    const wide = spread(-708, 709).map(Math.exp);
    expect(worstError(log, Math.log, wide)).toBeLessThan(1e-15);
    expect(worstError(log, Math.log, spread(0.5, 2))).toBeLessThan(1e-15);
    expect(worstError(log, Math.log, [1 + 2 ** -52, 1 - 2 ** -53, Number.MAX_VALUE])).toBeLessThan(1e-15);
  });

  it('keeps the special values', () => {
    expect([log(1), log(0), log(Infinity), log(-1), log(NaN)]).toEqual([0, -Infinity, Infinity, NaN, NaN]);
    expect(log(Number.MIN_VALUE)).toBeCloseTo(-1074 * Math.LN2, 10);
    expect(log(2 ** -1040)).toBeCloseTo(-1040 * Math.LN2, 10);
  });
});

describe('log1p and expm1', () => {
  it('agree with the reference near zero, where the plain forms lose their digits', () => {
    const small = spread(-40, 0).map((x) => Math.exp(x) * (x < -20 ? 1 : -0.9));
    for (const xs of [small, spread(-0.99, 3), spread(-1e-6, 1e-6)]) {
      expect(worstError(log1p, Math.log1p, xs)).toBeLessThan(2e-15);
      expect(worstError(expm1, Math.expm1, xs)).toBeLessThan(2e-15);
    }
    expect(worstError(expm1, Math.expm1, spread(-700, 700))).toBeLessThan(2e-15);
    expect(worstError(log1p, Math.log1p, [1e10, 1e300, 2 ** 53])).toBeLessThan(2e-15);
  });

  it('keep the special values', () => {
    expect([log1p(0), log1p(-1), log1p(-2), log1p(Infinity)]).toEqual([0, -Infinity, NaN, Infinity]);
    expect([expm1(0), expm1(-Infinity), expm1(Infinity), expm1(NaN)]).toEqual([0, -1, Infinity, NaN]);
    expect([log1p(5e-324), expm1(5e-324)]).toEqual([5e-324, 5e-324]);
  });
});

describe('pow', () => {
  it('agrees with the reference up to the ends of the range', () => {
    const next = streamOfDoubles(2);
    for (let i = 0; i < 20_000; i++) {
      const base = Math.exp((next() - 0.5) * (i % 2 === 0 ? 1400 : 0.01));
      const exponent = ((next() - 0.5) * 1400) / Math.log(base);
      const reference = Math.pow(base, exponent);
      expect(Math.abs(pow(base, exponent) / reference - 1)).toBeLessThan(1e-14);
    }
  });

  it('is exact for powers of two', () => {
    expect([pow(2, 10), pow(2, -3), pow(4, 0.5), pow(0.25, -1.5)]).toEqual([1024, 0.125, 2, 8]);
  });

  it('keeps the special values', () => {
    expect([pow(0, 2), pow(0, -2), pow(0, 0), pow(Infinity, 0.5), pow(Infinity, -1)]).toEqual([
      0,
      Infinity,
      1,
      Infinity,
      0,
    ]);
    expect([pow(0.5, Infinity), pow(2, Infinity), pow(0.5, -Infinity), pow(1, Infinity)]).toEqual([
      0,
      Infinity,
      Infinity,
      1,
    ]);
    expect([pow(-8, 2), pow(NaN, 1), pow(2, NaN)]).toEqual([NaN, NaN, NaN]);
    expect([pow(10, 400), pow(10, -400), pow(10, 308.3), pow(5e-324, 0.5)]).toEqual([
      Infinity,
      0,
      Infinity,
      expect.closeTo(Math.sqrt(5e-324), 170),
    ]);
  });
});
