/** The event queue of `engine/event-queue.ts`, on its arrays. */
import { books } from './books';
import { forgetRoom } from './room';
import { recordWords } from './settings';
import { addI32, bitsOf, f64At, i32At, setF64, setI32, setU8, u8At } from './words';

const CHUNK_RECORDS = 32;
/** Words of a record before its tag. */
const TIME_WORDS = 2;
const NONE = -1;
const NO_EVENT = -1;
/** Stands behind the last event of the present bucket, where an event has its place. */
export const BUCKET_END = -1;
const KIND_SHIFT = 27;
const RUN_FOR_INSERTION = 24;
const MOVES_EACH = 16;
const BELOW_ONE: f64 = 1 - 4 * 2.220446049250313e-16;

/** Whether one more event can be pushed. */
export function hasRoom(): bool {
  return (books.freeChunk >= 0 || books.chunkCount < books.chunkCapacity) && books.lateSize < books.lateCapacity;
}

function placeOf(chunk: i32, inChunk: i32): i32 {
  return (chunk * CHUNK_RECORDS + inChunk) * recordWords + TIME_WORDS;
}

/** Where a record's time lies: before its tag. */
@inline
function timeOf(at: i32): usize {
  return <usize>books.words + (<usize>(at - TIME_WORDS) << 2);
}

/** The bucket of that time; of one beyond the horizon that which is never entered. */
@inline
export function bucketOf(timeSec: f64): i32 {
  return timeSec <= books.horizonSec ? <i32>(timeSec * books.bucketsPerSec) : books.bucketCount + 1;
}

/** Events that wait beyond the horizon: the queue does not count them. */
export function waitingBeyond(): i32 {
  return i32At(books.countInBucket, books.bucketCount + 1);
}

/** Adds an event that lies in that bucket; the word of its tag. */
@inline
export function push(bucket: i32, timeSec: f64, kind: i32, payload: i32): i32 {
  if (bucket <= books.bucket) return pushLate(timeSec, kind, payload);
  const count = addI32(books.countInBucket, bucket, 1) - 1;
  const inChunk = count & (CHUNK_RECORDS - 1);
  const chunk = inChunk == 0 ? linkChunk(bucket) : i32At(books.headChunk, bucket);
  return put(chunk, inChunk, timeSec, kind, payload);
}

@inline
function put(chunk: i32, inChunk: i32, timeSec: f64, kind: i32, payload: i32): i32 {
  const at = placeOf(chunk, inChunk);
  const record = <usize>books.words + (<usize>at << 2);
  store<f64>(record - 4 * TIME_WORDS, timeSec);
  store<i32>(record, (kind << KIND_SHIFT) | payload);
  return at;
}

function linkChunk(bucket: i32): i32 {
  const chunk = takeChunk();
  setI32(books.nextChunk, chunk, i32At(books.headChunk, bucket));
  setI32(books.headChunk, bucket, chunk);
  return chunk;
}

function takeChunk(): i32 {
  const free = books.freeChunk;
  if (free >= 0) {
    books.freeChunk = i32At(books.nextChunk, free);
    if (!hasRoom()) forgetRoom();
    return free;
  }
  const chunk = books.chunkCount++;
  if (!hasRoom()) forgetRoom();
  for (let i = 0; i < CHUNK_RECORDS; i++) setI32(books.words, placeOf(chunk, i), NO_EVENT);
  return chunk;
}

function freeChain(head: i32): void {
  if (head < 0) return;
  let last = head;
  for (let next = i32At(books.nextChunk, last); next >= 0; next = i32At(books.nextChunk, last)) last = next;
  setI32(books.nextChunk, last, books.freeChunk);
  books.freeChunk = head;
}

/** The word of the tag of the event that comes next, or `BUCKET_END`. */
@inline
export function headAt(): i32 {
  if (isLateDue()) {
    if (lateGoesFirst()) return i32At(books.lateAt, 0);
  }
  return i32At(books.nowAt, books.nowNext);
}

/** Whether one of those that came late is due, of which only one comes first. */
@inline
function isLateDue(): bool {
  return bitsOf(books.lateSec) <= bitsOf(books.headSec);
}

/** Takes the event that comes next, which lies there. */
@inline
export function pop(at: i32): void {
  setI32(books.words, at, NO_EVENT);
  if (isLateDue()) {
    if (i32At(books.lateAt, 0) == at) return popLate();
  }
  const next = books.nowNext + 1;
  books.nowNext = next;
  const sorted = f64At(books.nowTime, next);
  const late = books.lateSec;
  books.headSec = bitsOf(late) < bitsOf(sorted) ? late : sorted;
}

function popLate(): void {
  removeFirstLate();
  findHead();
}

/** Looks up which of those that are sorted and those that came late is next. */
function findHead(): void {
  const sorted = f64At(books.nowTime, books.nowNext);
  const late = books.lateSize > 0 ? f64At(books.lateTime, 0) : Infinity;
  books.lateSec = late;
  books.headSec = late < sorted ? late : sorted;
}

