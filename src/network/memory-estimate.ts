import { bucketsFor, bytesPerChunk, chunksFor, FIRST_IN_BUCKET } from '../engine/event-queue-size.ts';
import { LOG_BINS } from '../numeric/log-bins.ts';
import { highestRatePerSec } from '../scenario/highest-rate.ts';
import { lifetimeMeanSec, lifetimeSurvival } from '../scenario/lifetime.ts';
import type { Limits } from '../scenario/limits.ts';
import type {
  ClientPopulation,
  PortRange,
  Scenario,
  SourcePool,
  TimelineEvent,
} from '../scenario/scenario.ts';
import { hasSilentEnds, isSilentFailure } from '../scenario/timeline.ts';
import { balancerBytes, INSTANCE_BYTES } from './balance/balancer-memory.ts';
import { ConnectionTable } from './connections/connection-table.ts';
import { clientHoldSec, flowHoldSec, tupleHoldSec } from './connections/hold-times.ts';
import { packingOf, rowLayoutOf } from './connections/packing.ts';
import type { Plan } from './plan.ts';
import { blocksPerInstance, isPerDestination, portSpacesOf } from './ports/port-blocks.ts';
import { portCount } from './ports/tuple-space/port-range.ts';
import { MAX_INSTANCE_COLUMNS } from './results/recorder.ts';
import { isForgotten } from './two-ends/idle-timeout.ts';
import { RETRANSMISSION_LIMIT_SEC } from './two-ends/retransmission.ts';

/** A run needs more memory than is allowed; it was refused before anything was allocated. */
export class MemoryRefusedError extends RangeError {
  override readonly name = 'MemoryRefusedError';
  readonly estimateBytes: number;
  readonly limitBytes: number;

  constructor(estimateBytes: number, limitBytes: number) {
    super(
      `the run needs about ${mib(estimateBytes)} of memory; at most ${mib(limitBytes)} are accepted. ` +
        'Fewer clients, source addresses or destinations need less.',
    );
    this.estimateBytes = estimateBytes;
    this.limitBytes = limitBytes;
  }
}

