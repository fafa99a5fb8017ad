/** A client connects at once, or waits with a SYN that the hop has dropped: `set-up/walk.ts` and `set-up/connection-set-up.ts`. */
import {
  ABANDON,
  ARRIVAL_BLOCK,
  books,
  CLOSE,
  DONE,
  NO_ROOM,
  NOT_ORDINARY,
  PATIENCE,
  RESENDS,
  RETRY,
  Ring,
  ringAt,
} from './books';
import { drawBelow, drawDouble, picks, retries } from './draw-ahead';
import { addressOf, drawBlock, ownAddressOf } from './draws';
import { opened, pick, retryDelaySec } from './engine';
import { hasNextLevel, pickLowest, rise } from './levels';
import { hasPortsEverywhere, isExhausted, lease } from './ports';
import { hasRoom, headAt, pop, push } from './queue';
import { dropTimer, findTimer, firstEntry, firstTag, isFull, setTimer, slotEndSec } from './rings';
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
import { addI32, f64At, i32At, setF64, setI32, setU16, u16At } from './words';

const MOST_COUNTED_RETRANSMITS = 31;
const SESSION = 1;
const ATTEMPTS = 2;
const PREVIOUS_DELAY = 3;

/** What an attempt would come to, before anything is changed for it. */
const PASSES = 0;
const IS_DROPPED = 1;
const IS_SPECIAL = 2;

@inline
function outcomeNow(): i32 {
  if (books.hopOpen >= books.hopOpenLimit) return IS_SPECIAL;
  if (isFlowTableFull()) return books.flowDrops > 0 && books.flowFailures > 0 ? IS_DROPPED : IS_SPECIAL;
  if (books.hasPool && !hasPortsEverywhere())
    return isExhausted() && books.portDrops > 0 && books.portFailures > 0 ? IS_DROPPED : IS_SPECIAL;
  return books.backendRoom > 0 && (!books.picksLowest || hasNextLevel()) ? PASSES : IS_SPECIAL;
}

@inline
function isFlowTableFull(): bool {
  return books.flows >= books.flowLimit;
}

/** The next arrival. */
@inline
export function arrive(): i32 {
  const number = books.number;
  const address = books.comesBack ? ownAddressOf(number) : i32At(books.blockAddresses, books.at);
  const outcome = outcomeOf(address);
  if (outcome != DONE) return outcome;
  books.came += 1;
  books.cameSec += books.nowSec;
  attempt(number, 0, 0, 0, address);
  books.number = number + 1;
  if (++books.at == ARRIVAL_BLOCK) drawBlock();
  else books.arrivalSec = f64At(books.blockTimes, books.at);
  return DONE;
}

/** The client of the queue's next event tries again. */
export function retry(): i32 {
  const from = headAt() + books.numberWord;
  const number = i32At(books.words, from);
  const address = addressOf(number);
  const outcome = outcomeOf(address);
  if (outcome != DONE) return outcome;
  pop();
  books.waiting -= 1;
  attempt(
    number,
    i32At(books.words, from + SESSION),
    i32At(books.words, from + ATTEMPTS),
    reinterpret<f32>(i32At(books.words, from + PREVIOUS_DELAY)),
    address,
  );
  return DONE;
}

/** Whether the loop can make the attempt of a client at that address now. */
@inline
function outcomeOf(address: i32): i32 {
  if (u16At(books.clientTaken, address) >= books.clientPorts) return NOT_ORDINARY;
  const outcome = outcomeNow();
  if (outcome == IS_SPECIAL) return NOT_ORDINARY;
  if (!hasRoom()) return NO_ROOM;
  return outcome == PASSES || hasRoomToWait(0) ? DONE : NO_ROOM;
}

/** Whether a SYN that was sent so often before can wait to be sent again, or its sender for the end of its patience. */
function hasRoomToWait(retransmits: i32): bool {
  return hasRowRoom() && !isFull(ringAt(PATIENCE)) && !isFull(ringAt(RESENDS + retransmits));
}

@inline
function attempt(number: i32, session: i32, attempts: i32, previousDelaySec: f32, address: i32): void {
  books.attempts += 1;
  const taken = u16At(books.clientTaken, address) + 1;
  setU16(books.clientTaken, address, taken);
  if (taken > books.peakPortsOneAddress) books.peakPortsOneAddress = taken;
  if (++books.portsTaken > books.peakPortsTaken) books.peakPortsTaken = books.portsTaken;
  if (!isFlowTableFull()) {
    enterHop();
    if (!books.hasPool || hasPortsEverywhere())
      return connect(number, session, attempts, address, books.nowSec, 0);
    leaveHop();
  }
  books.connecting += 1;
  sendFirst(addRow(number, session, attempts, address, previousDelaySec));
}

@inline
function enterHop(): void {
  if (++books.hopOpen > books.peakHopOpen) books.peakHopOpen = books.hopOpen;
  if (books.tracksFlows && ++books.flows > books.peakFlows) books.peakFlows = books.flows;
}

@inline
function leaveHop(): void {
  books.hopOpen -= 1;
  if (books.tracksFlows) books.flows -= 1;
}

