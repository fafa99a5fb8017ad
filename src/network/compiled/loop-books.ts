/** What the loop is told before a call, and what it tells after it. */
import type { HoldRing } from '../../engine/hold-ring.ts';
import type { Hold } from '../network-state.ts';
import type { RunCounters } from '../results/run-counters.ts';
import {
  BOOKS,
  CLIENT_HOLD,
  FLOW_HOLD,
  RESENDS,
  RING,
  RING_BYTES,
  RINGS_AT,
  TUPLE_HOLD,
} from './loop-binary.ts';
import type { LoopMemory } from './loop-memory.ts';
import type { OrdinaryPath } from './ordinary-path.ts';

const BOUNDLESS = 2 ** 31 - 1;

const limit = (most: number): number => (most > BOUNDLESS ? BOUNDLESS : most);

/** A ring of the loop: that of a hold, or of timers. */
export interface LoopRing {
  readonly hold: Hold | null;
  ring: HoldRing;
}

/** Why the hop drops SYNs: its place in the ledger of failures, and those of the books. */
export interface DropCause {
  readonly index: number;
  readonly cause: number;
  readonly drops: number;
  readonly failures: number;
}

/** Index of a cause that the path cannot have. */
export const NO_CAUSE = -1;

export function dropCauses(ports: number, flows: number): DropCause[] {
  return [
    { index: ports, cause: BOOKS.portCause, drops: BOOKS.portDrops, failures: BOOKS.portFailures },
    { index: flows, cause: BOOKS.flowCause, drops: BOOKS.flowDrops, failures: BOOKS.flowFailures },
  ];
}

// Each number is named where it is written and read: a loop over names takes longer than all else that is done for a call.

/** What changes from call to call. */
export function writeBooks(
  loop: LoopMemory,
  path: OrdinaryPath,
  counters: RunCounters,
  causes: readonly DropCause[],
  rings: readonly (LoopRing | null)[],
): void {
  const { net } = path;
  loop.setDouble(BOOKS.nowSec, net.clock.nowSec);
  writeClients(loop, path, counters);
  writeHop(loop, path);
  writeBackends(loop, path);
  writeQueue(loop, path);
  const { ledger } = counters;
  for (const { index, cause, drops, failures } of causes) {
    loop.setInt(cause, index);
    loop.setInt(drops, index >= 0 && ledger.drops[index]! > 0 ? 1 : 0);
    loop.setInt(failures, index >= 0 && ledger.counts[index]! > 0 ? 1 : 0);
  }
  const { table } = net.connections;
  loop.setInt(BOOKS.rows, table.rows);
  loop.setInt(BOOKS.rowCapacity, table.capacity);
  loop.setInt(BOOKS.freeRows, table.freeCount);
  loop.setInt(BOOKS.synsInUse, synsInUse(rings));
  for (let index = 0; index < rings.length; index++) writeRing(loop, rings[index]!, index);
}

/** How many of the rings of SYNs that are sent again have had an entry; one at least. */
function synsInUse(rings: readonly (LoopRing | null)[]): number {
  let end = rings.length;
  while (end > RESENDS + 1 && rings[end - 1]!.ring.lastEndSec === -Infinity) end -= 1;
  return end - RESENDS;
}

