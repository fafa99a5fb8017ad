/** A client connects at once, or waits with a SYN that the hop has dropped: `set-up/walk.ts` and `set-up/connection-set-up.ts`. */
import {
  ABANDON,
  ARRIVAL_BLOCK,
  books,
  DONE,
  NO_ROOM,
  NOT_ORDINARY,
  PATIENCE,
  RESENDS,
  RETRY,
  Ring,
  ringAt,
} from './books';
import { connect, connectLate, connectNow } from './connects';
import { passHop, portsTaken } from './counts';
import { drawDouble, retries } from './draw-ahead';
import { addressOf, drawBlock, ownAddressOf } from './draws';
import { retryDelaySec } from './engine';
import { bucketOf, hasRoom, pop, push } from './queue';
import { ATTEMPTS, PREVIOUS_DELAY, SESSION, setIdentity } from './records';
import { dropTimer, findTimer, firstEntry, firstTag, isFull, setTimer, slotEndSec } from './rings';
import { dropsNow, isFlowTableFull, passes } from './room';
import {
  addRow,
  attemptsOf,
  causeOf,
  clientTupleOf,
  countRetransmit,
  epochOf,
  hasRowRoom,
  isDroppedAtHop,
  numberOf,
  previousDelayOf,
  removeRow,
  retransmitsOf,
  rowAt,
  sessionOf,
  setCause,
  startSecOf,
} from './rows';
import { lifetimeSecOf } from './samples';
import { comesBack, jitters, numberWord } from './settings';
import { f64At, i32At, setI32, setU16, u16At } from './words';

/** The next arrival. */
@inline
export function arrive(): i32 {
  const number = books.number;
  const address = comesBack ? ownAddressOf(number) : i32At(books.blockAddresses, books.at);
  const taken = u16At(books.clientTaken, address);
  if (taken >= books.clientPorts) return NOT_ORDINARY;
  if (!passes()) return arriveInVain(number, address, taken);
  const at = books.at;
  const closeSec = f64At(books.blockCloses, at);
  const bucket = i32At(books.blockBuckets, at);
  const tick = i32At(books.blockTicks, at);
  toNextArrival(number);
  takeClientPort(address, taken + 1);
  connect(number, 0, 0, address, closeSec, bucket, tick);
  return DONE;
}

function arriveInVain(number: i32, address: i32, taken: i32): i32 {
  const outcome = canWait();
  if (outcome != DONE) return outcome;
  takeClientPort(address, taken + 1);
  attemptInVain(number, 0, 0, 0, address);
  toNextArrival(number);
  return DONE;
}

/** As early as can be: what comes next is waited for as soon as this event is done. */
@inline
function toNextArrival(number: i32): void {
  books.cameSec += books.nowSec;
  books.number = number + 1;
  const at = books.at + 1;
  books.at = at;
  if (at == ARRIVAL_BLOCK) drawBlock();
  else books.arrivalSec = f64At(books.blockTimes, at);
}

/** The client of the queue's next event, which lies there, tries again. */
export function retry(at: i32): i32 {
  const from = at + numberWord;
  const number = i32At(books.words, from);
  const session = i32At(books.words, from + SESSION);
  const attempts = i32At(books.words, from + ATTEMPTS);
  const address = addressOf(number);
  const taken = u16At(books.clientTaken, address);
  if (taken >= books.clientPorts) return NOT_ORDINARY;
  if (passes()) {
    pop(at);
    takeClientPort(address, taken + 1);
    connectNow(number, session, attempts, address, lifetimeSecOf(number, session));
  } else {
    const outcome = canWait();
    if (outcome != DONE) return outcome;
    pop(at);
    takeClientPort(address, taken + 1);
    attemptInVain(number, session, attempts, reinterpret<f32>(i32At(books.words, from + PREVIOUS_DELAY)), address);
  }
  books.attempts += 1;
  books.waiting -= 1;
  books.otherEvents -= 1;
  return DONE;
}

