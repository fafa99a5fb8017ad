import type { HoldRing } from '../../engine/hold-ring.ts';
import { exponentialLayers, normalLayers } from '../../engine/ziggurat.ts';
import { fractionalPowers } from '../../numeric/elementary.ts';
import { LOG_BINS } from '../../numeric/log-bins.ts';
import type { Reconnect } from '../../scenario/scenario.ts';
import type { Balancer } from '../balance/balancer.ts';
import { ARRIVAL_BLOCK } from '../clients/arrival-source.ts';
import { ceilingSec } from '../clients/reconnect.ts';
import { RandomSpaces } from '../ports/tuple-space/random-spaces.ts';
import { BOOKS, BOOKS_AT, RING, RING_BYTES, RINGS_AT } from './loop-binary.ts';
import type { OrdinaryPath } from './ordinary-path.ts';
import { tryWebAssembly, type WasmMemory } from './web-assembly.ts';

type Book = keyof typeof BOOKS;
type Cells = Int32Array | Uint16Array | Uint8Array | Float64Array;

/** Arrays begin on a line of the cache. */
const LINE_BYTES = 64;
/** Before them lie the books and the rings. */
const FIRST_BYTE = 8192;
const PAGE_BYTES = 65_536;
const MOST_BYTES = 2 ** 32 - PAGE_BYTES;

/** One array that the loop uses, and how its owner is told where it lies from now on. */
interface Placed {
  readonly bytes: number;
  readonly move: (memory: LoopMemory, at: number) => void;
}

/** The memory of a compiled loop. The arrays of the run lie in it, so that the loop and the rest of the engine work on the same. */
export class LoopMemory {
  readonly memory: WasmMemory;
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
  /** Connections that were closed by their lifetime, by age. */
  bins: Int32Array;

  private constructor(memory: WasmMemory) {
    this.memory = memory;
    this.ints = new Int32Array(memory.buffer);
    this.doubles = new Float64Array(memory.buffer, 0, FIRST_BYTE / 8);
    this.bins = new Int32Array(0);
  }

  /**
   * Moves the arrays of the path into a new memory; null where there is none of that size.
   * @param rings in the order of the loop; null where the path has none
   */
  static of(path: OrdinaryPath, rings: readonly (HoldRing | null)[]): LoopMemory | null {
    const placed = [
      ...clientArrays(path),
      ...poolArrays(path),
      ...backendArrays(path),
      ...queueArrays(path),
      ...setUpArrays(path),
      ...rings.flatMap((ring, index) => (ring === null ? [] : ringArrays(ring, index))),
    ];
    const bytes = placed.reduce((sum, each) => sum + each.bytes, FIRST_BYTE);
    if (bytes > MOST_BYTES) return null;
    const memory = tryWebAssembly(({ Memory }) => new Memory({ initial: Math.ceil(bytes / PAGE_BYTES) }));
    if (memory === null) return null;
    const loop = new LoopMemory(memory);
    let at = FIRST_BYTE;
    for (const each of placed) {
      each.move(loop, at);
      at += each.bytes;
    }
    return loop;
  }

  /** Whether the arrays that grow still lie here. */
  holds({ net, balancer }: OrdinaryPath, rings: readonly (HoldRing | null)[]): boolean {
    const { queue, table } = net.connections;
    const { buffer } = this.memory;
    const levels = balancer.onlyLevels;
    return (
      queue.words.buffer === buffer &&
      queue.nowTime.buffer === buffer &&
      queue.late.time.buffer === buffer &&
      table.cells.buffer === buffer &&
      (levels === null || levels.first.buffer === buffer) &&
      rings.every((ring) => ring === null || ring.endSec.buffer === buffer)
    );
  }

  /** @param place of the number, in bytes: one of `BOOKS` */
  int(place: number): number {
    return this.ints[(BOOKS_AT + place) >> 2]!;
  }

  setInt(place: number, value: number): void {
    this.ints[(BOOKS_AT + place) >> 2] = value;
  }

  double(place: number): number {
    return this.doubles[(BOOKS_AT + place) >> 3]!;
  }

