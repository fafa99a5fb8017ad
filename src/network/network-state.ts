import { Clock } from '../engine/clock.ts';
import { HoldRing } from '../engine/hold-ring.ts';
import { type RandomStream, streamFor } from '../engine/random.ts';
import { slotEndSec, wheelSlotSec } from '../engine/timer-wheel.ts';
import { mix32 } from '../numeric/hash.ts';
import type { Hop } from '../scenario/scenario.ts';
import { hasSilentEnds } from '../scenario/timeline.ts';
import { Balancer, ringSaltOf } from './balance/balancer.ts';
import { processesOf, type WorkerProcesses } from './balance/worker-processes.ts';
import { ClientGroup } from './clients/client-group.ts';
import type { ConnectionInHand } from './connections/connection-in-hand.ts';
import { Connections } from './connections/connections.ts';
import { type Close, clientHoldSec, flowHoldSec, seesClose, tupleHoldSec } from './connections/hold-times.ts';
import { packingOf } from './connections/packing.ts';
import type { Plan } from './plan.ts';
import { SourcePool } from './ports/source-pool.ts';
import { HostPorts } from './ports/tuple-space/host-ports.ts';
import { ACCEPTED, hasDescriptor, isHalfOpen, PAUSED, stepAt } from './set-up/walk-step.ts';
import { createStations, weightsOfStage } from './stations/create-stations.ts';
import type { Station } from './stations/station.ts';
import { LinkCuts } from './timeline/link-cuts.ts';
import type { ConnectionTracer } from './trace/trace-step.ts';
import { UnrepliedFlows } from './two-ends/unreplied-flows.ts';

/** A kind of claim that outlives its connection by a time that is the same for all that begin until it is changed. */
export interface Hold {
  ring: HoldRing;
  holdSec: number;
  /** Of a timer of the Linux kernel, which fires at the end of its slot in the timer wheel: how long that is; else 0. */
  readonly slotSec: number;
  /** Frees what the entry stands for. */
  readonly end: (entry: number, mark: number) => void;
}

/** A connection that was accepted, as long as its row is in that epoch. */
export interface Woken {
  readonly row: number;
  readonly epoch: number;
}

/** How long a claim is held after an orderly close, and after a reset; null: not at all. */
export interface HoldsByClose {
  readonly fin: Hold | null;
  readonly rst: Hold | null;
}

/** Everything that connections claim from, as it stands at the moment of the run. */
export class NetworkState {
  readonly plan: Plan;
  readonly clock = new Clock();
  readonly groups: readonly ClientGroup[];
  /** The hops in order, then the backends. */
  readonly stations: readonly Station[];
  readonly backends: number;
  /** The source pool of each hop; null where the hop rewrites no source address. */
  readonly pools: readonly (SourcePool | null)[];
  /** How a hop picks in the stage that it addresses; null for a gateway, which picks nothing. */
  readonly balancers: readonly (Balancer | null)[];
  /** The worker processes of each hop that has some to tell apart. */
  readonly processes: readonly (WorkerProcesses | null)[];
  readonly connections: Connections;
  readonly holds: Hold[];
  /** Null where a closed connection's port is free at once. */
  readonly clientHolds: readonly (Hold | null)[];
  readonly tupleHolds: readonly HoldsByClose[];
  readonly flowHolds: readonly HoldsByClose[];
  /** Entries of connections whose end the hop did not see; null where it sees every end. */
  readonly unseenHolds: readonly (Hold | null)[];
  /** Flow table entries of each hop that were held for another time than new ones are. */
  readonly formerFlowHolds: readonly Hold[][];
  /** Entries whose SYN nobody answered, of each hop that tracks flows. */
  readonly unreplied: readonly (UnrepliedFlows | null)[];
  /** Connections that were accepted since `takeWoken` was called last. */
  private woken: Woken[] = [];
  hasWoken = false;
  private readonly tracksFlows: boolean;
  private readonly pickers: readonly (number | null)[];
  private readonly earlyDrops: RandomStream;
  /** Null where no link is ever cut. */
  readonly links: LinkCuts | null;
  /** When the next hold ends. */
  nextHoldEndSec = Infinity;
  /** Is told what happens to connections, where a run is replayed for that; else null. It changes nothing. */
  tracer: ConnectionTracer | null = null;