function writeClients(loop: LoopMemory, { group, closing }: OrdinaryPath, counters: RunCounters): void {
  const { arrivals, lives } = group;
  const { lifetime } = lives.ended;
  if (lifetime !== null && lifetime !== loop.bins) {
    // The first close was not of the loop.
    loop.bins.set(lifetime);
    lives.ended.lifetime = loop.bins;
  }
  loop.setInt(BOOKS.at, arrivals.at);
  loop.setInt(BOOKS.number, arrivals.count);
  loop.setInt(BOOKS.blockFirst, arrivals.blockFirst);
  const { poisson } = arrivals;
  const ratePerSec = poisson === null ? 0 : poisson.constantRatePerSec;
  loop.setInt(BOOKS.drawsTimes, ratePerSec > 0 ? 1 : 0);
  loop.setDouble(BOOKS.arrivalsPerSec, ratePerSec);
  loop.setDouble(BOOKS.poissonSec, poisson === null ? 0 : poisson.nowSec);
  loop.setDouble(BOOKS.arrivalSec, arrivals.nextSec);
  for (const count of COUNTS) loop.setInt(count, 0);
  loop.setInt(BOOKS.concurrent, counters.concurrent);
  loop.setInt(BOOKS.peakConcurrent, counters.peakConcurrent);
  loop.setDouble(BOOKS.peakConcurrentAtSec, counters.peakConcurrentAtSec);
  loop.setDouble(BOOKS.connectionSeconds, counters.connectionSeconds);
  loop.setDouble(BOOKS.changedAtSec, counters.changedAtSec);
  loop.setDouble(BOOKS.longestSetUpSec, counters.longestSetUpSec);
  loop.setDouble(BOOKS.cameSec, lives.cameSec);
  loop.setDouble(BOOKS.leftSec, lives.leftSec);
  loop.setDouble(BOOKS.openedTicks, lives.openedTicks);
  loop.setDouble(BOOKS.endedSec, lives.endedSec);
  loop.setInt(BOOKS.portsBeyond, group.portsTaken - counters.concurrent - entriesOf(closing.clientPort));
  loop.setInt(BOOKS.peakPortsTaken, group.peakPortsTaken);
  loop.setInt(BOOKS.peakPortsOneAddress, group.peakPortsTakenOneSpace);
}

/** Of the ring of a hold, which the loop has not been given yet or not been read back from. */
function entriesOf(hold: Hold | null): number {
  return hold === null ? 0 : hold.ring.size;
}

/** Counted anew in each call. */
const COUNTS = [
  BOOKS.attempts,
  BOOKS.established,
  BOOKS.reconnects,
  BOOKS.closed,
  BOOKS.came,
  BOOKS.gone,
  BOOKS.waiting,
  BOOKS.connecting,
  BOOKS.examined,
];

function writeHop(loop: LoopMemory, { hop, pool, spaces, closing }: OrdinaryPath): void {
  loop.setInt(BOOKS.hopOpenLimit, limit(hop.openLimit));
  loop.setInt(BOOKS.peakHopOpen, hop.peakOpen);
  loop.setInt(BOOKS.flowsBeyond, hop.totalFlows - hop.totalOpen - entriesOf(closing.flows[0]!));
  loop.setInt(BOOKS.flowLimit, limit(hop.leastFlowLimit));
  loop.setInt(BOOKS.peakFlows, hop.peakFlows);
  if (pool === null || spaces === null) return;
  loop.setInt(BOOKS.turn, pool.turn[0]!);
  loop.setInt(BOOKS.poolBeyond, pool.totalTaken - hop.totalOpen - entriesOf(closing.tuples[0]!));
  loop.setInt(BOOKS.peakPoolTaken, pool.peakTaken);
  loop.setInt(BOOKS.peakTakenOneSpace, pool.peakTakenOneSpace);
  let full = 0;
  if (pool.peakTakenOneSpace >= spaces.capacity)
    for (let space = 0; space < spaces.spaces; space++)
      if (spaces.taken[space]! >= spaces.capacity) full += 1;
  loop.setInt(BOOKS.fullSpaces, full);
}

