/**
 * How a connection lies in the record of the event that it waits for. Most connections of a run do nothing but wait for
 * their end; with all that they have in the event there is no other place in memory to look for when it falls due.
 */
import { ageLimitsOf } from '../../scenario/max-age.ts';
import { hasSilentEnds } from '../../scenario/timeline.ts';
import type { Plan } from '../plan.ts';
import { isPerDestination } from '../ports/port-blocks.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import { ESTABLISHED_STEP } from '../set-up/walk-step.ts';
import { isForgotten } from '../two-ends/idle-timeout.ts';
import { type ConnectionInHand, NOTHING } from './connection-in-hand.ts';
import type { RowLayout } from './connection-table.ts';

/** Number, session and failed attempts in a row. */
const IDENTITY_WORDS = 3;
/** A client without a connection, with its last delay: no more than it has with one, whose own port takes that word. */
const CLIENT_WORDS = IDENTITY_WORDS + 1;
const CLIENT_TUPLE_WORDS = 1;
/** When the connection was established. */
const OPENED_WORDS = 1;
/** A row of the table is named by one word. */
const ROW_WORDS = 1;
const DOUBLE_WORDS = 2;

/** Which words a plan's connections need; what follows from another word has none of its own. */
export interface PackingLayout {
  /** Clients come back, or something depends on who they are. */
  readonly hasIdentity: boolean;
  /** Hops that lease tuples; the instance of such a hop follows from the tuple's address. */
  readonly tupleHops: readonly number[];
  /** Hops of several instances that lease none. */
  readonly instanceHops: readonly number[];
  /** Hops with worker processes to tell apart. */
  readonly processHops: readonly number[];
  /** The hop whose tuple tells the endpoint at the backends; -1 where it needs a word, null where there is one only. */
  readonly endpointFrom: number | null;
  /** The path may lose the connection, which then still has its lifetime. */
  readonly hasLifeEnd: boolean;
  readonly words: number;
}

export function packingOf(plan: Plan): PackingLayout {
  const { scenario, hops } = plan;
  const comesBack = scenario.clients.some(
    ({ arrivals, reconnect }) => arrivals.pattern === 'population' || reconnect.policy !== 'none',
  );
  const silentEnds = hasSilentEnds(scenario);
  // Who it is tells also what has closed a connection, its lifetime or an age limit.
  const hasIdentity =
    comesBack || plan.usesFlows || plan.usesSources || ageLimitsOf(scenario).length > 0 || silentEnds;
  const tupleHops = hops.filter(({ settings }) => settings.source !== null).map(({ index }) => index);
  const instanceHops = hops
    .filter(({ settings }) => settings.source === null && settings.instances > 1)
    .map(({ index }) => index);
  const processHops = hops.filter(({ hasProcesses }) => hasProcesses).map(({ index }) => index);
  const endpointFrom = endpointSource(plan);
  const hasLifeEnd = silentEnds || scenario.clients.some((clients) => isForgotten(clients, scenario));
  const words =
    (hasIdentity ? IDENTITY_WORDS : 0) +
    CLIENT_TUPLE_WORDS +
    OPENED_WORDS +
    tupleHops.length +
    instanceHops.length +
    processHops.length +
    (endpointFrom === NOTHING ? 1 : 0) +
    (hasLifeEnd ? DOUBLE_WORDS : 0);
  return {
    hasIdentity,
    tupleHops,
    instanceHops,
    processHops,
    endpointFrom,
    hasLifeEnd,
    words: Math.max(ROW_WORDS, hasIdentity ? CLIENT_WORDS : 0, words),
  };
}

/** What a row of the connection table has room for. */
export function rowLayoutOf({ hops, hasTwoTimes }: Plan): RowLayout {
  return { hops: hops.length, hasTwoTimes, hasProcesses: hops.some(({ hasProcesses }) => hasProcesses) };
}

function endpointSource(plan: Plan): number | null {
  const { hops, scenario } = plan;
  const { backends, path } = scenario;
  if (backends.count * backends.addresses * backends.ports.length === 1) return null;
  const telling = hops.find(
    ({ settings: { source }, dialledStage }) =>
      source !== null && isPerDestination(source) && dialledStage === path.length,
  );
  return telling?.index ?? NOTHING;
}

