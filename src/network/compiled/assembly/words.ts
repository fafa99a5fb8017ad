/** Arrays of the memory. */

export function i32At(array: u32, index: i32): i32 {
  return load<i32>(<usize>array + (<usize>index << 2));
}

export function setI32(array: u32, index: i32, value: i32): void {
  store<i32>(<usize>array + (<usize>index << 2), value);
}

export function addI32(array: u32, index: i32, value: i32): i32 {
  const at = <usize>array + (<usize>index << 2);
  const sum = load<i32>(at) + value;
  store<i32>(at, sum);
  return sum;
}

export function f64At(array: u32, index: i32): f64 {
  return load<f64>(<usize>array + (<usize>index << 3));
}

export function setF64(array: u32, index: i32, value: f64): void {
  store<f64>(<usize>array + (<usize>index << 3), value);
}

export function u16At(array: u32, index: i32): i32 {
  return <i32>load<u16>(<usize>array + (<usize>index << 1));
}

export function setU16(array: u32, index: i32, value: i32): void {
  store<u16>(<usize>array + (<usize>index << 1), <u16>value);
}

export function u8At(array: u32, index: i32): i32 {
  return <i32>load<u8>(<usize>array + <usize>index);
}

export function setU8(array: u32, index: i32, value: i32): void {
  store<u8>(<usize>array + <usize>index, <u8>value);
}

/** Bits of a time. As no time is negative, they are in the order of the times; and the lesser of two integers needs no branch. */
@inline
export function bitsOf(timeSec: f64): u64 {
  return reinterpret<u64>(timeSec);
}