function writeBackends(loop: LoopMemory, { backends, listener, balancer }: OrdinaryPath): void {
  let room = BOUNDLESS;
  for (let instance = 0; instance < backends.instances; instance++) {
    const most =
      listener === null ? backends.openLimit : Math.min(backends.openLimit, listener.acceptLimit[instance]!);
    if (most - backends.open[instance]! < room) room = most - backends.open[instance]!;
  }
  loop.setInt(BOOKS.backendRoom, room);
  loop.setInt(BOOKS.peakBackendOpen, backends.peakOpenOneInstance);
  loop.setInt(BOOKS.peakBackendAccepted, listener === null ? 0 : listener.peakAcceptedOneInstance);
  // What picks by a table of its own, or among fewer targets than at first, is asked.
  const isUniform = balancer.rule === 'random' && balancer.ring === null && backends.instances > 1;
  const levels = balancer.onlyLevels;
  if (levels !== null) {
    loop.setInt(BOOKS.lowestLevel, levels.lowest);
    loop.setInt(BOOKS.lowestUsable, levels.lowestUsable);
    loop.setInt(BOOKS.levelRoom, levels.first.length);
  }
  loop.setInt(BOOKS.picksUniformly, isUniform && balancer.slots.buffer === loop.memory.buffer ? 1 : 0);
}

function writeQueue(loop: LoopMemory, { net }: OrdinaryPath): void {
  const { queue } = net.connections;
  const { late } = queue;
  loop.setDouble(BOOKS.headSec, queue.headSec);
  loop.setDouble(BOOKS.bucketEndSec, queue.bucketEndSec);
  loop.setInt(BOOKS.bucket, queue.bucket);
  loop.setInt(BOOKS.size, queue.size);
  loop.setInt(BOOKS.nowNext, queue.nowNext);
  loop.setInt(BOOKS.nowEnd, queue.nowEnd);
  loop.setInt(BOOKS.chunkCount, queue.chunkCount);
  loop.setInt(BOOKS.freeChunk, queue.freeChunk);
  loop.setInt(BOOKS.spentChunk, queue.spentChunk);
  loop.setInt(BOOKS.lateChunk, queue.lateChunk);
  loop.setInt(BOOKS.lateInChunk, queue.lateInChunk);
  loop.setInt(BOOKS.nowCapacity, queue.nowTime.length);
  loop.setInt(BOOKS.chunkCapacity, queue.nextChunk.length);
  loop.setInt(BOOKS.lateSize, late.size);
  loop.setInt(BOOKS.lateCapacity, late.time.length);
  loop.setDouble(BOOKS.latePushed, late.pushed);
  loop.setInt(BOOKS.nowTime, queue.nowTime.byteOffset);
  loop.setInt(BOOKS.nowAt, queue.nowAt.byteOffset);
  loop.setInt(BOOKS.sortAt, queue.sortAt.byteOffset);
}

function writeRing({ ints, doubles }: LoopMemory, each: LoopRing | null, index: number): void {
  const at = RINGS_AT + index * RING_BYTES;
  doubles[(at + RING.nextEndSec) >> 3] = each === null ? Infinity : each.ring.nextEndSec;
  // A ring that the path does not have is never full.
  ints[(at + RING.mask) >> 2] = each === null ? 0 : each.ring.entry.length - 1;
  ints[(at + RING.size) >> 2] = each === null ? 0 : each.ring.size;
  if (each === null) return;
  const { ring, hold } = each;
  doubles[(at + RING.lastEndSec) >> 3] = ring.lastEndSec;
  doubles[(at + RING.delaySec) >> 3] = hold === null ? 0 : hold.holdSec;
  doubles[(at + RING.slotSec) >> 3] = hold === null ? 0 : hold.slotSec;
  ints[(at + RING.first) >> 2] = ring.first;
}

/** Takes over what a call has done. */
export function readBooks(
  loop: LoopMemory,
  path: OrdinaryPath,
  counters: RunCounters,
  causes: readonly DropCause[],
  rings: readonly (LoopRing | null)[],
): void {
  path.net.clock.nowSec = loop.double(BOOKS.nowSec);
  readCounters(loop, counters, causes);
  readClients(loop, path);
  readHop(loop, path);
  readBackends(loop, path);
  readQueue(loop, path);
  const { table } = path.net.connections;
  table.rows = loop.int(BOOKS.rows);
  table.freeCount = loop.int(BOOKS.freeRows);
  for (let index = 0; index < rings.length; index++) readRing(loop, rings[index]!, index);
}

