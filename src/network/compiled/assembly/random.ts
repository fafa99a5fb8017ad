/** The generator of `engine/random.ts`, on the state that its stream has. */

/** xoshiro128**. */
@inline
export function nextUint32(state: u32): u32 {
  const at = <usize>state;
  const s0 = load<u32>(at);
  const s1 = load<u32>(at, 4);
  const s2 = load<u32>(at, 8) ^ s0;
  const s3 = load<u32>(at, 12) ^ s1;
  store<u32>(at, s0 ^ s3);
  store<u32>(at, s1 ^ s2, 4);
  store<u32>(at, s2 ^ (s1 << 9), 8);
  store<u32>(at, rotl<u32>(s3, 11), 12);
  return rotl<u32>(s1 * 5, 7) * 9;
}

/** A copy of a generator, to look ahead with. */
export function copyState(from: u32, to: u32): u32 {
  memory.copy(<usize>to, <usize>from, 16);
  return to;
}

/** Uniform integer from 0 to n - 1, as `drawBelow`. */
@inline
export function nextBelow(state: u32, n: u32): i32 {
  let product = <u64>nextUint32(state) * <u64>n;
  if (<u32>product < n) {
    const threshold = <u32>((<u64>1 << 32) % <u64>n);
    while (<u32>product < threshold) product = <u64>nextUint32(state) * <u64>n;
  }
  return <i32>(product >> 32);
}

/** Uniform multiple of 2^-53 in [0, 1), as `doubleFrom`. */
@inline
export function nextDouble(state: u32): f64 {
  const first = nextUint32(state);
  return doubleFrom(first, nextUint32(state));
}

@inline
export function doubleFrom(first: u32, second: u32): f64 {
  return (<f64>(first >> 5) * 67108864 + <f64>(second >> 6)) * (1 / 9007199254740992.0);
}