  setDouble(place: number, value: number): void {
    this.doubles[(BOOKS_AT + place) >> 3] = value;
  }
}

/**
 * @param at byte that says where the array lies, or the name of the book that does; null: nobody asks
 * @param used numbers that say something: behind them all are 0, as in a new memory. To copy those would touch every page of both
 */
function placed<Array extends Cells>(
  at: Book | number | null,
  array: Array,
  replace: (array: Array, memory: LoopMemory) => void,
  used = array.length,
): Placed {
  return {
    bytes: Math.ceil(array.byteLength / LINE_BYTES) * LINE_BYTES,
    move: (memory, from) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an array is made by what makes its kind
      const Kind = array.constructor as new (buffer: ArrayBuffer, from: number, length: number) => Array;
      const moved = new Kind(memory.memory.buffer, from, array.length);
      moved.set(array.subarray(0, used));
      replace(moved, memory);
      if (typeof at === 'string') memory.setInt(BOOKS[at], from);
      else if (at !== null) memory.ints[at >> 2] = from;
    },
  };
}

function clientArrays({ group, clientPorts }: OrdinaryPath): Placed[] {
  const { arrivals, lives, synSchedule, settings, retries, lifetimeKeys, addressKeys } = group;
  return [
    placed('clientTaken', clientPorts.taken, (array) => (clientPorts.taken = array)),
    placed('arrivalState', arrivals.random.state, (array) => (arrivals.random.state = array)),
    placed('lifetimeKeys', lifetimeKeys.roundKeys, () => {}),
    placed('addressKeys', addressKeys.roundKeys, () => {}),
    ...sampleArrays(),
    placed('blockTimes', arrivals.timesSec, (array) => (arrivals.timesSec = array)),
    placed('blockAddresses', group.blockAddresses, (array) => (group.blockAddresses = array)),
    placed('blockLifetimes', group.blockLifetimesSec, (array) => (group.blockLifetimesSec = array)),
    placed('draws', new Int32Array(2 * ARRIVAL_BLOCK), () => {}),
    placed('blockCloses', new Float64Array(ARRIVAL_BLOCK), () => {}),
    placed('blockBuckets', new Int32Array(ARRIVAL_BLOCK), () => {}),
    placed('blockTicks', new Int32Array(ARRIVAL_BLOCK), () => {}),
    placed('bins', lives.ended.lifetime ?? new Int32Array(LOG_BINS), (array, memory) => {
      memory.bins = array;
      if (lives.ended.lifetime !== null) lives.ended.lifetime = array;
    }),
    placed('retransmitSec', synSchedule.timeoutsSec, () => {}),
    placed('retransmitSlotSec', synSchedule.slotsSec, () => {}),
    placed('afterRetransmits', new Int32Array(32), () => {}),
    placed('ceilings', retryCeilingsSec(settings.reconnect), () => {}),
    placed('retryState', retries.state, (array) => (retries.state = array)),
  ];
}

/** Tables of what samples are made of. */
function sampleArrays(): Placed[] {
  return [
    placed('layerScale', exponentialLayers.scale, () => {}),
    placed('layerInside', exponentialLayers.inside, () => {}),
    placed('layerDensity', exponentialLayers.density, () => {}),
    placed('normalScale', normalLayers.scale, () => {}),
    placed('normalInside', normalLayers.inside, () => {}),
    placed('normalDensity', normalLayers.density, () => {}),
    placed('fractionalPowers', fractionalPowers, () => {}),
  ];
}

/** After each number of failures; from the last one on they stay as they are. */
function retryCeilingsSec(policy: Reconnect): Float64Array {
  return Float64Array.from({ length: 64 }, (_, failures) => ceilingSec(policy, failures));
}