/** The connection, which has its place at the hop, comes through to a backend and is established. */
@inline
function connect(
  number: i32,
  session: i32,
  attempts: i32,
  clientTuple: i32,
  startSec: f64,
  retransmits: i32,
): void {
  const backend = pickBackend();
  const tuple = books.hasPool ? lease(backend) : 0;
  takePlaceAt(backend, retransmits);
  const nowSec = books.nowSec;
  const tick = <i32>(nowSec * books.ticksPerSec);
  books.openedTicks += <f64>tick;
  if (session > 0) books.reconnects += 1;
  countOpened();
  addI32(
    books.afterRetransmits,
    retransmits < MOST_COUNTED_RETRANSMITS ? retransmits : MOST_COUNTED_RETRANSMITS,
    1,
  );
  const tookSec = nowSec - startSec;
  if (tookSec > books.longestSetUpSec) books.longestSetUpSec = tookSec;
  const inBlock = session == 0 && retransmits == 0 && attempts == 0;
  const lifetimeSec = inBlock ? f64At(books.blockLifetimes, books.at) : lifetimeSecOf(number, session);
  const at = push(nowSec + lifetimeSec, CLOSE, 0);
  const record = books.words + (at << 2);
  if (books.numberWord != 0) setIdentity(record, number, session, attempts);
  setI32(record, books.clientWord, clientTuple);
  setI32(record, books.tickWord, tick);
  if (books.tupleWord != 0) setI32(record, books.tupleWord, tuple);
  if (books.endpointWord != 0) setI32(record, books.endpointWord, backend);
}

/** @param record where it lies, in bytes */
@inline
function setIdentity(record: u32, number: i32, session: i32, attempts: i32): void {
  const identity = record + (books.numberWord << 2);
  setI32(identity, 0, number);
  setI32(identity, SESSION, session);
  setI32(identity, ATTEMPTS, attempts);
}

@inline
function pickBackend(): i32 {
  if (books.picksUniformly) return i32At(books.slots, drawBelow(picks, books.slotCount));
  return books.picksLowest ? pickLowest() : pick();
}

@inline
function takePlaceAt(backend: i32, retransmits: i32): void {
  books.backendRoom -= 1;
  const open = addI32(books.backendOpen, backend, 1);
  if (open > books.peakBackendOpen) books.peakBackendOpen = open;
  if (books.picksLowest) rise(backend);
  else if (books.countsOpen) opened(backend);
  if (books.backendAccepted == 0) return;
  const accepted = addI32(books.backendAccepted, backend, 1);
  if (accepted > books.peakBackendAccepted) books.peakBackendAccepted = accepted;
  if (retransmits > 0) setF64(books.answeredAt, backend, books.nowSec);
}

@inline
function countOpened(): void {
  integrate();
  books.established += 1;
  if (++books.concurrent <= books.peakConcurrent) return;
  books.peakConcurrent = books.concurrent;
  books.peakConcurrentAtSec = books.nowSec;
}

export function integrate(): void {
  books.connectionSeconds += <f64>books.concurrent * (books.nowSec - books.changedAtSec);
  books.changedAtSec = books.nowSec;
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
  const at = push(timeoutSec, ABANDON, epoch);
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
  if (!hasRoom()) return NO_ROOM;
  if (ring == ringAt(PATIENCE)) {
    if (!isKnownFailure(causeOf(at))) return NOT_ORDINARY;
    fired(ring);
    giveUp(row, at);
    return DONE;
  }
  const outcome = outcomeNow();
  if (outcome == IS_DROPPED) return sendInVain(ring, most);
  if (outcome != PASSES) return NOT_ORDINARY;
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
  books.events += sent - 1;
  return DONE;
}

@inline
function fired(ring: Ring): void {
  dropTimer(ring);
  findTimer();
}

/** A SYN that was sent again finds a port. */
function resume(row: i32, at: usize): void {
  enterHop();
  const number = numberOf(at);
  const session = sessionOf(at);
  const attempts = attemptsOf(at);
  const clientTuple = clientTupleOf(at);
  const startSec = startSecOf(at);
  const retransmits = retransmitsOf(at);
  removeRow(row, at);
  books.connecting -= 1;
  connect(number, session, attempts, clientTuple, startSec, retransmits);
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
  books.portsTaken -= 1;
  setU16(books.clientTaken, clientTuple, u16At(books.clientTaken, clientTuple) - 1);
  comeBack(number, session, attempts, previousDelaySec);
}

const NOT_HERE = 0;
const FULL_JITTER = 1;
const LAST_CEILING = 63;

/** `reconnectDelaySec` of the policies with full and with equal jitter. */
function jitteredSec(failures: i32): f64 {
  const ceilingSec = f64At(books.ceilings, failures < LAST_CEILING ? failures : LAST_CEILING);
  const share = drawDouble(retries);
  if (books.jitters == FULL_JITTER) return ceilingSec * share;
  const half = ceilingSec / 2;
  return half + half * share;
}

/** A client waits for its next try, or leaves for good. */
@inline
export function comeBack(number: i32, session: i32, failures: i32, previousSec: f64): void {
  const delaySec = books.jitters == NOT_HERE ? retryDelaySec(failures, previousSec) : jitteredSec(failures);
  if (delaySec >= 0) {
    books.waiting += 1;
    const record = books.words + (push(books.nowSec + delaySec, RETRY, 0) << 2);
    setIdentity(record, number, session, failures);
    setI32(record, books.numberWord + PREVIOUS_DELAY, reinterpret<i32>(<f32>delaySec));
    return;
  }
  if (!books.comesBack) return;
  books.gone += 1;
  books.came -= 1;
  books.leftSec += books.nowSec;
}
