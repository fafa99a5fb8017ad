import { KIND_SHIFT } from './event-tag.ts';
import { LateHeap } from './late-heap.ts';

/**
 * The event set of a run of known length. Events lie in buckets, one a slice of simulated time; a bucket is
 * sorted when the clock enters it. As the horizon is known the wheel never turns, and an event beyond it is
 * not stored at all: it can never happen. A push touches one place and a pop walks a sorted array, where a heap
 * of all events would miss the cache at every level.
 *
 * Order: time, then kind (the phase: a lower kind goes first), then insertion. Records are 16 bytes: the time,
 * and two integers, `id` and `tag`; the kind is the tag's highest four bits (so tags are non-negative and kinds
 * 0 to 7), the rest belongs to the caller.
 */
export const CHUNK_RECORDS = 32;
const CHUNK_SHIFT = 5;
const RUN_FOR_INSERTION = 24;
const EVENTS_PER_BUCKET = 24;
const LEAST_BUCKETS = 2 ** 8;
const MOST_BUCKETS = 2 ** 14;
export const FIRST_CHUNKS = 1024;
/** Room for the events of a bucket before one has more. */
export const FIRST_IN_BUCKET = 256;

/** Slices of time that a queue divides its run into: a power of two. */
export function bucketsFor(expectedEvents: number): number {
  const wanted = Math.min(MOST_BUCKETS, expectedEvents / EVENTS_PER_BUCKET);
  let buckets = LEAST_BUCKETS;
  while (buckets < wanted) buckets *= 2;
  return buckets;
}

export class EventQueue {
  /** The event that `pop` took. */
  timeSec = 0;
  id = 0;
  tag = 0;
  /** Events waiting. */
  size = 0;

  private readonly horizonSec: number;
  private readonly bucketCount: number;
  private readonly bucketsPerSec: number;
  private readonly headChunk: Int32Array;
  private readonly countInBucket: Int32Array;

  // Chunks of records, linked per bucket; the newest chunk is the head.
  private recordTime: Float64Array;
  private recordWords: Int32Array;
  private nextChunk: Int32Array;
  private chunkCount = 0;
  private freeChunk = -1;

  // The bucket that the clock is in, sorted.
  private bucket = -1;
  private nowTime = new Float64Array(FIRST_IN_BUCKET);
  private nowId = new Int32Array(FIRST_IN_BUCKET);
  private nowTag = new Int32Array(FIRST_IN_BUCKET);
  private nowNext = 0;
  private nowEnd = 0;
  // Room to sort in.
  private sortTime = new Float64Array(FIRST_IN_BUCKET);
  private sortId = new Int32Array(FIRST_IN_BUCKET);
  private sortTag = new Int32Array(FIRST_IN_BUCKET);
  private slotEnd = new Int32Array(FIRST_IN_BUCKET + 1);

  private readonly late = new LateHeap();

  /**
   * @param horizonSec events after this time are dropped
   * @param expectedEvents about how many events the whole run pushes; only speed depends on it
   */
  constructor(horizonSec: number, expectedEvents: number) {
    this.horizonSec = horizonSec;
    const buckets = bucketsFor(expectedEvents);
    this.bucketCount = buckets;
    this.bucketsPerSec = buckets / horizonSec;
    this.headChunk = new Int32Array(buckets + 1).fill(-1);
    this.countInBucket = new Int32Array(buckets + 1);
    this.recordTime = new Float64Array(FIRST_CHUNKS * CHUNK_RECORDS);
    this.recordWords = new Int32Array(FIRST_CHUNKS * CHUNK_RECORDS * 2);
    this.nextChunk = new Int32Array(FIRST_CHUNKS);
  }

