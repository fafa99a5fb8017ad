import { countingPass } from './counting-pass.ts';
import {
  bucketsFor,
  CHUNK_RECORDS,
  chunksFor,
  chunkWordsOf,
  type EventQueueSize,
  FIRST_IN_BUCKET,
  recordWordsOf,
  TIME_WORDS,
} from './event-queue-size.ts';
import { kindOf, payloadOf, tagOf } from './event-tag.ts';
import { LateHeap } from './late-heap.ts';

const RUN_FOR_INSERTION = 24;
const NONE = -1;
/** Stands where a record has no event that waits; no tag is all ones. */
const NO_EVENT = -1;
/** Takes the rounding of a division off, so that no event of a later bucket lies before the end of this one. */
const BELOW_ONE = 1 - 4 * Number.EPSILON;

/**
 * The event set of a run of known length. Events lie in buckets, one a slice of simulated time; a bucket is
 * sorted when the clock enters it. As the horizon is known the wheel never turns; events beyond it lie in a bucket of
 * their own that is never entered. A push touches one place and a pop walks a sorted array, where a heap of all events
 * would miss the cache at every level.
 *
 * Order: time, then kind (a lower kind goes first), then insertion. A record is its time, its tag, and as many 32-bit
 * words as the caller wants: whoever puts all that an event needs into its record has no other place in memory to
 * look for when it falls due.
 */
export class EventQueue {
  /** The event that `pop` took, and where its record lies: a word of the queue's own, then those of the caller. */
  kind = 0;
  payload = 0;
  at = 0;
  /** Events that wait and can fall due. */
  size = 0;
  /** Time of the next event of the bucket that the clock is in; Infinity where it has none left. */
  headSec = Infinity;
  /** Before this time no event of a later bucket falls due. */
  bucketEndSec = 0;
  /** The records. Growing replaces the array: it must not be kept over a push. */
  words: Int32Array;

  readonly horizonSec: number;
  readonly bucketCount: number;
  readonly bucketsPerSec: number;
  /** Of each bucket, and of the one beyond the horizon: its newest chunk, and its events. */
  headChunk: Int32Array;
  countInBucket: Int32Array;

  // Chunks of records: of each its time, its tag, its words. Those of a bucket are linked.
  readonly recordWords: number;
  readonly chunkWords: number;
  times: Float64Array;
  nextChunk: Int32Array;
  chunkCount = 0;
  freeChunk = NONE;

  // The bucket that the clock is in, sorted. Its chunks are free when the next one is entered.
  bucket = NONE;
  spentChunk = NONE;
  nowTime = new Float64Array(FIRST_IN_BUCKET);
  nowAt = new Int32Array(FIRST_IN_BUCKET);
  nowNext = 0;
  nowEnd = 0;
  // Room to sort in.
  sortTime = new Float64Array(FIRST_IN_BUCKET);
  sortAt = new Int32Array(FIRST_IN_BUCKET);
  slotEnd = new Int32Array(FIRST_IN_BUCKET + 1);

  // Events that were pushed into the bucket that the clock is in.
  readonly late = new LateHeap();
  lateChunk = NONE;
  lateInChunk = 0;

  constructor({ horizonSec, expectedEvents, expectedWaiting, payloadWords }: EventQueueSize) {
    this.horizonSec = horizonSec;
    const buckets = bucketsFor(expectedEvents, expectedWaiting);
    this.bucketCount = buckets;
    this.bucketsPerSec = buckets / horizonSec;
    this.headChunk = new Int32Array(buckets + 2).fill(NONE);
    this.countInBucket = new Int32Array(buckets + 2);
    this.recordWords = recordWordsOf(payloadWords);
    this.chunkWords = chunkWordsOf(payloadWords);
    const chunks = chunksFor(expectedWaiting, buckets);
    this.words = new Int32Array(chunks * this.chunkWords);
    this.times = new Float64Array(this.words.buffer);
    this.nextChunk = new Int32Array(chunks);
  }

  /**
   * Adds an event.
   * @param kind 0 to 30; @param payload 0 to 2^27 - 1
   * @returns where its record lies: the caller's words are to be written from the next one on
   */
  push(timeSec: number, kind: number, payload: number): number {
    let bucket = this.bucketCount + 1;
    if (timeSec <= this.horizonSec) {
      this.size += 1;
      bucket = (timeSec * this.bucketsPerSec) | 0;
      if (bucket <= this.bucket) return this.pushLate(timeSec, kind, payload);
    }
    const count = this.countInBucket[bucket]!;
    const inChunk = count & (CHUNK_RECORDS - 1);
    const chunk = inChunk === 0 ? this.linkChunk(bucket) : this.headChunk[bucket]!;
    this.countInBucket[bucket] = count + 1;
    return this.put(chunk, inChunk, timeSec, kind, payload);
  }

