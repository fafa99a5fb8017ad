import { books, CLIENT_HOLD, FLOW_HOLD, PATIENCE, RESENDS, Ring, ringAt, TUPLE_HOLD } from './books';
import { epochOf, rowAt } from './rows';
import { holdsClientPorts, holdsFlows, holdsTuples } from './settings';
import { bitsOf, f64At, i32At, setF64, setI32 } from './words';

export function isFull(ring: Ring): bool {
  return ring.size > ring.mask;
}

/** Adds an entry; its place. */
@inline
function pushTo(ring: Ring, endSec: f64, entry: i32): i32 {
  const size = ring.size;
  const at = (ring.first + size) & ring.mask;
  setF64(ring.endSec, at, endSec);
  setI32(ring.entry, at, entry);
  ring.lastEndSec = endSec;
  if (size == 0) ring.nextEndSec = endSec;
  ring.size = size + 1;
  return at;
}

/** Timers whose rows are read at a time. */
const AHEAD = 16;

/** Drops the oldest timer. Reads the rows of the next ones, many at a time, so that none has to be waited for when it fires. */
@inline
export function dropTimer(ring: Ring): void {
  dropFirst(ring);
  if ((ring.first & (AHEAD - 1)) == 0) touchRows(ring);
}

function touchRows(ring: Ring): void {
  let epochs = 0;
  for (let i = AHEAD; i < 2 * AHEAD; i++) epochs |= epochOf(rowAt(i32At(ring.entry, (ring.first + i) & ring.mask)));
  books.touched = epochs;
}

/** Drops the oldest entry. */
@inline
export function dropFirst(ring: Ring): void {
  const first = (ring.first + 1) & ring.mask;
  ring.first = first;
  ring.size -= 1;
  ring.nextEndSec = ring.size > 0 ? f64At(ring.endSec, first) : Infinity;
}

export function firstEntry(ring: Ring): i32 {
  return i32At(ring.entry, ring.first);
}

export function firstTag(ring: Ring): i32 {
  return i32At(ring.tag, ring.first);
}

/** When a kernel timer fires that is due at that time: `slotEndSec` of `timer-wheel.ts`. */
export function slotEndSec(dueSec: f64, slotSec: f64): f64 {
  return (Math.floor(dueSec / slotSec) + 1) * slotSec;
}

/** Begins a hold now. */
@inline
export function hold(ring: Ring, entry: i32): void {
  const dueSec = books.nowSec + ring.delaySec;
  const endSec = ring.slotSec == 0 ? dueSec : slotEndSec(dueSec, ring.slotSec);
  // The tags of a ring of holds are 0 from the beginning.
  pushTo(ring, endSec, entry);
  if (endSec <= books.holdSec) findHold();
}

/** Looks up which hold ends next. */
@inline
export function findHold(): void {
  const ring = nextHold();
  books.holdRing = <u32>changetype<usize>(ring);
  books.holdSec = ring.nextEndSec;
}

/** The hold that ends next, the first of several at one instant. */
@inline
function nextHold(): Ring {
  let next = ringAt(holdsClientPorts ? CLIENT_HOLD : holdsTuples ? TUPLE_HOLD : FLOW_HOLD);
  if (holdsClientPorts & holdsTuples) next = earlier(next, ringAt(TUPLE_HOLD));
  if ((holdsClientPorts | holdsTuples) & holdsFlows) next = earlier(next, ringAt(FLOW_HOLD));
  return next;
}

@inline
function earlier(one: Ring, other: Ring): Ring {
  return bitsOf(other.nextEndSec) < bitsOf(one.nextEndSec) ? other : one;
}

/** Sets a timer. */
@inline
export function setTimer(ring: Ring, firesSec: f64, row: i32, epoch: i32): void {
  setI32(ring.tag, pushTo(ring, firesSec, row), epoch);
  if (firesSec <= books.timerSec) findTimer();
}

/** Looks up which timer fires next. */
export function findTimer(): void {
  const ring = nextTimer();
  books.timerRing = <u32>changetype<usize>(ring);
  books.timerSec = ring.nextEndSec;
  books.untilSec = Math.min(ring.nextEndSec, books.lastSec);
}

/** The timer that fires next: at one instant SYNs go before clients give up, and those sent less often first. */
@inline
function nextTimer(): Ring {
  let next = ringAt(RESENDS);
  for (let i = 1; i < books.synsInUse; i++) {
    const ring = ringAt(RESENDS + i);
    if (ring.nextEndSec < next.nextEndSec) next = ring;
  }
  const patience = ringAt(PATIENCE);
  return patience.nextEndSec < next.nextEndSec ? patience : next;
}
