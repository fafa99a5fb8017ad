/** The loop over the ordinary events of an ordinary path. The rest of the engine does whatever is not ordinary. */
import { arrive, fireTimer, retry } from './attempts';
import { books, CLOSE, DONE, NO_ROOM, NOT_ORDINARY, RETRY } from './books';
import { close, endHold } from './closes';
import { arrivals, begin, picks, ports, retries, takeBack } from './draw-ahead';
import { findHold, findTimer } from './rings';
import { headAt, kindAt, pop, seek } from './queue';
import { bitsOf, i32At } from './words';

const PAYLOAD_MASK = 0x07ffffff;
/** Payload of an event that was called off. */
const CALLED_OFF = PAYLOAD_MASK;

/**
 * Processes the events before a time, at most so many, in the order of `Simulation.step`: at one instant holds end first, then
 * come queued events, timers, arrivals. How many there were is in the books.
 */
export function run(boundarySec: f64, most: i32): i32 {
  begin(picks, books.pickState);
  begin(ports, books.portState);
  begin(retries, books.retryState);
  begin(arrivals, books.arrivalState);
  findHold();
  findTimer();
  const outcome = processEvents(boundarySec, most);
  takeBack(picks);
  takeBack(ports);
  takeBack(retries);
  takeBack(arrivals);
  return outcome;
}

function processEvents(boundarySec: f64, most: i32): i32 {
  books.events = 0;
  const boundary = bitsOf(boundarySec);
  while (books.events < most) {
    let head = bitsOf(books.headSec);
    const other = nextOther();
    if (head == NEVER && other >= bitsOf(books.bucketEndSec)) {
      if (!seek(timeOf(other < boundary ? other : boundary))) return NO_ROOM;
      head = bitsOf(books.headSec);
    }
    const now = head < other ? head : other;
    if (now >= boundary) return DONE;
    books.nowSec = timeOf(now);
    const outcome =
      bitsOf(books.holdSec) == now
        ? endHold()
        : head == now
          ? handleQueued()
          : bitsOf(books.timerSec) == now
            ? fireTimer(most - books.events)
            : arrive();
    if (outcome != DONE) return outcome;
    books.events += 1;
  }
  return DONE;
}

@inline
function timeOf(bits: u64): f64 {
  return reinterpret<f64>(bits);
}

/** Bits of Infinity. */
const NEVER: u64 = 0x7ff0000000000000;

/** When the next event is due of those that do not lie in the queue. */
@inline
function nextOther(): u64 {
  const hold = bitsOf(books.holdSec);
  const timer = bitsOf(books.timerSec);
  const arrival = bitsOf(books.arrivalSec);
  const first = hold < timer ? hold : timer;
  return first < arrival ? first : arrival;
}

@inline
function handleQueued(): i32 {
  const at = headAt();
  const kind = kindAt(at);
  if (kind != CLOSE && kind != RETRY) return NOT_ORDINARY;
  if ((i32At(books.words, at) & PAYLOAD_MASK) == CALLED_OFF) {
    pop();
    return DONE;
  }
  return kind == CLOSE ? close() : retry();
}
