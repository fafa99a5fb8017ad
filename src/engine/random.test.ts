import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { chiSquare, zOf } from '../../test/support/statistics.ts';
import { chiSquareQuantile } from '../numeric/special.ts';
import { drawBelow, KeyedStream, type RandomSource, RandomStream, streamFor } from './random.ts';

const CONFIDENCE = 0.999;

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

/** Plays back given draws, to reach the rare branches. */
function playback(...draws: number[]): RandomSource & { readonly left: number[] } {
  return {
    left: draws,
    nextUint32: () => {
      const next = draws.shift();
      if (next === undefined) throw new Error('more draws than given');
      return next;
    },
    nextDouble: () => NaN,
  };
}

function expectUniform(counts: ArrayLike<number>, total: number): void {
  const statistic = chiSquare(counts, () => total / counts.length);
  expect(statistic).toBeLessThan(chiSquareQuantile(CONFIDENCE, counts.length - 1));
  expect(statistic).toBeGreaterThan(chiSquareQuantile(1 - CONFIDENCE, counts.length - 1));
}

/** |correlation| of independent samples stays below this. */
function correlationBound(count: number): number {
  return zOf(CONFIDENCE) / Math.sqrt(count);
}

/** Correlation of uniform samples on [0, 1), whose mean and variance are known. */
function correlation(a: readonly number[], b: readonly number[]): number {
  return (12 / a.length) * a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i]! - 0.5), 0);
}

describe('RandomStream', () => {
  it('is xoshiro128** (first and millionth outputs of the reference C for state 1, 2, 3, 4)', () => {
    const stream = new RandomStream(1, 2, 3, 4);
    expect(draw(10, () => stream.nextUint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
    for (let i = 10; i < 1_000_000; i++) stream.nextUint32();
    expect(stream.nextUint32()).toBe(3175353485);
  });

  it('builds doubles from 53 bits of two draws', () => {
    const words = new RandomStream(1, 2, 3, 4);
    const doubles = new RandomStream(1, 2, 3, 4);
    for (let i = 0; i < 100; i++) {
      const bits = (BigInt(words.nextUint32() >>> 5) << 26n) | BigInt(words.nextUint32() >>> 6);
      expect(doubles.nextDouble() * 2 ** 53).toBe(Number(bits));
    }
  });

  it('refuses the state that it could not leave', () => {
    expect(() => new RandomStream(0, 0, 0, 0)).toThrow('must not be zero');
  });
});

describe('drawBelow', () => {
  it('gives the upper half of the product of a draw and n', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 1, max: 2 ** 32 }),
        (word, n) => {
          const product = BigInt(word) * BigInt(n);
          const low = product & 0xffffffffn;
          fc.pre(low >= (1n << 32n) % BigInt(n));
          expect(drawBelow(playback(word), n)).toBe(Number(product >> 32n));
        },
      ),
    );
  });

  it('draws again where a value would come too often', () => {
    // 2^32 mod 3 = 1: of the draws only 0 has a lower half below 1.
    const small = playback(0, 2 ** 31);
    expect(drawBelow(small, 3)).toBe(1);
    expect(small.left).toEqual([]);
    // 2^32 mod (2^31 + 1) = 2^31 - 1: nearly half of the draws are refused.
    const large = playback(0, 1, 2 ** 32 - 1);
    expect(drawBelow(large, 2 ** 31 + 1)).toBe(Number((BigInt(1) * BigInt(2 ** 31 + 1)) >> 32n));
    expect(large.left).toEqual([2 ** 32 - 1]);
  });

  it('hits every value of a small range equally often when every draw is played once', () => {
    // All 2^16 upper halves of the draw, with n a divisor of no power of two.
    const counts = new Int32Array(7);
    for (let high = 0; high < 65536; high++) counts[drawBelow(playback(high * 65536 + 40000), 7)]! += 1;
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it.each([10, 28_232, 3_000_017, 2 ** 32])('is uniform below %d (chi-square over 64 cells)', (n) => {
    const stream = streamFor(11, 'below', n);
    const counts = new Float64Array(64);
    const cells = Math.min(n, 64);
    const draws = 64_000;
    for (let i = 0; i < draws; i++) counts[Math.floor((stream.nextBelow(n) / n) * cells)]! += 1;
    if (n % cells === 0 || n > 1e6) expectUniform(counts.subarray(0, cells), draws);
    else {
      const width = (cell: number): number =>
        Math.ceil((n * (cell + 1)) / cells) - Math.ceil((n * cell) / cells);
      const statistic = chiSquare(counts, (cell) => (draws * width(cell)) / n);
      expect(statistic).toBeLessThan(chiSquareQuantile(CONFIDENCE, cells - 1));
    }
  });

  it('says what it does not take', () => {
    for (const n of [0, -1, 2 ** 32 + 1, NaN]) {
      expect(() => streamFor(1, 'x').nextBelow(n)).toThrow(`below ${n}: needs 1 to 2^32`);
    }
    expect(new KeyedStream(1, 'x').nextBelow(1)).toBe(0);
  });
});

