/**
 * Special functions of probability, built on `elementary.ts` and therefore the same to the last bit everywhere.
 * Numbers in brackets are sections of the NIST Digital Library of Mathematical Functions, dlmf.nist.gov.
 */
import { exp, log, log1p } from './elementary.ts';
import { brent } from './roots.ts';

const HALF_LOG_2PI = 0.9189385332046728;
/** Where the Stirling series below reaches full precision. */
const STIRLING_FROM = 15;

/** log Gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2) for x >= 15: Stirling's series [5.11.1]. */
function stirlingCorrection(x: number): number {
  const y = 1 / (x * x);
  const series =
    1 / 12 -
    y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y * (1 / 156))))));
  return series / x;
}

/**
 * Natural logarithm of the gamma function for x > 0; error near 1e-14 (absolute below 15, relative above).
 * NaN below 0, Infinity at 0.
 */
export function logGamma(x: number): number {
  if (x === Infinity || x === 0) return Infinity;
  if (!(x > 0)) return NaN;
  if (x === 1 || x === 2) return 0;
  let shifted = x;
  let product = 1;
  while (shifted < STIRLING_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const stirling = (shifted - 0.5) * log(shifted) - shifted + HALF_LOG_2PI + stirlingCorrection(shifted);
  return product === 1 ? stirling : stirling - log(product);
}

/** Gamma function for x > 0. Mean of a Weibull law: scale * gamma(1 + 1 / shape). */
export function gamma(x: number): number {
  return exp(logGamma(x));
}

const SERIES_EPSILON = 1e-17;
/** Stands in for a zero denominator in Lentz's algorithm. */
const TINY = 1e-300;

/**
 * x^a e^-x / Gamma(a), the common factor of both incomplete gamma expansions; a > 0, x > 0. For large `a` the
 * powers are taken together (with Stirling's formula), since each alone would lose the digits that cancel.
 */
function gammaDensityFactor(a: number, x: number): number {
  if (a < STIRLING_FROM) return exp(a * log(x) - x - logGamma(a));
  const d = (x - a) / a;
  // (1 + d) e^-d keeps its digits only by log1p where d is small.
  const exponent = d > -0.5 && d < 0.5 ? a * logOnePlusMinus(d) : a * (log(x / a) - d);
  return exp(exponent - stirlingCorrection(a) - HALF_LOG_2PI + 0.5 * log(a));
}

/** log(1 + d) - d for |d| < 1/2 without cancellation: the alternating series where it converges fast. */
function logOnePlusMinus(d: number): number {
  if (d > 0.1 || d < -0.1) return log1p(d) - d;
  let sum = 0;
  let power = -d;
  for (let n = 2; n < 40; n++) {
    power *= -d;
    const term = power / n;
    sum -= term;
    if (Math.abs(term) <= SERIES_EPSILON * Math.abs(sum)) break;
  }
  return sum;
}

/** Series for the lower function [8.11.4]; converges fast for x < a + 1. */
function lowerGammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > SERIES_EPSILON * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return gammaDensityFactor(a, x) * sum;
}

/** Continued fraction for the upper function [8.9.2] by the modified Lentz algorithm; for x >= a + 1. */
function upperGammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  let factor = 0;
  for (let n = 1; Math.abs(factor - 1) > Number.EPSILON && n < 1e6; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = numerator * d + b;
    c = b + numerator / c;
    d = 1 / (d === 0 ? TINY : d);
    if (c === 0) c = TINY;
    factor = c * d;
    value *= factor;
  }
  return gammaDensityFactor(a, x) * value;
}

/** Regularised lower incomplete gamma function P(a, x) for a > 0, x >= 0: the CDF of a gamma law. */
export function regularizedGammaP(a: number, x: number): number {
  checkGammaArguments(a, x);
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerGammaSeries(a, x) : 1 - upperGammaFraction(a, x);
}

/** Q(a, x) = 1 - P(a, x), without loss where it is small. With integer a: P(Poisson of mean x < a). */
export function regularizedGammaQ(a: number, x: number): number {
  checkGammaArguments(a, x);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerGammaSeries(a, x) : upperGammaFraction(a, x);
}

function checkGammaArguments(a: number, x: number): void {
  if (!(a > 0) || a === Infinity || !(x >= 0)) {
    throw new RangeError(
      `incomplete gamma function of (a = ${a}, x = ${x}): a must be positive and finite, x >= 0`,
    );
  }
}

/** log Gamma(a + b) - log Gamma(a) without the digits that the difference of two large numbers would lose. */
function logGammaRise(a: number, b: number): number {
  if (a < STIRLING_FROM) return logGamma(a + b) - logGamma(a);
  const corrections = stirlingCorrection(a + b) - stirlingCorrection(a);
  return (a - 0.5) * log1p(b / a) + b * (log(a + b) - 1) + corrections;
}

