/** Integer hashes with 32-bit results, and the 64-bit hash that identifies a sampled series. */
import { highWord, lowWord } from './float-bits.ts';

/**
 * Bijective mixer of 32 bits: every input bit flips every output bit with probability close to one half.
 * Shifts and multipliers by C. Wellons and contributors, hash-prospector ("lowbias32", bias 0.108).
 */
export function mix32(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0xd35a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** 2^32 / golden ratio: keeps the all-zero input away from the mixer's fixed point at 0. */
const GOLDEN_32 = 0x9e3779b9;

/** Hash of two 32-bit integers (order matters). */
export function hash2(a: number, b: number): number {
  return mix32((mix32((a + GOLDEN_32) | 0) + b) | 0);
}

/** Hash of three 32-bit integers (order matters). */
export function hash3(a: number, b: number, c: number): number {
  return mix32((hash2(a, b) + c) | 0);
}

/** FNV-1a of the UTF-16 code units of a text, two bytes each when above 255 (RFC 9923 for the constants). */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    if (unit > 0xff) h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  return h >>> 0;
}

/** Lower part of the 64-bit FNV prime 2^40 + 0x1b3. */
const FNV_PRIME_LOW = 0x1b3;

function hexDigits(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/**
 * FNV-1a with 64 bits over the bytes of doubles, least significant byte first on every machine. Two runs are
 * the same to the last bit when their series have the same hash. Every NaN counts as the same value.
 */
export class SeriesHash {
  private high = 0xcbf29ce4 | 0;
  private low = 0x84222325 | 0;

  /** Adds `values[from]` to `values[to - 1]`; all of `values` by default. */
  update(values: Float64Array, from = 0, to: number = values.length): void {
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value === undefined)
        throw new RangeError(`series has no value ${i}; its length is ${values.length}`);
      const isNumber = value === value;
      this.addWord(isNumber ? lowWord(value) : 0);
      this.addWord(isNumber ? highWord(value) : 0x7ff80000);
    }
  }

  /** 16 lower-case hexadecimal digits. */
  hex(): string {
    return hexDigits(this.high) + hexDigits(this.low);
  }

  private addWord(word: number): void {
    let high = this.high;
    let low = this.low;
    for (let shift = 0; shift < 32; shift += 8) {
      const mixed = low ^ ((word >>> shift) & 0xff);
      // The upper half of the product of mixed and the prime, by halves of mixed: with integers alone.
      const lower = Math.imul(mixed & 0xffff, FNV_PRIME_LOW) >>> 16;
      const carry = (Math.imul(mixed >>> 16, FNV_PRIME_LOW) + lower) >>> 16;
      high = (Math.imul(high, FNV_PRIME_LOW) + carry + (mixed << 8)) | 0;
      low = Math.imul(mixed, FNV_PRIME_LOW);
    }
    this.high = high;
    this.low = low;
  }
}
