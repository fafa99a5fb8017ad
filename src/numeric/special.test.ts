/** Reference values computed with mpmath 1.3 at 40 digits. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  chiSquareQuantile,
  gamma,
  logGamma,
  normalCdf,
  normalQuantile,
  regularizedBeta,
  regularizedGammaP,
  regularizedGammaQ,
  studentTQuantile,
} from './special.ts';

function expectRelative(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThan(tolerance);
}

describe('logGamma', () => {
  test.each([
    [1e-10, 23.025850929882735],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [2.5, 0.28468287047291916],
    [10, 12.801827480081469],
    [100, 359.1342053695754],
    [1e5, 1051287.708973657],
    [1e10, 220258509288.8106],
  ])('logGamma(%d) = %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(2e-14 * Math.max(1, Math.abs(expected)));
  });

  it('keeps the special values', () => {
    expect([logGamma(1), logGamma(2), logGamma(0), logGamma(Infinity), logGamma(-1)]).toEqual([
      0,
      0,
      Infinity,
      Infinity,
      NaN,
    ]);
  });

  it('satisfies the recurrence and gives factorials', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (x) => {
        const difference = logGamma(x + 1) - logGamma(x) - Math.log(x);
        expect(Math.abs(difference)).toBeLessThan(1e-14 * (10 + Math.abs(logGamma(x))));
      }),
    );
    expectRelative(gamma(6), 120, 1e-13);
    expectRelative(gamma(0.5), Math.sqrt(Math.PI), 1e-13);
  });
});

describe('incomplete gamma function', () => {
  test.each([
    [0.5, 0.1, 0.34527915398142298, 0.65472084601857702],
    [0.5, 4, 0.995322265018952734, 0.00467773498104726584],
    [3, 2.5, 0.456186884116670482, 0.543813115883329518],
    [20, 30, 0.978126531558609147, 0.0218734684413908533],
    [1000, 950, 0.0550546862307380345, 0.944945313769261966],
    [64512, 64000, 0.0216992185312236799, 0.97830078146877632],
    [1e6, 1_002_000, 0.977195904101230137, 0.0228040958987698628],
  ])('P and Q(%d, %d)', (a, x, lower, upper) => {
    expectRelative(regularizedGammaP(a, x), lower, 1e-12);
    expectRelative(regularizedGammaQ(a, x), upper, 1e-12);
  });

  it('has its ends, and says what it does not take', () => {
    expect([regularizedGammaP(2, 0), regularizedGammaP(2, Infinity)]).toEqual([0, 1]);
    expect([regularizedGammaQ(2, 0), regularizedGammaQ(2, Infinity)]).toEqual([1, 0]);
    expect(() => regularizedGammaP(0, 1)).toThrow('(a = 0, x = 1): a must be positive and finite');
    expect(() => regularizedGammaQ(1, -1)).toThrow('x = -1');
  });
});

describe('incomplete beta function', () => {
  test.each([
    [0.3, 2, 5, 0.579825],
    [0.9, 2, 5, 0.999945],
    [0.5, 0.5, 0.5, 0.5],
    [0.01, 30, 0.5, 1.03078154662091313e-61],
    [0.501, 1000, 1000, 0.535630556025712374],
  ])('I_%d(%d, %d) = %d', (x, a, b, expected) => {
    expectRelative(regularizedBeta(x, a, b), expected, 1e-12);
  });

  it('is symmetric: I_x(a, b) = 1 - I_(1-x)(b, a)', () => {
    const parameter = fc.double({ min: 0.1, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), parameter, parameter, (x, a, b) => {
        expect(regularizedBeta(x, a, b) + regularizedBeta(1 - x, b, a, x)).toBeCloseTo(1, 11);
      }),
    );
  });

  it('says what it does not take', () => {
    expect(() => regularizedBeta(1.5, 1, 1)).toThrow('I_1.5(1, 1)');
    expect(() => regularizedBeta(0.5, 0, 1)).toThrow('positive parameters');
  });
});

describe('normal law', () => {
  test.each([
    [-38, 2.8854283600687843e-316],
    [-20, 2.7536241186062337e-89],
    [-8, 6.220960574271784e-16],
    [-3, 0.0013498980316300946],
    [-1, 0.15865525393145705],
    [-0.1, 0.46017216272297102],
    [0, 0.5],
    [0.3, 0.61791142218895263],
    [1.96, 0.97500210485177956],
    [5, 0.99999971334842812],
  ])('normalCdf(%d) = %d', (z, expected) => {
    expectRelative(normalCdf(z), expected, 1e-12);
  });

  test.each([
    [1e-300, -37.047096299361199],
    [1e-20, -9.2623400897984076],
    [1e-6, -4.753424308822899],
    [0.01, -2.3263478740408411],
    [0.25, -0.67448975019608174],
    [0.6, 0.25334710313579974],
    [0.975, 1.9599639845400539],
    [0.9995, 3.2905267314919258],
  ])('normalQuantile(%d) = %d', (p, expected) => {
    expectRelative(normalQuantile(p), expected, 1e-14);
  });

  it('has its ends', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1), normalQuantile(1.1)]).toEqual([
      -Infinity,
      0,
      Infinity,
      NaN,
    ]);
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(NaN)]).toEqual([0, 1, NaN]);
  });
});

describe('studentTQuantile', () => {
  test.each([
    [0.975, 1, 12.7062047361746933],
    [0.975, 2, 4.30265272974946179],
    [0.995, 9, 3.24983554159212572],
    [0.95, 30, 1.69726088659395738],
    [0.05, 4.5, -2.06557588887852479],
    [0.9995, 19, 3.88340585259213114],
    [0.975, 1000, 1.9623390808264081],
    [0.975, 1e6, 1.95996635681410666],
    [0.975, Infinity, 1.9599639845400539],
  ])('t(%d; %d) = %d', (p, df, expected) => {
    expectRelative(studentTQuantile(p, df), expected, 1e-12);
  });

  it('has closed forms for one and two degrees of freedom', () => {
    for (const p of [1e-12, 0.001, 0.3, 0.49999, 0.50001, 0.9, 0.999999]) {
      expectRelative(studentTQuantile(p, 1), -1 / Math.tan(Math.PI * p), 1e-9);
      expectRelative(studentTQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 1e-9);
    }
    expect(studentTQuantile(0.5, 7)).toBe(0);
  });

  it('joins the expansion for many degrees of freedom without a step', () => {
    expectRelative(studentTQuantile(0.9995, 1e5), studentTQuantile(0.9995, 1e5 + 1e-6), 1e-12);
  });

  it('says what it does not take', () => {
    expect(() => studentTQuantile(1, 5)).toThrow('(p = 1, df = 5): needs 0 < p < 1 and df > 0');
    expect(() => studentTQuantile(0.5, 0)).toThrow('df = 0');
  });
});

describe('chiSquareQuantile', () => {
  test.each([
    [0.05, 1, 0.00393214000001952317],
    [0.95, 1, 3.84145882069412447],
    [0.999, 255, 330.519743634005836],
    [0.5, 10, 9.34181776559196744],
    [0.001, 63, 33.9057772583468557],
  ])('chi2(%d; %d) = %d', (p, df, expected) => {
    expectRelative(chiSquareQuantile(p, df), expected, 1e-12);
  });

  it('says what it does not take', () => {
    expect(() => chiSquareQuantile(0, 5)).toThrow('(p = 0, df = 5)');
    expect(() => chiSquareQuantile(0.5, Infinity)).toThrow('finite df');
  });
});
