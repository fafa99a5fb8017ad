import { LOG_BINS, logBinOf } from '../../numeric/log-bins.ts';
import type { Lifetime, Reconnect } from '../../scenario/scenario.ts';
import { reconnectDelaySec } from '../clients/reconnect.ts';
import { packingOf } from '../connections/packing.ts';
import type { Hold, NetworkState } from '../network-state.ts';
import { RandomSpaces } from '../ports/tuple-space/random-spaces.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { SetUpTimers } from '../set-up/set-up-timers.ts';
import { BOOKS } from './loop-binary.ts';
import { type DropCause, dropCauses, type LoopRing, NO_CAUSE, readBooks, writeBooks } from './loop-books.ts';
import { LoopMemory } from './loop-memory.ts';
import { type LoopSettings, loopModule } from './loop-module.ts';
import { type OrdinaryPath, ordinaryPathOf } from './ordinary-path.ts';
import { type LoopExports, tryWebAssembly } from './web-assembly.ts';

/** Rings of SYNs that are sent again for which the loop has room. */
const MOST_RESENDS = 60;
/** With fewer events than these a call is not worth its price: then so many are left to the rest of the engine, and more each time. */
const WORTH_A_CALL = 32;
const REST_EVENTS = 64;
const MOST_REST_EVENTS = 8192;
/** Room at first, so that all is moved seldom: timers of a ring, rows, events of a bucket, those that come late. */
const FIRST_TIMERS = 2048;
const FIRST_ROWS = 8192;
const FIRST_IN_BUCKET = 4096;
const FIRST_LATE = 512;
/** Words of a record: its tag, who its client is if that is kept, then these. */
const TAG_WORDS = 1;
const IDENTITY_WORDS = 3;

/** When a run uses the compiled loop, which changes nothing but the time that it takes. */
export type LoopUse = 'always' | 'where-it-pays' | 'never';

/** Runs of fewer events are over sooner than a memory is made. */
const WORTH_A_MEMORY_EVENTS = 50_000;

/**
 * The loop over the ordinary events of a run on an ordinary path, compiled to WebAssembly (`assembly`). What it does is what
 * `Simulation` does, to the last bit; whatever is not ordinary it leaves to it. A run without it takes longer.
 */
export class CompiledLoop {
  /** Events that it has processed. */
  events = 0;
  /** How many events the rest of the engine is to process before the next call is worth a try. */
  restEvents = 1;
  private readonly module: object;
  private readonly path: OrdinaryPath;
  private readonly counters: RunCounters;
  private readonly timers: SetUpTimers;
  private readonly rings: readonly (LoopRing | null)[];
  private readonly causes: readonly DropCause[];
  private memory: LoopMemory | null = null;
  private runIn: LoopExports['run'] | null = null;
  private isGivenUp = false;

  private constructor(module: object, path: OrdinaryPath, counters: RunCounters, timers: SetUpTimers) {
    this.module = module;
    this.path = path;
    this.counters = counters;
    this.timers = timers;
    const { closing, group, pool, hop } = path;
    const { patience, resends } = timers.ringsOf(0, group.synSchedule.timeoutsSec.length);
    this.rings = [
      ringOf(closing.clientPort),
      ringOf(pool === null ? null : closing.tuples[0]!),
      ringOf(closing.flows[0]!),
      { hold: null, ring: patience },
      ...resends.map((ring) => ({ hold: null, ring })),
    ];
    const { ledger } = counters;
    this.causes = dropCauses(
      pool === null ? NO_CAUSE : ledger.indexOf(hop.key, 'snat-ports'),
      hop.leastFlowLimit === Infinity ? NO_CAUSE : ledger.indexOf(hop.key, 'flow-table'),
    );
    this.growRings();
  }

  /** Null where it is not to be used: by the path, which is not an ordinary one, or by who runs it. */
  static of(
    net: NetworkState,
    counters: RunCounters,
    timers: SetUpTimers,
    use: LoopUse,
  ): CompiledLoop | null {
    if (use === 'never' || (use === 'where-it-pays' && net.plan.expectedEvents < WORTH_A_MEMORY_EVENTS))
      return null;
    const path = ordinaryPathOf(net);
    if (path === null || path.group.synSchedule.timeoutsSec.length > MOST_RESENDS) return null;
    const module = loopModule(settingsOf(path));
    return module === null ? null : new CompiledLoop(module, path, counters, timers);
  }

  /** Processes events before a time, at most so many, as long as they are ordinary; how many there were. */
  run(boundarySec: number, most: number): number {
    const events =
      this.isGivenUp || !this.isOrdinaryNow() || !this.isPlaced() ? 0 : this.call(boundarySec, most);
    this.restEvents =
      events < WORTH_A_CALL ? Math.min(MOST_REST_EVENTS, Math.max(REST_EVENTS, this.restEvents * 2)) : 1;
    this.events += events;
    return events;
  }

