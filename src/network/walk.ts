/**
 * A connection attempt walks the path: at each station it takes a place, waits where a queue makes it wait, picks
 * the next stage and leases a source port toward it. The first claim that fails ends the walk. A refusal that is
 * answered (a reset, an errno) gives back everything that was claimed before. A silent one is a dropped SYN: its
 * sender, the client or the last proxy, keeps what it has and sends the SYN again.
 */
import { ESTABLISHED } from './connection-table.ts';
import { flowOfTuple, type NetworkState } from './network-state.ts';
import type { ResourceId, StationKey } from './run-result.ts';
import { UP } from './station.ts';

export const WALK_ESTABLISHED = 0;
export const WALK_WAITS = 1;
export const WALK_FAILED = 2;
export const WALK_DROPPED = 3;
const NO_QUEUE = 4;
const ENTERED = 5;

/** Phases of a walk at one station; a walk that waits remembers `(station + 1) * PHASES + phase`. */
const PHASES = 4;
const ARRIVED = 0;
const ACCEPTED = 1;
const READY = 2;
/** The station, or the client as station -1, has sent a SYN that was dropped on the way. */
const SENT = 3;
const CLIENT = -1;

/** Refusals that nobody answers: the SYN is dropped, and the sender only notices that nothing comes back. */
const SILENT: ReadonlySet<ResourceId> = new Set<ResourceId>([
  'snat-ports',
  'port-blocks',
  'flow-table',
  'accept-queue',
]);

/** True for a refusal that drops the SYN without an answer. */
export function isSilent(resource: ResourceId): boolean {
  return SILENT.has(resource);
}

/** Index of the station that closes first stands for who does: -1 is the client. */
export const CLOSED_BY_CLIENT = -1;

export class PathWalk {
  /** After `WALK_FAILED` and `WALK_DROPPED`: who refused, and what it lacked. */
  failedStation: StationKey = 'backends';
  failedResource: ResourceId = 'availability';
  /** After `WALK_WAITS`: when the wait is over. */
  waitUntilSec = 0;
  private readonly net: NetworkState;
  /** Identities of the source address and of the five-tuple as the station that the walk is at sees them. */
  private source = 0;
  private flow = 0;

  constructor(net: NetworkState) {
    this.net = net;
  }

  /** The station and the queue that a walk waits at, from the step that it remembers; null after a dropped SYN. */
  static waitingAt(step: number): { station: number; resource: 'accept-queue' | 'handshakes' } | null {
    const phase = step % PHASES;
    if (phase === SENT) return null;
    return { station: stationOf(step), resource: phase === ACCEPTED ? 'accept-queue' : 'handshakes' };
  }

  /** A new attempt of the client: its own port first, then the path. */
  begin(row: number, nowSec: number): number {
    const { net } = this;
    const { table } = net;
    const group = net.groups[table.population(row)]!;
    const number = table.number(row);
    const address = group.addressOf(number);
    this.source = group.firstSource + address;
    this.flow = group.flowOf(number, table.session(row), table.attempts(row));
    const target = group.balancer.pick(0, this.source, this.flow);
    const endpoint = group.balancer.nextEndpoint(0, target);
    const tuple = group.claimPort(address, endpoint);
    if (tuple === -1) return this.fail(row, `clients.${group.plan.index}`, 'client-ports');
    table.setClientTuple(row, tuple);
    table.startAttempt(row, nowSec);
    table.setEndpoint(row, endpoint);
    const entered = this.enter(row, 0, target);
    return entered === ENTERED ? this.go(row, 0, ARRIVED, nowSec) : entered;
  }

  /** Goes on after a wait, or with a SYN that is sent again. */
  resume(row: number, nowSec: number): number {
    const { net } = this;
    const step = net.table.step(row);
    const phase = step % PHASES;
    const station = phase === SENT ? stationOf(step) + 1 : stationOf(step);
    this.source = net.sourceSeenAt(row, station);
    this.flow = net.flowSeenAt(row, station);
    if (phase !== SENT) return this.go(row, station, phase, nowSec);
    const balancer =
      station === 0 ? net.groups[net.table.population(row)]!.balancer : net.balancers[station - 1]!;
    const entered = this.enter(row, station, balancer.targetOf(net.table.endpoint(row)));
    return entered === ENTERED ? this.go(row, station, ARRIVED, nowSec) : entered;
  }

