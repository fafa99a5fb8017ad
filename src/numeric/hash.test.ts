import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash2, hash3, hashText, mix32, SeriesHash } from './hash.ts';
import { chiSquareQuantile } from './special.ts';

describe('mix32', () => {
  it('gives unsigned 32-bit integers and takes signed ones as the same bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (x) => {
        const h = mix32(x);
        expect(h >>> 0).toBe(h);
        expect(mix32(x | 0)).toBe(h);
      }),
    );
  });

  it('has the values of the published function', () => {
    // Computed with the C of hash-prospector's README.
    expect([mix32(0), mix32(1), mix32(2), mix32(0xffffffff)]).toEqual([0, 114555507, 229111015, 3652544131]);
  });

  it('flips every output bit for every input bit with probability close to one half', () => {
    const trials = 4096;
    // 1024 cells, each a binomial of 4096 trials: 5 standard deviations are exceeded once in 1700 such tables.
    const bound = 5 * Math.sqrt(trials / 4);
    for (let input = 0; input < 32; input++) {
      const flips = new Int32Array(32);
      for (let i = 0; i < trials; i++) {
        const x = Math.imul(i, 0x9e3779b1) ^ 0x5bd1e995;
        const difference = mix32(x) ^ mix32(x ^ (1 << input));
        for (let output = 0; output < 32; output++) flips[output]! += (difference >>> output) & 1;
      }
      for (const flip of flips) expect(Math.abs(flip - trials / 2)).toBeLessThan(bound);
    }
  });
});

describe('hash2 and hash3', () => {
  it('depend on the order of their arguments', () => {
    expect(hash2(1, 2)).not.toBe(hash2(2, 1));
    expect(new Set([hash3(1, 2, 3), hash3(1, 3, 2), hash3(3, 2, 1), hash3(0, 0, 0)]).size).toBe(4);
  });

  it('spread small consecutive numbers evenly over 256 buckets (chi-square, 99.9 %)', () => {
    for (const hash of [
      hash2,
      (a: number, b: number): number => hash3(a, 0, b),
      (a: number, b: number): number => hash3(7, a, b),
    ]) {
      const buckets = new Int32Array(256);
      for (let a = 0; a < 256; a++) for (let b = 0; b < 256; b++) buckets[hash(a, b) >>> 24]! += 1;
      let chiSquare = 0;
      for (const count of buckets) chiSquare += (count - 256) ** 2 / 256;
      expect(chiSquare).toBeLessThan(chiSquareQuantile(0.999, 255));
      expect(chiSquare).toBeGreaterThan(chiSquareQuantile(0.001, 255));
    }
  });
});

describe('hashText', () => {
  it('is FNV-1a for ASCII', () => {
    expect([hashText(''), hashText('a'), hashText('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  it('tells characters apart that share their lower byte', () => {
    expect(hashText('\u0141')).not.toBe(hashText('A'));
  });
});

/** FNV-1a 64 by the definition, on the bytes in little-endian order. */
function fnv1a64(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8));
  let h = 0xcbf29ce484222325n;
  for (const value of values) {
    view.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) h = BigInt.asUintN(64, (h ^ BigInt(view.getUint8(i))) * 0x100000001b3n);
  }
  return h.toString(16).padStart(16, '0');
}

describe('SeriesHash', () => {
  it('is FNV-1a 64 of the bytes', () => {
    expect(new SeriesHash().hex()).toBe('cbf29ce484222325');
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
        const hash = new SeriesHash();
        hash.update(Float64Array.from(values));
        expect(hash.hex()).toBe(fnv1a64(values));
      }),
    );
  });

  it('does not depend on how the series was cut', () => {
    const values = Float64Array.from({ length: 50 }, (_, i) => Math.sqrt(i));
    const whole = new SeriesHash();
    whole.update(values);
    const parts = new SeriesHash();
    parts.update(values, 0, 13);
    parts.update(values.subarray(13, 20));
    parts.update(values, 20);
    expect(parts.hex()).toBe(whole.hex());
  });

  it('notices the last bit, the sign of zero and the order', () => {
    const hex = (...values: number[]): string => {
      const hash = new SeriesHash();
      hash.update(Float64Array.from(values));
      return hash.hex();
    };
    expect(new Set([hex(1, 2), hex(2, 1), hex(1, 2 + 2 ** -51), hex(0), hex(-0), hex(NaN)]).size).toBe(6);
  });

  it('takes every NaN as the same', () => {
    const bits = new BigUint64Array([0x7ff8000000000000n, 0x7ff8000000000001n, 0xfff8000000000000n]);
    const hashes = [0, 1, 2].map((i) => {
      const hash = new SeriesHash();
      hash.update(new Float64Array(bits.buffer, i * 8, 1));
      return hash.hex();
    });
    expect(new Set(hashes)).toEqual(new Set([fnv1a64([NaN])]));
  });

  it('refuses a range beyond the series', () => {
    expect(() => new SeriesHash().update(new Float64Array(3), 0, 4)).toThrow('no value 3; its length is 3');
  });
});
