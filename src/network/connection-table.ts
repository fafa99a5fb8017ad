/**
 * One row of integers for each connection that a client has or wants: no objects, no allocation per event.
 * A population owns its rows for the whole run; open arrivals take rows from a free list and give them back.
 *
 * Columns of a row: the fixed ones below, then for each hop the instance and the leased tuple, then the backend.
 */
export const IDLE = 0;
export const CONNECTING = 1;
export const ESTABLISHED = 2;
/** Waiting to try again. */
export const WAITING = 3;
/** Gave up, or never comes back. */
export const GONE = 4;
/** A flow table on the path has forgotten the connection; the client believes that it is open. */
export const FORGOTTEN = 5;
/** What is left of a connection at one end, or half closed; no client's any more. */
export const REMNANT = 6;

const STATE = 0;
const EPOCH = 1;
const POPULATION = 2;
/** Which connection this is: index in its population, or number of the arrival. */
const NUMBER = 3;
const SESSION = 4;
const ATTEMPTS = 5;
const CLIENT_TUPLE = 6;
const STEP = 7;
const ENDPOINT = 8;
const RETRANSMITS = 9;
const CAUSE = 10;
const PENDING = 11;
const FIXED = 12;
const NONE = -1;

export class ConnectionTable {
  readonly hops: number;
  private readonly stride: number;
  private cells: Int32Array;
  private attemptStart: Float64Array;
  /** Only for paths with a proxy: without one the SYN on its way is the client's. */
  private sent: Float64Array | null;
  private rows = 0;
  private readonly free: number[] = [];

  constructor(hops: number, initialRows: number, hasProxy: boolean) {
    this.hops = hops;
    this.stride = FIXED + hops * 2 + 1;
    const rows = Math.max(16, initialRows);
    this.cells = new Int32Array(rows * this.stride);
    this.attemptStart = new Float64Array(rows);
    this.sent = hasProxy ? new Float64Array(rows) : null;
  }

  static bytesPerRow(hops: number, hasProxy: boolean): number {
    return (FIXED + hops * 2 + 1) * 4 + (hasProxy ? 16 : 8);
  }

  /** Rows handed out so far, free ones included. */
  get length(): number {
    return this.rows;
  }

  get byteLength(): number {
    return this.cells.byteLength + this.attemptStart.byteLength + (this.sent?.byteLength ?? 0);
  }

  /** A row for a connection that has nothing yet. */
  add(population: number, number: number): number {
    const row = this.free.pop() ?? this.appendRow();
    const base = row * this.stride;
    this.cells[base + STATE] = IDLE;
    this.cells[base + POPULATION] = population;
    this.cells[base + NUMBER] = number;
    this.cells[base + SESSION] = 0;
    this.cells[base + ATTEMPTS] = 0;
    this.clearClaims(row);
    return row;
  }

  /** Gives the row back; events that still name it are recognised by their epoch. */
  remove(row: number): void {
    this.setState(row, IDLE);
    this.free.push(row);
  }

  state(row: number): number {
    return this.cells[row * this.stride + STATE]!;
  }

  /** Every change of state makes the events that were pushed for the old state stale. */
  setState(row: number, state: number): void {
    const base = row * this.stride;
    this.cells[base + STATE] = state;
    this.cells[base + EPOCH] = (this.cells[base + EPOCH]! + 1) & EPOCH_MASK;
  }

  epoch(row: number): number {
    return this.cells[row * this.stride + EPOCH]!;
  }

  population(row: number): number {
    return this.cells[row * this.stride + POPULATION]!;
  }

  number(row: number): number {
    return this.cells[row * this.stride + NUMBER]!;
  }

  session(row: number): number {
    return this.cells[row * this.stride + SESSION]!;
  }

  nextSession(row: number): void {
    this.cells[row * this.stride + SESSION]! += 1;
    this.cells[row * this.stride + ATTEMPTS] = 0;
  }

  /** Failed attempts in a row. */
  attempts(row: number): number {
    return this.cells[row * this.stride + ATTEMPTS]!;
  }

  countAttempt(row: number): number {
    return (this.cells[row * this.stride + ATTEMPTS]! += 1);
  }

  clientTuple(row: number): number {
    return this.cells[row * this.stride + CLIENT_TUPLE]!;
  }

  setClientTuple(row: number, tuple: number): void {
    this.cells[row * this.stride + CLIENT_TUPLE] = tuple;
  }

  /** Where a set-up that waits goes on: see `walk-step.ts`. */
  step(row: number): number {
    return this.cells[row * this.stride + STEP]!;
  }