  /** Adds an event. One beyond the horizon is dropped. */
  push(timeSec: number, id: number, tag: number): void {
    if (!(timeSec <= this.horizonSec)) return;
    this.size += 1;
    const bucket = (timeSec * this.bucketsPerSec) | 0;
    if (bucket <= this.bucket) {
      this.late.push(timeSec, id, tag);
      return;
    }
    const count = this.countInBucket[bucket]!;
    const inChunk = count & (CHUNK_RECORDS - 1);
    let chunk = this.headChunk[bucket]!;
    if (inChunk === 0) {
      const previous = chunk;
      chunk = this.takeChunk();
      this.nextChunk[chunk] = previous;
      this.headChunk[bucket] = chunk;
    }
    const record = (chunk << CHUNK_SHIFT) + inChunk;
    this.recordTime[record] = timeSec;
    this.recordWords[record * 2] = id;
    this.recordWords[record * 2 + 1] = tag;
    this.countInBucket[bucket] = count + 1;
  }

  /**
   * Time of the next event if it is at or before `boundSec`, else Infinity. The clock of the queue moves no
   * further than the bound, so that later pushes before the next event still find their bucket.
   */
  peek(boundSec: number): number {
    if (this.nowNext >= this.nowEnd && this.late.size === 0) {
      if (this.size === 0) return Infinity;
      const lastBucket = boundSec >= this.horizonSec ? this.bucketCount : (boundSec * this.bucketsPerSec) | 0;
      while (this.nowNext >= this.nowEnd && this.bucket < lastBucket) this.enterBucket(this.bucket + 1);
    }
    const sorted = this.nowNext < this.nowEnd ? this.nowTime[this.nowNext]! : Infinity;
    const late = this.late.size > 0 ? this.late.time[0]! : Infinity;
    const next = late < sorted ? late : sorted;
    return next <= boundSec ? next : Infinity;
  }

  /** Takes the event that `peek` found into `timeSec`, `id`, `tag`. Call it only after a finite `peek`. */
  pop(): void {
    this.size -= 1;
    const next = this.nowNext;
    if (this.late.size > 0) {
      const time = this.late.time[0]!;
      const sorted = next < this.nowEnd ? this.nowTime[next]! : Infinity;
      if (
        time < sorted ||
        (time === sorted && this.late.tag[0]! >>> KIND_SHIFT < this.nowTag[next]! >>> KIND_SHIFT)
      ) {
        this.timeSec = time;
        this.id = this.late.id[0]!;
        this.tag = this.late.tag[0]!;
        this.late.removeFirst();
        return;
      }
    }
    this.timeSec = this.nowTime[next]!;
    this.id = this.nowId[next]!;
    this.tag = this.nowTag[next]!;
    this.nowNext = next + 1;
  }

  /** Bytes that the queue holds now. */
  get byteLength(): number {
    return (
      this.recordTime.byteLength * 2 +
      this.nextChunk.byteLength +
      this.headChunk.byteLength * 2 +
      this.nowTime.byteLength * 4
    );
  }

  private takeChunk(): number {
    const free = this.freeChunk;
    if (free >= 0) {
      this.freeChunk = this.nextChunk[free]!;
      return free;
    }
    if (this.chunkCount === this.nextChunk.length) this.growChunks();
    return this.chunkCount++;
  }

  private growChunks(): void {
    const chunks = this.nextChunk.length * 2;
    const time = new Float64Array(chunks * CHUNK_RECORDS);
    time.set(this.recordTime);
    this.recordTime = time;
    const words = new Int32Array(chunks * CHUNK_RECORDS * 2);
    words.set(this.recordWords);
    this.recordWords = words;
    const next = new Int32Array(chunks);
    next.set(this.nextChunk);
    this.nextChunk = next;
  }

  private enterBucket(bucket: number): void {
    this.bucket = bucket;
    this.nowNext = 0;
    const count = this.countInBucket[bucket]!;
    this.nowEnd = count;
    if (count === 0) return;
    if (count > this.nowTime.length) this.growNow(count);
    this.unload(bucket, count);
    if (count > 1) this.sortBucket(bucket, count);
  }