  /**
   * Gives back what the connection has claimed.
   * @param closer station that closed first, `CLOSED_BY_CLIENT`, or null for an attempt that was never
   *   established: then nothing is held
   */
  release(row: number, nowSec: number, closer: number | null): void {
    this.releaseBehind(row, CLIENT, nowSec, closer);
    this.releaseClientPort(row, nowSec, closer);
    this.net.table.clearClaims(row);
  }

  /** Gives back what was claimed at the stations behind the sender of a SYN, from the far end back. */
  private releaseBehind(row: number, sender: number, nowSec: number, closer: number | null): void {
    const { net } = this;
    const { table } = net;
    for (let station = net.backends; station > sender; station--) {
      const tuple = station < net.backends ? table.tuple(row, station) : -1;
      if (tuple !== -1) this.releaseTuple(row, station, tuple, nowSec, closer);
      const instance = table.instance(row, station);
      if (instance === -1) continue;
      const holds = closer === null ? undefined : net.flowHolds[station];
      const hold = holds === undefined ? null : holds[this.closeOf(row)];
      net.stations[station]!.release(instance, hold !== null);
      if (hold !== null) net.beginHold(hold, instance, nowSec);
      if (station === 0) net.groups[table.population(row)]!.balancer.closed(0, instance);
      else net.balancers[station - 1]!.closed(table.instance(row, station - 1), instance);
    }
  }

  private go(row: number, fromStation: number, fromPhase: number, nowSec: number): number {
    const { net } = this;
    let station = fromStation;
    let phase = fromPhase;
    for (;;) {
      const queued = phase < READY ? this.enterQueue(row, station, phase, nowSec) : NO_QUEUE;
      if (queued !== NO_QUEUE) return queued;
      if (station === net.backends) {
        net.table.setState(row, ESTABLISHED);
        return WALK_ESTABLISHED;
      }
      const entered = this.forward(row, station, nowSec);
      if (entered !== ENTERED) return entered;
      station += 1;
      phase = ARRIVED;
    }
  }

  /**
   * Enters the next queue of the station: the accept queue, then the handshake queue. `NO_QUEUE` when there is
   * none left, else `WALK_WAITS`, or `WALK_DROPPED` when the accept queue is full.
   */
  private enterQueue(row: number, stationIndex: number, phase: number, nowSec: number): number {
    const station = this.net.stations[stationIndex]!;
    const instance = this.net.table.instance(row, stationIndex);
    if (phase === ARRIVED && station.acceptQueue !== null) {
      // Linux admits while sk_ack_backlog <= backlog: one more than the number given to listen().
      if (station.acceptQueue.waiting(instance, nowSec) > station.backlog)
        return this.refuse(row, stationIndex, 'accept-queue');
      const acceptedSec = station.acceptQueue.enter(instance, nowSec);
      return this.waitAt(row, stationIndex, ACCEPTED, acceptedSec);
    }
    if (station.handshakeQueue === null) return NO_QUEUE;
    const readySec = station.handshakeQueue.enter(instance, nowSec);
    return this.waitAt(row, stationIndex, READY, readySec);
  }

  private waitAt(row: number, station: number, nextPhase: number, untilSec: number): number {
    this.net.table.setStep(row, stepAt(station, nextPhase));
    this.waitUntilSec = untilSec;
    return WALK_WAITS;
  }