  private call(boundarySec: number, most: number): number {
    const { path, counters, causes, rings, timers } = this;
    const { net } = path;
    const memory = this.memory!;
    for (const each of rings) if (each?.hold != null) each.ring = each.hold.ring;
    writeBooks(memory, path, counters, causes, rings);
    memory.setDouble(BOOKS.holdSec, net.nextHoldEndSec);
    memory.setDouble(BOOKS.timerSec, timers.nextSec);
    this.runIn!(boundarySec, most);
    readBooks(memory, path, counters, causes, rings);
    net.nextHoldEndSec = memory.double(BOOKS.holdSec);
    timers.lookAgain();
    return memory.int(BOOKS.events);
  }

  /** Whether there is nothing now that the loop knows nothing of. */
  private isOrdinaryNow(): boolean {
    const { net, pool, listener, hop, closing } = this.path;
    const { concurrent, peakConcurrent } = this.counters;
    return (
      net.tracer === null &&
      hop.totalOpen === concurrent &&
      hop.peakOpen >= peakConcurrent &&
      (!hop.tracksFlows ||
        closing.flows[0] !== null ||
        (hop.totalFlows === concurrent && hop.peakFlows >= peakConcurrent)) &&
      !net.hasWoken &&
      net.stations.every(({ notUp }) => notUp === 0) &&
      (pool === null || pool.present.isWhole) &&
      (listener === null || listener.paused.every((paused) => paused === 0)) &&
      net.unreplied.every((flows) => flows === null || flows.nextEndSec === Infinity) &&
      net.holds.every((hold) => hold.ring.size === 0 || this.rings.some((each) => each?.hold === hold))
    );
  }

  /** Moves the arrays into a memory of the loop, the first time and when one of them has grown since. */
  private isPlaced(): boolean {
    const rings = this.rings.map((each) => each?.ring ?? null);
    if (this.memory !== null) {
      if (this.memory.holds(this.path, rings)) return true;
      // What has grown once will grow again, and each time all is moved.
      for (const ring of rings) if (ring !== null && ring.size > 0) ring.makeRoom(ring.size * 4);
    }
    const memory = LoopMemory.of(this.path, rings);
    this.isGivenUp = memory === null;
    if (memory === null) return false;
    this.memory = memory;
    writeSettings(memory, this.path);
    const imports = { env: { memory: memory.memory }, engine: this.engine() };
    const instance = tryWebAssembly(({ Instance }) => new Instance(this.module, imports));
    this.isGivenUp = instance === null;
    if (instance !== null) this.runIn = instance.exports.run;
    return instance !== null;
  }

  /** Rings of holds begin small; where many are to come, they are made larger before they are moved. */
  private growRings(): void {
    const { plan, connections } = this.path.net;
    connections.table.makeRoom(FIRST_ROWS);
    const { queue } = connections;
    queue.makeRoomNow(Math.max(FIRST_IN_BUCKET, plan.expectedEvents / queue.bucketCount));
    queue.late.makeRoom(FIRST_LATE);
    const { backends, balancer } = this.path;
    balancer.onlyLevels?.makeRoom(Math.ceil((plan.expectedConcurrent / backends.instances) * SPARE));
    for (const each of this.rings) {
      if (each === null) continue;
      if (each.hold === null) {
        each.ring.makeRoom(FIRST_TIMERS);
        continue;
      }
      const share = Math.min(1, each.hold.holdSec / plan.scenario.durationSec);
      each.ring.makeRoom(Math.min(plan.expectedConcurrent, (plan.expectedEvents / 2) * share) * SPARE);
    }
  }

  /** What the loop asks: see `assembly/engine.ts`. */
  private engine(): Readonly<Record<string, (...numbers: never[]) => number | void>> {
    const { group, balancer, spaces } = this.path;
    const { arrivals } = group;
    const { reconnect } = group.settings;
    return {
      askForTimes: () => arrivals.drawTimes(arrivals.timesSec),
      pick: () => balancer.pick(0, 0, 0),
      opened: (backend: number) => balancer.opened(0, backend),
      closed: (backend: number) => balancer.closed(0, backend),
      claimPort: (space: number) => spaces!.claim(space),
      releasePort: (tuple: number) => spaces!.release(tuple),
      lifetimeOf: (number: number, session: number) => group.drawLifetimeSec(number, session),
      retryDelaySec: (failures: number, previousSec: number) =>
        reconnectDelaySec(reconnect, failures, previousSec, group.retries),
    };
  }
}

/** As many cost less to add up in each call than the addresses of all that come and go. */
const FEW_SPACES = 1024;

/** Room in a ring beyond the mean number of its entries. */
const SPARE = 1.1;

function ringOf(hold: Hold | null): LoopRing | null {
  return hold === null ? null : { hold, ring: hold.ring };
}

