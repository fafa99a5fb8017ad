import { describe, expect, it, test } from 'vitest';
import { zOf } from '../../test/support/statistics.ts';
import { normalCdf } from '../numeric/special.ts';
import { KeyedStream, type RandomSource, streamFor } from './random.ts';
import { buildLayers, sampleExponential, sampleNormal } from './ziggurat.ts';

const CONFIDENCE = 0.999;
const COUNT = 200_000;
const EXPONENTIAL_TAIL = 7.69711747013105;
const NORMAL_TAIL = 3.654152885361009;

/** Gives two words, then the stream. */
function startingWith(first: number, second: number, rest: RandomSource): RandomSource {
  const words = [first, second];
  return { nextUint32: () => words.shift() ?? rest.nextUint32(), nextDouble: () => rest.nextDouble() };
}

/** Whether the share of samples that meet the condition is consistent with `p`. */
function hasShare(values: Float64Array, condition: (x: number) => boolean, p: number): boolean {
  const hits = values.filter(condition).length;
  return Math.abs(hits - values.length * p) < zOf(CONFIDENCE) * Math.sqrt(values.length * p * (1 - p));
}

describe('buildLayers', () => {
  const exponential = buildLayers(
    (x) => Math.exp(-x),
    (y) => -Math.log(y),
    EXPONENTIAL_TAIL,
    Math.exp(-EXPONENTIAL_TAIL),
  );
  const normal = buildLayers(
    (x) => Math.exp(-0.5 * x * x),
    (y) => Math.sqrt(-2 * Math.log(y)),
    NORMAL_TAIL,
    Math.sqrt(2 * Math.PI) * normalCdf(-NORMAL_TAIL),
  );

  test.each([
    ['exponential', exponential, Math.exp(-EXPONENTIAL_TAIL) * (EXPONENTIAL_TAIL + 1)],
    ['normal', normal, 0.004928673233992336],
  ])('%s: every layer has the same area, and the last one closes at the mode', (_, layers, area) => {
    for (let i = 0; i < 256; i++) {
      const width = layers.scale[i]! * 2 ** 53;
      const height = i === 0 ? layers.density[1]! : layers.density[i + 1]! - layers.density[i]!;
      expect(width * height).toBeCloseTo(area, 13);
      expect(layers.inside[i]!).toBeGreaterThanOrEqual(0);
      expect(layers.inside[i]!).toBeLessThan(2 ** 53);
    }
    expect(layers.density[256]).toBe(1);
    expect(layers.inside[255]).toBe(0);
  });

  it('says "inside" only left of the next layer', () => {
    for (let i = 1; i < 255; i++) {
      const limit = normal.inside[i]! * normal.scale[i]!;
      expect(limit).toBeCloseTo(normal.scale[i + 1]! * 2 ** 53, 13);
    }
  });
});

/** |mean of the sample - expected| in standard errors. */
function deviation(values: Float64Array, f: (x: number) => number, mean: number, variance: number): number {
  let sum = 0;
  for (const value of values) sum += f(value);
  return Math.abs(sum / values.length - mean) / Math.sqrt(variance / values.length);
}

describe('sampleExponential', () => {
  const source = streamFor(21, 'exponential');
  const values = Float64Array.from({ length: COUNT }, () => sampleExponential(source));

  it('has the moments 1, 2, 6 (99.9 %)', () => {
    expect(deviation(values, (x) => x, 1, 1)).toBeLessThan(zOf(CONFIDENCE));
    expect(deviation(values, (x) => x * x, 2, 20)).toBeLessThan(zOf(CONFIDENCE));
    expect(deviation(values, (x) => x * x * x, 6, 684)).toBeLessThan(zOf(CONFIDENCE));
  });

  it('is always positive, even for draws of zero', () => {
    expect(values.every((value) => value > 0)).toBe(true);
    expect(sampleExponential(startingWith(0, 1, source))).toBeGreaterThan(0);
  });

  it('reaches the tail as often as it should, and goes on from there without memory', () => {
    const tailSource = streamFor(22, 'tail');
    // Layer 0 at its right end: the sample must come from the tail.
    const tail = Float64Array.from({ length: 4000 }, () =>
      sampleExponential(startingWith(0xffffffff, 0xffffff00, tailSource)),
    );
    expect(Math.min(...tail)).toBeGreaterThan(EXPONENTIAL_TAIL);
    expect(hasShare(tail, (x) => x > EXPONENTIAL_TAIL + 1, Math.exp(-1))).toBe(true);
    expect(hasShare(values, (x) => x > EXPONENTIAL_TAIL, Math.exp(-EXPONENTIAL_TAIL))).toBe(true);
  });
});

describe('sampleNormal', () => {
  const source = streamFor(23, 'normal');
  const values = Float64Array.from({ length: COUNT }, () => sampleNormal(source));

  it('has the moments 0, 1, 0, 3 (99.9 %)', () => {
    expect(deviation(values, (x) => x, 0, 1)).toBeLessThan(zOf(CONFIDENCE));
    expect(deviation(values, (x) => x * x, 1, 2)).toBeLessThan(zOf(CONFIDENCE));
    expect(deviation(values, (x) => x * x * x, 0, 15)).toBeLessThan(zOf(CONFIDENCE));
    expect(deviation(values, (x) => x * x * x * x, 3, 96)).toBeLessThan(zOf(CONFIDENCE));
  });

  it('has a sign that is independent of the size', () => {
    const large = values.filter((x) => Math.abs(x) > 1);
    expect(hasShare(values, (x) => x < 0, 0.5)).toBe(true);
    expect(hasShare(large, (x) => x < 0, 0.5)).toBe(true);
  });

  it('follows the normal law beyond the start of the tail', () => {
    const tailSource = streamFor(24, 'tail');
    const tail = Float64Array.from({ length: 4000 }, () =>
      Math.abs(sampleNormal(startingWith(0xffffffff, 0xffffff00, tailSource))),
    );
    expect(Math.min(...tail)).toBeGreaterThan(NORMAL_TAIL);
    const share = normalCdf(-NORMAL_TAIL - 0.25) / normalCdf(-NORMAL_TAIL);
    expect(hasShare(tail, (x) => x > NORMAL_TAIL + 0.25, share)).toBe(true);
  });
});

it('a keyed stream gives samples that do not depend on the order of the keys', () => {
  const keyed = new KeyedStream(1, 'lifetimes');
  const sample = (key: number): number => {
    keyed.rekey(key, 0);
    return sampleExponential(keyed) + sampleNormal(keyed);
  };
  const forwards = Array.from({ length: 50 }, (_, key) => sample(key));
  const backwards = Array.from({ length: 50 }, (_, i) => sample(49 - i)).toReversed();
  expect(backwards).toEqual(forwards);
});
