/** Rows of connections in set-up: `connections/connection-table.ts`, of a path of one hop. */
import { books } from './books';
import { i32At, setI32 } from './words';

/** Bytes from the beginning of a row to each of its cells. */
const META = 0;
const EPOCH = 4;
const NUMBER = 8;
const SESSION = 12;
const ATTEMPTS = 16;
const CLIENT_TUPLE = 20;
const STEP = 24;
const ENDPOINT = 28;
const CAUSE = 32;
const PENDING = 36;
const START = 40;
const HOP_INSTANCE = 48;
const HOP_TUPLE = 52;
const BACKEND = 56;
const PREVIOUS_DELAY = 60;

const STATE_MASK = 0xf;
const CONNECTING = 1;
const RETRANSMIT_SHIFT = 4;
const RETRANSMIT_MASK = 0xff;
const EPOCH_MASK = 0x03ffffff;
const NOTHING = -1;
/** `stepAt(0, SENT)`: the hop has dropped its SYN. */
const DROPPED_AT_HOP = 5;

/** Where a row lies: what is done with a row begins there, as each of its cells would else be looked for by itself. */
@inline
export function rowAt(row: i32): usize {
  return <usize>books.rowCells + (<usize>(row * books.rowStride) << 2);
}

export function hasRowRoom(): bool {
  return books.freeRows > 0 || books.rows < books.rowCapacity;
}

/** A row for a client whose first SYN the hop has just dropped. */
export function addRow(number: i32, session: i32, attempts: i32, clientTuple: i32, previousDelaySec: f32): i32 {
  const row = books.freeRows > 0 ? i32At(books.freeRow, --books.freeRows) : books.rows++;
  const at = rowAt(row);
  store<i32>(at, CONNECTING, META);
  store<i32>(at, (epochOf(at) + 1) & EPOCH_MASK, EPOCH);
  store<i32>(at, number, NUMBER);
  store<i32>(at, session, SESSION);
  store<i32>(at, attempts, ATTEMPTS);
  store<i32>(at, clientTuple, CLIENT_TUPLE);
  store<i32>(at, DROPPED_AT_HOP, STEP);
  store<i32>(at, 0, ENDPOINT);
  store<i32>(at, 0, PENDING);
  store<f64>(at, books.nowSec, START);
  store<i32>(at, NOTHING, HOP_INSTANCE);
  store<i32>(at, NOTHING, HOP_TUPLE);
  store<i32>(at, NOTHING, BACKEND);
  store<f32>(at, previousDelaySec, PREVIOUS_DELAY);
  return row;
}

/** Gives the row back; timers that still name it are recognised by its epoch. */
@inline
export function removeRow(row: i32, at: usize): void {
  store<i32>(at, load<i32>(at, META) & ~STATE_MASK, META);
  store<i32>(at, (epochOf(at) + 1) & EPOCH_MASK, EPOCH);
  setI32(books.freeRow, books.freeRows++, row);
}

/** Whether the row is that of a client whose SYN the hop has dropped. */
@inline
export function isDroppedAtHop(at: usize): bool {
  return (load<i32>(at, META) & STATE_MASK) == CONNECTING && load<i32>(at, STEP) == DROPPED_AT_HOP;
}

@inline
export function epochOf(at: usize): i32 {
  return load<i32>(at, EPOCH);
}

@inline
export function numberOf(at: usize): i32 {
  return load<i32>(at, NUMBER);
}

@inline
export function sessionOf(at: usize): i32 {
  return load<i32>(at, SESSION);
}

@inline
export function attemptsOf(at: usize): i32 {
  return load<i32>(at, ATTEMPTS);
}

@inline
export function clientTupleOf(at: usize): i32 {
  return load<i32>(at, CLIENT_TUPLE);
}

@inline
export function previousDelayOf(at: usize): f32 {
  return load<f32>(at, PREVIOUS_DELAY);
}

@inline
export function startSecOf(at: usize): f64 {
  return load<f64>(at, START);
}

@inline
export function causeOf(at: usize): i32 {
  return load<i32>(at, CAUSE);
}

@inline
export function setCause(at: usize, cause: i32): void {
  store<i32>(at, cause, CAUSE);
}

@inline
export function retransmitsOf(at: usize): i32 {
  return (load<i32>(at, META) >> RETRANSMIT_SHIFT) & RETRANSMIT_MASK;
}

@inline
export function countRetransmit(at: usize): void {
  store<i32>(at, load<i32>(at, META) + (1 << RETRANSMIT_SHIFT), META);
}
