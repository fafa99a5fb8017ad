import { EventQueue } from '../../engine/event-queue.ts';
import { CHUNK_RECORDS } from '../../engine/event-queue-size.ts';
import { kindOf, PAYLOAD_MASK, payloadOf, tagOf } from '../../engine/event-tag.ts';
import type { Plan } from '../plan.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import { isForgotten } from '../two-ends/idle-timeout.ts';
import { ConnectionInHand, NOTHING } from './connection-in-hand.ts';
import { CONNECTING, ConnectionTable, FORGOTTEN, IDLE, REMNANT } from './connection-table.ts';
import { IDLE_CUT, isOfEstablished, isPacked, RETRY } from './event-kinds.ts';
import { type InstanceTable, Packing, type PackingLayout, rowLayoutOf } from './packing.ts';

/** Where an established connection lies in the queue. */
export interface EstablishedPlace {
  readonly at: number;
  /** Time of its event. */
  readonly timeSec: number;
  readonly population: number;
  /** When it ends by itself: at its event, but where that is a flow table that forgets it. */
  readonly endSec: number;
}

/** Looks at every open connection: its population, and the tick at which it was established. */
export interface OpenVisitor {
  visit(population: number, openedTick: number): void;
}

/** What a connection is doing, for those who look at all of them. */
export type ConnectionState = 'connecting' | 'established' | 'waiting' | 'forgotten' | 'remnant';

const STATE_OF_ROW: ReadonlyMap<number, ConnectionState> = new Map([
  [CONNECTING, 'connecting'],
  [FORGOTTEN, 'forgotten'],
  [REMNANT, 'remnant'],
]);

/** Population, of 64 at most, in bits 0-7 of a packed event's payload; who closes it, where that is told, in the 19 bits above. */
const CLOSES_SHIFT = 8;
const POPULATION_MASK = 0xff;
/** Payload of an event that was called off. */
const CALLED_OFF = PAYLOAD_MASK;
/** Words of a record before those of the connection: the tag. */
const TAG = 1;

/**
 * Every connection of a run, and every client that waits for one: packed in the event that it waits for, in a row of its
 * own, or in hand.
 */
export class Connections {
  readonly hand: ConnectionInHand;
  readonly table: ConnectionTable;
  readonly queue: EventQueue;
  /** Whether an established connection that lies in its event still knows which client it is. */
  readonly keepsClients: boolean;
  private readonly packing: Packing;
  /** By population: whether a flow table forgets its silent connections. */
  private readonly isForgotten: readonly boolean[];

  constructor(plan: Plan, layout: PackingLayout, pools: readonly (SourcePool | null)[]) {
    const { backends, durationSec } = plan.scenario;
    const rows = rowLayoutOf(plan);
    this.keepsClients = layout.hasIdentity;
    this.hand = new ConnectionInHand(rows.hops, rows.hasProcesses);
    this.table = new ConnectionTable(rows, plan.initialRows);
    this.queue = new EventQueue({
      horizonSec: durationSec,
      expectedEvents: plan.expectedEvents,
      expectedWaiting: plan.expectedConcurrent,
      payloadWords: layout.words,
    });
    this.packing = new Packing(layout, pools, backends.addresses * backends.ports.length);
    this.isForgotten = plan.scenario.clients.map((clients) => isForgotten(clients, plan.scenario));
  }

  /** The connection of a row waits for an event. */
  schedule(timeSec: number, kind: number, row: number): void {
    const at = this.queue.push(timeSec, kind, this.table.epoch(row));
    this.queue.words[at + TAG] = row;
  }

  /**
   * Puts the established connection in hand away until its time (`untilSec`); the hand is empty then.
   * @param closes who closes it, of a drain or after having had no answer; of an idle cut, which timeout of its population it is
   */
  putAway(kind: number, closes = 0): void {
    const { hand, queue } = this;
    const at = queue.push(hand.untilSec, kind, hand.population | (closes << CLOSES_SHIFT));
    this.packing.pack(hand, queue.words, at + TAG);
    hand.clearClaims();
  }

  /** Puts the client in hand, which has no connection, away until it tries again at its time (`untilSec`). */
  putClientAway(): void {
    const { hand, queue } = this;
    const at = queue.push(hand.untilSec, RETRY, hand.population);
    this.packing.packClient(hand, queue.words, at + TAG);
  }

  /** Takes the connection or the client of the event at that place in hand; false when it was called off. */
  take(at: number, kind: number, payload: number): boolean {
    const { hand } = this;
    const { words } = this.queue;
    if (payload === CALLED_OFF) return false;
    hand.population = payload & POPULATION_MASK;
    if (kind === RETRY) this.packing.unpackClient(hand, words, at + TAG);
    else this.packing.unpack(hand, words, at + TAG);
    return true;
  }

  /** Who closes the connection of such an event; which timeout it is of an idle cut's. */
  closesBy(payload: number): number {
    return payload >> CLOSES_SHIFT;
  }

  /** The row of an event; -1 when what it waited for has become of no account. */
  rowOf(at: number, payload: number): number {
    const row = this.queue.words[at + TAG]!;
    return this.table.epoch(row) === payload ? row : -1;
  }

  /** Takes the connection at that place of the queue in hand before its time: its event will not happen. */
  takeAway(at: number): void {
    const { words } = this.queue;
    const tag = words[at]!;
    this.take(at, kindOf(tag), payloadOf(tag));
    words[at] = tagOf(kindOf(tag), CALLED_OFF);
  }

