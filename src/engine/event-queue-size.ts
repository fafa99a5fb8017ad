/** How much room an event queue has; the estimate of a run's memory reckons with the same figures. */

export const CHUNK_RECORDS = 32;
const EVENTS_PER_BUCKET = 256;
const LEAST_BUCKETS = 256;
const MOST_BUCKETS = 4096;
/** With more events than these waiting, the ends of so many buckets would lie on more pages than a processor knows the places of. */
const MANY_WAITING = 400_000;
const LEAST_CHUNKS = 64;
/** Room for the events of a bucket before one has more. */
export const FIRST_IN_BUCKET = 256;
/** Words of a record beside those of the caller: its time and its tag. */
export const TIME_WORDS = 2;
export const TAG_WORDS = 1;

export interface EventQueueSize {
  /** Events after this time never fall due. */
  readonly horizonSec: number;
  /** About how many events the whole run pushes; only speed depends on it. */
  readonly expectedEvents: number;
  /** About how many wait at the same time; the queue grows beyond it. */
  readonly expectedWaiting: number;
  /** 32-bit words of a record that belong to the caller. */
  readonly payloadWords: number;
}

/** Slices of time that a queue divides its run into: a power of two. */
export function bucketsFor(expectedEvents: number, expectedWaiting: number): number {
  const most = expectedWaiting > MANY_WAITING ? MOST_BUCKETS / 2 : MOST_BUCKETS;
  const wanted = Math.min(most, expectedEvents / EVENTS_PER_BUCKET);
  let buckets = LEAST_BUCKETS;
  while (buckets < wanted) buckets *= 2;
  return buckets;
}

/** Chunks that hold so many events, spread over all buckets: in each the last chunk is half full. */
export function chunksFor(waiting: number, buckets: number): number {
  const full = Math.ceil(waiting / CHUNK_RECORDS);
  return Math.max(LEAST_CHUNKS, full + Math.ceil(Math.min(waiting, buckets) * 0.55));
}

/** Bytes of a chunk whose records have that many words of the caller, its link included. */
export function bytesPerChunk(payloadWords: number): number {
  return chunkWordsOf(payloadWords) * 4 + 4;
}

/** Words of a chunk whose records have that many words of the caller. */
export function chunkWordsOf(payloadWords: number): number {
  return CHUNK_RECORDS * recordWordsOf(payloadWords);
}

/** Words of a record with that many of the caller: an even number, so that each time lies where doubles do. */
export function recordWordsOf(payloadWords: number): number {
  return Math.ceil((TIME_WORDS + TAG_WORDS + payloadWords) / 2) * 2;
}