  setStep(row: number, step: number): void {
    this.cells[row * this.stride + STEP] = step;
  }

  /** Instance of station `s` (a hop, or the backends for `s` = hops) that carries the connection; -1: none yet. */
  instance(row: number, station: number): number {
    return this.cells[row * this.stride + FIXED + station * 2]!;
  }

  setInstance(row: number, station: number, instance: number): void {
    this.cells[row * this.stride + FIXED + station * 2] = instance;
  }

  /** Source tuple that the hop leased; -1: none. */
  tuple(row: number, hop: number): number {
    return this.cells[row * this.stride + FIXED + hop * 2 + 1]!;
  }

  setTuple(row: number, hop: number, tuple: number): void {
    this.cells[row * this.stride + FIXED + hop * 2 + 1] = tuple;
  }

  /** Endpoint that was addressed last: by the client, or by the last hop that picks. */
  endpoint(row: number): number {
    return this.cells[row * this.stride + ENDPOINT]!;
  }

  setEndpoint(row: number, endpoint: number): void {
    this.cells[row * this.stride + ENDPOINT] = endpoint;
  }

  /** When the attempt under way began; of a connection that can be idle for too long, when its lifetime ends. */
  attemptStartSec(row: number): number {
    return this.attemptStart[row]!;
  }

  setLifeEnd(row: number, endSec: number): void {
    this.attemptStart[row] = endSec;
  }

  startAttempt(row: number, nowSec: number): void {
    this.attemptStart[row] = nowSec;
    this.startSending(row, nowSec);
  }

  /** When the SYN that is on its way was sent first: the client's, or that of the last proxy. */
  sentSec(row: number): number {
    return this.sent === null ? this.attemptStart[row]! : this.sent[row]!;
  }

  startSending(row: number, nowSec: number): void {
    if (this.sent !== null) this.sent[row] = nowSec;
    this.cells[row * this.stride + RETRANSMITS] = 0;
  }

  /** How often the SYN that is on its way was sent again. */
  retransmits(row: number): number {
    return this.cells[row * this.stride + RETRANSMITS]!;
  }

  countRetransmit(row: number): void {
    this.cells[row * this.stride + RETRANSMITS]! += 1;
  }

  /** What dropped the SYN last, as an index into the failure ledger. */
  cause(row: number): number {
    return this.cells[row * this.stride + CAUSE]!;
  }

  setCause(row: number, cause: number): void {
    this.cells[row * this.stride + CAUSE] = cause;
  }

  /** Instance that the SYN on its way was sent to, of the station that its step names. */
  pending(row: number): number {
    return this.cells[row * this.stride + PENDING]!;
  }

  setPending(row: number, instance: number): void {
    this.cells[row * this.stride + PENDING] = instance;
  }

  /** Moves the claims at a station and at those behind it to another row; -1: all, the client's port too. */
  moveClaims(row: number, to: number, fromStation: number): void {
    const from = fromStation < 0 ? 0 : fromStation;
    const offset = (to - row) * this.stride;
    const end = (row + 1) * this.stride;
    for (let cell = row * this.stride + FIXED + from * 2; cell < end; cell++) {
      this.cells[cell + offset] = this.cells[cell]!;
      this.cells[cell] = NONE;
    }
    if (fromStation >= 0) return;
    this.setClientTuple(to, this.clientTuple(row));
    this.setClientTuple(row, NONE);
  }

  /** Forgets the claims at a station and at those behind it. */
  clearClaimsFrom(row: number, station: number): void {
    const end = (row + 1) * this.stride;
    const first = row * this.stride + FIXED + station * 2;
    for (let cell = first; cell < end; cell++) this.cells[cell] = NONE;
  }

  clearClaims(row: number): void {
    const end = (row + 1) * this.stride;
    for (let cell = row * this.stride + CLIENT_TUPLE; cell < end; cell++) this.cells[cell] = NONE;
  }

  private appendRow(): number {
    const row = this.rows++;
    if ((row + 1) * this.stride > this.cells.length) this.grow();
    return row;
  }

  private grow(): void {
    const cells = new Int32Array(this.cells.length * 2);
    cells.set(this.cells);
    this.cells = cells;
    this.attemptStart = doubled(this.attemptStart);
    if (this.sent !== null) this.sent = doubled(this.sent);
  }
}

/** Epochs must fit the payload of an event's tag. */
export const EPOCH_MASK = 0x0fffffff;

function doubled(values: Float64Array): Float64Array {
  const grown = new Float64Array(values.length * 2);
  grown.set(values);
  return grown;
}
