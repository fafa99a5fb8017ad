/** The loop over the ordinary events of an ordinary path. The rest of the engine does whatever is not ordinary. */
import { arrive, fireTimer, retry } from './attempts';
import { books, CLOSE, DONE, NO_ROOM, NOT_ORDINARY, RETRY } from './books';
import { close, endHold } from './closes';
import { headAt, kindAt, pop, seek } from './queue';
import { i32At } from './words';

const PAYLOAD_MASK = 0x07ffffff;
/** Payload of an event that was called off. */
const CALLED_OFF = PAYLOAD_MASK;

/**
 * Processes the events before a time, at most so many, in the order of `Simulation.step`: at one instant holds end first, then
 * come queued events, timers, arrivals. How many there were is in the books.
 */
export function run(boundarySec: f64, most: i32): i32 {
  books.events = 0;
  while (books.events < most) {
    let otherSec = books.holdSec <= books.arrivalSec ? books.holdSec : books.arrivalSec;
    if (books.timerSec < otherSec) otherSec = books.timerSec;
    if (books.headSec == Infinity && otherSec >= books.bucketEndSec) {
      if (!seek(otherSec < boundarySec ? otherSec : boundarySec)) return NO_ROOM;
    }
    const nowSec = books.headSec < otherSec ? books.headSec : otherSec;
    if (!(nowSec < boundarySec)) return DONE;
    books.nowSec = nowSec;
    const outcome =
      books.holdSec == nowSec
        ? endHold()
        : books.headSec == nowSec
          ? handleQueued()
          : books.timerSec == nowSec
            ? fireTimer(most - books.events)
            : arrive();
    if (outcome != DONE) return outcome;
    books.events += 1;
  }
  return DONE;
}

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