  constructor(plan: Plan, seed: number) {
    this.plan = plan;
    const { scenario } = plan;
    this.stations = createStations(scenario, seed);
    this.backends = scenario.path.length;
    const dialled = this.stations[plan.dialledStage]!;
    const dialledWeights = weightsOfStage(scenario, plan.dialledStage);
    const hosts = createHosts(plan);
    this.groups = plan.clients.map(
      (clients) =>
        new ClientGroup(
          clients,
          seed,
          dialled,
          dialledWeights,
          clients.hosts === null ? null : hosts.get(clients.hosts)!,
          scenario.durationSec,
        ),
    );
    this.balancers = plan.hops.map(({ index, settings, destinations, dialledStage }) =>
      settings.gateway
        ? null
        : new Balancer(
            {
              rule: settings.balance,
              ring: settings.ring,
              ringSalt: ringSaltOf(seed, this.stations[dialledStage]!),
              choosers: settings.instances * (settings.workers?.count ?? 1),
              target: this.stations[dialledStage]!,
              weights: weightsOfStage(scenario, dialledStage),
              endpoints: destinations / this.stations[dialledStage]!.instances,
              avoidsDown: true,
            },
            streamFor(seed, 'balance', index),
          ),
    );
    this.processes = plan.hops.map((hop) => processesOf(hop, seed));
    this.pickers = this.stations.map((_, station) => {
      if (station === plan.dialledStage) return -1;
      const hop = plan.hops.findIndex((each) => each.dialledStage === station && !each.settings.gateway);
      return hop < 0 ? null : hop;
    });
    this.links = hasSilentEnds(scenario) ? new LinkCuts(this.clock, this.stations, this.groups.length) : null;
    this.earlyDrops = streamFor(seed, 'early-drops');
    this.pools = plan.hops.map(
      ({ index, settings, destinations, firstSourceSeen, sourcesSeen, remapsPorts, addressesAtFirst }) =>
        settings.source === null
          ? null
          : new SourcePool({
              settings: settings.source,
              instances: settings.instances,
              destinations,
              senders: { first: firstSourceSeen, count: sourcesSeen, isRemapped: remapsPorts },
              random: streamFor(seed, 'ports', index),
              maxHeld: settings.mode === 'proxy' ? settings.limits.maxTimeWait : Infinity,
              present: addressesAtFirst,
            }),
    );
    this.connections = new Connections(plan, packingOf(plan), this.pools);
    this.clientHolds = this.groups.map((group) =>
      createHold(clientHoldSec(group.settings), true, (tuple) => group.releaseHeldPort(tuple)),
    );
    this.tupleHolds = plan.hops.map(({ index, settings }) =>
      tupleHoldsOf(this.pools[index] ?? null, settings),
    );
    this.formerFlowHolds = plan.hops.map(() => []);
    const timeWaitChanges = (index: number): boolean =>
      this.stations[index]!.everyChange.some(
        ({ flowTableTimeWaitSec }) => flowTableTimeWaitSec !== undefined,
      );
    this.flowHolds = plan.hops.map(({ index, settings }) => {
      const { tracksFlows, flowTable } = settings;
      const end = (instance: number): void => this.stations[index]!.releaseFlow(instance);
      return {
        fin: createHold(tracksFlows ? flowHoldSec(flowTable, 'fin') : 0, false, end, timeWaitChanges(index)),
        rst: createHold(tracksFlows ? flowHoldSec(flowTable, 'rst') : 0, false, end),
      };
    });
    this.unseenHolds = plan.hops.map(({ index, settings: { mode, tracksFlows, flowTable } }) =>
      tracksFlows && !seesClose(mode, 'rst', true)
        ? createHold(flowTable.establishedSec, false, (instance) =>
            this.stations[index]!.releaseFlow(instance),
          )
        : null,
    );
    this.unreplied = plan.hops.map(({ settings: { tracksFlows, instances, flowTable } }) =>
      tracksFlows ? new UnrepliedFlows(instances, flowTable.buckets) : null,
    );
    this.tracksFlows = this.unreplied.some((flows) => flows !== null);
    // Of those only the closes that the populations make are ever used.
    const closes = new Set(scenario.clients.map(({ session }) => session.close));
    const byClose = [...this.tupleHolds, ...this.flowHolds].flatMap((holds) =>
      [...closes].map((close) => holds[close]),
    );
    this.holds = [...this.clientHolds, ...byClose, ...this.unseenHolds].filter((hold) => hold !== null);
  }

