/** Draws of `engine/random.ts` that belong to a pair of numbers. */

import { i32At } from './words';

@inline
export function doubleFrom(first: u32, second: u32): f64 {
  return (<f64>(first >> 5) * 67108864 + <f64>(second >> 6)) * (1 / 9007199254740992.0);
}

/** State of the pair of numbers that `toPair` has gone to. */
let pair0: u32 = 0;
let pair1: u32 = 0;

/** `KeyedStream.rekey`. */
export function toPair(keys: u32, a: i32, b: i32): void {
  const right = <u32>b ^ mix32(<u32>a ^ <u32>i32At(keys, 0));
  const state1 = <u32>a ^ mix32(right ^ <u32>i32At(keys, 1));
  const state0 = right ^ mix32(state1 ^ <u32>i32At(keys, 2));
  pair0 = state0;
  pair1 = (state0 | state1) == 0 ? 1 : state1;
}

/** xoroshiro64**: the next draw of the pair. */
export function nextOfPair(): u32 {
  const s0 = pair0;
  const s1 = pair1 ^ s0;
  pair0 = rotl<u32>(s0, 26) ^ s1 ^ (s1 << 9);
  pair1 = rotl<u32>(s1, 13);
  return rotl<u32>(s0 * 0x9e3779bb, 5) * 5;
}

/** Uniform multiple of 2^-53 in [0, 1), of the pair. */
export function nextDoubleOfPair(): f64 {
  const first = nextOfPair();
  return doubleFrom(first, nextOfPair());
}

/** `numeric/hash.ts`. */
@inline
function mix32(word: u32): u32 {
  const once = (word ^ (word >> 16)) * 0x21f0aaad;
  const twice = (once ^ (once >> 15)) * 0xd35a2d97;
  return twice ^ (twice >> 15);
}
