/** Roots of a continuous function inside a bracket. */

export interface RootOptions {
  /** Stop when the bracket is narrower than this share of the root's size. Default 1e-14. */
  readonly relativeTolerance?: number;
  /** Stop when the bracket is narrower than this. Default 0. */
  readonly absoluteTolerance?: number;
}

const DEFAULT_RELATIVE_TOLERANCE = 1e-14;
/** Halving any bracket of doubles down to neighbours takes fewer steps than this. */
const MAX_STEPS = 2200;

function checkBracket(low: number, high: number, atLow: number, atHigh: number): void {
  if (!(low <= high) || !Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RangeError(`root bracket [${low}, ${high}] must be finite, lower end first`);
  }
  if (!(atLow <= 0 && atHigh >= 0) && !(atLow >= 0 && atHigh <= 0)) {
    throw new RangeError(
      `no sign change over [${low}, ${high}]: the function is ${atLow} and ${atHigh} at the ends`,
    );
  }
}

/**
 * A root of `f` in [low, high] by halving the bracket.
 * @throws RangeError when the bracket is not finite or `f` has the same sign (or NaN) at its ends.
 */
export function bisect(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions = {},
): number {
  const relative = options.relativeTolerance ?? DEFAULT_RELATIVE_TOLERANCE;
  const absolute = options.absoluteTolerance ?? 0;
  const atLow = f(low);
  const atHigh = f(high);
  checkBracket(low, high, atLow, atHigh);
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  const rising = atLow < 0;
  let a = low;
  let b = high;
  for (let step = 0; step < MAX_STEPS; step++) {
    const middle = a + (b - a) / 2;
    if (middle === a || middle === b || b - a <= absolute + relative * Math.abs(middle)) return middle;
    const value = f(middle);
    if (value === 0) return middle;
    if (value < 0 === rising) a = middle;
    else b = middle;
  }
  return a + (b - a) / 2;
}

/**
 * A root of `f` in [low, high] by R. P. Brent's method (Algorithms for Minimization without Derivatives, 1973,
 * chapter 4): as safe as halving and much faster on smooth functions.
 * @throws RangeError when the bracket is not finite or `f` has the same sign (or NaN) at its ends.
 */
export function brent(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions = {},
): number {
  const relative = options.relativeTolerance ?? DEFAULT_RELATIVE_TOLERANCE;
  const absolute = options.absoluteTolerance ?? 0;
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  checkBracket(low, high, fa, fb);
  // b is the best estimate, c the other end of the bracket, a the estimate before b.
  let c = a;
  let fc = fa;
  let step = b - a;
  let previousStep = step;
  for (let count = 0; count < MAX_STEPS; count++) {
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previousStep = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const tolerance = (absolute + Math.max(relative, 2 * Number.EPSILON) * Math.abs(b)) / 2;
    const half = (c - b) / 2;
    if (fb === 0 || Math.abs(half) <= tolerance) return b;
    const guess =
      Math.abs(previousStep) < tolerance || Math.abs(fa) <= Math.abs(fb)
        ? NaN
        : interpolatedStep(a, b, c, fa, fb, fc);
    const acceptable =
      guess * half > 0 &&
      Math.abs(guess) < Math.min(1.5 * Math.abs(half) - tolerance / 2, Math.abs(previousStep) / 2);
    previousStep = acceptable ? step : half;
    step = acceptable ? guess : half;
    a = b;
    fa = fb;
    b += Math.abs(step) > tolerance ? step : half > 0 ? tolerance : -tolerance;
    fb = f(b);
  }
  return b;
}

/** Step from b by the secant (when a = c) or inverse quadratic interpolation through the three points. */
function interpolatedStep(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return ((b - c) * s) / (1 - s);
  const q = fa / fc;
  const r = fb / fc;
  const p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}