/** The instance of a record is `instances[words[from + word] >>> shift]`. */
export interface InstanceTable {
  readonly word: number;
  readonly shift: number;
  readonly instances: Int32Array;
}

/** Puts the connection in hand into the words of an event, and takes it out again. */
export class Packing {
  private readonly pools: readonly (SourcePool | null)[];
  private readonly endpointsEach: number;
  private readonly backends: number;
  private readonly identityWords: number;
  /** Word that tells when an established connection was opened. */
  readonly openedWord: number;
  private readonly tupleHops: Int32Array;
  private readonly instanceHops: Int32Array;
  private readonly processHops: Int32Array;
  /** Word of the first of them. */
  private readonly processWord: number;
  /** Word of each hop's tuple or instance, of the endpoint, and of the end of the lifetime; -1 where there is none. */
  private readonly wordOfHop: Int32Array;
  private readonly endpointWord: number;
  private readonly lifeEndWord: number;
  /** The hop whose tuple tells the endpoint; -1 where none does. */
  private readonly endpointHop: number;
  private readonly double = new Float64Array(1);
  private readonly doubleWords = new Int32Array(this.double.buffer);
  private readonly single = new Float32Array(1);
  private readonly singleWord = new Int32Array(this.single.buffer);

  /** @param endpointsEach endpoints that one backend listens on */
  constructor(layout: PackingLayout, pools: readonly (SourcePool | null)[], endpointsEach: number) {
    const { hasIdentity, tupleHops, instanceHops, processHops, endpointFrom, hasLifeEnd } = layout;
    this.pools = pools;
    this.endpointsEach = endpointsEach;
    this.backends = pools.length;
    this.identityWords = hasIdentity ? IDENTITY_WORDS : 0;
    this.openedWord = this.identityWords + CLIENT_TUPLE_WORDS;
    this.tupleHops = Int32Array.from(tupleHops);
    this.instanceHops = Int32Array.from(instanceHops);
    this.processHops = Int32Array.from(processHops);
    this.wordOfHop = new Int32Array(pools.length).fill(NOTHING);
    let word = this.identityWords + CLIENT_TUPLE_WORDS + OPENED_WORDS;
    for (const hop of [...tupleHops, ...instanceHops]) this.wordOfHop[hop] = word++;
    this.processWord = word;
    word += processHops.length;
    this.endpointWord = endpointFrom === NOTHING ? word++ : NOTHING;
    this.endpointHop = endpointFrom === null ? NOTHING : endpointFrom;
    this.lifeEndWord = hasLifeEnd ? word : NOTHING;
  }

  /** A client that has no connection: who it is and what it waits, from word `at` on. */
  packClient(hand: ConnectionInHand, words: Int32Array, at: number): void {
    this.packIdentity(hand, words, at);
    this.single[0] = hand.previousDelaySec;
    words[at + IDENTITY_WORDS] = this.singleWord[0]!;
  }

  unpackClient(hand: ConnectionInHand, words: Int32Array, at: number): void {
    this.unpackIdentity(hand, words, at);
    this.singleWord[0] = words[at + IDENTITY_WORDS]!;
    hand.previousDelaySec = this.single[0]!;
  }

  private packIdentity(hand: ConnectionInHand, words: Int32Array, at: number): void {
    words[at] = hand.number;
    words[at + 1] = hand.session;
    words[at + 2] = hand.attempts;
  }

  private unpackIdentity(hand: ConnectionInHand, words: Int32Array, at: number): void {
    hand.number = words[at]!;
    hand.session = words[at + 1]!;
    hand.attempts = words[at + 2]!;
  }

  /** The instance of a station that carries the established connection packed from word `from` on, without the rest. */
  instanceAt(station: number, words: Int32Array, from: number): number {
    if (station === this.backends) return this.instanceOfEndpoint(this.endpointIn(words, from));
    const word = this.wordOfHop[station]!;
    if (word < 0) return 0;
    const pool = this.pools[station]!;
    return pool === null ? words[from + word]! : pool.instanceOf(words[from + word]!);
  }

