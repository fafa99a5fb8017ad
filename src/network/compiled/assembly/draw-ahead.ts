/**
 * Streams of `engine/random.ts` whose next draws are made many at a time: with its state in local variables the generator
 * takes half as long, and what is drawn soon can be looked at before. What was not used is taken back when the loop ends.
 */

import { doubleFrom } from './random';
import { i32At, setI32 } from './words';

/** Draws that are made at a time, and how many of them `peek` sees. */
const SIZE = 32;
const PEEKS = 4;

@unmanaged
export class DrawAhead {
  /** Where the state of the stream lies: that after all these draws. */
  state: u32;
  /** Draws that have been used. */
  at: i32;
}

/** Bytes of the two fields before the draws. */
const DRAWS = 8;
const BYTES: usize = 192;

/** First byte of the draws ahead, behind the rings. */
const FIRST_AT: usize = 6144;

export const picks = changetype<DrawAhead>(FIRST_AT);
export const ports = changetype<DrawAhead>(FIRST_AT + BYTES);
export const retries = changetype<DrawAhead>(FIRST_AT + 2 * BYTES);
export const arrivals = changetype<DrawAhead>(FIRST_AT + 3 * BYTES);

/** Nothing is drawn ahead yet of the stream whose state lies there. */
export function begin(stream: DrawAhead, state: u32): void {
  stream.state = state;
  stream.at = SIZE;
}

/** The next draw. */
@inline
export function draw(stream: DrawAhead): u32 {
  if (stream.at == SIZE) fill(stream);
  const at = stream.at;
  stream.at = at + 1;
  return load<u32>(changetype<usize>(stream) + (<usize>at << 2), DRAWS);
}

/** Uniform multiple of 2^-53 in [0, 1). */
@inline
export function drawDouble(stream: DrawAhead): f64 {
  const first = draw(stream);
  return doubleFrom(first, draw(stream));
}

/** Uniform integer from 0 to n - 1, as `drawBelow`. */
@inline
export function drawBelow(stream: DrawAhead, n: u32): i32 {
  const product = <u64>draw(stream) * <u64>n;
  return <u32>product < n ? settleBelow(stream, product, n) : <i32>(product >> 32);
}

/** The rare draw that may have to be made again. */
function settleBelow(stream: DrawAhead, first: u64, n: u32): i32 {
  const threshold = <u32>((<u64>1 << 32) % <u64>n);
  let product = first;
  while (<u32>product < threshold) product = <u64>draw(stream) * <u64>n;
  return <i32>(product >> 32);
}

/** From now on so many draws can be looked at as `PEEKS` says. */
@inline
export function preparePeeks(stream: DrawAhead): void {
  if (stream.at > SIZE - PEEKS) fill(stream);
}

/** The draw that comes after so many others. */
@inline
export function peek(stream: DrawAhead, draws: i32): u32 {
  return load<u32>(changetype<usize>(stream) + (<usize>(stream.at + draws) << 2), DRAWS);
}

/** Makes as many draws as have been used. */
function fill(stream: DrawAhead): void {
  const first = changetype<usize>(stream) + DRAWS;
  const left = SIZE - stream.at;
  for (let i = 0; i < left; i++) setI32(<u32>first, i, i32At(<u32>first, stream.at + i));
  const state = <usize>stream.state;
  let s0 = load<u32>(state);
  let s1 = load<u32>(state, 4);
  let s2 = load<u32>(state, 8);
  let s3 = load<u32>(state, 12);
  for (let to = first + (<usize>left << 2); to < first + (SIZE << 2); to += 4) {
    store<u32>(to, rotl<u32>(s1 * 5, 7) * 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotl<u32>(s3, 11);
  }
  setState(state, s0, s1, s2, s3);
  stream.at = 0;
}

/** Takes back what was not used: the state goes back as many steps. */
export function takeBack(stream: DrawAhead): void {
  if (stream.at == SIZE) return;
  const state = <usize>stream.state;
  let s0 = load<u32>(state);
  let s1 = load<u32>(state, 4);
  let s2 = load<u32>(state, 8);
  let s3 = load<u32>(state, 12);
  for (; stream.at < SIZE; stream.at += 1) {
    s3 = rotr<u32>(s3, 11);
    s0 ^= s3;
    // The inverse of x ^ (x << 9), whose shifts leave the word after four terms.
    const mixed = s2 ^ (s1 << 9);
    s2 = mixed ^ (mixed << 9) ^ (mixed << 18) ^ (mixed << 27);
    s1 ^= s2;
    s3 ^= s1;
    s2 ^= s0;
  }
  setState(state, s0, s1, s2, s3);
}

function setState(state: usize, s0: u32, s1: u32, s2: u32, s3: u32): void {
  store<u32>(state, s0);
  store<u32>(state, s1, 4);
  store<u32>(state, s2, 8);
  store<u32>(state, s3, 12);
}
