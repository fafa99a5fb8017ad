/**
 * One row of integers for each connection that has more to remember than the event that it waits for can carry: one in
 * set-up, one that a flow table has forgotten, and what is left of one at one end. No objects, no allocation per event;
 * rows are taken from a free list and given back.
 *
 * Columns of a row: the fixed ones below, then for each hop the instance and the leased tuple, then the backend, then the
 * client's last delay in single precision.
 */
import { PAYLOAD_MASK } from '../../engine/event-tag.ts';
import type { TracedClient } from '../trace/trace-step.ts';
import { type ConnectionInHand, NOTHING } from './connection-in-hand.ts';

export const IDLE = 0;
export const CONNECTING = 1;
/** A flow table on the path has forgotten the connection; the client believes that it is open. */
export const FORGOTTEN = 2;
/** What is left of a connection at one end, or half closed; no client's any more. */
export const REMNANT = 3;
/** Its client has left, and the client's kernel goes on sending until the server takes it up. */
export const ORPHAN = 4;

/** State in bits 0-3, retransmissions of the SYN on its way in bits 4-11, of data in bits 12-15, population above. */
const META = 0;
const EPOCH = 1;
const NUMBER = 2;
const SESSION = 3;
const ATTEMPTS = 4;
const CLIENT_TUPLE = 5;
const STEP = 6;
const ENDPOINT = 7;
/** Of a set-up what dropped its SYN last; of what was established, when. */
const CAUSE_OR_OPENED = 8;
const PENDING = 9;
/** Times are doubles of two cells. */
const START = 10;
const FIXED = 12;

const STATE_MASK = 0xf;
const RETRANSMIT_SHIFT = 4;
const ONE_RETRANSMIT = 1 << RETRANSMIT_SHIFT;
const RETRANSMIT_MASK = 0xff << RETRANSMIT_SHIFT;
const DATA_SHIFT = 12;
const ONE_DATA_RETRANSMIT = 1 << DATA_SHIFT;
const DATA_MASK = 0xf << DATA_SHIFT;
/** Both kinds of retransmissions together: of what was established, a note. */
const NOTE_MASK = 0xfff << RETRANSMIT_SHIFT;
const POPULATION_SHIFT = 16;

/** What decides how many cells a row has. */
export interface RowLayout {
  readonly hops: number;
  readonly hasTwoTimes: boolean;
  /** Whether some hop has worker processes to tell apart. */
  readonly hasProcesses: boolean;
}

export class ConnectionTable {
  readonly hops: number;
  /** Cells of a row, an even number, so that the times lie on doubles. A path of one hop makes it 16: a cache line. */
  readonly stride: number;
  /** First cell of the second time, of the SYN on its way; without a proxy it is the client's, whose time there is already. */
  private readonly sentAt: number;
  /** Cells for the processes of hops, after those of the claims. */
  private readonly processes: number;
  cells: Int32Array;
  private times: Float64Array;
  private singles: Float32Array;
  rows = 0;
  capacity: number;
  /** Rows that were given back, the last of them first: so many. */
  free: Int32Array;
  freeCount = 0;

  constructor({ hops, hasTwoTimes, hasProcesses }: RowLayout, initialRows: number) {
    this.hops = hops;
    this.stride = strideOf({ hops, hasTwoTimes, hasProcesses });
    this.processes = hasProcesses ? hops : 0;
    this.sentAt = hasTwoTimes ? this.stride - 2 : START;
    this.capacity = Math.max(16, initialRows);
    this.free = new Int32Array(this.capacity);
    this.cells = new Int32Array(this.capacity * this.stride);
    this.times = new Float64Array(this.cells.buffer);
    this.singles = new Float32Array(this.cells.buffer);
  }

  static bytesPerRow(layout: RowLayout): number {
    return strideOf(layout) * 4;
  }

  /** Rows handed out so far, free ones included. */
  get length(): number {
    return this.rows;
  }

  /** A row in that state for the connection in hand, or for what it leaves behind. */
  add(state: number, hand: ConnectionInHand): number {
    const row = this.freeCount > 0 ? this.free[--this.freeCount]! : this.appendRow();
    this.cells[row * this.stride + META] = IDLE | (hand.population << POPULATION_SHIFT);
    this.setState(row, state);
    this.save(row, hand);
    if (state !== CONNECTING) this.cells[row * this.stride + CAUSE_OR_OPENED] = hand.openedTick;
    return row;
  }