function readCounters(loop: LoopMemory, counters: RunCounters, causes: readonly DropCause[]): void {
  counters.attempts += loop.int(BOOKS.attempts);
  counters.established += loop.int(BOOKS.established);
  counters.closed += loop.int(BOOKS.closed);
  counters.concurrent = loop.int(BOOKS.concurrent);
  counters.peakConcurrent = loop.int(BOOKS.peakConcurrent);
  counters.connecting += loop.int(BOOKS.connecting);
  counters.waiting += loop.int(BOOKS.waiting);
  counters.gone += loop.int(BOOKS.gone);
  counters.peakConcurrentAtSec = loop.double(BOOKS.peakConcurrentAtSec);
  counters.connectionSeconds = loop.double(BOOKS.connectionSeconds);
  counters.changedAtSec = loop.double(BOOKS.changedAtSec);
  counters.longestSetUpSec = loop.double(BOOKS.longestSetUpSec);
  if (counters.peakConcurrent > counters.peakClientEstablished)
    counters.peakClientEstablished = counters.peakConcurrent;
  const from = loop.int(BOOKS.afterRetransmits) >> 2;
  for (let n = 0; n < counters.afterRetransmits.length; n++) {
    counters.afterRetransmits[n]! += loop.ints[from + n]!;
    loop.ints[from + n] = 0;
  }
  const { ledger } = counters;
  for (const { index, drops, failures } of causes) {
    if (index < 0) continue;
    // One of each was there before, or the loop would not have counted any.
    if (ledger.drops[index]! > 0) ledger.drops[index]! += loop.int(drops) - 1;
    if (ledger.counts[index]! === 0) continue;
    const failed = loop.int(failures) - 1;
    ledger.counts[index]! += failed;
    ledger.total += failed;
  }
}

function readClients(loop: LoopMemory, { group, closing }: OrdinaryPath): void {
  const { arrivals, lives } = group;
  arrivals.at = loop.int(BOOKS.at);
  arrivals.count = loop.int(BOOKS.number);
  arrivals.blockFirst = loop.int(BOOKS.blockFirst);
  if (arrivals.poisson !== null && loop.int(BOOKS.drawsTimes) === 1)
    arrivals.poisson.nowSec = loop.double(BOOKS.poissonSec);
  arrivals.nextSec = loop.double(BOOKS.arrivalSec);
  const established = loop.int(BOOKS.established);
  const closed = loop.int(BOOKS.closed);
  group.established += established - closed;
  group.connecting += loop.int(BOOKS.connecting);
  group.waiting += loop.int(BOOKS.waiting);
  group.gone += loop.int(BOOKS.gone);
  const held = entriesAfter(loop, CLIENT_HOLD);
  group.portsTaken = loop.int(BOOKS.concurrent) + held + loop.int(BOOKS.portsBeyond);
  group.portsHeld += held - entriesOf(closing.clientPort);
  group.peakPortsTaken = loop.int(BOOKS.peakPortsTaken);
  group.peakPortsTakenOneSpace = loop.int(BOOKS.peakPortsOneAddress);
  lives.present += loop.int(BOOKS.came);
  lives.cameSec = loop.double(BOOKS.cameSec);
  lives.leftSec = loop.double(BOOKS.leftSec);
  lives.openedTicks = loop.double(BOOKS.openedTicks);
  lives.endedSec = loop.double(BOOKS.endedSec);
  lives.established += established;
  lives.reconnects += loop.int(BOOKS.reconnects);
  lives.open += established - closed;
  if (closed > 0) lives.ended.lifetime = loop.bins;
}