  /** @param mark whatever helps who ends the hold to know it */
  beginHold(hold: Hold, entry: number, mark = 0): void {
    const { nowSec } = this.clock;
    const dueSec = nowSec + hold.holdSec;
    const endSec = hold.slotSec === 0 ? dueSec : slotEndSec(dueSec, hold.slotSec);
    hold.ring.push(endSec, entry, mark);
    if (endSec < this.nextHoldEndSec) this.nextHoldEndSec = endSec;
  }

  /** Flow table entries of a hop that begin to be held from now on are held for that time. */
  changeFlowHold(hop: number, hold: Hold | null, holdSec: number): void {
    if (hold === null || hold.holdSec === holdSec) return;
    // A ring takes one length of time only: what is held ends in the old one.
    const former = { ...hold };
    this.formerFlowHolds[hop]!.push(former);
    this.holds.push(former);
    hold.ring = new HoldRing();
    hold.holdSec = holdSec;
  }

  /** Ends the hold that is due first. */
  endNextHold(): void {
    const { holds } = this;
    const due = this.nextHoldEndSec;
    let next = Infinity;
    let ended = false;
    for (let i = 0; i < holds.length; i++) {
      const { ring, end } = holds[i]!;
      if (!ended && ring.nextEndSec === due) {
        end(ring.pop(), ring.poppedTag);
        ended = true;
      }
      if (ring.nextEndSec < next) next = ring.nextEndSec;
    }
    if (this.tracksFlows) {
      if (!ended) this.endUnreplied(due);
      for (const flows of this.unreplied)
        if (flows !== null && flows.nextEndSec < next) next = flows.nextEndSec;
    }
    this.nextHoldEndSec = next;
  }

  private endUnreplied(dueSec: number): void {
    const hop = this.unreplied.findIndex((flows) => flows?.nextEndSec === dueSec);
    if (hop >= 0) this.dropUnreplied(hop, this.unreplied[hop]!.pop());
  }

  /** The sender of an unanswered SYN has given up; the entry that it made stays, with its port. */
  keepUnreplied(hop: number, instance: number, tuple: number): void {
    const endSec = this.clock.nowSec + this.plan.hops[hop]!.settings.flowTable.unrepliedSec;
    this.unreplied[hop]!.push(endSec, instance, tuple);
    if (tuple !== -1) this.pools[hop]!.holdUnreplied(tuple);
    if (endSec < this.nextHoldEndSec) this.nextHoldEndSec = endSec;
  }

  /** A full flow table looks for an unanswered entry to drop; false when it finds none. */
  dropEarly(hop: number, instance: number): boolean {
    if (!this.plan.hops[hop]!.settings.flowTable.earlyDrop) return false;
    const dropped = this.unreplied[hop]!.dropOne(instance, this.earlyDrops);
    if (dropped === null) return false;
    this.dropUnreplied(hop, dropped);
    return true;
  }

  private dropUnreplied(hop: number, { instance, tuple }: { instance: number; tuple: number }): void {
    this.stations[hop]!.releaseFlow(instance);
    if (tuple !== -1) this.pools[hop]!.releaseUnreplied(tuple);
  }

  /** The descriptors of an instance are more than before: those that wait for some are accepted as far as they go. */
  acceptPaused(station: number, instance: number): void {
    const { listener } = this.stations[station]!;
    if (listener === null) return;
    while (this.wake(listener.acceptNext(instance, this.stillPaused(station)), station));
  }

  /** The connection in hand leaves the listener of a station: its descriptors go to one that waits for some. */
  leaveListener(step: number, station: number, instance: number): void {
    const listener = this.stations[station]!.listener!;
    if (hasDescriptor(step, station))
      this.wake(listener.release(instance, this.stillPaused(station)), station);
    else if (step === stepAt(station, PAUSED)) listener.leavePause(instance);
    else if (isHalfOpen(step, station)) listener.halfOpen[instance]! -= 1;
  }

  private stillPaused(station: number): (row: number, epoch: number) => boolean {
    const { table } = this.connections;
    const paused = stepAt(station, PAUSED);
    return (row, epoch) => table.epoch(row) === epoch && table.step(row) === paused;
  }

  /** The connection of a row has been accepted; false for -1. */
  private wake(row: number, station: number): boolean {
    if (row < 0) return false;
    const { table } = this.connections;
    table.setStep(row, stepAt(station, ACCEPTED));
    this.woken.push({ row, epoch: table.epoch(row) });
    this.hasWoken = true;
    return true;
  }

