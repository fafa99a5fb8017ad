import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bisect, brent } from './roots.ts';

describe.each([
  ['bisect', bisect],
  ['brent', brent],
] as const)('%s', (_, solve) => {
  it('finds the root of smooth, steep and flat functions, rising or falling', () => {
    expect(solve((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 14);
    expect(solve((x) => 2 - x * x, 0, 2)).toBeCloseTo(Math.SQRT2, 14);
    expect(solve((x) => Math.exp(x) - 1e6, -50, 50)).toBeCloseTo(Math.log(1e6), 12);
    expect(solve((x) => (x - 0.3) ** 9, -1, 5, { absoluteTolerance: 1e-9 })).toBeCloseTo(0.3, 7);
    expect(solve((x) => (x < 0.7 ? -1 : 1), 0, 1)).toBeCloseTo(0.7, 12);
    expect(solve((x) => x - 1e-200, 0, 1)).toBeCloseTo(1e-200, 210);
  });

  it('accepts a root at either end', () => {
    expect(solve((x) => x, 0, 3)).toBe(0);
    expect(solve((x) => x - 3, 0, 3)).toBe(3);
  });

  it('stops at the absolute tolerance', () => {
    let calls = 0;
    const root = solve(
      (x) => {
        calls += 1;
        return x ** 3 - 2;
      },
      0,
      2,
      { absoluteTolerance: 0.1 },
    );
    expect(Math.abs(root - Math.cbrt(2))).toBeLessThan(0.1);
    expect(calls).toBeLessThan(12);
  });

  it('names the bracket and the values when there is no sign change', () => {
    expect(() => solve((x) => x * x + 1, -1, 2)).toThrow(
      'no sign change over [-1, 2]: the function is 2 and 5 at the ends',
    );
    expect(() => solve(() => NaN, 0, 1)).toThrow('no sign change');
    expect(() => solve((x) => x, 1, -1)).toThrow('bracket [1, -1]');
    expect(() => solve((x) => x, -Infinity, 1)).toThrow('bracket [-Infinity, 1] must be finite');
  });

  it('finds the root of any rising cubic to the last digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (at, slope) => {
          const root = solve((x) => (x - at) * (slope + (x - at) * (x - at)), -2e3, 3e3);
          expect(Math.abs(root - at)).toBeLessThanOrEqual(1e-13 * Math.max(1e-3, Math.abs(at)));
        },
      ),
    );
  });
});

it('brent needs far fewer evaluations than halving', () => {
  const count = (solve: typeof brent): number => {
    let calls = 0;
    solve(
      (x) => {
        calls += 1;
        return Math.exp(x) - 5;
      },
      0,
      10,
    );
    return calls;
  };
  expect(count(brent)).toBeLessThan(20);
  expect(count(bisect)).toBeGreaterThan(40);
});