  /** Copies the records of a bucket in the order in which they were pushed, and frees its chunks. */
  private unload(bucket: number, count: number): void {
    let chunk = this.headChunk[bucket]!;
    let end = count;
    let first = (count - 1) & ~(CHUNK_RECORDS - 1);
    while (chunk >= 0) {
      let record = chunk << CHUNK_SHIFT;
      for (let i = first; i < end; i++, record++) {
        this.nowTime[i] = this.recordTime[record]!;
        this.nowId[i] = this.recordWords[record * 2]!;
        this.nowTag[i] = this.recordWords[record * 2 + 1]!;
      }
      end = first;
      first -= CHUNK_RECORDS;
      const next = this.nextChunk[chunk]!;
      this.nextChunk[chunk] = this.freeChunk;
      this.freeChunk = chunk;
      chunk = next;
    }
    this.headChunk[bucket] = -1;
    this.countInBucket[bucket] = 0;
  }

  /** One stable counting pass over as many slots as there are events, then insertion inside each slot. */
  private sortBucket(bucket: number, count: number): void {
    const { nowTime, nowId, nowTag, sortTime, sortId, sortTag, slotEnd } = this;
    if (count > RUN_FOR_INSERTION) {
      const slotsPerSec = count * this.bucketsPerSec;
      const offset = bucket * count;
      const lastSlot = count - 1;
      slotEnd.fill(0, 0, count + 1);
      for (let i = 0; i < count; i++) slotEnd[clampSlot(nowTime[i]! * slotsPerSec - offset, lastSlot) + 1]!++;
      for (let s = 0; s < count; s++) slotEnd[s + 1]! += slotEnd[s]!;
      for (let i = 0; i < count; i++) {
        const to = slotEnd[clampSlot(nowTime[i]! * slotsPerSec - offset, lastSlot)]!++;
        sortTime[to] = nowTime[i]!;
        sortId[to] = nowId[i]!;
        sortTag[to] = nowTag[i]!;
      }
      nowTime.set(sortTime.subarray(0, count));
      nowId.set(sortId.subarray(0, count));
      nowTag.set(sortTag.subarray(0, count));
    }
    this.insertionSort(count);
  }

  /**
   * Nearly sorted after the counting pass. Many events of mixed kinds at one instant would make insertion
   * quadratic, so after a budget of moves the rest goes to the heap, which keeps the order.
   */
  private insertionSort(count: number): void {
    const { nowTime, nowId, nowTag } = this;
    let moves = count * 16;
    for (let i = 1; i < count; i++) {
      const time = nowTime[i]!;
      const tag = nowTag[i]!;
      const kind = tag >>> KIND_SHIFT;
      let j = i - 1;
      if (nowTime[j]! < time || (nowTime[j]! === time && nowTag[j]! >>> KIND_SHIFT <= kind)) continue;
      const id = nowId[i]!;
      while (j >= 0 && (nowTime[j]! > time || (nowTime[j]! === time && nowTag[j]! >>> KIND_SHIFT > kind))) {
        nowTime[j + 1] = nowTime[j]!;
        nowId[j + 1] = nowId[j]!;
        nowTag[j + 1] = nowTag[j]!;
        j -= 1;
      }
      nowTime[j + 1] = time;
      nowId[j + 1] = id;
      nowTag[j + 1] = tag;
      moves -= i - j;
      if (moves < 0) {
        for (let rest = i + 1; rest < count; rest++)
          this.late.push(nowTime[rest]!, nowId[rest]!, nowTag[rest]!);
        this.nowEnd = i + 1;
        return;
      }
    }
  }

  private growNow(count: number): void {
    let length = this.nowTime.length;
    while (length < count) length *= 2;
    this.nowTime = new Float64Array(length);
    this.nowId = new Int32Array(length);
    this.nowTag = new Int32Array(length);
    this.sortTime = new Float64Array(length);
    this.sortId = new Int32Array(length);
    this.sortTag = new Int32Array(length);
    this.slotEnd = new Int32Array(length + 1);
  }
}

function clampSlot(position: number, lastSlot: number): number {
  const slot = position | 0;
  return slot < 0 ? 0 : slot > lastSlot ? lastSlot : slot;
}