  /** Writes the connection in hand, or what has changed of it, into its row. */
  save(row: number, hand: ConnectionInHand): void {
    const { cells, hops } = this;
    const base = row * this.stride;
    const meta = cells[base]!;
    // What was established has a note there.
    if ((meta & STATE_MASK) === CONNECTING)
      cells[base] = (meta & ~RETRANSMIT_MASK) | (hand.retransmits << RETRANSMIT_SHIFT);
    cells[base + NUMBER] = hand.number;
    cells[base + SESSION] = hand.session;
    cells[base + ATTEMPTS] = hand.attempts;
    cells[base + CLIENT_TUPLE] = hand.clientTuple;
    cells[base + STEP] = hand.step;
    cells[base + ENDPOINT] = hand.endpoint;
    cells[base + PENDING] = hand.pending;
    // Where both are one place it is the first time that is kept.
    this.times[(base + this.sentAt) >> 1] = hand.sentSec;
    this.times[(base + START) >> 1] = hand.startSec;
    let cell = base + FIXED;
    for (let hop = 0; hop < hops; hop++) {
      cells[cell] = hand.instances[hop]!;
      cells[cell + 1] = hand.tuples[hop]!;
      cell += 2;
    }
    cells[cell] = hand.instances[hops]!;
    this.singles[cell + 1] = hand.previousDelaySec;
    for (let hop = 0; hop < this.processes; hop++) cells[cell + 2 + hop] = hand.processes[hop]!;
  }

  /** Takes the connection of a row in hand. */
  load(row: number, hand: ConnectionInHand): void {
    const { cells, hops } = this;
    const base = row * this.stride;
    const meta = cells[base]!;
    hand.population = meta >> POPULATION_SHIFT;
    hand.retransmits = (meta & RETRANSMIT_MASK) >> RETRANSMIT_SHIFT;
    hand.number = cells[base + NUMBER]!;
    hand.session = cells[base + SESSION]!;
    hand.attempts = cells[base + ATTEMPTS]!;
    hand.clientTuple = cells[base + CLIENT_TUPLE]!;
    hand.step = cells[base + STEP]!;
    hand.endpoint = cells[base + ENDPOINT]!;
    hand.pending = cells[base + PENDING]!;
    hand.openedTick = cells[base + CAUSE_OR_OPENED]!;
    hand.startSec = this.times[(base + START) >> 1]!;
    hand.sentSec = this.times[(base + this.sentAt) >> 1]!;
    let cell = base + FIXED;
    for (let hop = 0; hop < hops; hop++) {
      hand.instances[hop] = cells[cell]!;
      hand.tuples[hop] = cells[cell + 1]!;
      cell += 2;
    }
    hand.instances[hops] = cells[cell]!;
    hand.previousDelaySec = this.singles[cell + 1]!;
    for (let hop = 0; hop < this.processes; hop++) hand.processes[hop] = cells[cell + 2 + hop]!;
  }

  /** Leaves a row with nothing but what was claimed at a station and at those behind it. */
  keepClaimsFrom(row: number, station: number): void {
    const base = row * this.stride;
    this.cells[base + CLIENT_TUPLE] = NOTHING;
    for (let cell = base + FIXED; cell < base + FIXED + station * 2; cell++) this.cells[cell] = NOTHING;
    for (let hop = 0; hop < Math.min(station, this.processes); hop++)
      this.cells[base + FIXED + this.hops * 2 + 2 + hop] = NOTHING;
  }

  /** Gives the row back; events that still name it are recognised by their epoch. */
  remove(row: number): void {
    this.setState(row, IDLE);
    this.free[this.freeCount++] = row;
  }

  state(row: number): number {
    return this.cells[row * this.stride]! & STATE_MASK;
  }

  /** Every change of state makes the events that were pushed for the old state stale. */
  private setState(row: number, state: number): void {
    const base = row * this.stride;
    this.cells[base] = (this.cells[base]! & ~STATE_MASK) | state;
    this.cells[base + EPOCH] = (this.cells[base + EPOCH]! + 1) & EPOCH_MASK;
  }

  /** The row stays in its state; events that name it are stale. */
  renew(row: number): void {
    this.setState(row, this.state(row));
  }

  epoch(row: number): number {
    return this.cells[row * this.stride + EPOCH]!;
  }

  /** Whose row it is. */
  clientOf(row: number): TracedClient {
    const base = row * this.stride;
    const { cells } = this;
    return {
      population: this.population(row),
      number: cells[base + NUMBER]!,
      session: cells[base + SESSION]!,
      attempts: cells[base + ATTEMPTS]!,
    };
  }

  population(row: number): number {
    return this.cells[row * this.stride]! >> POPULATION_SHIFT;
  }

