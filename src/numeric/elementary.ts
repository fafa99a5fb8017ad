/**
 * Elementary functions that give the same bits in every JavaScript engine: only + - * /, comparisons and table
 * look-ups, in a fixed order. `Math.exp`, `Math.log` and `Math.pow` differ in the last bit between engines.
 *
 * Argument reduction and coefficients of `exp` and `log` are those of fdlibm (e_exp.c, e_log.c; Sun Microsystems,
 * 1993, "permission to use, copy, modify, and distribute this software is freely granted"). Error below 1 ulp for
 * `log`, 1.5 ulp for `exp`, a few ulp for the others.
 */
import { highWord, powerOfTwo } from './float-bits.ts';

/** ln 2 in two parts; the first has 33 bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;

const EXP_OVERFLOW = 709.782712893384;
const EXP_UNDERFLOW = -745.1332191019411;

const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;

/** e^(high - low) for |high - low| <= ln2 / 2. */
function expReduced(high: number, low: number): number {
  const r = high - low;
  const z = r * r;
  const c = r - z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5))));
  return 1 + ((r * c) / (2 - c) - low + high);
}

const STEPS = 128;
const STEP_HIGH = LN2_HIGH / STEPS;
const STEP_LOW = LN2_LOW / STEPS;
const STEPS_PER_UNIT = INVERSE_LN2 * STEPS;
/** 2^(j / 128): what it leaves to a polynomial is so small that five terms and no division are enough. */
export const fractionalPowers = Float64Array.from({ length: STEPS }, (_, j) =>
  j < STEPS / 2
    ? expReduced(j * STEP_HIGH, -j * STEP_LOW)
    : 2 * expReduced((j - STEPS) * STEP_HIGH, (STEPS - j) * STEP_LOW),
);

/** e^x; 0 below -745.2, Infinity above 709.8. */
export function exp(x: number): number {
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  if (x !== x) return x;
  const steps = Math.floor(STEPS_PER_UNIT * x + 0.5);
  const r = x - steps * STEP_HIGH - steps * STEP_LOW;
  const tail = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  const root = fractionalPowers[steps & (STEPS - 1)]!;
  const y = root + root * tail;
  const k = steps >> 7;
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k < -1021) return y * powerOfTwo(k + 600) * powerOfTwo(-600);
  return y * powerOfTwo(k);
}

const LG1 = 0.6666666666666735;
const LG2 = 0.3999999999940942;
const LG3 = 0.2857142874366239;
const LG4 = 0.22222198432149784;
const LG5 = 0.1818357216161805;
const LG6 = 0.15313837699209373;
const LG7 = 0.14798198605116586;

/** log((1 + s) / (1 - s)) = 2 s + s * logTail(s^2) for |s| < 0.1716; error below 2^-58. */
function logTail(z: number): number {
  const w = z * z;
  return w * (LG2 + w * (LG4 + w * LG6)) + z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
}

/** Distance from the upper word of sqrt(1/2) to that of 1: moves the mantissa into [sqrt(1/2), sqrt(2)). */
const HALF_ROOT_OFFSET = 0x3ff00000 - 0x3fe6a09e;

/** The k for which x / 2^k lies in [sqrt(1/2), sqrt(2)); x normal, positive and finite. */
function binaryExponent(x: number): number {
  return ((highWord(x) + HALF_ROOT_OFFSET) >> 20) - 1023;
}

const TWO_54 = 18014398509481984;
const MIN_NORMAL = 2.2250738585072014e-308;

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (x < MIN_NORMAL) {
    if (x === 0) return -Infinity;
    return x > 0 ? logNormal(x * TWO_54, -54) : NaN;
  }
  return x < Infinity ? logNormal(x, 0) : x;
}

function logNormal(x: number, addedExponent: number): number {
  const exponent = binaryExponent(x);
  const f = x * powerOfTwo(-exponent) - 1;
  const k = exponent + addedExponent;
  const s = f / (2 + f);
  const halfSquare = 0.5 * f * f;
  return s * (halfSquare + logTail(s * s)) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH;
}

/** log(1 + x) without loss for small x; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  const u = 1 + x;
  if (!(u > 0) || u === Infinity) return log(u);
  // What the rounding of 1 + x lost, brought back through the derivative.
  const lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
  return log(u) + lost / u;
}

/** e^x - 1 without loss for small x (W. Kahan's correction: the errors of `exp` and `log` cancel). */
export function expm1(x: number): number {
  if (x > 1 || x < -1) return exp(x) - 1;
  const u = exp(x);
  if (u === 1 || x !== x) return x;
  return ((u - 1) * x) / log(u);
}

/**
 * x^y for x >= 0; NaN for negative x. The logarithm is carried in two doubles, so the error stays at a few ulp
 * even where the result is near the ends of the range.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (!(x >= 0) || y !== y) return NaN;
  if (x === 0 || x === Infinity || y === Infinity || y === -Infinity) {
    return x > 1 === y > 0 ? Infinity : 0;
  }
  return x < MIN_NORMAL ? powNormal(x * TWO_54, -54, y) : powNormal(x, 0, y);
}

/** 2^27 + 1: T. J. Dekker's constant for halving the 53 bits of a double. */
const SPLITTER = 134217729;

/** a * b - product, exact, where `product` is the rounded a * b (T. J. Dekker, 1971). */
function productError(a: number, b: number, product: number): number {
  const aScaled = a * SPLITTER;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * SPLITTER;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function powNormal(x: number, addedExponent: number, y: number): number {
  const exponent = binaryExponent(x);
  const k = exponent + addedExponent;
  const m = x * powerOfTwo(-exponent);
  const f = m - 1;
  const d = m + 1;
  const dLow = m - (d - 1);
  const s = f / d;
  const sd = s * d;
  const sLow = (f - sd - productError(s, d, sd) - s * dLow) / d;
  // log x = k ln2 + 2 s + small terms; the sum of the two large ones is kept exactly (D. Knuth's two-sum).
  const a = k * LN2_HIGH;
  const b = 2 * s;
  const sum = a + b;
  const bSeen = sum - a;
  const sumLow = a - (sum - bSeen) + (b - bSeen);
  const small = sumLow + (k * LN2_LOW + (2 * sLow + s * logTail(s * s)));
  const logHigh = sum + small;
  const logLow = small - (logHigh - sum);
  const p = y * logHigh;
  if (p > 1500) return Infinity;
  if (p < -1500) return 0;
  const e = exp(p);
  return e === Infinity ? e : e + e * (productError(y, logHigh, p) + y * logLow);
}