function readHop(loop: LoopMemory, { hop, pool, spaces, closing }: OrdinaryPath): void {
  hop.totalOpen = loop.int(BOOKS.concurrent);
  hop.open[0] = hop.totalOpen;
  hop.peakOpen = loop.int(BOOKS.peakHopOpen);
  hop.peakOpenOneInstance = hop.peakOpen;
  if (hop.tracksFlows)
    hop.totalFlows = hop.totalOpen + entriesAfter(loop, FLOW_HOLD) + loop.int(BOOKS.flowsBeyond);
  hop.flows[0] = hop.totalFlows;
  hop.peakFlows = loop.int(BOOKS.peakFlows);
  hop.peakFlowsOneInstance = hop.peakFlows;
  if (pool === null || spaces === null) return;
  pool.turn[0] = loop.int(BOOKS.turn);
  const held = entriesAfter(loop, TUPLE_HOLD);
  pool.totalTaken = hop.totalOpen + held + loop.int(BOOKS.poolBeyond);
  pool.peakTaken = loop.int(BOOKS.peakPoolTaken);
  pool.totalHeld += held - entriesOf(closing.tuples[0]!);
  pool.peakTakenOneSpace = loop.int(BOOKS.peakTakenOneSpace);
  spaces.examined += loop.int(BOOKS.examined);
}

function readBackends(loop: LoopMemory, { backends, listener, balancer }: OrdinaryPath): void {
  const levels = balancer.onlyLevels;
  if (levels !== null && backends.instances > 1) {
    levels.lowest = loop.int(BOOKS.lowestLevel);
    levels.lowestUsable = loop.int(BOOKS.lowestUsable);
  }
  const more = loop.int(BOOKS.established) - loop.int(BOOKS.closed);
  backends.peakOpenOneInstance = loop.int(BOOKS.peakBackendOpen);
  // The backends have the connections that are established.
  backends.totalOpen += more;
  if (loop.int(BOOKS.peakConcurrent) > backends.peakOpen) backends.peakOpen = loop.int(BOOKS.peakConcurrent);
  if (listener === null) return;
  listener.peakAcceptedOneInstance = loop.int(BOOKS.peakBackendAccepted);
  listener.totalAccepted += more;
  if (loop.int(BOOKS.peakConcurrent) > listener.peakAccepted)
    listener.peakAccepted = loop.int(BOOKS.peakConcurrent);
}

function readQueue(loop: LoopMemory, { net }: OrdinaryPath): void {
  const { queue } = net.connections;
  const { late } = queue;
  queue.headSec = loop.double(BOOKS.headSec);
  queue.bucketEndSec = loop.double(BOOKS.bucketEndSec);
  queue.bucket = loop.int(BOOKS.bucket);
  queue.size = loop.int(BOOKS.size);
  queue.nowNext = loop.int(BOOKS.nowNext);
  queue.nowEnd = loop.int(BOOKS.nowEnd);
  queue.chunkCount = loop.int(BOOKS.chunkCount);
  queue.freeChunk = loop.int(BOOKS.freeChunk);
  queue.spentChunk = loop.int(BOOKS.spentChunk);
  queue.lateChunk = loop.int(BOOKS.lateChunk);
  queue.lateInChunk = loop.int(BOOKS.lateInChunk);
  late.size = loop.int(BOOKS.lateSize);
  late.pushed = loop.double(BOOKS.latePushed);
}

/** Entries of a ring when the loop has ended. */
function entriesAfter({ ints }: LoopMemory, ring: number): number {
  return ints[(RINGS_AT + ring * RING_BYTES + RING.size) >> 2]!;
}

function readRing({ ints, doubles }: LoopMemory, each: LoopRing | null, index: number): void {
  if (each === null) return;
  const at = RINGS_AT + index * RING_BYTES;
  const { ring } = each;
  ring.nextEndSec = doubles[(at + RING.nextEndSec) >> 3]!;
  ring.lastEndSec = doubles[(at + RING.lastEndSec) >> 3]!;
  ring.first = ints[(at + RING.first) >> 2]!;
  ring.size = ints[(at + RING.size) >> 2]!;
}
