/** Samples of `engine/ziggurat.ts` and lifetimes of `engine/lifetime-sampler.ts`, from the same draws. */
import { books } from './books';
import { lifetimeOf } from './engine';
import { arrivals, draw, drawDouble } from './draw-ahead';
import { nextDoubleOfPair, nextOfPair, toPair } from './random';
import { lifetimeLaw } from './settings';
import { f64At } from './words';

/** Laws of lifetimes that the loop knows; with any other it asks the engine. */
export const EXPONENTIAL = 1;
const LOGNORMAL = 2;

export const MIN_LIFETIME_SEC: f64 = 1e-9;
const LAYER_MASK: u32 = 255;
const TWO_21: f64 = 2097152;
const EXPONENTIAL_TAIL: f64 = 7.69711747013105;
const NORMAL_TAIL: f64 = 3.654152885361009;

/** The stream of arrivals, or that of the pair which `toPair` has gone to. */
export const OF_ARRIVALS = 0;
const OF_PAIR = 1;

@inline
function next(stream: i32): u32 {
  return stream == OF_PAIR ? nextOfPair() : draw(arrivals);
}

function nextDouble(stream: i32): f64 {
  return stream == OF_PAIR ? nextDoubleOfPair() : drawDouble(arrivals);
}

@inline
function layerOf(lower: u32): i32 {
  return <i32>(lower & LAYER_MASK);
}

/** A point of a layer, in 53 bits. */
@inline
function positionOf(upper: u32, lower: u32): f64 {
  return <f64>upper * TWO_21 + <f64>(lower >> 11) + 1;
}

@inline
function isInsideExponential(position: f64, layer: i32): bool {
  return position <= f64At(books.layerInside, layer);
}

@inline
function exponentialAt(position: f64, layer: i32): f64 {
  return position * f64At(books.layerScale, layer);
}

// The same of two.

@inline
export function positionsOf(upper: v128, lower: v128): v128 {
  const within = f64x2.convert_low_i32x4_u(i32x4.shr_u(lower, 11));
  const whole = f64x2.mul(f64x2.convert_low_i32x4_u(upper), f64x2.splat(TWO_21));
  return f64x2.add(f64x2.add(whole, within), f64x2.splat(1));
}

@inline
export function exponentialsAt(positions: v128, lower: v128): v128 {
  return f64x2.mul(positions, ofLayers(books.layerScale, lower));
}

/** Bits of those that are not inside. */
@inline
export function outsideExponential(positions: v128, lower: v128): i32 {
  return i64x2.bitmask(f64x2.gt(positions, ofLayers(books.layerInside, lower)));
}

@inline
function ofLayers(table: u32, lower: v128): v128 {
  const first = i32x4.extract_lane(lower, 0) & LAYER_MASK;
  const second = i32x4.extract_lane(lower, 1) & LAYER_MASK;
  const one = v128.load64_zero(<usize>table + (<usize>first << 3));
  return v128.load64_lane(<usize>table + (<usize>second << 3), one, 1);
}

/** `exponentialOutside`. */
function exponentialOutside(stream: i32, firstLayer: i32, firstValue: f64): f64 {
  let layer = firstLayer;
  let value = firstValue;
  let offset: f64 = 0;
  while (true) {
    if (layer == 0) {
      offset += EXPONENTIAL_TAIL;
    } else {
      const bottom = f64At(books.layerDensity, layer);
      const height = bottom + nextDouble(stream) * (f64At(books.layerDensity, layer + 1) - bottom);
      if (height < exp(-value)) return offset + value;
    }
    const upper = next(stream);
    const lower = next(stream);
    layer = layerOf(lower);
    const position = positionOf(upper, lower);
    value = exponentialAt(position, layer);
    if (isInsideExponential(position, layer)) return offset + value;
  }
}

export function sampleExponential(stream: i32): f64 {
  const upper = next(stream);
  const lower = next(stream);
  const layer = layerOf(lower);
  const position = positionOf(upper, lower);
  const value = exponentialAt(position, layer);
  return isInsideExponential(position, layer) ? value : exponentialOutside(stream, layer, value);
}

function sampleNormal(stream: i32): f64 {
  while (true) {
    const upper = next(stream);
    const lower = next(stream);
    const layer = layerOf(lower);
    const position = positionOf(upper, lower);
    const value = position * f64At(books.normalScale, layer);
    const size = position <= f64At(books.normalInside, layer) ? value : normalOutside(stream, layer, value);
    if (size >= 0) return size * <f64>(1 - <i32>((lower >> 7) & 2));
  }
}

function normalOutside(stream: i32, layer: i32, value: f64): f64 {
  if (layer == 0) return normalTail(stream);
  const bottom = f64At(books.normalDensity, layer);
  const height = bottom + nextDouble(stream) * (f64At(books.normalDensity, layer + 1) - bottom);
  return height < exp(-0.5 * value * value) ? value : -1;
}

function normalTail(stream: i32): f64 {
  while (true) {
    const beyond = sampleExponential(stream) / NORMAL_TAIL;
    if (2 * sampleExponential(stream) > beyond * beyond) return NORMAL_TAIL + beyond;
  }
}

@inline
function atLeastMinimum(lifetimeSec: f64): f64 {
  return lifetimeSec > MIN_LIFETIME_SEC ? lifetimeSec : MIN_LIFETIME_SEC;
}

/** How long the connection of that client and session lives. */
export function lifetimeSecOf(number: i32, session: i32): f64 {
  if (lifetimeLaw == LOGNORMAL) {
    toPair(books.lifetimeKeys, number, session);
    return atLeastMinimum(exp(books.lifetimeMu + books.lifetimeSigma * sampleNormal(OF_PAIR)));
  }
  if (lifetimeLaw != EXPONENTIAL) return lifetimeOf(number, session);
  toPair(books.lifetimeKeys, number, session);
  return atLeastMinimum(books.lifetimeMeanSec * sampleExponential(OF_PAIR));
}

// `numeric/elementary.ts`.
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const INVERSE_LN2: f64 = 1.4426950408889634;
const STEPS: i32 = 128;
const STEP_HIGH: f64 = LN2_HIGH / 128;
const STEP_LOW: f64 = LN2_LOW / 128;
const STEPS_PER_UNIT: f64 = INVERSE_LN2 * 128;
const EXP_OVERFLOW: f64 = 709.782712893384;
const EXP_UNDERFLOW: f64 = -745.1332191019411;

/** e^x. */
function exp(x: f64): f64 {
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  const steps = Math.floor(STEPS_PER_UNIT * x + 0.5);
  const r = x - steps * STEP_HIGH - steps * STEP_LOW;
  const tail = r + r * r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120))));
  const whole = <i32>steps;
  const root = f64At(books.fractionalPowers, whole & (STEPS - 1));
  const y = root + root * tail;
  const k = whole >> 7;
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k < -1021) return y * powerOfTwo(k + 600) * powerOfTwo(-600);
  return y * powerOfTwo(k);
}

/** 2^k, for a normal double. */
@inline
function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>(<u64>(k + 1023) << 52);
}
