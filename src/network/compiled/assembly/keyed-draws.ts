/** `KeyedStream.firstDraws` of `engine/random.ts`, four numbers at a time. */
import { i32At } from './words';

/** The first two draws of the pairs (number, 0) of consecutive numbers: all the first ones, then all the second ones. */
export function firstDraws(keys: u32, number: i32, count: i32, draws: u32): void {
  const key0 = i32x4.splat(i32At(keys, 0));
  const key1 = i32x4.splat(i32At(keys, 1));
  const key2 = i32x4.splat(i32At(keys, 2));
  const scramble = i32x4.splat(0x9e3779bb);
  const five = i32x4.splat(5);
  let left = i32x4.add(i32x4.splat(number), i32x4(0, 1, 2, 3));
  const second = <usize>draws + (<usize>count << 2);
  for (let at = <usize>draws; at < second; at += 16) {
    const right = mix32x4(v128.xor(left, key0));
    const state1 = v128.xor(left, mix32x4(v128.xor(right, key1)));
    const state0 = v128.xor(right, mix32x4(v128.xor(state1, key2)));
    // Zero is the one state that the generator never leaves; true is -1.
    const isZero = i32x4.eq(v128.or(state0, state1), i32x4.splat(0));
    const mixed = v128.xor(i32x4.sub(state1, isZero), state0);
    const next = v128.xor(v128.xor(rotl32x4(state0, 26), mixed), i32x4.shl(mixed, 9));
    v128.store(at, i32x4.mul(rotl32x4(i32x4.mul(state0, scramble), 5), five));
    v128.store(at + (<usize>count << 2), i32x4.mul(rotl32x4(i32x4.mul(next, scramble), 5), five));
    left = i32x4.add(left, i32x4.splat(4));
  }
}

@inline
function rotl32x4(words: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(words, bits), i32x4.shr_u(words, 32 - bits));
}

/** `numeric/hash.ts`. */
@inline
function mix32x4(words: v128): v128 {
  const once = i32x4.mul(v128.xor(words, i32x4.shr_u(words, 16)), i32x4.splat(0x21f0aaad));
  const twice = i32x4.mul(v128.xor(once, i32x4.shr_u(once, 15)), i32x4.splat(0xd35a2d97));
  return v128.xor(twice, i32x4.shr_u(twice, 15));
}