/**
 * From now on the end of the bucket is the last of its events, and the head where none is left: for the engine that is Infinity.
 * False where there is no room for it.
 */
export function beginQueue(): bool {
  if (books.nowEnd >= books.nowCapacity) return false;
  markBucketEnd();
  findHead();
  return true;
}

/** For the engine again. */
export function endQueue(): void {
  if (books.nowNext >= books.nowEnd) books.headSec = books.lateSec;
}

function markBucketEnd(): void {
  setF64(books.nowTime, books.nowEnd, books.bucketEndSec);
  setI32(books.nowAt, books.nowEnd, BUCKET_END);
}

@inline
function lateGoesFirst(): bool {
  const next = books.nowNext;
  if (next >= books.nowEnd) return true;
  const sorted = f64At(books.nowTime, next);
  if (books.lateSec != sorted) return books.lateSec < sorted;
  return u8At(books.lateKind, 0) < kindAt(i32At(books.nowAt, next));
}

export function kindAt(at: i32): i32 {
  return <i32>(<u32>i32At(books.words, at) >> KIND_SHIFT);
}

function pushLate(timeSec: f64, kind: i32, payload: i32): i32 {
  if (books.lateChunk < 0 || books.lateInChunk == CHUNK_RECORDS) {
    const chunk = takeChunk();
    setI32(books.nextChunk, chunk, books.lateChunk);
    books.lateChunk = chunk;
    books.lateInChunk = 0;
  }
  const at = put(books.lateChunk, books.lateInChunk++, timeSec, kind, payload);
  insertLate(timeSec, at, kind);
  if (!hasRoom()) forgetRoom();
  findHead();
  return at;
}

/** Enters the next bucket, now that the present one has ended; false where it has more events than there is room for. */
export function enterNext(): bool {
  // Rounding may let one that came late lie behind the end.
  if (books.lateSize > 0) {
    books.headSec = books.lateSec;
    return true;
  }
  const bucket = books.bucket + 1;
  if (bucket > books.bucketCount) {
    setF64(books.nowTime, books.nowEnd, Infinity);
    books.headSec = Infinity;
    return true;
  }
  if (i32At(books.countInBucket, bucket) >= books.nowCapacity) return false;
  enter(bucket);
  return true;
}

function enter(bucket: i32): void {
  freeChain(books.spentChunk);
  freeChain(books.lateChunk);
  books.lateChunk = NONE;
  books.bucket = bucket;
  books.bucketEndSec = (<f64>(bucket + 1) / books.bucketsPerSec) * BELOW_ONE;
  books.nowNext = 0;
  const count = i32At(books.countInBucket, bucket);
  books.nowEnd = count;
  books.spentChunk = i32At(books.headChunk, bucket);
  if (count > 0) unload(bucket, count);
  if (count > 1) insertionSort(count);
  markBucketEnd();
  findHead();
}

/**
 * Lists the records of a bucket nearly in the order of their times: as `countingPass` of the engine does, or few as they were
 * pushed. Goes from the newest to the oldest, as the chunks are linked.
 */
function unload(bucket: i32, count: i32): void {
  const counts = count > RUN_FOR_INSERTION;
  if (counts) countSlots(bucket, count);
  const nowTime = books.nowTime;
  const nowAt = books.nowAt;
  const slotOfRecord = books.sortAt;
  const slotEnd = books.slotEnd;
  let left = count;
  let end = lastOfChunk(count);
  for (let chunk = i32At(books.headChunk, bucket); chunk >= 0; chunk = i32At(books.nextChunk, chunk)) {
    let at = placeOf(chunk, end);
    for (; end > 0; end--) {
      at -= recordWords;
      left -= 1;
      const to = counts ? addI32(slotEnd, i32At(slotOfRecord, left), -1) : left;
      setF64(nowTime, to, load<f64>(timeOf(at)));
      setI32(nowAt, to, at);
    }
    end = CHUNK_RECORDS;
  }
  setI32(books.headChunk, bucket, NONE);
  setI32(books.countInBucket, bucket, 0);
}

/** Records in the newest chunk of a bucket that has so many. */
function lastOfChunk(count: i32): i32 {
  return ((count - 1) & (CHUNK_RECORDS - 1)) + 1;
}

/** Which of as many slots as there are records each lies in, two at a time, and where each slot ends. */
function countSlots(bucket: i32, count: i32): void {
  const slotOfRecord = books.sortAt;
  const slotEnd = books.slotEnd;
  const slotsPerSec = f64x2.splat(<f64>count * books.bucketsPerSec);
  const offset = f64x2.splat(<f64>bucket * <f64>count);
  const last = i32x4.splat(count - 1);
  memory.fill(<usize>slotEnd, 0, <usize>count << 2);
  let left = count;
  let end = lastOfChunk(count);
  for (let chunk = i32At(books.headChunk, bucket); chunk >= 0; chunk = i32At(books.nextChunk, chunk)) {
    let at = placeOf(chunk, end);
    for (; end > 1; end -= 2) {
      at -= 2 * recordWords;
      left -= 2;
      const times = v128.load64_lane(timeOf(at + recordWords), v128.load64_zero(timeOf(at)), 1);
      const two = slotsAt(times, slotsPerSec, offset, last);
      v128.store64_lane(<usize>slotOfRecord + (<usize>left << 2), two, 0);
      addI32(slotEnd, i32x4.extract_lane(two, 0), 1);
      addI32(slotEnd, i32x4.extract_lane(two, 1), 1);
    }
    if (end > 0) {
      left -= 1;
      const time = v128.load64_zero(timeOf(at - recordWords));
      const slot = i32x4.extract_lane(slotsAt(time, slotsPerSec, offset, last), 0);
      setI32(slotOfRecord, left, slot);
      addI32(slotEnd, slot, 1);
    }
    end = CHUNK_RECORDS;
  }
  addUp(slotEnd, count);
}