function mib(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

/** Code, tables and what the engine needs beside the arrays that are reckoned below. */
const FIXED_BYTES = 16 * 2 ** 20;
/** An event of the bucket that the clock is in: sorted, room to sort in, and a place in the heap of late ones. */
const DUE_EVENT_BYTES = 28 + 24;
/** An entry of a ring of holds: its end, a tuple and a tag. */
const HELD_BYTES = 16;
/** An entry of a hash map whose value is an object, its key in a second map included. */
const MAPPED_BYTES = 160;
/** Arrays that are small in every run: the first sizes of heaps and counters of causes. */
const SMALL_ARRAYS_BYTES = 16 * 2 ** 10;
/** Columns of the whole run with its times, and of a population, a station and its pool with their causes of failure. */
const RUN_COLUMNS = 10;
const CLIENT_COLUMNS = 5;
const STATION_COLUMNS = 12;
const POOL_COLUMNS = 6;
/** Ports of an address of hosts whose programs share them, in a byte toward each destination and three for all. */
const HOST_PORTS = 65_536;

/** About how many bytes a run of the plan takes: an upper figure, reckoned before anything is allocated. */
export function estimateMemoryBytes(plan: Plan): number {
  return FIXED_BYTES + mappedBytes(plan) + estimateArrayBytes(plan);
}

/** The part of the estimate that lies in typed arrays. */
export function estimateArrayBytes(plan: Plan): number {
  return (
    SMALL_ARRAYS_BYTES +
    tableBytes(plan) +
    queueBytes(plan) +
    holdBytes(plan) +
    clientPortBytes(plan) +
    poolBytes(plan) +
    balancerBytes(plan) +
    lifeTableBytes(plan) +
    seriesBytes(plan)
  );
}

/**
 * @returns the estimate, in bytes
 * @throws MemoryRefusedError when it exceeds the limit
 */
export function refuseBeyond(plan: Plan, limitBytes: number): number {
  const estimate = estimateMemoryBytes(plan);
  if (estimate > limitBytes) throw new MemoryRefusedError(estimate, limitBytes);
  return estimate;
}

/** Connections that a population has or wants at the same time at most, as far as its arrivals tell. */
function concurrentOf(
  { arrivals, count, connectionsEach, session }: ClientPopulation,
  endSec: number,
): number {
  if (arrivals.pattern === 'population') return count * connectionsEach;
  const ratePerSec = highestRatePerSec(arrivals);
  return ratePerSec * Math.min(lifetimeMeanSec(session.lifetime), endSec) * 1.1 + 100;
}

/** Closes of a population within a time, as many as its lifetimes allow. */
function closesWithin(clients: ClientPopulation, sec: number, endSec: number): number {
  const { arrivals, session } = clients;
  const spanSec = Math.min(sec, endSec);
  if (arrivals.pattern === 'poisson') {
    const ratePerSec = highestRatePerSec(arrivals);
    return ratePerSec * spanSec * 1.1 + 100;
  }
  const everClosed = 1 - lifetimeSurvival(session.lifetime, endSec);
  return (
    concurrentOf(clients, endSec) * (everClosed + spanSec / Math.max(1e-3, lifetimeMeanSec(session.lifetime)))
  );
}

/** Rows grow by doubling. Each connection in set-up has one, and what a connection leaves behind. */
function tableBytes(plan: Plan): number {
  const { durationSec, clients } = plan.scenario;
  const left = clients.reduce((sum, each) => sum + remnantsOf(each, plan), 0);
  const waiting = mayWait(plan) ? clients.reduce((sum, each) => sum + settingUp(each, durationSec), 0) : 0;
  let rows = plan.initialRows;
  while (rows < Math.floor(waiting + left)) rows *= 2;
  return rows * ConnectionTable.bytesPerRow(rowLayoutOf(plan)) + 2 * ringBytes(waiting);
}

/** Clients that are refused gather where they come back. */
function settingUp(clients: ClientPopulation, durationSec: number): number {
  const gathers = clients.arrivals.pattern === 'poisson' && clients.reconnect.policy !== 'none';
  return concurrentOf(clients, durationSec) * (gathers ? 2 : 1);
}

/** Room that a resource needs beyond the mean use, so that chance and uneven shares do not exhaust it. */
const SPARE = 1.15;

/** Whether many connections may wait in set-up: in a queue, or for something that runs short and drops SYNs. */
function mayWait(plan: Plan): boolean {
  const { scenario, hops } = plan;
  const { clients, durationSec, backends, path } = scenario;
  const connections = clients.reduce((sum, each) => sum + concurrentOf(each, durationSec), 0);
  const held = (sec: number): number =>
    clients.reduce((sum, each) => {
      const turns = sec / Math.max(1, lifetimeMeanSec(each.session.lifetime));
      return sum + concurrentOf(each, durationSec) * Math.min(1, turns);
    }, 0);
  const isQueued = [...path, backends].some(
    ({ limits }) => limits.acceptsPerSec !== Infinity || limits.handshakesPerSec !== Infinity,
  );
  const isFarAway = clients.some(({ roundTripSec }) => roundTripSec > 0);
  return (
    isQueued ||
    isFarAway ||
    scenario.events.some(isSilentFailure) ||
    isShortOfDescriptors(backends.limits, 1, backends.count, connections) ||
    hops.some(({ settings, destinations }) => {
      const { source, mode, tracksFlows, flowTable, instances, limits } = settings;
      const flows = connections + held(flowHoldSec(flowTable, 'fin'));
      if (tracksFlows && flowTable.maxEntries * instances < SPARE * flows) return true;
      if (mode === 'proxy' && isShortOfDescriptors(limits, 2, instances, connections)) return true;
      if (source === null) return false;
      const ports = portSpacesOf(source, instances, destinations) * portsOfSpace(source);
      return ports < SPARE * (connections + held(tupleHoldSec(source, mode, flowTable, 'fin')));
    })
  );
}

function isShortOfDescriptors(
  { fileDescriptors, reservedDescriptors }: Limits,
  each: number,
  instances: number,
  connections: number,
): boolean {
  return ((fileDescriptors - reservedDescriptors) / each) * instances < SPARE * connections;
}

/** Half-closed connections, and far ends of those that a flow table has forgotten. */
function remnantsOf(clients: ClientPopulation, { scenario }: Plan): number {
  const { closeLagSec, close } = clients.session;
  const halfClosed =
    closeLagSec > 0 && close === 'fin' ? closesWithin(clients, closeLagSec, scenario.durationSec) : 0;
  return halfClosed + forgottenOf(clients, scenario) + vanishedOf(clients, scenario);
}

/** Those that a flow table forgets, or a failure takes without a word. */
function forgottenOf(clients: ClientPopulation, scenario: Scenario): number {
  const mayLose = isForgotten(clients, scenario) || scenario.events.some(isSilentFailure);
  return mayLose ? concurrentOf(clients, scenario.durationSec) : 0;
}

/** Places of clients that left without a word, by Little's law. */
function vanishedOf(clients: ClientPopulation, { path, backends, durationSec }: Scenario): number {
  const { vanishShare, heartbeatFrom, heartbeatSec, heartbeatTimeoutSec } = clients.session;
  if (vanishShare === 0) return 0;
  const answersSec = Math.min(heartbeatTimeoutSec, RETRANSMISSION_LIMIT_SEC);
  const pingedSec = heartbeatFrom === 'server' ? heartbeatSec + answersSec : Infinity;
  const idleSec = [...path, backends].map(({ limits }) => limits.idleTimeoutSec);
  return vanishShare * closesWithin(clients, Math.min(pingedSec, ...idleSec), durationSec);
}

/** How often an event may cut every connection. */
function cutsOf(event: TimelineEvent): number {
  if (event.action === 'reload') return event.shutdownTimeoutSec < Infinity ? event.times : 0;
  return event.action === 'scale-out' ? 0 : 1;
}

/**
 * Each connection waits for one event; one that the timeline cuts leaves its close behind. Where many can fall due
 * together, the bucket that is sorted may hold all of them.
 */
function queueBytes(plan: Plan): number {
  const { scenario, expectedEvents, expectedConcurrent } = plan;
  const { durationSec } = scenario;
  const connections = scenario.clients.reduce(
    (sum, clients) => sum + concurrentOf(clients, durationSec) + 2 * remnantsOf(clients, plan),
    0,
  );
  const cuts = scenario.events.reduce((sum, event) => sum + cutsOf(event), 0);
  const waiting = connections * (1 + cuts);
  const buckets = bucketsFor(expectedEvents, expectedConcurrent);
  let chunks = chunksFor(expectedConcurrent, buckets);
  while (chunks < chunksFor(waiting, buckets)) chunks = Math.ceil(chunks * 1.5);
  const busiest = fallsDueTogether(scenario) ? waiting : Math.min(waiting, (4 * expectedEvents) / buckets);
  return (
    chunks * bytesPerChunk(packingOf(plan).words) +
    powerOfTwo(busiest, FIRST_IN_BUCKET) * DUE_EVENT_BYTES +
    buckets * 8 +
    64
  );
}

function fallsDueTogether({ clients, events }: Scenario): boolean {
  return (
    events.length > 0 ||
    clients.some(
      ({ arrivals, session }) =>
        arrivals.pattern === 'population' &&
        arrivals.rampUpSec === 0 &&
        session.lifetime.distribution === 'deterministic',
    )
  );
}

/** Rings grow by doubling; no more is held than ports or entries there are. */
function holdBytes(plan: Plan): number {
  const { scenario, clients, hops } = plan;
  const { durationSec } = scenario;
  const closed = (sec: number): number =>
    sec > 0 ? scenario.clients.reduce((sum, each) => sum + closesWithin(each, sec, durationSec), 0) : 0;
  let bytes = 0;
  for (const { settings, portSpacesEach } of clients) {
    const ports = settings.addresses * portSpacesEach * portCount(settings.ports);
    const sec = clientHoldSec(settings);
    if (sec > 0) bytes += ringBytes(Math.min(ports, closesWithin(settings, sec, durationSec)));
  }
  const closes = new Set(scenario.clients.map(({ session }) => session.close));
  for (const { settings, destinations } of hops) {
    const { source, mode, tracksFlows, flowTable, instances } = settings;
    const entries = flowTable.maxEntries * instances;
    for (const close of closes) {
      if (source !== null) {
        const ports = portSpacesOf(source, instances, destinations) * portsOfSpace(source);
        // A port that is taken over stands in the ring once more.
        const most = source.takeOver ? Infinity : ports;
        bytes += ringBytes(Math.min(most, closed(tupleHoldSec(source, mode, flowTable, close))));
      }
      if (tracksFlows) bytes += ringBytes(Math.min(entries, closed(flowHoldSec(flowTable, close))));
    }
    if (tracksFlows && mode === 'dsr' && closes.has('rst'))
      bytes += ringBytes(Math.min(entries, closed(flowTable.establishedSec)));
  }
  // Rings that stay empty are made as well.
  return bytes + ringBytes(0) * 5 * (hops.length + clients.length);
}

function ringBytes(entries: number): number {
  return powerOfTwo(entries, 64) * HELD_BYTES;
}

function clientPortBytes({ clients }: Plan): number {
  let bytes = 0;
  const hosts = new Set<number>();
  for (const { settings, endpoints, portSpacesEach, tracksPorts, hosts: index } of clients) {
    const spaces = settings.addresses * portSpacesEach;
    if (settings.maxTimeWait !== Infinity) bytes += settings.addresses * 4;
    if (index !== null) {
      bytes += spaces * 8;
      if (!hosts.has(index)) bytes += settings.addresses * HOST_PORTS * (endpoints + 3);
      hosts.add(index);
    } else bytes += spaces * (tracksPorts ? bitmapBytes(rangeSize(settings.ports)) : 2);
  }
  return bytes;
}

function poolBytes({ hops }: Plan): number {
  let bytes = 0;
  for (const { settings, destinations, sourcesSeen } of hops) {
    const { source, instances } = settings;
    bytes += INSTANCE_BYTES * instances;
    if (source === null) continue;
    const block = source.scope === 'client-block';
    const size = block ? source.blockSize : rangeSize(source.ports);
    const spaces = portSpacesOf(source, instances, destinations);
    bytes += spaces * bitmapBytes(size);
    // Which closed connections' ports can be taken over: a bit a port and the sequence number of its last SYN.
    if (source.takeOver) bytes += spaces * (Math.ceil(size / 32) * 4 + size * 2);
    bytes += source.addresses * instances * 8 + instances * 8;
    bytes += block ? (sourcesSeen + blocksPerInstance(source)) * instances * 4 : spaces * 4;
    if (isPerDestination(source)) bytes += spaces * 4;
  }
  return bytes;
}

function portsOfSpace(source: SourcePool): number {
  return source.scope === 'client-block' ? source.blockSize : portCount(source.ports);
}

function rangeSize({ first, last }: PortRange): number {
  return last - first + 1;
}

/** A bit a port, a summary bit a word of them, and the counters of a space. */
function bitmapBytes(ports: number): number {
  const words = Math.ceil(ports / 32);
  return (words + Math.ceil(words / 32)) * 4 + 12;
}

/** Ages by what ends connections, three causes a population; and what each event finds when it drains instances. */
function lifeTableBytes({ scenario: { clients, events } }: Plan): number {
  return (3 * clients.length + events.length) * 4 * LOG_BINS;
}

function seriesBytes({ scenario, hops, samples }: Plan): number {
  const { backends, clients } = scenario;
  let columns = RUN_COLUMNS + CLIENT_COLUMNS * clients.length;
  columns += STATION_COLUMNS + columnsApart(backends.count);
  for (const {
    settings: { instances, source },
  } of hops) {
    columns += STATION_COLUMNS + columnsApart(instances);
    if (source !== null) columns += POOL_COLUMNS + 2 * columnsApart(source.addresses * instances);
  }
  // Clients that vanish, and at each station the attempts without an answer and their SYNs.
  if (hasSilentEnds(scenario)) columns += 1 + 2 * (hops.length + 1);
  return samples * columns * 8;
}

function columnsApart(count: number): number {
  return count <= MAX_INSTANCE_COLUMNS ? count : 0;
}

/** Maps of what a flow table has forgotten, and of the mappings that a NAT uses again. */
function mappedBytes({ scenario, hops }: Plan): number {
  const { clients, durationSec } = scenario;
  const forgotten = clients.reduce((sum, each) => sum + forgottenOf(each, scenario), 0);
  const connections = clients.reduce((sum, each) => sum + concurrentOf(each, durationSec), 0);
  const mappings = hops.filter(
    ({ settings, remapsPorts }) => settings.source?.preservePort && remapsPorts,
  ).length;
  return (forgotten + mappings * connections) * MAPPED_BYTES;
}

/** The size that an array of that many entries has when it grows by doubling. */
function powerOfTwo(entries: number, least: number): number {
  let size = least;
  while (size < entries) size *= 2;
  return size;
}