  /** The same for those who look at all connections: a word of the record tells it by a table; null where it is not as simple. */
  instanceTable(station: number): InstanceTable | null {
    const pool = station === this.backends && this.endpointHop >= 0 ? this.pools[this.endpointHop]! : null;
    if (pool === null || pool.destinationOfSpace === null) return null;
    const instances = pool.destinationOfSpace.map((endpoint) => this.instanceOfEndpoint(endpoint));
    return { word: this.wordOfHop[this.endpointHop]!, shift: pool.spaceShift, instances };
  }

  /** When the lifetime of a connection is over that a flow table may forget, packed from word `from` on. */
  lifeEndAt(words: Int32Array, from: number): number {
    this.doubleWords[0] = words[from + this.lifeEndWord]!;
    this.doubleWords[1] = words[from + this.lifeEndWord + 1]!;
    return this.double[0]!;
  }

  /** The tuple of a hop that leases some, of the same. */
  tupleAt(hop: number, words: Int32Array, from: number): number {
    return words[from + this.wordOfHop[hop]!]!;
  }

  /** The worker process of a hop, of the same; -1 where the hop has none to tell apart. */
  processAt(hop: number, words: Int32Array, from: number): number {
    const at = this.processHops.indexOf(hop);
    return at < 0 ? NOTHING : words[from + this.processWord + at]!;
  }

  private endpointIn(words: Int32Array, from: number): number {
    if (this.endpointWord >= 0) return words[from + this.endpointWord]!;
    if (this.endpointHop < 0) return 0;
    return this.pools[this.endpointHop]!.destinationOf(words[from + this.wordOfHop[this.endpointHop]!]!)!;
  }

  private instanceOfEndpoint(endpoint: number): number {
    return this.endpointsEach === 1 ? endpoint : Math.floor(endpoint / this.endpointsEach);
  }

  /** An established connection. */
  pack(hand: ConnectionInHand, words: Int32Array, from: number): void {
    const { tupleHops, instanceHops, processHops, endpointWord, lifeEndWord } = this;
    if (this.identityWords !== 0) this.packIdentity(hand, words, from);
    let at = from + this.identityWords;
    words[at++] = hand.clientTuple;
    words[at++] = hand.openedTick;
    for (let i = 0; i < tupleHops.length; i++) words[at++] = hand.tuples[tupleHops[i]!]!;
    for (let i = 0; i < instanceHops.length; i++) words[at++] = hand.instances[instanceHops[i]!]!;
    for (let i = 0; i < processHops.length; i++) words[at++] = hand.processes[processHops[i]!]!;
    if (endpointWord >= 0) words[from + endpointWord] = hand.endpoint;
    if (lifeEndWord < 0) return;
    this.double[0] = hand.startSec;
    words[from + lifeEndWord] = this.doubleWords[0]!;
    words[from + lifeEndWord + 1] = this.doubleWords[1]!;
  }

  unpack(hand: ConnectionInHand, words: Int32Array, from: number): void {
    const { tupleHops, instanceHops, processHops, lifeEndWord } = this;
    const { instances, tuples } = hand;
    if (this.identityWords !== 0) this.unpackIdentity(hand, words, from);
    let at = from + this.identityWords;
    hand.step = ESTABLISHED_STEP;
    hand.clientTuple = words[at++]!;
    hand.openedTick = words[at++]!;
    for (let hop = 0; hop < tuples.length; hop++) instances[hop] = 0;
    for (let i = 0; i < tupleHops.length; i++) {
      const hop = tupleHops[i]!;
      const tuple = words[at++]!;
      tuples[hop] = tuple;
      instances[hop] = this.pools[hop]!.instanceOf(tuple);
    }
    for (let i = 0; i < instanceHops.length; i++) instances[instanceHops[i]!] = words[at++]!;
    for (let i = 0; i < processHops.length; i++) hand.processes[processHops[i]!] = words[at++]!;
    const endpoint = this.endpointIn(words, from);
    hand.endpoint = endpoint;
    instances[this.backends] = this.instanceOfEndpoint(endpoint);
    if (lifeEndWord < 0) return;
    hand.startSec = this.lifeEndAt(words, from);
  }
}