/** @param taken how many the address has then */
@inline
function takeClientPort(address: i32, taken: i32): void {
  setU16(books.clientTaken, address, taken);
  if (taken > books.peakPortsOneAddress) books.peakPortsOneAddress = taken;
  const all = portsTaken() + 1;
  if (all > books.peakPortsTaken) books.peakPortsTaken = all;
}

@inline
export function releaseClientPort(clientTuple: i32): void {
  setU16(books.clientTaken, clientTuple, u16At(books.clientTaken, clientTuple) - 1);
}

/** Whether the loop can make an attempt now that does not come through. */
@inline
function canWait(): i32 {
  if (!dropsNow()) return NOT_ORDINARY;
  return hasRoom() && hasRoomToWait(0) ? DONE : NO_ROOM;
}

/** Whether a SYN that was sent so often before can wait to be sent again, or its sender for the end of its patience. */
function hasRoomToWait(retransmits: i32): bool {
  return hasRowRoom() && !isFull(ringAt(PATIENCE)) && !isFull(ringAt(RESENDS + retransmits));
}

@inline
function attemptInVain(number: i32, session: i32, attempts: i32, previousDelaySec: f32, address: i32): void {
  if (!isFlowTableFull()) passHop();
  books.connecting += 1;
  books.portsBeyond += 1;
  sendFirst(addRow(number, session, attempts, address, previousDelaySec));
}

/** The hop has dropped the first SYN of a row: it is sent again, or its sender gives up. */
@inline
function sendFirst(row: i32): void {
  sendAt(row, rowAt(row), 0, nextSendSec(0));
}

/** When the timer fires of a SYN that is sent now and was sent again so often before. */
function nextSendSec(retransmits: i32): f64 {
  return slotEndSec(
    books.nowSec + f64At(books.retransmitSec, retransmits),
    f64At(books.retransmitSlotSec, retransmits),
  );
}

@inline
function sendAt(row: i32, at: usize, retransmits: i32, firesSec: f64): void {
  countDrop(at);
  const timeoutSec = startSecOf(at) + books.patienceSec;
  const epoch = epochOf(at);
  if (retransmits + 1 == books.syns) return giveUpAt(row, epoch, firesSec < timeoutSec ? firesSec : timeoutSec);
  if (firesSec > timeoutSec) return giveUpAt(row, epoch, timeoutSec);
  countRetransmit(at);
  if (retransmits >= books.synsInUse) books.synsInUse = retransmits + 1;
  setTimer(ringAt(RESENDS + retransmits), firesSec, row, epoch);
}

@inline
function countDrop(at: usize): void {
  if (isFlowTableFull()) {
    books.flowDrops += 1;
    setCause(at, books.flowCause);
  } else {
    books.portDrops += 1;
    setCause(at, books.portCause);
  }
}

@inline
function giveUpAt(row: i32, epoch: i32, timeoutSec: f64): void {
  if (timeoutSec > books.durationSec) return;
  const patience = ringAt(PATIENCE);
  if (timeoutSec >= patience.lastEndSec) return setTimer(patience, timeoutSec, row, epoch);
  const at = push(bucketOf(timeoutSec), timeoutSec, ABANDON, epoch);
  books.otherEvents += 1;
  setI32(books.words, at + 1, row);
}

/** The timer that is due fires. */
export function fireTimer(most: i32): i32 {
  const ring = changetype<Ring>(<usize>books.timerRing);
  const row = firstEntry(ring);
  const at = rowAt(row);
  if (epochOf(at) != firstTag(ring)) {
    fired(ring);
    return DONE;
  }
  if (!isDroppedAtHop(at)) return NOT_ORDINARY;
  if (ring == ringAt(PATIENCE)) {
    if (!hasRoom()) return NO_ROOM;
    if (!isKnownFailure(causeOf(at))) return NOT_ORDINARY;
    fired(ring);
    giveUp(row, at);
    return DONE;
  }
  if (!passes()) return dropsNow() ? sendInVain(ring, most) : NOT_ORDINARY;
  fired(ring);
  resume(row, at);
  return DONE;
}