  /**
   * Time of the next event if it is at or before `boundSec`, else Infinity. The clock of the queue moves no
   * further than the bound, so that later pushes before the next event still find their bucket.
   */
  peek(boundSec: number): number {
    if (this.headSec === Infinity && boundSec >= this.bucketEndSec) this.seek(boundSec);
    return this.headSec <= boundSec ? this.headSec : Infinity;
  }

  /** Enters buckets up to the bound until one has an event: what `peek` does when `headSec` is not known. */
  seek(boundSec: number): void {
    if (this.size === 0) return;
    const lastBucket = boundSec >= this.horizonSec ? this.bucketCount : (boundSec * this.bucketsPerSec) | 0;
    while (this.headSec === Infinity && this.bucket < lastBucket) this.enterBucket(this.bucket + 1);
  }

  /**
   * Takes the event that `peek` found. The caller's words of its record can be read until the next `peek`. Only after a
   * finite `peek`.
   */
  pop(): void {
    this.size -= 1;
    const next = this.nowNext;
    if (this.late.size > 0) this.popEarlier(next);
    else {
      const at = this.nowAt[next]!;
      this.take(at);
      this.nowNext = next + 1;
      this.headSec = next + 1 < this.nowEnd ? this.nowTime[next + 1]! : Infinity;
    }
  }

  /** The same where events were pushed into the present bucket. */
  private popEarlier(next: number): void {
    if (this.lateGoesFirst(next)) {
      this.take(this.late.at[0]!);
      this.late.removeFirst();
    } else {
      this.take(this.nowAt[next]!);
      this.nowNext = next + 1;
    }
    this.findHead();
  }

  private take(at: number): void {
    const tag = this.words[at]!;
    this.at = at;
    this.kind = kindOf(tag);
    this.payload = payloadOf(tag);
    this.words[at] = NO_EVENT;
  }

  private findHead(): void {
    const sorted = this.nowNext < this.nowEnd ? this.nowTime[this.nowNext]! : Infinity;
    const late = this.late.size > 0 ? this.late.time[0]! : Infinity;
    this.headSec = late < sorted ? late : sorted;
  }

