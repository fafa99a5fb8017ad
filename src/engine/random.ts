/**
 * Sources of randomness. Streams are named by purpose, so that a new use of chance does not shift the draws of
 * the others. The generators are by D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators",
 * ACM Trans. Math. Softw. 47 (2021); prng.di.unimi.it. State lives in Int32Arrays: a plain field with a 32-bit
 * value becomes a heap number.
 */
import { hashText, mix32 } from '../numeric/hash.ts';

export interface RandomSource {
  /** Uniform integer from 0 to 2^32 - 1. */
  nextUint32(): number;
  /** Uniform multiple of 2^-53 in [0, 1). Takes two draws of 32 bits. */
  nextDouble(): number;
}

const TWO_32 = 4294967296;
const TWO_MINUS_32 = 1 / TWO_32;
const TWO_MINUS_53 = 1 / 9007199254740992;
/** A 32-bit value times a number up to this is exact in a double. */
const EXACT_FACTOR = 2097152;

/** Uniform multiple of 2^-53 in [0, 1): 27 bits of one draw above 26 of the next. */
export function doubleFrom(first: number, second: number): number {
  return ((first >>> 5) * 67108864 + (second >>> 6)) * TWO_MINUS_53;
}

/**
 * Uniform integer from 0 to n - 1 without bias, for integers n from 1 to 2^32: the upper half of the 64-bit product
 * of a draw and n, drawn again in the rare case that would favour some values (D. Lemire, "Fast random integer
 * generation in an interval", ACM Trans. Model. Comput. Simul. 29 (2019)).
 * @throws RangeError for n outside that range.
 */
export function drawBelow(source: RandomSource, n: number): number {
  if (n >= 1 && n <= EXACT_FACTOR) {
    let product = source.nextUint32() * n;
    let value = Math.floor(product * TWO_MINUS_32);
    let low = product - value * TWO_32;
    if (low < n) {
      const threshold = TWO_32 % n;
      while (low < threshold) {
        product = source.nextUint32() * n;
        value = Math.floor(product * TWO_MINUS_32);
        low = product - value * TWO_32;
      }
    }
    return value;
  }
  return drawBelowLarge(source, n);
}

/** As above for any n: the product is built from 16-bit halves of n. */
function drawBelowLarge(source: RandomSource, n: number): number {
  if (!(n >= 1 && n <= TWO_32)) throw new RangeError(`random integer below ${n}: needs 1 to 2^32`);
  const threshold = TWO_32 % n;
  const nHigh = Math.floor(n / 65536);
  const nLow = n - nHigh * 65536;
  for (;;) {
    const draw = source.nextUint32();
    if (Math.imul(draw, n) >>> 0 >= threshold) {
      return Math.floor((draw * nHigh + Math.floor((draw * nLow) / 65536)) / 65536);
    }
  }
}

/** xoshiro128**: 128 bits of state, period 2^128 - 1. */
export class RandomStream implements RandomSource {
  state: Int32Array;

  /** @throws RangeError when all four words are zero, the one state that the generator never leaves. */
  constructor(s0: number, s1: number, s2: number, s3: number) {
    this.state = Int32Array.of(s0, s1, s2, s3);
    if (this.state.every((word) => word === 0)) {
      throw new RangeError('random stream: one of the four state words must not be zero');
    }
  }

  nextUint32(): number {
    const state = this.state;
    const s0 = state[0]!;
    const s1 = state[1]!;
    const s2 = state[2]! ^ s0;
    const s3 = state[3]! ^ s1;
    state[0] = s0 ^ s3;
    state[1] = s1 ^ s2;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    const scrambled = Math.imul(s1, 5);
    return Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
  }

  nextDouble(): number {
    return doubleFrom(this.nextUint32(), this.nextUint32());
  }

  /** Uniform integer from 0 to n - 1; n from 1 to 2^32. As `drawBelow`, with its common case in line. */
  nextBelow(n: number): number {
    if (!(n >= 1 && n <= EXACT_FACTOR)) return drawBelow(this, n);
    const product = this.nextUint32() * n;
    // Below EXACT_FACTOR: an integer at once, where the floor of a double would be looked at for what it is.
    const value = (product * TWO_MINUS_32) | 0;
    const low = product - value * TWO_32;
    return low < n ? this.settleBelow(n, value, low) : value;
  }

  /** The rare draw that may have to be made again. */
  private settleBelow(n: number, value: number, low: number): number {
    const threshold = TWO_32 % n;
    return low < threshold ? drawBelow(this, n) : value;
  }
}