describe('streamFor', () => {
  const first = (seed: number, purpose: string, index?: number): string =>
    draw(
      4,
      (
        (stream) => () =>
          stream.nextUint32()
      )(streamFor(seed, purpose, index)),
    ).join();

  it('gives the same stream for the same key and another one for any other key', () => {
    expect(first(1, 'arrivals')).toBe(first(1, 'arrivals', 0));
    const max = Number.MAX_SAFE_INTEGER;
    const keys = [
      first(1, 'arrivals'),
      first(1, 'arrivals', 1),
      first(1, 'ports'),
      first(2, 'arrivals'),
      first(0, 'arrivals', 2),
      first(1 + 2 ** 32, 'arrivals'),
      first(2 ** 32, 'arrivals'),
      first(max, 'arrivals'),
      first(max - 1, 'arrivals'),
      first(1, 'arrivals', 2 ** 32 + 1),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('starts neighbouring seeds and indices independently', () => {
    const count = 20_000;
    const bySeed = draw(
      count + 1,
      (
        (seed) => () =>
          streamFor(seed++, 'x').nextDouble()
      )(0),
    );
    const byIndex = draw(
      count + 1,
      (
        (index) => () =>
          streamFor(5, 'x', index++).nextDouble()
      )(0),
    );
    for (const values of [bySeed, byIndex]) {
      const lag = correlation(values.slice(0, count), values.slice(1));
      expect(Math.abs(lag)).toBeLessThan(correlationBound(count));
      const counts = new Int32Array(100);
      for (const value of values) counts[Math.floor(value * 100)]! += 1;
      expectUniform(counts, values.length);
    }
  });

  it('says what it does not take', () => {
    expect(() => streamFor(-1, 'x')).toThrow('seed -1 must be an integer from 0 to 9007199254740991');
    expect(() => streamFor(1.5, 'x')).toThrow('seed 1.5');
    expect(() => new KeyedStream(1, 'x', NaN)).toThrow('index NaN');
  });
});

describe('KeyedStream', () => {
  it('makes the first draws of many pairs as it makes them one by one', () => {
    const stream = new KeyedStream(5, 'lifetimes', 1);
    const draws = new Uint32Array(64);
    for (const [a, b] of [
      [0, 0],
      [4_294_967_290, 3],
      [1000, 77],
    ] as const) {
      stream.firstDraws(a, b, draws);
      const expected = Array.from({ length: 32 }, (_, i) => {
        stream.rekey(a + i, b);
        return [stream.nextUint32(), stream.nextUint32()];
      });
      expect([...draws]).toEqual(expected.flat());
    }
  });

  /** The draws number `position` of the keys (a, b) for every a below `as` and b below `bs`. */
  function drawsAt(position: number, as: number, bs: number): number[] {
    const stream = new KeyedStream(1, 'test');
    const values: number[] = [];
    for (let a = 0; a < as; a++)
      for (let b = 0; b < bs; b++) {
        stream.rekey(a, b);
        for (let i = 0; i < position; i++) stream.nextUint32();
        values.push(stream.nextUint32() / 2 ** 32);
      }
    return values;
  }

  it('gives the same draws for the same key, whatever was drawn before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer({ min: 0, max: 20 }), (a, b, before) => {
        const stream = new KeyedStream(3, 'lifetimes', 2);
        stream.rekey(a, b);
        const expected = draw(5, () => stream.nextUint32());
        stream.rekey(b, a ^ 1);
        for (let i = 0; i < before; i++) stream.nextDouble();
        stream.rekey(a, b);
        expect(draw(5, () => stream.nextUint32())).toEqual(expected);
      }),
    );
  });

  it('depends on seed, purpose, index and both parts of the key', () => {
    const first = (stream: KeyedStream, a: number, b: number): string => {
      stream.rekey(a, b);
      return draw(3, () => stream.nextUint32()).join();
    };
    const keys = [
      first(new KeyedStream(1, 'x'), 0, 0),
      first(new KeyedStream(1, 'x'), 0, 1),
      first(new KeyedStream(1, 'x'), 1, 0),
      first(new KeyedStream(1, 'x', 1), 0, 0),
      first(new KeyedStream(1, 'y'), 0, 0),
      first(new KeyedStream(2, 'x'), 0, 0),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('follows xoroshiro64** from the first draw of a key on', () => {
    // Undoes the scrambler to find the first half of the state at two draws, then predicts the third.
    const inverse = (multiplier: number): number => {
      let x = multiplier;
      for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(multiplier, x));
      return x;
    };
    const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
    const firstHalf = (output: number): number =>
      Math.imul(rotate(Math.imul(output, inverse(5)), 27), inverse(0x9e3779bb));
    const scramble = (s0: number): number => Math.imul(rotate(Math.imul(s0, 0x9e3779bb), 5), 5) >>> 0;
    const stream = new KeyedStream(9, 'state');
    stream.rekey(123, 4);
    const [s0, next0] = draw(2, () => firstHalf(stream.nextUint32())) as [number, number];
    // next0 = rotate(s0, 26) ^ t ^ (t << 9) gives t, the xor of both halves, nine bits at a time.
    const mixed = next0 ^ rotate(s0, 26);
    let t = mixed;
    for (let i = 0; i < 4; i++) t = mixed ^ (t << 9);
    const next1 = rotate(t, 13) ^ next0;
    expect(stream.nextUint32()).toBe(scramble(rotate(next0, 26) ^ next1 ^ (next1 << 9)));
  });

  test.each([
    ['clients', 40_000, 1],
    ['sessions of one client', 1, 40_000],
    ['clients and sessions', 200, 200],
  ])('the n-th draws of neighbouring %s are uniform and uncorrelated', (_, as, bs) => {
    const draws = [0, 1, 2].map((position) => drawsAt(position, as, bs));
    for (const values of draws) {
      const counts = new Int32Array(256);
      for (const value of values) counts[Math.floor(value * 256)]! += 1;
      expectUniform(counts, values.length);
      const bottom = new Int32Array(256);
      for (const value of values) bottom[(value * 2 ** 32) & 255]! += 1;
      expectUniform(bottom, values.length);
      for (const lag of [1, 2, 200]) {
        const size = values.length - lag;
        const value = correlation(values.slice(0, size), values.slice(lag));
        expect(Math.abs(value)).toBeLessThan(correlationBound(size));
      }
    }
    const [first, second, third] = draws as [number[], number[], number[]];
    expect(Math.abs(correlation(first, second))).toBeLessThan(correlationBound(first.length));
    expect(Math.abs(correlation(first, third))).toBeLessThan(correlationBound(first.length));
    expect(Math.abs(correlation(second, third))).toBeLessThan(correlationBound(first.length));
  });

  it('fills the square of (draw of a key, draw of its neighbour) evenly', () => {
    const values = drawsAt(0, 1, 60_001);
    const cells = new Int32Array(400);
    for (let i = 0; i + 1 < values.length; i++) {
      cells[Math.floor(values[i]! * 20) * 20 + Math.floor(values[i + 1]! * 20)]! += 1;
    }
    // Overlapping pairs: the statistic minus that of the single values has 400 - 20 degrees of freedom (I. J. Good, 1953).
    const singles = new Int32Array(20);
    for (let i = 0; i + 1 < values.length; i++) singles[Math.floor(values[i]! * 20)]! += 1;
    const pairs = values.length - 1;
    const statistic = chiSquare(cells, () => pairs / 400) - chiSquare(singles, () => pairs / 20);
    expect(statistic).toBeLessThan(chiSquareQuantile(CONFIDENCE, 380));
    expect(statistic).toBeGreaterThan(chiSquareQuantile(1 - CONFIDENCE, 380));
  });

  it('flips every bit of the first two draws with probability one half when one key bit flips', () => {
    const stream = new KeyedStream(1, 'avalanche');
    const trials = 1000;
    // 4096 cells: 5.5 standard deviations are exceeded once in 6,000 such tables.
    const bound = 5.5 * Math.sqrt(trials / 4);
    for (let bit = 0; bit < 64; bit++) {
      const flips = new Int32Array(64);
      const [flipA, flipB] = bit < 32 ? [1 << bit, 0] : [0, 1 << (bit - 32)];
      for (let i = 0; i < trials; i++) {
        stream.rekey(i, i >>> 3);
        const [x, y] = [stream.nextUint32(), stream.nextUint32()];
        stream.rekey(i ^ flipA, (i >>> 3) ^ flipB);
        const [dx, dy] = [x ^ stream.nextUint32(), y ^ stream.nextUint32()];
        for (let k = 0; k < 32; k++) {
          flips[k]! += (dx >>> k) & 1;
          flips[k + 32]! += (dy >>> k) & 1;
        }
      }
      for (const flip of flips) expect(Math.abs(flip - trials / 2)).toBeLessThan(bound);
    }
  });
});
