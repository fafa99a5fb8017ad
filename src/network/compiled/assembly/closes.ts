/** A connection is over, and what it had is free later: `set-up/path-releases.ts` and `clients/connection-lives.ts`. */
import { integrate, comeBack } from './attempts';
import { books, CLIENT_HOLD, DONE, FLOW_HOLD, NO_ROOM, Ring, ringAt, TUPLE_HOLD } from './books';
import { closed } from './engine';
import { fall } from './levels';
import { holdPort, release, releaseHeldPort, spaceOf } from './ports';
import { hasRoom, pop } from './queue';
import { dropFirst, findHold, firstEntry, hold, isFull } from './rings';
import { addI32, i32At, setU16, u16At } from './words';

const FRACTION_SHIFT: u64 = 45;

/** The lifetime of the connection of the queue's next event is over. */
@inline
export function close(): i32 {
  const clientHold = ringAt(CLIENT_HOLD);
  const tupleHold = ringAt(TUPLE_HOLD);
  const flowHold = ringAt(FLOW_HOLD);
  if (isFull(clientHold) || isFull(tupleHold) || isFull(flowHold) || !hasRoom()) return NO_ROOM;
  const at = pop();
  const record = books.words + (at << 2);
  const clientTuple = i32At(record, books.clientWord);
  const tick = i32At(record, books.tickWord);
  const tuple = books.tupleWord != 0 ? i32At(record, books.tupleWord) : 0;
  leaveBackend(backendOf(record, tuple));
  if (books.hasPool) {
    if (tupleHold.isUsed) {
      holdPort(tuple);
      hold(tupleHold, tuple);
    } else release(tuple);
  }
  books.hopOpen -= 1;
  if (flowHold.isUsed) hold(flowHold, 0);
  else if (books.tracksFlows) books.flows -= 1;
  if (clientHold.isUsed) {
    books.portsHeld += 1;
    hold(clientHold, clientTuple);
  } else releaseClientPort(clientTuple);
  countClosed(tick);
  if (books.comesBack)
    comeBack(
      i32At(record, books.numberWord),
      i32At(record, books.numberWord + 1) + 1,
      0,
      0,
    );
  return DONE;
}

@inline
function backendOf(record: u32, tuple: i32): i32 {
  if (books.endpointWord != 0) return i32At(record, books.endpointWord);
  return books.isPerDestination ? i32At(books.destinationOfSpace, spaceOf(tuple)) : 0;
}

@inline
function leaveBackend(backend: i32): void {
  addI32(books.backendOpen, backend, -1);
  if (books.backendAccepted != 0) addI32(books.backendAccepted, backend, -1);
  if (books.picksLowest) fall(backend);
  else if (books.countsOpen) closed(backend);
}

function releaseClientPort(clientTuple: i32): void {
  setU16(books.clientTaken, clientTuple, u16At(books.clientTaken, clientTuple) - 1);
  books.portsTaken -= 1;
}

@inline
function countClosed(tick: i32): void {
  const livedSec = books.nowSec - <f64>tick * books.secPerTick;
  const ageSec = livedSec > 0 ? livedSec : 0;
  const bin = <i32>(reinterpret<u64>(ageSec) >> FRACTION_SHIFT) - books.firstBin;
  addI32(books.bins, bin < 0 ? 0 : bin > books.lastBin ? books.lastBin : bin, 1);
  books.openedTicks -= <f64>tick;
  books.endedSec += ageSec;
  integrate();
  books.concurrent -= 1;
  books.closed += 1;
}

/** The hold that is due ends. */
@inline
export function endHold(): i32 {
  const ring = changetype<Ring>(<usize>books.holdRing);
  const entry = firstEntry(ring);
  dropFirst(ring);
  if (ring == ringAt(TUPLE_HOLD)) releaseHeldPort(entry);
  else if (ring == ringAt(CLIENT_HOLD)) {
    books.portsHeld -= 1;
    releaseClientPort(entry);
  } else books.flows -= 1;
  findHold();
  return DONE;
}