/** The `count` 32-bit words of state that belong to a seed, a purpose and an index. */
function stateWords(seed: number, purpose: string, index: number, count: number): Int32Array {
  checkKeyPart('seed', seed);
  checkKeyPart('index', index);
  const key = [seed | 0, Math.floor(seed / TWO_32), hashText(purpose), index | 0, Math.floor(index / TWO_32)];
  const words = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    // Each word digests the whole key from another start, so two keys that meet in one word differ in the others.
    let digest = mix32(0x9e3779b9 + i);
    for (const part of key) digest = mix32(digest ^ part);
    words[i] = digest;
  }
  return words;
}

function checkKeyPart(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(
      `random stream: ${name} ${value} must be an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
    );
  }
}

/**
 * The stream of a run for one purpose ("arrivals", "ports", ...) and, where a purpose needs several, an index.
 * @throws RangeError when seed or index is not an integer from 0 to 2^53 - 1.
 */
export function streamFor(seed: number, purpose: string, index = 0): RandomStream {
  const words = stateWords(seed, purpose, index, 4);
  // All four words zero would need 128 unlucky bits; the last bit set costs nothing.
  return new RandomStream(words[0]!, words[1]!, words[2]!, words[3]! | 1);
}

/** Rounds of the Feistel network below. */
const ROUNDS = 3;

/**
 * Randomness that belongs to a pair of integers, such as a client and its session, no matter what else was drawn
 * before: xoroshiro64** started from the pair. A key becomes a state through a Feistel network of three rounds, a bijection,
 * so different keys start at different places of the generator's one cycle of 2^64 - 1 draws. Meant for a few
 * draws a key.
 */
export class KeyedStream implements RandomSource {
  private readonly state: Int32Array;
  readonly roundKeys: Int32Array;

  /** @throws RangeError when seed or index is not an integer from 0 to 2^53 - 1. */
  constructor(seed: number, purpose: string, index = 0) {
    this.roundKeys = stateWords(seed, purpose, index, ROUNDS);
    this.state = new Int32Array(2);
    this.rekey(0, 0);
  }

  /** Goes to the first draw of the pair; both numbers count modulo 2^32. */
  rekey(a: number, b: number): void {
    const keys = this.roundKeys;
    let left = a | 0;
    let right = b | 0;
    for (let round = 0; round < ROUNDS; round++) {
      const mixed = right ^ mix32(left ^ keys[round]!);
      right = left;
      left = mixed;
    }
    const state = this.state;
    state[0] = left;
    // Zero is the one state that the generator never leaves.
    state[1] = (left | right) === 0 ? 1 : right;
  }

  nextUint32(): number {
    const state = this.state;
    const s0 = state[0]!;
    const s1 = state[1]! ^ s0;
    state[0] = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
    state[1] = (s1 << 13) | (s1 >>> 19);
    const scrambled = Math.imul(s0, 0x9e3779bb);
    return Math.imul((scrambled << 5) | (scrambled >>> 27), 5) >>> 0;
  }

  /**
   * The first two draws of the pairs (a, b), (a + 1, b) and so on, into the whole of an array: as `rekey` and `nextUint32`
   * make them, but with all in local variables, and no turn waits for another.
   */
  firstDraws(a: number, b: number, draws: Uint32Array): void {
    const keys = this.roundKeys;
    const key0 = keys[0]!;
    const key1 = keys[1]!;
    const key2 = keys[2]!;
    for (let i = 0; i < draws.length; i += 2) {
      const left = (a + (i >> 1)) | 0;
      const right = b ^ mix32(left ^ key0);
      const state1 = left ^ mix32(right ^ key1);
      const state0 = right ^ mix32(state1 ^ key2);
      const mixed = ((state0 | state1) === 0 ? 1 : state1) ^ state0;
      const next = ((state0 << 26) | (state0 >>> 6)) ^ mixed ^ (mixed << 9);
      const first = Math.imul(state0, 0x9e3779bb);
      const second = Math.imul(next, 0x9e3779bb);
      draws[i] = Math.imul((first << 5) | (first >>> 27), 5);
      draws[i + 1] = Math.imul((second << 5) | (second >>> 27), 5);
    }
  }

  nextDouble(): number {
    return doubleFrom(this.nextUint32(), this.nextUint32());
  }

  /** Uniform integer from 0 to n - 1; n from 1 to 2^32. */
  nextBelow(n: number): number {
    return drawBelow(this, n);
  }
}
