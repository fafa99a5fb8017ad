/**
 * Exponential and normal samples by the ziggurat method (G. Marsaglia and W. W. Tsang, J. Stat. Softw. 5 (8),
 * 2000): the area under the density is covered by 256 layers of equal area, and nearly every sample costs one
 * comparison. Layer and position come from separate bits of 64, as J. A. Doornik (2005) asks, so positions have
 * 53 bits. Tables are computed with our own `exp` and `log`: the same to the last bit in every engine.
 */
import { exp, log } from '../numeric/elementary.ts';
import { normalCdf } from '../numeric/special.ts';
import type { RandomSource } from './random.ts';

const LAYERS = 256;
const TWO_21 = 2097152;
const TWO_53 = 9007199254740992;
const SQRT_2PI = 2.5066282746310002;

/** Start of the tail for 256 layers: where the layers close at the mode. */
const EXPONENTIAL_TAIL = 7.69711747013105;
const NORMAL_TAIL = 3.654152885361009;

interface Layers {
  /** Width of layer i over 2^53: position times this is the sample. */
  readonly scale: Float64Array;
  /** Positions up to this lie under the density for certain. */
  readonly inside: Float64Array;
  /** Density (1 at the mode) at the right edge of layer i; 257 entries, the last at the mode itself. */
  readonly density: Float64Array;
}

/**
 * Layers of equal area for a falling density with f(0) = 1.
 * @param tail right edge of the layer above the base. @param tailArea area under the density beyond it.
 */
export function buildLayers(
  density: (x: number) => number,
  inverse: (y: number) => number,
  tail: number,
  tailArea: number,
): Layers {
  const area = tail * density(tail) + tailArea;
  const edges = new Float64Array(LAYERS + 1);
  // The base is a rectangle of the same area that stands for "left of the tail" and the tail.
  edges[0] = area / density(tail);
  edges[1] = tail;
  for (let i = 1; i < LAYERS - 1; i++) edges[i + 1] = inverse(area / edges[i]! + density(edges[i]!));
  edges[LAYERS] = 0;
  const scale = new Float64Array(LAYERS);
  const inside = new Float64Array(LAYERS);
  const densities = new Float64Array(LAYERS + 1);
  for (let i = 0; i < LAYERS; i++) {
    scale[i] = edges[i]! / TWO_53;
    inside[i] = Math.floor((edges[i + 1]! / edges[i]!) * TWO_53);
    densities[i] = density(edges[i]!);
  }
  densities[LAYERS] = 1;
  return { scale, inside, density: densities };
}

/** Those of the exponential law with mean 1. */
export const exponentialLayers = buildLayers(
  (x) => exp(-x),
  (y) => -log(y),
  EXPONENTIAL_TAIL,
  exp(-EXPONENTIAL_TAIL),
);
const exponentialScale = exponentialLayers.scale;
const exponentialInside = exponentialLayers.inside;
const exponentialDensity = exponentialLayers.density;

/** A sample of the exponential law with mean 1; always positive. */
export function sampleExponential(source: RandomSource): number {
  const upper = source.nextUint32();
  const lower = source.nextUint32();
  const layer = lower & 255;
  const position = upper * TWO_21 + (lower >>> 11) + 1;
  if (position <= exponentialInside[layer]!) return position * exponentialScale[layer]!;
  return exponentialOutside(source, layer, position * exponentialScale[layer]!);
}

/** Fills an array with samples, the same as one by one. */
export function fillExponential(source: RandomSource, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = sampleExponential(source);
}

/**
 * The samples that `sampleExponential` makes from its first two draws, from pairs of draws; NaN for the few that need
 * more of them.
 */
export function exponentialsFromDraws(draws: Uint32Array, values: Float64Array): void {
  const scale = exponentialScale;
  const inside = exponentialInside;
  for (let i = 0; i < values.length; i++) {
    const lower = draws[2 * i + 1]!;
    const layer = lower & 255;
    const position = draws[2 * i]! * TWO_21 + (lower >>> 11) + 1;
    values[i] = position <= inside[layer]! ? position * scale[layer]! : NaN;
  }
}

/**
 * The rare rest of an exponential sample: from a point in the wedge of a layer or in the tail, drawn again until one lies under the
 * density.
 */
export function exponentialOutside(source: RandomSource, firstLayer: number, firstValue: number): number {
  let layer = firstLayer;
  let value = firstValue;
  // Without memory: what lies beyond the tail's start is distributed like the whole.
  let offset = 0;
  for (;;) {
    if (layer === 0) {
      offset += EXPONENTIAL_TAIL;
    } else {
      const bottom = exponentialDensity[layer]!;
      const height = bottom + source.nextDouble() * (exponentialDensity[layer + 1]! - bottom);
      if (height < exp(-value)) return offset + value;
    }
    const upper = source.nextUint32();
    const lower = source.nextUint32();
    layer = lower & 255;
    const position = upper * TWO_21 + (lower >>> 11) + 1;
    value = position * exponentialScale[layer]!;
    if (position <= exponentialInside[layer]!) return offset + value;
  }
}

/** Those of the positive half of the standard normal law. */
export const normalLayers = buildLayers(
  (x) => exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * log(y)),
  NORMAL_TAIL,
  SQRT_2PI * normalCdf(-NORMAL_TAIL),
);
const normalScale = normalLayers.scale;
const normalInside = normalLayers.inside;
const normalDensity = normalLayers.density;

/** A sample of the standard normal law. */
export function sampleNormal(source: RandomSource): number {
  for (;;) {
    const upper = source.nextUint32();
    const lower = source.nextUint32();
    const layer = lower & 255;
    const position = upper * TWO_21 + (lower >>> 11) + 1;
    const value = position * normalScale[layer]!;
    const size = position <= normalInside[layer]! ? value : normalOutside(source, layer, value);
    // Bit 8 is the sign, without a branch that would be mispredicted every other time.
    if (size >= 0) return size * (1 - ((lower >>> 7) & 2));
  }
}

/** Distance from zero of a point in a wedge or the tail; -1 when it does not lie under the density. */
function normalOutside(source: RandomSource, layer: number, value: number): number {
  if (layer === 0) return normalTail(source);
  const bottom = normalDensity[layer]!;
  const height = bottom + source.nextDouble() * (normalDensity[layer + 1]! - bottom);
  return height < exp(-0.5 * value * value) ? value : -1;
}

/** A normal sample beyond the tail's start (G. Marsaglia, "Generating a variable from the tail", 1964). */
function normalTail(source: RandomSource): number {
  for (;;) {
    const beyond = sampleExponential(source) / NORMAL_TAIL;
    if (2 * sampleExponential(source) > beyond * beyond) return NORMAL_TAIL + beyond;
  }
}