/** Sums of the numbers up to each, four at a time: with up to three behind the last, for which the array has room to its line of the cache. */
function addUp(numbers: u32, count: i32): void {
  const zero = i32x4.splat(0);
  let sum = zero;
  const end = <usize>numbers + (<usize>count << 2);
  for (let at = <usize>numbers; at < end; at += 16) {
    let four = v128.load(at);
    four = i32x4.add(four, v128.shuffle<i32>(zero, four, 0, 4, 5, 6));
    four = i32x4.add(four, v128.shuffle<i32>(zero, four, 0, 1, 4, 5));
    four = i32x4.add(four, sum);
    v128.store(at, four);
    sum = v128.shuffle<i32>(four, four, 3, 3, 3, 3);
  }
}

/** Of two times. */
@inline
function slotsAt(times: v128, slotsPerSec: v128, offset: v128, last: v128): v128 {
  const slots = i32x4.trunc_sat_f64x2_s_zero(f64x2.sub(f64x2.mul(times, slotsPerSec), offset));
  return i32x4.min_s(i32x4.max_s(slots, i32x4.splat(0)), last);
}

function insertionSort(count: i32): void {
  const nowTime = books.nowTime;
  const nowAt = books.nowAt;
  let moves = count * MOVES_EACH;
  let before = f64At(nowTime, 0);
  for (let i = 1; i < count; i++) {
    const time = f64At(nowTime, i);
    if (before < time) {
      before = time;
      continue;
    }
    const at = i32At(nowAt, i);
    const kind = kindAt(at);
    let j = i - 1;
    while (j >= 0) {
      const other = f64At(nowTime, j);
      if (other < time || (other == time && kindAt(i32At(nowAt, j)) <= kind)) break;
      setF64(nowTime, j + 1, other);
      setI32(nowAt, j + 1, i32At(nowAt, j));
      j -= 1;
    }
    setF64(nowTime, j + 1, time);
    setI32(nowAt, j + 1, at);
    before = f64At(nowTime, i);
    moves -= i - j;
    if (moves < 0 && count - i - 1 < books.lateCapacity - books.lateSize) {
      for (let rest = i + 1; rest < count; rest++)
        insertLate(f64At(nowTime, rest), i32At(nowAt, rest), kindAt(i32At(nowAt, rest)));
      books.nowEnd = i + 1;
      return;
    }
  }
}

// The heap of events that were pushed into the present bucket: `engine/late-heap.ts`.

function insertLate(time: f64, at: i32, kind: i32): void {
  const order = books.latePushed;
  books.latePushed = order + 1;
  let place = books.lateSize++;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!goesBefore(time, kind, order, parent)) break;
    moveLate(parent, place);
    place = parent;
  }
  putLate(place, time, at, kind, order);
}

function removeFirstLate(): void {
  const last = --books.lateSize;
  if (last == 0) return;
  const time = f64At(books.lateTime, last);
  const at = i32At(books.lateAt, last);
  const kind = u8At(books.lateKind, last);
  const order = f64At(books.lateOrder, last);
  let place = 0;
  for (;;) {
    let child = place * 2 + 1;
    if (child >= last) break;
    const right = child + 1;
    if (
      right < last &&
      goesBefore(f64At(books.lateTime, right), u8At(books.lateKind, right), f64At(books.lateOrder, right), child)
    )
      child = right;
    if (goesBefore(time, kind, order, child)) break;
    moveLate(child, place);
    place = child;
  }
  putLate(place, time, at, kind, order);
}

function goesBefore(time: f64, kind: i32, order: f64, other: i32): bool {
  const otherTime = f64At(books.lateTime, other);
  if (time != otherTime) return time < otherTime;
  const otherKind = u8At(books.lateKind, other);
  return kind != otherKind ? kind < otherKind : order < f64At(books.lateOrder, other);
}

function moveLate(from: i32, to: i32): void {
  putLate(
    to,
    f64At(books.lateTime, from),
    i32At(books.lateAt, from),
    u8At(books.lateKind, from),
    f64At(books.lateOrder, from),
  );
}

function putLate(place: i32, time: f64, at: i32, kind: i32, order: f64): void {
  setF64(books.lateTime, place, time);
  setI32(books.lateAt, place, at);
  setU8(books.lateKind, place, kind);
  setF64(books.lateOrder, place, order);
}
