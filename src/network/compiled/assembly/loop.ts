/** The loop over the ordinary events of an ordinary path. The rest of the engine does whatever is not ordinary. */
import { arrive, fireTimer, retry } from './attempts';
import { books, CLOSE, DONE, NO_ROOM, NOT_ORDINARY, RETRY } from './books';
import { close, endHold } from './closes';
import { beginCounting, endCounting } from './counts';
import { arrivals, begin, picks, ports, retries, takeBack } from './draw-ahead';
import { findHold, findTimer } from './rings';
import { headAt, kindAt, pop, seek } from './queue';
import { bitsOf, i32At } from './words';

const PAYLOAD_MASK: u32 = 0x07ffffff;
/** Payload of an event that was called off; the tags below it are those of closes, whose kind is 0. */
const CALLED_OFF = PAYLOAD_MASK;

/**
 * Processes the events before a time, at most so many, in the order of `Simulation.step`: at one instant holds end first, then
 * come queued events, timers, arrivals. How many there were is in the books.
 */
export function run(boundarySec: f64, most: i32): i32 {
  begin(picks, books.pickState, books.slotCount);
  begin(ports, books.portState, books.portRange);
  begin(retries, books.retryState, 0);
  begin(arrivals, books.arrivalState, 0);
  findHold();
  findTimer();
  beginCounting();
  const outcome = processEvents(boundarySec, most);
  endCounting();
  takeBack(picks);
  takeBack(ports);
  takeBack(retries);
  takeBack(arrivals);
  return outcome;
}

function processEvents(boundarySec: f64, most: i32): i32 {
  const boundary = bitsOf(boundarySec);
  let left = most;
  let outcome = DONE;
  while (left > 0) {
    let head = bitsOf(books.headSec);
    const other = nextOther();
    if (head == NEVER) {
      if (other >= bitsOf(books.bucketEndSec)) {
        if (!seek(timeOf(other < boundary ? other : boundary))) {
          outcome = NO_ROOM;
          break;
        }
        head = bitsOf(books.headSec);
      }
    }
    const now = head < other ? head : other;
    if (now >= boundary) break;
    books.nowSec = timeOf(now);
    if (bitsOf(books.holdSec) == now) endHold();
    else {
      if (head == now) outcome = handleQueued();
      else if (bitsOf(books.timerSec) == now) {
        books.firedTogether = 1;
        outcome = fireTimer(left);
        left -= books.firedTogether - 1;
      } else outcome = arrive();
      if (outcome != DONE) break;
    }
    left -= 1;
  }
  books.events = most - left;
  return outcome;
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
  const tag = <u32>i32At(books.words, at);
  if (tag < CALLED_OFF) return close(at);
  const kind = kindAt(at);
  if (kind != CLOSE && kind != RETRY) return NOT_ORDINARY;
  if ((tag & PAYLOAD_MASK) != CALLED_OFF) return retry(at);
  pop(at);
  return DONE;
}