  /** Places in the queue of the established connections that an instance carries. */
  establishedAt(station: number, instance: number): EstablishedPlace[] {
    const table = this.packing.instanceTable(station);
    if (table !== null) return this.establishedByTable(table, instance);
    const { packing } = this;
    return this.established((words, from) => packing.instanceAt(station, words, from) === instance);
  }

  /** Rolling restarts look at all connections once for each instance, so this loop calls nothing. */
  private establishedByTable(
    { word, shift, instances }: InstanceTable,
    instance: number,
  ): EstablishedPlace[] {
    const { queue } = this;
    const { words, recordWords, chunkCount } = queue;
    const found: EstablishedPlace[] = [];
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      let at = queue.placeOf(chunk, 0);
      for (let i = 0; i < CHUNK_RECORDS; i++, at += recordWords)
        if (isEstablished(words[at]!) && instances[words[at + TAG + word]! >>> shift] === instance)
          found.push(this.placeAt(at, queue.timeAt(at)));
    }
    return found;
  }

  /** Every established connection, and every one that a flow table has forgotten. A run of millions ends with it, so it takes none in hand. */
  visitOpen(visitor: OpenVisitor): void {
    const { hand, queue, table } = this;
    const { words, recordWords, chunkCount } = queue;
    const openedWord = TAG + this.packing.openedWord;
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      let at = queue.placeOf(chunk, 0);
      for (let i = 0; i < CHUNK_RECORDS; i++, at += recordWords)
        if (isEstablished(words[at]!))
          visitor.visit(payloadOf(words[at]!) & POPULATION_MASK, words[at + openedWord]!);
    }
    for (let row = 0; row < table.length; row++) {
      if (table.state(row) !== FORGOTTEN) continue;
      table.load(row, hand);
      visitor.visit(hand.population, hand.openedTick);
    }
    hand.clearClaims();
  }

  private placeAt(at: number, timeSec: number): EstablishedPlace {
    const tag = this.queue.words[at]!;
    const population = payloadOf(tag) & POPULATION_MASK;
    const livesOn = kindOf(tag) === IDLE_CUT && this.isForgotten[population]!;
    const endSec = livesOn ? this.packing.lifeEndAt(this.queue.words, at + TAG) : timeSec;
    return { at, timeSec, population, endSec };
  }

  /** The same of those whose tuple of a hop is wanted. */
  establishedWith(hop: number, isWanted: (tuple: number) => boolean): EstablishedPlace[] {
    const { packing } = this;
    return this.established((words, from) => isWanted(packing.tupleAt(hop, words, from)));
  }

  /** The same of those of a population; null: of all. */
  establishedOf(population: number | null): EstablishedPlace[] {
    return this.established(
      (words, from) =>
        population === null || (payloadOf(words[from - TAG]!) & POPULATION_MASK) === population,
    );
  }

  private established(isWanted: (words: Int32Array, from: number) => boolean): EstablishedPlace[] {
    const { queue } = this;
    const { words } = queue;
    const found: EstablishedPlace[] = [];
    queue.forEach((at, timeSec) => {
      if (isEstablished(words[at]!) && isWanted(words, at + TAG)) found.push(this.placeAt(at, timeSec));
    });
    return found;
  }

  /** Takes the connection at that place of the queue in hand, and leaves it there. */
  look(at: number): void {
    const tag = this.queue.words[at]!;
    this.take(at, kindOf(tag), payloadOf(tag));
  }

  /** Established connections whose process at a hop is meant. */
  establishedOn(hop: number, isMeant: (process: number) => boolean): EstablishedPlace[] {
    const { packing } = this;
    return this.established((words, from) => isMeant(packing.processAt(hop, words, from)));
  }

  /** Rows of connections whose process at a hop is meant. */
  rowsOn(hop: number, isMeant: (process: number) => boolean): number[] {
    const { table } = this;
    return this.rows((row) => isMeant(table.process(row, hop)));
  }

  /** Rows of connections that an instance carries. */
  rowsAt(station: number, instance: number): number[] {
    const { table } = this;
    return this.rows((row) => table.instance(row, station) === instance);
  }

  /** The same of those whose tuple of a hop is wanted. */
  rowsWith(hop: number, isWanted: (tuple: number) => boolean): number[] {
    const { table } = this;
    return this.rows((row) => table.tuple(row, hop) !== NOTHING && isWanted(table.tuple(row, hop)));
  }

  private rows(isWanted: (row: number) => boolean): number[] {
    const { table } = this;
    const rows: number[] = [];
    for (let row = 0; row < table.length; row++)
      if (table.state(row) !== IDLE && isWanted(row)) rows.push(row);
    return rows;
  }

  /**
   * Takes every connection and every waiting client in hand, one after the other, and tells the row of one that has a row
   * (else -1). Only between two events.
   */
  forEach(visit: (hand: ConnectionInHand, state: ConnectionState, row: number) => void): void {
    const { hand, queue, table } = this;
    queue.forEach((at) => {
      const tag = queue.words[at]!;
      const kind = kindOf(tag);
      if (!isPacked(kind) || !this.take(at, kind, payloadOf(tag))) return;
      if (kind === RETRY) hand.clearClaims();
      visit(hand, kind === RETRY ? 'waiting' : 'established', -1);
    });
    for (let row = 0; row < table.length; row++) {
      const state = STATE_OF_ROW.get(table.state(row));
      if (state === undefined) continue;
      table.load(row, hand);
      visit(hand, state, row);
    }
    hand.clearClaims();
  }
}

/** Whether the record of a tag is that of an established connection whose event was not called off. */
function isEstablished(tag: number): boolean {
  return isOfEstablished(kindOf(tag)) && payloadOf(tag) !== CALLED_OFF;
}