function poolArrays({ pool, spaces }: OrdinaryPath): Placed[] {
  if (pool === null || spaces === null) return [];
  const drawn =
    spaces instanceof RandomSpaces
      ? [
          placed('portWords', spaces.words, (array) => (spaces.words = array)),
          placed('portSummary', spaces.summary, (array) => (spaces.summary = array)),
          placed('portState', spaces.random.state, (array) => (spaces.random.state = array)),
        ]
      : [];
  const { destinationOfSpace } = pool;
  return [
    ...drawn,
    placed('spaceTaken', spaces.taken, (array) => (spaces.taken = array)),
    placed('takenByAddress', pool.takenByAddress, (array) => (pool.takenByAddress = array)),
    placed('heldByAddress', pool.heldByAddress, (array) => (pool.heldByAddress = array)),
    placed('addressOfSpace', pool.addressOfSpace!, (array) => (pool.addressOfSpace = array)),
    ...(destinationOfSpace === null
      ? []
      : [placed('destinationOfSpace', destinationOfSpace, (array) => (pool.destinationOfSpace = array))]),
  ];
}

function backendArrays({ backends, listener, balancer }: OrdinaryPath): Placed[] {
  return [
    placed('backendOpen', backends.open, (array) => (backends.open = array)),
    placed('slots', balancer.slots, (array) => (balancer.slots = array)),
    placed('pickState', balancer.random.state, (array) => (balancer.random.state = array)),
    ...levelArrays(balancer),
    ...(listener === null
      ? []
      : [
          placed('backendAccepted', listener.accepted, (array) => (listener.accepted = array)),
          placed('answeredAt', listener.answeredAtSec, (array) => (listener.answeredAtSec = array)),
        ]),
  ];
}

function levelArrays(balancer: Balancer): Placed[] {
  const { onlyLevels: levels } = balancer;
  if (levels === null) return [];
  return [
    placed('openFrom', balancer.openFrom, (array) => (balancer.openFrom = array)),
    placed('levelOf', levels.levelOf, (array) => (levels.levelOf = array)),
    placed('beforeInLevel', levels.before, (array) => (levels.before = array)),
    placed('afterInLevel', levels.after, (array) => (levels.after = array)),
    placed('firstOfLevel', levels.first, (array) => (levels.first = array)),
    placed('lastOfLevel', levels.last, (array) => (levels.last = array)),
  ];
}

function queueArrays({ net }: OrdinaryPath): Placed[] {
  const { queue } = net.connections;
  const { late } = queue;
  return [
    placed('words', queue.words, (array) => queue.lieIn(array), queue.chunkCount * queue.chunkWords),
    placed('headChunk', queue.headChunk, (array) => (queue.headChunk = array)),
    placed('countInBucket', queue.countInBucket, (array) => (queue.countInBucket = array)),
    placed('nextChunk', queue.nextChunk, (array) => (queue.nextChunk = array)),
    placed('nowTime', queue.nowTime, (array) => (queue.nowTime = array)),
    placed('nowAt', queue.nowAt, (array) => (queue.nowAt = array)),
    placed(null, queue.sortTime, (array) => (queue.sortTime = array)),
    placed('sortAt', queue.sortAt, (array) => (queue.sortAt = array)),
    placed('slotEnd', queue.slotEnd, (array) => (queue.slotEnd = array)),
    placed('lateTime', late.time, (array) => (late.time = array)),
    placed('lateAt', late.at, (array) => (late.at = array)),
    placed('lateKind', late.kind, (array) => (late.kind = array)),
    placed('lateOrder', late.order, (array) => (late.order = array)),
  ];
}

function setUpArrays({ net }: OrdinaryPath): Placed[] {
  const { table } = net.connections;
  return [
    placed('rowCells', table.cells, (array) => table.lieIn(array), table.rows * table.stride),
    placed('freeRow', table.free, (array) => (table.free = array)),
  ];
}

function ringArrays(ring: HoldRing, index: number): Placed[] {
  const at = RINGS_AT + index * RING_BYTES;
  const used = ring.size === 0 ? 0 : ring.entry.length;
  return [
    placed(at + RING.endSec, ring.endSec, (array) => (ring.endSec = array), used),
    placed(at + RING.entry, ring.entry, (array) => (ring.entry = array), used),
    placed(at + RING.tag, ring.tag, (array) => (ring.tag = array), used),
  ];
}