  /** Connections that have just been accepted, to go on with their set-up. */
  takeWoken(): readonly Woken[] {
    const { woken } = this;
    this.woken = [];
    this.hasWoken = false;
    return woken;
  }

  /** Who picks in a station: -1 the clients, a hop, or null for a gateway, which nobody picks. */
  pickerOf(station: number): number | null {
    return this.pickers[station]!;
  }

  /** The first `size` instances of a station are there from now on; who picks among them learns of it at once. */
  resize(station: number, size: number): void {
    this.stations[station]!.present = size;
    const { hops, dialledStage } = this.plan;
    if (station === dialledStage) for (const { balancer } of this.groups) balancer.resize(size);
    for (const hop of hops) if (hop.dialledStage === station) this.balancers[hop.index]?.resize(size);
  }

  /** A hop starts a new generation of worker processes, which know no connection yet. */
  reload(hop: number): void {
    this.processes[hop]!.reload(this.clock.nowSec);
    this.balancers[hop]!.forget();
  }

  /** The instance of a gateway that the route of a source address leads through. */
  gatewayInstance(station: number, source: number): number {
    const { present } = this.stations[station]!;
    return present === 1 ? 0 : mix32(source) % present;
  }

  /** Identity of the source address that a hop put into the tuple. */
  sourceOfTuple(hop: number, tuple: number): number {
    return this.plan.hops[hop]!.firstSource + this.pools[hop]!.addressOf(tuple);
  }

  /** Identity of the source address that station `s` sees on a connection that has come that far. */
  sourceSeenAt(hand: ConnectionInHand, station: number): number {
    for (let hop = station - 1; hop >= 0; hop--)
      if (this.pools[hop] !== null) return this.sourceOfTuple(hop, hand.tuples[hop]!);
    const group = this.groups[hand.population]!;
    return group.firstSource + group.addressOf(hand.number);
  }

  /** Source port that station `s` sees. */
  sourcePortSeenAt(hand: ConnectionInHand, station: number): number {
    for (let hop = station - 1; hop >= 0; hop--) {
      const pool = this.pools[hop]!;
      if (pool !== null) return pool.portOf(hand.tuples[hop]!);
    }
    const group = this.groups[hand.population]!;
    return group.portOf(hand.clientTuple, group.flowOf(hand.number, hand.session, hand.attempts));
  }

  /** Identity of the five-tuple that station `s` sees. */
  flowSeenAt(hand: ConnectionInHand, station: number): number {
    for (let hop = station - 1; hop >= 0; hop--)
      if (this.pools[hop] !== null) return flowOfTuple(hop, hand.tuples[hop]!);
    return this.groups[hand.population]!.flowOf(hand.number, hand.session, hand.attempts);
  }

  /** The instance that the balancer of a hop picks for the next packet of a connection, by what it sees of it; `NOTHING` where none is up. */
  pickSeenAt(hand: ConnectionInHand, hop: number, chooser: number): number {
    return this.balancers[hop]!.pick(chooser, this.sourceSeenAt(hand, hop), this.flowSeenAt(hand, hop));
  }
}

/** Identity of the five-tuple behind a hop that leased the tuple. */
export function flowOfTuple(hop: number, tuple: number): number {
  return tuple ^ Math.imul(hop + 1, 0x9e3779b1);
}

function createHold(
  holdSec: number,
  onTimerWheel: boolean,
  end: Hold['end'],
  mayChange = false,
): Hold | null {
  if (holdSec <= 0 && !mayChange) return null;
  return { ring: new HoldRing(), holdSec, slotSec: onTimerWheel ? wheelSlotSec(holdSec) : 0, end };
}

function tupleHoldsOf(pool: SourcePool | null, { mode, flowTable }: Hop): HoldsByClose {
  if (pool === null) return { fin: null, rst: null };
  const isKernelTimer = mode === 'proxy';
  const holdAfter = (close: Close): Hold | null =>
    createHold(tupleHoldSec(pool.settings, mode, flowTable, close), isKernelTimer, (tuple, mark) =>
      pool.releaseHeld(tuple, mark),
    );
  return { fin: holdAfter('fin'), rst: holdAfter('rst') };
}

/** The ports of each set of hosts that several populations share, or on which programs name their ports. */
function createHosts(plan: Plan): Map<number, HostPorts> {
  const hosts = new Map<number, HostPorts>();
  for (const { hosts: index, settings, endpoints } of plan.clients)
    if (index !== null && !hosts.has(index)) hosts.set(index, new HostPorts(settings.addresses, endpoints));
  return hosts;
}