/**
 * The SYNs of a ring that are sent at this instant are dropped again: nothing becomes free in it. All were sent as often before,
 * so that their next timers fire together.
 */
function sendInVain(ring: Ring, most: i32): i32 {
  const nowSec = books.nowSec;
  const retransmits = retransmitsOf(rowAt(firstEntry(ring)));
  const next = ringAt(RESENDS + retransmits);
  const patience = ringAt(PATIENCE);
  const firesSec = nextSendSec(retransmits);
  let sent = 0;
  while (sent < most && ring.nextEndSec == nowSec && !isFull(next) && !isFull(patience) && hasRoom()) {
    const row = firstEntry(ring);
    const at = rowAt(row);
    if (epochOf(at) == firstTag(ring)) {
      if (!isDroppedAtHop(at) || retransmitsOf(at) != retransmits) break;
      dropTimer(ring);
      sendAt(row, at, retransmits, firesSec);
    } else dropTimer(ring);
    sent += 1;
  }
  findTimer();
  if (sent == 0) return NO_ROOM;
  books.firedTogether = sent;
  return DONE;
}

@inline
function fired(ring: Ring): void {
  dropTimer(ring);
  findTimer();
}

/** A SYN that was sent again finds a port. */
function resume(row: i32, at: usize): void {
  const number = numberOf(at);
  const session = sessionOf(at);
  const attempts = attemptsOf(at);
  const clientTuple = clientTupleOf(at);
  const startSec = startSecOf(at);
  const retransmits = retransmitsOf(at);
  removeRow(row, at);
  books.connecting -= 1;
  books.portsBeyond -= 1;
  connectLate(number, session, attempts, clientTuple, startSec, retransmits);
}

/** Whether one client at least has given up for that before. */
function isKnownFailure(cause: i32): bool {
  if (cause == books.portCause) return books.portFailures > 0;
  return cause == books.flowCause && books.flowFailures > 0;
}

/** The patience of a client is over, or its kernel has sent the last SYN. */
@inline
function giveUp(row: i32, at: usize): void {
  const number = numberOf(at);
  const session = sessionOf(at);
  const attempts = attemptsOf(at) + 1;
  const previousDelaySec = <f64>previousDelayOf(at);
  const clientTuple = clientTupleOf(at);
  removeRow(row, at);
  books.connecting -= 1;
  if (causeOf(at) == books.flowCause) books.flowFailures += 1;
  else books.portFailures += 1;
  books.portsBeyond -= 1;
  releaseClientPort(clientTuple);
  comeBack(number, session, attempts, previousDelaySec);
}

const NOT_HERE = 0;
const FULL_JITTER = 1;
const LAST_CEILING = 63;

/** `reconnectDelaySec` of the policies with full and with equal jitter. */
function jitteredSec(failures: i32): f64 {
  const ceilingSec = f64At(books.ceilings, failures < LAST_CEILING ? failures : LAST_CEILING);
  const share = drawDouble(retries);
  if (jitters == FULL_JITTER) return ceilingSec * share;
  const half = ceilingSec / 2;
  return half + half * share;
}

/** A client waits for its next try, or leaves for good. */
@inline
export function comeBack(number: i32, session: i32, failures: i32, previousSec: f64): void {
  const delaySec = jitters == NOT_HERE ? retryDelaySec(failures, previousSec) : jitteredSec(failures);
  if (delaySec >= 0) {
    books.waiting += 1;
    books.otherEvents += 1;
    const dueSec = books.nowSec + delaySec;
    const record = books.words + (push(bucketOf(dueSec), dueSec, RETRY, 0) << 2);
    setIdentity(record, number, session, failures);
    setI32(record, numberWord + PREVIOUS_DELAY, reinterpret<i32>(<f32>delaySec));
    return;
  }
  if (!comesBack) return;
  books.gone += 1;
  books.came -= 1;
  books.leftSec += books.nowSec;
}