  /**
   * Visits every event that waits, those beyond the horizon too, in an order that means nothing: that of the memory, which
   * is read several times as fast as bucket by bucket. Nothing may be pushed meanwhile.
   */
  forEach(visit: (at: number, timeSec: number) => void): void {
    const { words, recordWords, chunkCount } = this;
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      let at = this.placeOf(chunk, 0);
      for (let i = 0; i < CHUNK_RECORDS; i++, at += recordWords)
        if (words[at] !== NO_EVENT) visit(at, this.timeAt(at));
    }
  }

  private lateGoesFirst(next: number): boolean {
    if (next >= this.nowEnd) return true;
    const late = this.late.time[0]!;
    const sorted = this.nowTime[next]!;
    if (late !== sorted) return late < sorted;
    return this.late.kind[0]! < this.kindAt(this.nowAt[next]!);
  }

  private kindAt(at: number): number {
    return kindOf(this.words[at]!);
  }

  /** Place of a record, for those who look at all of them; -1 as its tag says that there is no event. */
  placeOf(chunk: number, inChunk: number): number {
    return chunk * this.chunkWords + inChunk * this.recordWords + TIME_WORDS;
  }

  /** When the event of the record at that place falls due. */
  timeAt(at: number): number {
    return this.times[(at - TIME_WORDS) >> 1]!;
  }

  private put(chunk: number, inChunk: number, timeSec: number, kind: number, payload: number): number {
    const at = this.placeOf(chunk, inChunk);
    this.times[(at - TIME_WORDS) >> 1] = timeSec;
    this.words[at] = tagOf(kind, payload);
    return at;
  }

  private pushLate(timeSec: number, kind: number, payload: number): number {
    if (this.lateChunk < 0 || this.lateInChunk === CHUNK_RECORDS) {
      const chunk = this.takeChunk();
      this.nextChunk[chunk] = this.lateChunk;
      this.lateChunk = chunk;
      this.lateInChunk = 0;
    }
    const at = this.put(this.lateChunk, this.lateInChunk++, timeSec, kind, payload);
    this.late.push(timeSec, at, kind);
    if (timeSec < this.headSec) this.headSec = timeSec;
    return at;
  }

  private linkChunk(bucket: number): number {
    const chunk = this.takeChunk();
    this.nextChunk[chunk] = this.headChunk[bucket]!;
    this.headChunk[bucket] = chunk;
    return chunk;
  }

  private takeChunk(): number {
    const free = this.freeChunk;
    if (free >= 0) {
      this.freeChunk = this.nextChunk[free]!;
      return free;
    }
    if (this.chunkCount === this.nextChunk.length) this.growChunks();
    const chunk = this.chunkCount++;
    let at = this.placeOf(chunk, 0);
    for (let i = 0; i < CHUNK_RECORDS; i++, at += this.recordWords) this.words[at] = NO_EVENT;
    return chunk;
  }

  /** From now on the records are those, which have the same in them. */
  lieIn(words: Int32Array): void {
    this.words = words;
    this.times = new Float64Array(words.buffer, words.byteOffset, words.length >> 1);
  }

  private growChunks(): void {
    const chunks = Math.ceil(this.nextChunk.length * 1.5);
    const words = new Int32Array(chunks * this.chunkWords);
    words.set(this.words);
    this.lieIn(words);
    const next = new Int32Array(chunks);
    next.set(this.nextChunk);
    this.nextChunk = next;
  }

  private freeChain(head: number): void {
    if (head < 0) return;
    let last = head;
    while (this.nextChunk[last]! >= 0) last = this.nextChunk[last]!;
    this.nextChunk[last] = this.freeChunk;
    this.freeChunk = head;
  }

  private enterBucket(bucket: number): void {
    this.freeChain(this.spentChunk);
    this.freeChain(this.lateChunk);
    this.lateChunk = NONE;
    this.bucket = bucket;
    this.bucketEndSec = ((bucket + 1) / this.bucketsPerSec) * BELOW_ONE;
    this.nowNext = 0;
    const count = this.countInBucket[bucket]!;
    this.nowEnd = count;
    this.spentChunk = this.headChunk[bucket]!;
    if (count === 0) return;
    if (count > this.nowTime.length) this.growNow(count);
    this.unload(bucket, count);
    if (count > 1) this.sortBucket(bucket, count);
    this.findHead();
  }

  /** Lists the records of a bucket in the order in which they were pushed. */
  private unload(bucket: number, count: number): void {
    const { nowTime, nowAt, times, recordWords } = this;
    let end = count;
    let first = (count - 1) & ~(CHUNK_RECORDS - 1);
    for (let chunk = this.headChunk[bucket]!; chunk >= 0; chunk = this.nextChunk[chunk]!) {
      let at = this.placeOf(chunk, 0);
      for (let i = first; i < end; i++) {
        nowTime[i] = times[(at - TIME_WORDS) >> 1]!;
        nowAt[i] = at;
        at += recordWords;
      }
      end = first;
      first -= CHUNK_RECORDS;
    }
    this.headChunk[bucket] = NONE;
    this.countInBucket[bucket] = 0;
  }

  private sortBucket(bucket: number, count: number): void {
    if (count > RUN_FOR_INSERTION) {
      const { nowTime, nowAt, sortTime, sortAt, slotEnd } = this;
      countingPass(
        nowTime,
        nowAt,
        sortTime,
        sortAt,
        slotEnd,
        count,
        count * this.bucketsPerSec,
        bucket * count,
      );
      this.nowTime = sortTime;
      this.nowAt = sortAt;
      this.sortTime = nowTime;
      this.sortAt = nowAt;
    }
    this.insertionSort(count);
  }

  /**
   * Nearly sorted after the counting pass. Many events of mixed kinds at one instant would make insertion
   * quadratic, so after a budget of moves the rest goes to the heap, which keeps the order.
   */
  private insertionSort(count: number): void {
    const { nowTime, nowAt } = this;
    let moves = count * 16;
    let before = nowTime[0]!;
    for (let i = 1; i < count; i++) {
      const time = nowTime[i]!;
      if (before < time) {
        before = time;
        continue;
      }
      const at = nowAt[i]!;
      const kind = this.kindAt(at);
      let j = i - 1;
      while (j >= 0 && (nowTime[j]! > time || (nowTime[j]! === time && this.kindAt(nowAt[j]!) > kind))) {
        nowTime[j + 1] = nowTime[j]!;
        nowAt[j + 1] = nowAt[j]!;
        j -= 1;
      }
      nowTime[j + 1] = time;
      nowAt[j + 1] = at;
      before = nowTime[i]!;
      moves -= i - j;
      if (moves < 0) {
        for (let rest = i + 1; rest < count; rest++)
          this.late.push(nowTime[rest]!, nowAt[rest]!, this.kindAt(nowAt[rest]!));
        this.nowEnd = i + 1;
        return;
      }
    }
  }

  /** Room for a bucket of so many events; only before the clock is in one. */
  makeRoomNow(count: number): void {
    if (count > this.nowTime.length) this.growNow(count);
  }

  private growNow(count: number): void {
    let length = this.nowTime.length;
    while (length < count) length *= 2;
    this.nowTime = new Float64Array(length);
    this.nowAt = new Int32Array(length);
    this.sortTime = new Float64Array(length);
    this.sortAt = new Int32Array(length);
    this.slotEnd = new Int32Array(length + 1);
  }
}
