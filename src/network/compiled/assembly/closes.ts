/** A connection is over, and what it had is free later: `set-up/path-releases.ts` and `clients/connection-lives.ts`. */
import { comeBack, releaseClientPort } from './attempts';
import { books, CLIENT_HOLD, DONE, FLOW_HOLD, NO_ROOM, Ring, ringAt, TUPLE_HOLD } from './books';
import { integrate } from './counts';
import { closed } from './engine';
import { fall } from './levels';
import { holdPort, release, releaseHeldPort, spaceOf } from './ports';
import { hasRoom, pop } from './queue';
import { SESSION } from './records';
import { dropFirst, findHold, firstEntry, hold, isFull } from './rings';
import {
  clientWord,
  comesBack,
  countsOpen,
  endpointWord,
  hasListener,
  hasPool,
  holdsClientPorts,
  holdsFlows,
  holdsTuples,
  isPerDestination,
  numberWord,
  picksLowest,
  tickWord,
  tupleWord,
} from './settings';
import { addI32, i32At } from './words';

const FRACTION_SHIFT: u64 = 45;

/** The lifetime of the connection of the queue's next event, which lies there, is over. */
@inline
export function close(at: i32): i32 {
  const clientHold = ringAt(CLIENT_HOLD);
  const tupleHold = ringAt(TUPLE_HOLD);
  const flowHold = ringAt(FLOW_HOLD);
  if (holdsClientPorts && isFull(clientHold)) return NO_ROOM;
  if (holdsTuples && isFull(tupleHold)) return NO_ROOM;
  if (holdsFlows && isFull(flowHold)) return NO_ROOM;
  if (comesBack && !hasRoom()) return NO_ROOM;
  pop(at);
  const record = books.words + (at << 2);
  const clientTuple = i32At(record, clientWord);
  const tick = i32At(record, tickWord);
  const tuple = tupleWord != 0 ? i32At(record, tupleWord) : 0;
  leaveBackend(backendOf(record, tuple));
  if (hasPool) {
    if (holdsTuples) {
      holdPort(tuple);
      hold(tupleHold, tuple);
    } else release(tuple);
  }
  if (holdsFlows) hold(flowHold, 0);
  if (holdsClientPorts) hold(clientHold, clientTuple);
  else releaseClientPort(clientTuple);
  countClosed(tick);
  if (comesBack)
    comeBack(i32At(record, numberWord), i32At(record, numberWord + SESSION) + 1, 0, 0);
  return DONE;
}

@inline
function backendOf(record: u32, tuple: i32): i32 {
  if (endpointWord != 0) return i32At(record, endpointWord);
  return isPerDestination ? i32At(books.destinationOfSpace, spaceOf(tuple)) : 0;
}

@inline
function leaveBackend(backend: i32): void {
  addI32(books.backendOpen, backend, -1);
  if (hasListener) addI32(books.backendAccepted, backend, -1);
  if (picksLowest) fall(backend);
  else if (countsOpen) closed(backend);
}

@inline
function countClosed(tick: i32): void {
  const livedSec = books.nowSec - <f64>tick * books.secPerTick;
  const ageSec = livedSec > 0 ? livedSec : 0;
  const bin = <i32>(reinterpret<u64>(ageSec) >> FRACTION_SHIFT) - books.firstBin;
  addI32(books.bins, <u32>bin > <u32>books.lastBin ? lastOrFirst(bin) : bin, 1);
  books.openedTicks -= <f64>tick;
  books.endedSec += ageSec;
  integrate();
  books.concurrent -= 1;
  books.closed += 1;
}

/** Of an age that no bin is for. */
function lastOrFirst(bin: i32): i32 {
  return bin < 0 ? 0 : books.lastBin;
}

/** The hold that is due ends. */
@inline
export function endHold(): void {
  const ring = changetype<Ring>(<usize>books.holdRing);
  const entry = firstEntry(ring);
  dropFirst(ring);
  findHold();
  if (holdsTuples && ring == ringAt(TUPLE_HOLD)) releaseHeldPort(entry);
  else if (holdsClientPorts && ring == ringAt(CLIENT_HOLD)) releaseClientPort(entry);
}