/** Natural logarithm of the beta function for a, b > 0. */
function logBeta(a: number, b: number): number {
  return a > b ? logGamma(b) - logGammaRise(a, b) : logGamma(a) - logGammaRise(b, a);
}

/** Continued fraction of the incomplete beta function [8.17.22]; converges fast for x < (a + 1) / (a + b + 2). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (d === 0 ? TINY : d);
  let value = d;
  let factor = 0;
  for (let m = 1; Math.abs(factor - 1) > Number.EPSILON && m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    c = 1 + even / c;
    d = 1 / (d === 0 ? TINY : d);
    if (c === 0) c = TINY;
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    c = 1 + odd / c;
    d = 1 / (d === 0 ? TINY : d);
    if (c === 0) c = TINY;
    factor = c * d;
    value *= factor;
  }
  return value;
}

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1. `complement` is 1 - x, for
 * callers that know it better than the subtraction would.
 */
export function regularizedBeta(x: number, a: number, b: number, complement: number = 1 - x): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) {
    throw new RangeError(
      `incomplete beta function I_${x}(${a}, ${b}): needs 0 <= x <= 1 and positive parameters`,
    );
  }
  if (x === 0 || complement === 0) return x === 0 ? 0 : 1;
  const logX = complement < 0.5 ? log1p(-complement) : log(x);
  const logComplement = x < 0.5 ? log1p(-x) : log(complement);
  const front = exp(a * logX + b * logComplement - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(complement, b, a)) / b;
}

/** Standard normal distribution function; relative precision is kept in the lower tail. */
export function normalCdf(z: number): number {
  if (z !== z) return z;
  const half = (z * z) / 2;
  return z < 0 ? regularizedGammaQ(0.5, half) / 2 : 0.5 + regularizedGammaP(0.5, half) / 2;
}

/** Value of a polynomial whose coefficients stand in rising order. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const SHOULDER_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const SHOULDER_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const TAIL_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const TAIL_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];

/**
 * The z with normalCdf(z) = p: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988); relative
 * error near 1e-16. -Infinity at 0, Infinity at 1, NaN outside.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const z =
    r <= 5
      ? polynomial(SHOULDER_TOP, r - 1.6) / polynomial(SHOULDER_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return q < 0 ? -z : z;
}

/** P(T > t) of Student's law with `df` degrees of freedom, for t >= 0. */
function studentTUpperTail(t: number, df: number): number {
  const t2 = t * t;
  return regularizedBeta(df / (df + t2), df / 2, 0.5, t2 / (df + t2)) / 2;
}

/** Beyond this the expansion in 1 / df is exact to the last digits, and the incomplete beta function is not. */
const MANY_DEGREES_OF_FREEDOM = 1e5;

/** Student's quantile by its expansion about the normal one (Abramowitz and Stegun 26.7.5, three terms). */
function studentTExpansion(z: number, df: number): number {
  const z2 = z * z;
  const g1 = z2 + 1;
  const g2 = (5 * z2 + 16) * z2 + 3;
  const g3 = ((3 * z2 + 19) * z2 + 17) * z2 - 15;
  return z + (z * (g1 / 4 + (g2 / 96 + g3 / (384 * df)) / df)) / df;
}

/**
 * The t with P(T <= t) = p for Student's law with `df` > 0 degrees of freedom (any real; Infinity gives the
 * normal law); relative error near 1e-12.
 * @throws RangeError for p outside (0, 1) or df not positive.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0)) {
    throw new RangeError(`Student quantile of (p = ${p}, df = ${df}): needs 0 < p < 1 and df > 0`);
  }
  if (df > MANY_DEGREES_OF_FREEDOM) return studentTExpansion(normalQuantile(p), df);
  const tail = p < 0.5 ? p : 1 - p;
  if (tail === 0.5) return 0;
  // The law has heavier tails than the normal one, so the normal quantile is a lower bound.
  const low = -normalQuantile(tail);
  let high = 2 * low + 1;
  while (studentTUpperTail(high, df) > tail) high *= 2;
  const t = brent((x) => studentTUpperTail(x, df) / tail - 1, low * (1 - 1e-9), high);
  return p < 0.5 ? -t : t;
}

/**
 * The x with P(X <= x) = p for the chi-square law with `df` > 0 degrees of freedom.
 * @throws RangeError for p outside (0, 1) or df not positive and finite.
 */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0) || df === Infinity) {
    throw new RangeError(`chi-square quantile of (p = ${p}, df = ${df}): needs 0 < p < 1 and finite df > 0`);
  }
  const excess = (x: number): number =>
    p < 0.5 ? regularizedGammaP(df / 2, x / 2) / p - 1 : 1 - regularizedGammaQ(df / 2, x / 2) / (1 - p);
  let high = df + 10;
  while (excess(high) < 0) high *= 2;
  return brent(excess, 0, high);
}