  /** Picks the next stage, leases a source port toward it and takes a place there. */
  private forward(row: number, hop: number, nowSec: number): number {
    const { net } = this;
    const { table } = net;
    const instance = table.instance(row, hop);
    const balancer = net.balancers[hop]!;
    const target = balancer.pick(instance, this.source, this.flow);
    if (target === -1) return this.refuse(row, hop + 1, 'availability');
    const endpoint = balancer.nextEndpoint(instance, target);
    const pool = net.pools[hop]!;
    if (pool !== null) {
      const tuple = pool.claim(instance, this.source, endpoint);
      if (tuple === -1) return this.refuse(row, hop, this.portResource(hop, pool.outOfBlocks));
      table.setTuple(row, hop, tuple);
      this.source = net.sourceOfTuple(hop, tuple);
      this.flow = flowOfTuple(hop, tuple);
    }
    if (net.plan.hops[hop]!.settings.mode === 'proxy') {
      table.setEndpoint(row, endpoint);
      table.startSending(row, nowSec);
    }
    return this.enter(row, hop + 1, target);
  }

  private portResource(hop: number, outOfBlocks: boolean): ResourceId {
    if (outOfBlocks) return 'port-blocks';
    return this.net.plan.hops[hop]!.settings.mode === 'proxy' ? 'source-ports' : 'snat-ports';
  }

  private enter(row: number, stationIndex: number, instance: number): number {
    const { net } = this;
    const station = net.stations[stationIndex]!;
    if (station.notUp > 0 && station.status[instance] !== UP)
      return this.refuse(row, stationIndex, 'availability');
    const refusedBy = station.claim(instance);
    if (refusedBy !== null) return this.refuse(row, stationIndex, refusedBy);
    net.table.setInstance(row, stationIndex, instance);
    if (stationIndex === 0) net.groups[net.table.population(row)]!.balancer.opened(0, instance);
    else net.balancers[stationIndex - 1]!.opened(net.table.instance(row, stationIndex - 1), instance);
    return ENTERED;
  }

  private releaseTuple(row: number, hop: number, tuple: number, nowSec: number, closer: number | null): void {
    const { net } = this;
    const pool = net.pools[hop]!;
    const hold = closer === null ? null : net.tupleHolds[hop]![this.closeOf(row)];
    // A proxy's own port stays in TIME_WAIT only if the proxy closes first toward the backend, which it does when
    // the close came from its side. A NAT holds the tuple whoever closed.
    const holds = hold !== null && (net.plan.hops[hop]!.settings.mode !== 'proxy' || closer! <= hop);
    if (!holds) {
      pool.release(tuple);
      return;
    }
    pool.hold(tuple);
    net.beginHold(hold, tuple, nowSec);
  }

  private closeOf(row: number): 'fin' | 'rst' {
    return this.net.groups[this.net.table.population(row)]!.settings.session.close;
  }

  private releaseClientPort(row: number, nowSec: number, closer: number | null): void {
    const { net } = this;
    const tuple = net.table.clientTuple(row);
    if (tuple === -1) return;
    const population = net.table.population(row);
    const hold = net.clientHolds[population]!;
    if (hold === null || closer !== CLOSED_BY_CLIENT) {
      net.groups[population]!.releasePort(tuple);
      return;
    }
    net.groups[population]!.portsHeld += 1;
    net.beginHold(hold, tuple, nowSec);
  }

  private refuse(row: number, stationIndex: number, resource: ResourceId): number {
    const { net } = this;
    const { key } = net.stations[stationIndex]!;
    if (!SILENT.has(resource)) return this.fail(row, key, resource);
    const sender = this.senderBefore(stationIndex);
    this.releaseBehind(row, sender, 0, null);
    net.table.clearClaimsBehind(row, sender);
    net.table.setStep(row, stepAt(sender, SENT));
    this.failedStation = key;
    this.failedResource = resource;
    return WALK_DROPPED;
  }

  /** Whose SYN is on its way when it meets the station: the last proxy before it, or the client. */
  private senderBefore(station: number): number {
    let sender = station - 1;
    while (sender >= 0 && this.net.plan.hops[sender]!.settings.mode !== 'proxy') sender -= 1;
    return sender;
  }

  private fail(row: number, station: StationKey, resource: ResourceId): number {
    this.failedStation = station;
    this.failedResource = resource;
    this.release(row, 0, null);
    return WALK_FAILED;
  }
}

function stepAt(station: number, phase: number): number {
  return (station + 1) * PHASES + phase;
}

function stationOf(step: number): number {
  return Math.floor(step / PHASES) - 1;
}
