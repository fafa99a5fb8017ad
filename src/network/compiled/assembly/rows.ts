/** Rows of connections in set-up: `connections/connection-table.ts`, of a path of one hop. */
import { books } from './books';
import { f64At, i32At, setF64, setI32 } from './words';

const META = 0;
const EPOCH = 1;
const NUMBER = 2;
const SESSION = 3;
const ATTEMPTS = 4;
const CLIENT_TUPLE = 5;
const STEP = 6;
const ENDPOINT = 7;
const CAUSE = 8;
const PENDING = 9;
const START = 10;
const HOP_INSTANCE = 12;
const HOP_TUPLE = 13;
const BACKEND = 14;
const PREVIOUS_DELAY = 15;

const STATE_MASK = 0xf;
const CONNECTING = 1;
const RETRANSMIT_SHIFT = 4;
const RETRANSMIT_MASK = 0xff;
const EPOCH_MASK = 0x03ffffff;
const NOTHING = -1;
/** `stepAt(0, SENT)`: the hop has dropped its SYN. */
const DROPPED_AT_HOP = 5;

function cell(row: i32, column: i32): i32 {
  return i32At(books.rowCells, row * books.rowStride + column);
}

function setCell(row: i32, column: i32, value: i32): void {
  setI32(books.rowCells, row * books.rowStride + column, value);
}

export function hasRowRoom(): bool {
  return books.freeRows > 0 || books.rows < books.rowCapacity;
}

/** A row for a client whose first SYN the hop has just dropped. */
export function addRow(number: i32, session: i32, attempts: i32, clientTuple: i32, previousDelaySec: f32): i32 {
  const row = books.freeRows > 0 ? i32At(books.freeRow, --books.freeRows) : books.rows++;
  setCell(row, META, CONNECTING);
  setCell(row, EPOCH, (cell(row, EPOCH) + 1) & EPOCH_MASK);
  setCell(row, NUMBER, number);
  setCell(row, SESSION, session);
  setCell(row, ATTEMPTS, attempts);
  setCell(row, CLIENT_TUPLE, clientTuple);
  setCell(row, STEP, DROPPED_AT_HOP);
  setCell(row, ENDPOINT, 0);
  setCell(row, PENDING, 0);
  setF64(books.rowCells, (row * books.rowStride + START) >> 1, books.nowSec);
  setCell(row, HOP_INSTANCE, NOTHING);
  setCell(row, HOP_TUPLE, NOTHING);
  setCell(row, BACKEND, NOTHING);
  setCell(row, PREVIOUS_DELAY, reinterpret<i32>(previousDelaySec));
  return row;
}

/** Gives the row back; timers that still name it are recognised by its epoch. */
export function removeRow(row: i32): void {
  setCell(row, META, cell(row, META) & ~STATE_MASK);
  setCell(row, EPOCH, (cell(row, EPOCH) + 1) & EPOCH_MASK);
  setI32(books.freeRow, books.freeRows++, row);
}

/** Whether the row is that of a client whose SYN the hop has dropped. */
export function isDroppedAtHop(row: i32): bool {
  return (cell(row, META) & STATE_MASK) == CONNECTING && cell(row, STEP) == DROPPED_AT_HOP;
}

export function epochOf(row: i32): i32 {
  return cell(row, EPOCH);
}

export function numberOf(row: i32): i32 {
  return cell(row, NUMBER);
}

export function sessionOf(row: i32): i32 {
  return cell(row, SESSION);
}

export function attemptsOf(row: i32): i32 {
  return cell(row, ATTEMPTS);
}

export function clientTupleOf(row: i32): i32 {
  return cell(row, CLIENT_TUPLE);
}

export function previousDelayOf(row: i32): f32 {
  return reinterpret<f32>(cell(row, PREVIOUS_DELAY));
}

export function startSecOf(row: i32): f64 {
  return f64At(books.rowCells, (row * books.rowStride + START) >> 1);
}

export function causeOf(row: i32): i32 {
  return cell(row, CAUSE);
}

export function setCause(row: i32, cause: i32): void {
  setCell(row, CAUSE, cause);
}

export function retransmitsOf(row: i32): i32 {
  return (cell(row, META) >> RETRANSMIT_SHIFT) & RETRANSMIT_MASK;
}

export function countRetransmit(row: i32): void {
  setCell(row, META, cell(row, META) + (1 << RETRANSMIT_SHIFT));
}