const JITTERS: Readonly<Partial<Record<Reconnect['policy'], number>>> = {
  'full-jitter': 1,
  'equal-jitter': 2,
};

/** Laws that the loop draws from itself, as `assembly/samples.ts` numbers them. */
const LIFETIME_LAWS: Readonly<Partial<Record<Lifetime['distribution'], number>>> = {
  exponential: 1,
  lognormal: 2,
};

/** What the scenario settles, of which the loop is made. */
function settingsOf({
  net,
  group,
  hop,
  balancer,
  backends,
  listener,
  pool,
  spaces,
  closing,
}: OrdinaryPath): LoopSettings {
  const { session, reconnect } = group.settings;
  const { hasIdentity, tupleHops, endpointFrom } = packingOf(net.plan);
  const first = TAG_WORDS + (hasIdentity ? IDENTITY_WORDS : 0);
  return {
    comesBack: Number(group.comesBack),
    tracksFlows: Number(hop.tracksFlows),
    hasPool: Number(pool !== null),
    drawsPorts: Number(spaces instanceof RandomSpaces),
    isPerDestination: Number(pool !== null && pool.destinationOfSpace !== null),
    sumsAddresses: Number(spaces !== null && spaces.spaces <= FEW_SPACES),
    countsOpen: Number(balancer.counts),
    picksLowest: Number(balancer.onlyLevels !== null && backends.instances > 1),
    hasListener: Number(listener !== null),
    holdsClientPorts: Number(closing.clientPort !== null),
    holdsTuples: Number(pool !== null && closing.tuples[0] !== null),
    holdsFlows: Number(closing.flows[0] !== null),
    lifetimeLaw: LIFETIME_LAWS[session.lifetime.distribution] ?? 0,
    jitters: reconnect.maxAttempts < Infinity ? 0 : (JITTERS[reconnect.policy] ?? 0),
    spaceShift: pool === null ? 0 : pool.spaceShift,
    recordWords: net.connections.queue.recordWords,
    numberWord: hasIdentity ? TAG_WORDS : 0,
    clientWord: first,
    tickWord: first + 1,
    tupleWord: tupleHops.length > 0 ? first + 2 : 0,
    endpointWord: endpointFrom === -1 ? first + 2 + tupleHops.length : 0,
  };
}

/** What stays as it is for the whole run. */
function writeSettings(
  memory: LoopMemory,
  { net, group, clientPorts, balancer, pool, spaces }: OrdinaryPath,
): void {
  const { settings, lives } = group;
  const { queue, table } = net.connections;
  memory.setDouble(BOOKS.bucketsPerSec, queue.bucketsPerSec);
  memory.setDouble(BOOKS.horizonSec, queue.horizonSec);
  memory.setDouble(BOOKS.durationSec, net.plan.scenario.durationSec);
  memory.setDouble(BOOKS.ticksPerSec, lives.ticksPerSec);
  memory.setDouble(BOOKS.secPerTick, lives.secPerTick);
  memory.setDouble(BOOKS.patienceSec, settings.connectTimeoutSec);
  const { lifetime } = settings.session;
  if (lifetime.distribution === 'exponential') memory.setDouble(BOOKS.lifetimeMeanSec, lifetime.meanSec);
  if (lifetime.distribution === 'lognormal') {
    memory.setDouble(BOOKS.lifetimeMu, lifetime.mu);
    memory.setDouble(BOOKS.lifetimeSigma, lifetime.sigma);
  }
  memory.setInt(BOOKS.clients, settings.count);
  memory.setInt(BOOKS.addresses, settings.addresses);
  memory.setInt(BOOKS.clientPorts, clientPorts.capacity);
  memory.setInt(BOOKS.lastBin, LOG_BINS - 1);
  // The bin of 1 second, whose upper word says how far the bins are shifted.
  memory.setInt(BOOKS.firstBin, (1023 << 7) - logBinOf(1));
  memory.setInt(BOOKS.syns, group.synSchedule.timeoutsSec.length);
  memory.setInt(BOOKS.slotCount, balancer.slots.length);
  memory.setInt(BOOKS.bucketCount, queue.bucketCount);
  memory.setInt(BOOKS.rowStride, table.stride);
  if (pool !== null && spaces !== null) {
    memory.setInt(BOOKS.portRange, spaces.size);
    memory.setInt(BOOKS.portWordsEach, spaces.wordsEach);
    memory.setInt(BOOKS.portSummaryEach, spaces.summaryEach);
    memory.setInt(BOOKS.poolAddresses, pool.addressesEach);
    memory.setInt(BOOKS.destinations, pool.destinations);
    memory.setInt(BOOKS.spaces, spaces.spaces);
    memory.setInt(BOOKS.spaceCapacity, spaces.capacity);
    if (spaces instanceof RandomSpaces)
      memory.setInt(BOOKS.mostTakenToDraw, spaces.capacity - spaces.leastToDraw);
  }
}
