/**
 * Streams of `engine/random.ts` whose next draws are made many at a time: with its state in local variables the generator
 * takes half as long, and what is drawn soon can be looked at before. What was not used is taken back when the loop ends.
 */

import { doubleFrom } from './random';
import { i32At, setI32 } from './words';

/** Draws that are made at a time, and how many of them can be looked at at least. */
const SIZE: i32 = 32;
export const PEEKS = 4;

@unmanaged
export class DrawAhead {
  /** Where the state of the stream lies: that after all these draws. */
  state: u32;
  /** Draws that have been used. */
  at: i32;
  /** Below what number draws are wanted as a rule; 0: below none. */
  bound: u32;
  /** Products whose lower half is less are of draws that are made again, so that each number is as likely as any other. */
  threshold: u32;
  /** The first draw not used yet that is made again; else where the draws end. */
  end: i32;
}

/** Bytes of the fields before the draws; behind those lies what each gives below the bound. */
const DRAWS = 32;
const BELOW = DRAWS + 4 * SIZE;
const BYTES: usize = BELOW + 4 * SIZE;

/** First byte of the draws ahead, behind the rings. */
const FIRST_AT: usize = 6144;

export const picks = changetype<DrawAhead>(FIRST_AT);
export const ports = changetype<DrawAhead>(FIRST_AT + BYTES);
export const retries = changetype<DrawAhead>(FIRST_AT + 2 * BYTES);
export const arrivals = changetype<DrawAhead>(FIRST_AT + 3 * BYTES);

/** Nothing is drawn ahead yet of the stream whose state lies there, of which draws below that bound are wanted. */
export function begin(stream: DrawAhead, state: u32, bound: u32): void {
  stream.state = state;
  stream.at = SIZE;
  stream.bound = bound;
  stream.threshold = bound == 0 ? 0 : thresholdOf(bound);
  stream.end = SIZE;
}

/** The next draw. */
@inline
export function draw(stream: DrawAhead): u32 {
  if (stream.at == SIZE) fill(stream);
  const at = stream.at;
  stream.at = at + 1;
  return drawAt(stream, at);
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

/** The same below the bound. */
@inline
export function drawBelowBound(stream: DrawAhead): i32 {
  const at = stream.at;
  if (at >= stream.end) return drawPastEnd(stream);
  stream.at = at + 1;
  return belowAt(stream, at);
}

/** The same where there are no more draws, or the next one is made again. */
function drawPastEnd(stream: DrawAhead): i32 {
  let at: i32;
  do {
    if (stream.at == SIZE) fill(stream);
    at = stream.at;
    stream.at = at + 1;
  } while (isMadeAgain(stream, at));
  findEnd(stream);
  return belowAt(stream, at);
}

/** The rare draw that may have to be made again. */
function settleBelow(stream: DrawAhead, first: u64, n: u32): i32 {
  const threshold = thresholdOf(n);
  let product = first;
  while (<u32>product < threshold) product = <u64>draw(stream) * <u64>n;
  return <i32>(product >> 32);
}

function thresholdOf(n: u32): u32 {
  return <u32>((<u64>1 << 32) % <u64>n);
}

/** Whether the draws at `at` and behind it can be looked at, as many as `PEEKS` says, as none of them is made again. */
@inline
export function canPeek(stream: DrawAhead): bool {
  return stream.at + PEEKS <= stream.end || canPeekAnew(stream);
}

function canPeekAnew(stream: DrawAhead): bool {
  fill(stream);
  return PEEKS <= stream.end;
}

/** The next four draws, which are not used by that: of a stream of which none is made again. */
@inline
export function fourDraws(stream: DrawAhead): v128 {
  if (stream.at > SIZE - 4) fill(stream);
  return v128.load(changetype<usize>(stream) + (<usize>stream.at << 2), DRAWS);
}

/** The draw of that place, one of those that can be looked at. */
@inline
function drawAt(stream: DrawAhead, at: i32): u32 {
  return load<u32>(changetype<usize>(stream) + (<usize>at << 2), DRAWS);
}

/** What that draw gives below the bound; of those before `end`. */
@inline
export function belowAt(stream: DrawAhead, at: i32): i32 {
  return load<i32>(changetype<usize>(stream) + (<usize>at << 2), BELOW);
}

/** Whether that draw gives nothing below the bound, which is rare. */
function isMadeAgain(stream: DrawAhead, at: i32): bool {
  return drawAt(stream, at) * stream.bound < stream.threshold;
}

function findEnd(stream: DrawAhead): void {
  let end = stream.at;
  while (end < SIZE && !isMadeAgain(stream, end)) end += 1;
  stream.end = end;
}

/** What all draws give below the bound, four at a time: the upper halves of the products. */
function mapBelow(stream: DrawAhead): void {
  const bound = i32x4.splat(stream.bound);
  const threshold = i32x4.splat(stream.threshold);
  const from = changetype<usize>(stream);
  let madeAgain = i32x4.splat(0);
  for (let at: usize = 0; at < <usize>(4 * SIZE); at += 16) {
    const draws = v128.load(from + at, DRAWS);
    const low = i64x2.extmul_low_i32x4_u(draws, bound);
    const high = i64x2.extmul_high_i32x4_u(draws, bound);
    v128.store(from + at, v128.shuffle<i32>(low, high, 1, 3, 5, 7), BELOW);
    madeAgain = v128.or(madeAgain, i32x4.lt_u(v128.shuffle<i32>(low, high, 0, 2, 4, 6), threshold));
  }
  stream.end = SIZE;
  if (v128.any_true(madeAgain)) findEnd(stream);
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
  if (stream.bound != 0) mapBelow(stream);
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