  step(row: number): number {
    return this.cells[row * this.stride + STEP]!;
  }

  setStep(row: number, step: number): void {
    this.cells[row * this.stride + STEP] = step;
  }

  startSec(row: number): number {
    return this.times[(row * this.stride + START) >> 1]!;
  }

  setStartSec(row: number, sec: number): void {
    this.times[(row * this.stride + START) >> 1] = sec;
  }

  /** Instance of station `s` (a hop, or the backends for `s` = hops) that carries the connection; -1: none yet. */
  instance(row: number, station: number): number {
    return this.cells[row * this.stride + FIXED + station * 2]!;
  }

  /** Worker process of a hop that carries the connection; -1: none. */
  process(row: number, hop: number): number {
    return hop < this.processes ? this.cells[row * this.stride + FIXED + this.hops * 2 + 2 + hop]! : NOTHING;
  }

  /** How often the SYN that is on its way was sent again. */
  retransmits(row: number): number {
    return (this.cells[row * this.stride]! & RETRANSMIT_MASK) >> RETRANSMIT_SHIFT;
  }

  countRetransmit(row: number): void {
    this.cells[row * this.stride]! += ONE_RETRANSMIT;
  }

  /** How often a connection that overflowed the accept queue has sent its data again: up to 15 times. */
  dataRetransmits(row: number): number {
    return (this.cells[row * this.stride]! & DATA_MASK) >> DATA_SHIFT;
  }

  countDataRetransmit(row: number): void {
    this.cells[row * this.stride]! += ONE_DATA_RETRANSMIT;
  }

  /** The client leaves; what its kernel sends stays, with its timer, and remembers the instance that it goes to. */
  orphan(row: number, instance: number): void {
    this.keepClaimsFrom(row, this.hops + 1);
    const base = row * this.stride;
    this.cells[base] = (this.cells[base]! & ~STATE_MASK) | ORPHAN;
    this.cells[base + PENDING] = instance;
  }

  /** Instance that an orphan is to be taken up by. */
  pending(row: number): number {
    return this.cells[row * this.stride + PENDING]!;
  }

  /** What dropped the SYN last, as an index into the failure ledger. */
  cause(row: number): number {
    return this.cells[row * this.stride + CAUSE_OR_OPENED]!;
  }

  setCause(row: number, cause: number): void {
    this.cells[row * this.stride + CAUSE_OR_OPENED] = cause;
  }

  /** Where the retransmissions of a set-up are, of what was established: what is noted of it, 0 at first, below 4,096. */
  note(row: number): number {
    return (this.cells[row * this.stride]! & NOTE_MASK) >> RETRANSMIT_SHIFT;
  }

  setNote(row: number, note: number): void {
    const base = row * this.stride;
    this.cells[base] = (this.cells[base]! & ~NOTE_MASK) | (note << RETRANSMIT_SHIFT);
  }

  /** As a note, of a forgotten connection: which idle timeout of its population it was put away with. */
  cut(row: number): number {
    return this.note(row);
  }

  setCut(row: number, cut: number): void {
    this.setNote(row, cut);
  }

  /** The tuple of a hop; -1: none. */
  tuple(row: number, hop: number): number {
    return this.cells[row * this.stride + FIXED + hop * 2 + 1]!;
  }

  private appendRow(): number {
    const row = this.rows++;
    if (this.rows > this.capacity) this.grow();
    return row;
  }

  /** From now on the cells are those, which have the same in them. */
  lieIn(cells: Int32Array): void {
    this.cells = cells;
    this.times = new Float64Array(cells.buffer, cells.byteOffset, cells.length >> 1);
    this.singles = new Float32Array(cells.buffer, cells.byteOffset, cells.length);
  }

  /** Grows until so many rows have room. */
  makeRoom(rows: number): void {
    while (this.capacity < rows) this.grow();
  }

  private grow(): void {
    this.capacity *= 2;
    const cells = new Int32Array(this.capacity * this.stride);
    cells.set(this.cells);
    this.lieIn(cells);
    const free = new Int32Array(this.capacity);
    free.set(this.free.subarray(0, this.freeCount));
    this.free = free;
  }
}

function strideOf({ hops, hasTwoTimes, hasProcesses }: RowLayout): number {
  // Even, as said above.
  const processes = hasProcesses ? hops + (hops % 2) : 0;
  return FIXED + hops * 2 + 2 + processes + (hasTwoTimes ? 2 : 0);
}

/** Epochs fit the payload of an event's tag and are never all ones, which marks an event that was called off. */
const EPOCH_MASK = PAYLOAD_MASK >>> 1;
