/** The loop over the ordinary events of an ordinary path. The rest of the engine does whatever is not ordinary. */
import { arrive, fireTimer, retry } from './attempts';
import { books, CLOSE, DONE, NO_ROOM, NOT_ORDINARY, RETRY } from './books';
import { close, endHold } from './closes';
import { beginCounting, endCounting } from './counts';
import { arrivals, begin, picks, ports, retries, takeBack } from './draw-ahead';
import { foretell } from './draws';
import { findHold, findTimer } from './rings';
import { beginQueue, BUCKET_END, endQueue, enterNext, headAt, kindAt, pop } from './queue';
import { bitsOf, i32At } from './words';

const PAYLOAD_MASK: u32 = 0x07ffffff;
/** Payload of an event that was called off; the tags below it are those of closes, whose kind is 0. */
const CALLED_OFF = PAYLOAD_MASK;

/**
 * Processes the events before a time, at most so many, as `Simulation.step` does: at one instant holds end first, then
 * come queued events, timers, arrivals. How many there were is in the books.
 */
export function run(boundarySec: f64, most: i32): i32 {
  books.events = 0;
  if (boundarySec <= 0) return DONE;
  if (!beginQueue()) return NO_ROOM;
  begin(picks, books.pickState, books.slotCount);
  begin(ports, books.portState, books.portRange);
  begin(retries, books.retryState, 0);
  begin(arrivals, books.arrivalState, 0);
  foretell(books.at);
  books.lastSec = timeOf(bitsOf(boundarySec) - 1);
  findTimer();
  findHold();
  beginCounting();
  const outcome = processEvents(most);
  endCounting();
  endQueue();
  takeBack(picks);
  takeBack(ports);
  takeBack(retries);
  takeBack(arrivals);
  return outcome;
}

/**
 * Holds wait for what may want what they end with: an attempt, or a timer. Neither a close nor a sample knows whether one has ended
 * before it or after it, and what comes next is foretold better where there is less to choose from.
 */
function processEvents(most: i32): i32 {
  let left = most;
  let outcome = DONE;
  while (left > 0) {
    const arrival = bitsOf(books.arrivalSec);
    const limit = bitsOf(books.untilSec);
    const until = arrival < limit ? arrival : limit;
    const head = bitsOf(books.headSec);
    if (head <= until) {
      const at = headAt();
      if (at == BUCKET_END) {
        if (enterNext()) continue;
        outcome = NO_ROOM;
        break;
      }
      const tag = <u32>i32At(books.words, at);
      if (tag < CALLED_OFF) {
        books.nowSec = timeOf(head);
        outcome = close(at);
      } else {
        left -= endHolds(head, left);
        if (left == 0) break;
        books.nowSec = timeOf(head);
        outcome = handleOther(at, tag);
      }
    } else {
      left -= endHolds(until, left);
      if (left == 0) break;
      const timer = bitsOf(books.timerSec);
      if (arrival < timer && arrival <= limit) {
        books.nowSec = timeOf(arrival);
        outcome = arrive();
      } else if (timer <= limit) {
        books.nowSec = timeOf(timer);
        books.firedTogether = 1;
        outcome = fireTimer(left);
        left -= books.firedTogether - 1;
      } else break;
    }
    if (outcome != DONE) break;
    left -= 1;
  }
  books.events = most - left;
  return outcome;
}

/** Ends the holds up to an instant, at most so many; how many there were. */
@inline
function endHolds(until: u64, most: i32): i32 {
  let ended = 0;
  for (; bitsOf(books.holdSec) <= until && ended < most; ended++) endHold();
  return ended;
}

@inline
function timeOf(bits: u64): f64 {
  return reinterpret<f64>(bits);
}

/** An event of the queue that is no close: a client tries again, or the event was called off. */
function handleOther(at: i32, tag: u32): i32 {
  const kind = kindAt(at);
  if (kind != CLOSE && kind != RETRY) return NOT_ORDINARY;
  if ((tag & PAYLOAD_MASK) != CALLED_OFF) return retry(at);
  pop(at);
  books.otherEvents -= 1;
  return DONE;
}
