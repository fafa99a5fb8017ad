/** A client comes through to a backend: `set-up/walk.ts`. */
import { books, CLOSE } from './books';
import { countOpened } from './counts';
import { drawBelowBound, picks } from './draw-ahead';
import { opened, pick } from './engine';
import { pickLowest, rise } from './levels';
import { lease } from './ports';
import { bucketOf, push } from './queue';
import { setIdentity } from './records';
import { lifetimeSecOf } from './samples';
import {
  clientWord,
  countsOpen,
  endpointWord,
  hasListener,
  hasPool,
  numberWord,
  picksLowest,
  tickWord,
  tupleWord,
} from './settings';
import { addI32, i32At, setF64, setI32 } from './words';

const MOST_COUNTED_RETRANSMITS = 31;

/** A client whose SYN was sent again so often is established. */
export function connectLate(
  number: i32,
  session: i32,
  attempts: i32,
  clientTuple: i32,
  startSec: f64,
  retransmits: i32,
): void {
  const backend = connectNow(number, session, attempts, clientTuple, lifetimeSecOf(number, session));
  if (hasListener) setF64(books.answeredAt, backend, books.nowSec);
  const bin = retransmits < MOST_COUNTED_RETRANSMITS ? retransmits : MOST_COUNTED_RETRANSMITS;
  addI32(books.afterRetransmits, bin, 1);
  books.retransmitted += 1;
  const tookSec = books.nowSec - startSec;
  if (tookSec > books.longestSetUpSec) books.longestSetUpSec = tookSec;
}

/** A client is established of which nothing was foretold; the backend that it comes to. */
export function connectNow(number: i32, session: i32, attempts: i32, clientTuple: i32, lifetimeSec: f64): i32 {
  const closeSec = books.nowSec + lifetimeSec;
  const tick = <i32>(books.nowSec * books.ticksPerSec);
  return connect(number, session, attempts, clientTuple, closeSec, bucketOf(closeSec), tick);
}

/**
 * A client is established; the backend that it comes to.
 * @param bucket of the queue, for when it closes
 */
@inline
export function connect(
  number: i32,
  session: i32,
  attempts: i32,
  clientTuple: i32,
  closeSec: f64,
  bucket: i32,
  tick: i32,
): i32 {
  const backend = pickBackend();
  const tuple = hasPool ? lease(backend) : 0;
  takePlaceAt(backend);
  books.openedTicks += <f64>tick;
  if (session > 0) books.reconnects += 1;
  countOpened();
  const at = push(bucket, closeSec, CLOSE, 0);
  const record = books.words + (at << 2);
  if (numberWord != 0) setIdentity(record, number, session, attempts);
  setI32(record, clientWord, clientTuple);
  setI32(record, tickWord, tick);
  if (tupleWord != 0) setI32(record, tupleWord, tuple);
  if (endpointWord != 0) setI32(record, endpointWord, backend);
  return backend;
}

@inline
function pickBackend(): i32 {
  if (books.picksUniformly) return i32At(books.slots, drawBelowBound(picks));
  return picksLowest ? pickLowest() : pick();
}

@inline
function takePlaceAt(backend: i32): void {
  books.sureToPass -= 1;
  const open = addI32(books.backendOpen, backend, 1);
  if (open > books.peakBackendOpen) books.peakBackendOpen = open;
  if (picksLowest) rise(backend);
  else if (countsOpen) opened(backend);
  if (!hasListener) return;
  const accepted = addI32(books.backendAccepted, backend, 1);
  if (accepted > books.peakBackendAccepted) books.peakBackendAccepted = accepted;
}
