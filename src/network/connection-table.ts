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

/** State in bits 0-3, retransmissions of the SYN on its way in bits 4-15, population above. */
const META = 0;
const EPOCH = 1;
/** Which connection this is: index in its population, or number of the arrival. */
const NUMBER = 2;
const SESSION = 3;
const ATTEMPTS = 4;
const CLIENT_TUPLE = 5;
const STEP = 6;
const ENDPOINT = 7;
const CAUSE = 8;
const PENDING = 9;
/** Times are doubles of two cells. */
const ATTEMPT_START = 10;
const FIXED = 12;
const NONE = -1;

const STATE_MASK = 0xf;
const RETRANSMIT_SHIFT = 4;
const ONE_RETRANSMIT = 1 << RETRANSMIT_SHIFT;
const RETRANSMIT_MASK = 0xfff << RETRANSMIT_SHIFT;
const POPULATION_SHIFT = 16;

export class ConnectionTable {
  readonly hops: number;
  /** Cells of a row, an even number, so that the times lie on doubles. A path of one hop makes it 16: a cache line. */
  private readonly stride: number;
  private readonly hasProxy: boolean;
  /** First cell of the time of the SYN on its way; without a proxy it is the client's, whose time there is already. */
  private readonly sentAt: number;
  private cells: Int32Array;
  private times: Float64Array;
  private rows = 0;
  private capacity: number;
  private readonly free: number[] = [];

  constructor(hops: number, initialRows: number, hasProxy: boolean) {
    this.hops = hops;
    this.hasProxy = hasProxy;
    this.stride = strideOf(hops, hasProxy);
    this.sentAt = hasProxy ? this.stride - 2 : ATTEMPT_START;
    this.capacity = Math.max(16, initialRows);
    this.cells = new Int32Array(this.capacity * this.stride);
    this.times = new Float64Array(this.cells.buffer);
  }

  static bytesPerRow(hops: number, hasProxy: boolean): number {
    return strideOf(hops, hasProxy) * 4;
  }

  /** Rows handed out so far, free ones included. */
  get length(): number {
    return this.rows;
  }

  get byteLength(): number {
    return this.cells.byteLength;
  }

  /** A row for a connection that has nothing yet. */
  add(population: number, number: number): number {
    const row = this.free.pop() ?? this.appendRow();
    const base = row * this.stride;
    this.cells[base + META] = IDLE | (population << POPULATION_SHIFT);
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
    return this.cells[row * this.stride]! & STATE_MASK;
  }

  /** Every change of state makes the events that were pushed for the old state stale. */
  setState(row: number, state: number): void {
    const base = row * this.stride;
    this.cells[base] = (this.cells[base]! & ~STATE_MASK) | state;
    this.cells[base + EPOCH] = (this.cells[base + EPOCH]! + 1) & EPOCH_MASK;
  }

  epoch(row: number): number {
    return this.cells[row * this.stride + EPOCH]!;
  }

  population(row: number): number {
    return this.cells[row * this.stride]! >> POPULATION_SHIFT;
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
    return this.times[(row * this.stride + ATTEMPT_START) >>> 1]!;
  }

  setLifeEnd(row: number, endSec: number): void {
    this.times[(row * this.stride + ATTEMPT_START) >>> 1] = endSec;
  }

  startAttempt(row: number, nowSec: number): void {
    this.times[(row * this.stride + ATTEMPT_START) >>> 1] = nowSec;
    this.startSending(row, nowSec);
  }

  /** When the SYN that is on its way was sent first: the client's, or that of the last proxy. */
  sentSec(row: number): number {
    return this.times[(row * this.stride + this.sentAt) >>> 1]!;
  }

  startSending(row: number, nowSec: number): void {
    if (this.hasProxy) this.times[(row * this.stride + this.sentAt) >>> 1] = nowSec;
    this.cells[row * this.stride]! &= ~RETRANSMIT_MASK;
  }

  /** How often the SYN that is on its way was sent again. */
  retransmits(row: number): number {
    return (this.cells[row * this.stride]! & RETRANSMIT_MASK) >> RETRANSMIT_SHIFT;
  }

  countRetransmit(row: number): void {
    this.cells[row * this.stride]! += ONE_RETRANSMIT;
  }

  /** What dropped the SYN last, as an index into the failure ledger. */
  cause(row: number): number {
    return this.cells[row * this.stride + CAUSE]!;
  }

  setCause(row: number, cause: number): void {
    this.cells[row * this.stride + CAUSE] = cause;
  }

  /** Moves the claims at a station and at those behind it to another row; -1: all, the client's port too. */
  moveClaims(row: number, to: number, fromStation: number): void {
    const from = fromStation < 0 ? 0 : fromStation;
    const offset = (to - row) * this.stride;
    const end = this.claimsEnd(row);
    for (let cell = row * this.stride + FIXED + from * 2; cell < end; cell++) {
      this.cells[cell + offset] = this.cells[cell]!;
      this.cells[cell] = NONE;
    }
    if (fromStation >= 0) return;
    this.setClientTuple(to, this.clientTuple(row));
    this.setClientTuple(row, NONE);
  }

  /** Instance that the SYN on its way was sent to, of the station that its step names. */
  pending(row: number): number {
    return this.cells[row * this.stride + PENDING]!;
  }

  setPending(row: number, instance: number): void {
    this.cells[row * this.stride + PENDING] = instance;
  }

  /** Forgets the claims at a station and at those behind it. */
  clearClaimsFrom(row: number, station: number): void {
    const end = this.claimsEnd(row);
    for (let cell = row * this.stride + FIXED + station * 2; cell < end; cell++) this.cells[cell] = NONE;
  }

  clearClaims(row: number): void {
    this.cells[row * this.stride + CLIENT_TUPLE] = NONE;
    this.clearClaimsFrom(row, 0);
  }

  private claimsEnd(row: number): number {
    return row * this.stride + FIXED + this.hops * 2 + 1;
  }

  private appendRow(): number {
    const row = this.rows++;
    if (this.rows > this.capacity) this.grow();
    return row;
  }

  private grow(): void {
    this.capacity *= 2;
    const cells = new Int32Array(this.capacity * this.stride);
    cells.set(this.cells);
    this.cells = cells;
    this.times = new Float64Array(cells.buffer);
  }
}

function strideOf(hops: number, hasProxy: boolean): number {
  const cells = FIXED + hops * 2 + 1;
  return cells + (cells & 1) + (hasProxy ? 2 : 0);
}

/** Epochs must fit the payload of an event's tag. */
export const EPOCH_MASK = 0x0fffffff;
