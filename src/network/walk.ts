/**
 * A connection attempt walks the path: at each station it takes a place, waits where a queue makes it wait, picks
 * the next stage and leases a source port toward it. The first claim that fails ends the walk. A refusal that is
 * answered (a reset, an errno) gives back everything that was claimed before. A silent one is a dropped SYN: its
 * sender, the client or the last proxy, sends it again, and it finds its entries in the flow tables up to the place
 * where it was dropped.
 */
import { ESTABLISHED } from './connection-table.ts';
import { flowOfTuple, type NetworkState } from './network-state.ts';
import type { ResourceId, StationKey } from './run-result.ts';
import { UP } from './station.ts';
import { synSequence } from './syn-sequence.ts';
import { ACCEPTED, ARRIVED, PAUSED, phaseOf, QUEUED, READY, SENT, stationOf, stepAt } from './walk-step.ts';

export const WALK_ESTABLISHED = 0;
export const WALK_WAITS = 1;
export const WALK_FAILED = 2;
export const WALK_DROPPED = 3;
/** Waits to be accepted until a descriptor is free, whenever that is. */
export const WALK_PAUSED = 4;
const PASSED = 5;
const ENTERED = 6;

/** Index of the station that closes first stands for who does: -1 is the client. */
export const CLOSED_BY_CLIENT = -1;
const CLIENT = -1;

/** Refusals that drop the SYN without an answer. */
const SILENT: ReadonlySet<ResourceId> = new Set<ResourceId>([
  'snat-ports',
  'port-blocks',
  'flow-table',
  'accept-queue',
  'file-descriptors',
]);

/** True for a refusal that drops the SYN without an answer. */
export function isSilent(resource: ResourceId): boolean {
  return SILENT.has(resource);
}

/** How what a connection had is given back. */
export interface Ending {
  /** Station that closed first, or `CLOSED_BY_CLIENT`; null for an attempt that was never established. */
  readonly closer: number | null;
  /** Station behind which a SYN was never answered: the flow tables there keep their entries for a while. */
  readonly unrepliedBehind: number;
}

/** Nothing is held on. */
export const WITHOUT_HOLD: Ending = { closer: null, unrepliedBehind: Infinity };

export function closedBy(closer: number | null): Ending {
  return { closer, unrepliedBehind: Infinity };
}

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
    const entered = this.enter(row, 0, this.instanceToward(0, net.plan.dialledStage, target), nowSec);
    return entered === ENTERED ? this.go(row, 0, ARRIVED, nowSec) : entered;
  }

  /** Goes on after a wait, or with a SYN that is sent again. */
  resume(row: number, nowSec: number): number {
    const { net } = this;
    const step = net.table.step(row);
    const phase = phaseOf(step);
    const station = stationOf(step);
    this.source = net.sourceSeenAt(row, station);
    this.flow = net.flowSeenAt(row, station);
    if (phase !== SENT) return this.go(row, station, phase, nowSec);
    const entered = this.enter(row, station, net.table.pending(row), nowSec);
    return entered === ENTERED ? this.go(row, station, ARRIVED, nowSec) : entered;
  }

  /** Gives back what the connection has claimed, from the far end back. */
  release(row: number, nowSec: number, ending: Ending): void {
    for (let station = this.net.backends; station >= 0; station--)
      this.releaseStation(row, station, nowSec, ending);
    this.releaseClientPort(row, nowSec, ending.closer);
    this.net.table.clearClaims(row);
  }

  /** Gives back what an attempt has whose client has given up. */
  giveUp(row: number, nowSec: number): void {
    const step = this.net.table.step(row);
    const unrepliedBehind = phaseOf(step) === SENT ? this.senderBefore(stationOf(step)) : Infinity;
    this.release(row, nowSec, { closer: null, unrepliedBehind });
  }

  /** Whose SYN is on its way when it meets the station: the last proxy before it, or the client (-1). */
  private senderBefore(station: number): number {
    let sender = station - 1;
    while (sender >= 0 && this.net.plan.hops[sender]!.settings.mode !== 'proxy') sender -= 1;
    return sender;
  }

  /** Gives back what a connection has claimed at one station: its place, its flow entry and its tuple. */
  releaseStation(row: number, station: number, nowSec: number, ending: Ending): void {
    const { net } = this;
    const { table } = net;
    const instance = table.instance(row, station);
    if (instance === -1) return;
    const tuple = station < net.backends ? table.tuple(row, station) : -1;
    const at = net.stations[station]!;
    if (station > ending.unrepliedBehind && at.tracksFlows) {
      at.release(instance, true);
      net.keepUnreplied(station, instance, tuple, nowSec);
    } else {
      if (tuple !== -1) this.releaseTuple(row, station, instance, tuple, nowSec, ending.closer);
      const hold = ending.closer === null ? null : net.flowHoldOf(station, this.closeOf(row), ending.closer);
      at.release(instance, hold !== null);
      if (hold !== null) net.beginHold(hold, instance, nowSec);
    }
    if (at.listener !== null) net.leaveListener(row, station, instance);
    const picker = net.pickerOf(station);
    if (picker === CLIENT) net.groups[table.population(row)]!.balancer.closed(0, instance);
    else if (picker !== null && table.instance(row, picker) !== -1)
      net.balancers[picker]!.closed(table.instance(row, picker), instance);
  }

  /** A hop loses its entry and its port, and counts the connection no more; the ends keep their sockets. */
  forgetAt(row: number, hop: number, nowSec: number): void {
    const { net } = this;
    const { table } = net;
    const instance = table.instance(row, hop);
    if (instance === -1) return;
    const served = table.instance(row, net.plan.hops[hop]!.dialledStage);
    if (served !== -1) net.balancers[hop]?.closed(instance, served);
    this.releaseStation(row, hop, nowSec, WITHOUT_HOLD);
    table.setInstance(row, hop, -1);
    table.setTuple(row, hop, -1);
  }

  private go(row: number, fromStation: number, fromPhase: number, nowSec: number): number {
    const { net } = this;
    let station = fromStation;
    let phase = fromPhase;
    for (;;) {
      const outcome = phase < READY ? this.passQueues(row, station, phase, nowSec) : PASSED;
      if (outcome !== PASSED) return outcome;
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

  /** The queues of a station in order: to be accepted, for a descriptor, for the handshake. */
  private passQueues(row: number, stationIndex: number, phase: number, nowSec: number): number {
    const station = this.net.stations[stationIndex]!;
    const instance = this.net.table.instance(row, stationIndex);
    const { listener } = station;
    if (listener !== null && phase === ARRIVED) {
      const refusedBy = listener.refusesSyn(instance, nowSec);
      if (refusedBy !== null) return this.refuse(row, stationIndex, refusedBy, nowSec);
      if (listener.acceptQueue !== null)
        return this.waitAt(row, stationIndex, QUEUED, listener.acceptQueue.enter(instance, nowSec));
    }
    if (listener !== null && phase < ACCEPTED && !listener.accept(instance, row)) {
      this.net.table.setStep(row, stepAt(stationIndex, PAUSED));
      return WALK_PAUSED;
    }
    // The step must say that the descriptor is taken, should the attempt fail from here on.
    this.net.table.setStep(row, stepAt(stationIndex, ACCEPTED));
    if (station.handshakeQueue === null) return PASSED;
    return this.waitAt(row, stationIndex, READY, station.handshakeQueue.enter(instance, nowSec));
  }

  private waitAt(row: number, station: number, nextPhase: number, untilSec: number): number {
    this.net.table.setStep(row, stepAt(station, nextPhase));
    this.waitUntilSec = untilSec;
    return WALK_WAITS;
  }

  /** Picks the next stage, leases a source port toward it and takes a place there; a proxy may try that again. */
  private forward(row: number, hop: number, nowSec: number): number {
    const { settings } = this.net.plan.hops[hop]!;
    for (let triesLeft = settings.retries; ; triesLeft--) {
      const entered = this.forwardOnce(row, hop, nowSec, triesLeft > 0);
      if (entered !== WALK_FAILED || triesLeft <= 0) return entered;
    }
  }

  /** @param mayFail true where a refusal that is answered only gives back what this try has claimed */
  private forwardOnce(row: number, hop: number, nowSec: number, mayFail: boolean): number {
    const { net } = this;
    const { table } = net;
    const { settings, dialledStage } = net.plan.hops[hop]!;
    const instance = table.instance(row, hop);
    const balancer = net.balancers[hop] ?? null;
    let endpoint = table.endpoint(row);
    let target: number;
    if (balancer === null) target = net.targetOfEndpoint(dialledStage, endpoint);
    else {
      target = balancer.pick(instance, this.source, this.flow);
      if (target === -1) return this.refuseOnce(row, dialledStage, 'availability', nowSec, mayFail);
      endpoint = balancer.nextEndpoint(instance, target);
    }
    const pool = net.pools[hop]!;
    if (pool !== null) {
      const sequence = synSequence(this.flow, table.sentSec(row));
      const tuple = pool.claim(instance, this.source, net.sourcePortSeenAt(row, hop), endpoint, sequence);
      if (tuple === -1)
        return this.refuseOnce(row, hop, this.portResource(hop, pool.outOfBlocks), nowSec, mayFail);
      table.setTuple(row, hop, tuple);
      this.source = net.sourceOfTuple(hop, tuple);
      this.flow = flowOfTuple(hop, tuple);
    }
    table.setEndpoint(row, endpoint);
    if (settings.mode === 'proxy') table.startSending(row, nowSec);
    const next = this.instanceToward(hop + 1, dialledStage, target);
    const entered = this.enter(row, hop + 1, next, nowSec, mayFail);
    if (entered === WALK_FAILED && mayFail && pool !== null) {
      pool.release(table.tuple(row, hop));
      table.setTuple(row, hop, -1);
      this.source = net.sourceSeenAt(row, hop);
      this.flow = net.flowSeenAt(row, hop);
    }
    return entered;
  }

  /** The instance of a station on the way: the one that was picked, or of a gateway the one that the route leads to. */
  private instanceToward(station: number, dialledStage: number, target: number): number {
    return station === dialledStage ? target : this.net.gatewayInstance(station, this.source);
  }

  private portResource(hop: number, outOfBlocks: boolean): ResourceId {
    if (outOfBlocks) return 'port-blocks';
    return this.net.plan.hops[hop]!.settings.mode === 'proxy' ? 'source-ports' : 'snat-ports';
  }

  private enter(
    row: number,
    stationIndex: number,
    instance: number,
    nowSec: number,
    mayFail = false,
  ): number {
    const { net } = this;
    const station = net.stations[stationIndex]!;
    net.table.setPending(row, instance);
    if (station.notUp > 0 && station.status[instance] !== UP)
      return this.refuseOnce(row, stationIndex, 'availability', nowSec, mayFail);
    let refusedBy = station.claim(instance);
    if (refusedBy === 'flow-table' && net.dropEarly(stationIndex, instance))
      refusedBy = station.claim(instance);
    if (refusedBy !== null) return this.refuseOnce(row, stationIndex, refusedBy, nowSec, mayFail);
    net.table.setInstance(row, stationIndex, instance);
    const picker = net.pickerOf(stationIndex);
    if (picker === CLIENT) net.groups[net.table.population(row)]!.balancer.opened(0, instance);
    else if (picker !== null) net.balancers[picker]!.opened(net.table.instance(row, picker), instance);
    return ENTERED;
  }

  private releaseTuple(
    row: number,
    hop: number,
    instance: number,
    tuple: number,
    nowSec: number,
    closer: number | null,
  ): void {
    const { net } = this;
    const pool = net.pools[hop]!;
    const isProxy = net.plan.hops[hop]!.settings.mode === 'proxy';
    const hold = closer === null ? null : net.tupleHolds[hop]![this.closeOf(row)];
    // A proxy's own port stays in TIME_WAIT only if the proxy closes first toward the backend, which it does when
    // the close came from its side. A NAT holds the tuple whoever closed.
    const holds = hold !== null && (!isProxy || (closer! <= hop && pool.mayHold(instance)));
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
    const group = net.groups[population]!;
    const hold = net.clientHolds[population]!;
    if (hold === null || closer !== CLOSED_BY_CLIENT || !group.holdPort(tuple)) group.releasePort(tuple);
    else net.beginHold(hold, tuple, nowSec);
  }

  private refuseOnce(
    row: number,
    station: number,
    resource: ResourceId,
    nowSec: number,
    mayFail: boolean,
  ): number {
    return mayFail && !SILENT.has(resource) ? WALK_FAILED : this.refuse(row, station, resource, nowSec);
  }

  private refuse(row: number, stationIndex: number, resource: ResourceId, nowSec: number): number {
    const { net } = this;
    const { key } = net.stations[stationIndex]!;
    if (!SILENT.has(resource)) return this.fail(row, key, resource);
    const instance = net.table.instance(row, stationIndex);
    if (instance !== -1) net.table.setPending(row, instance);
    this.releaseStation(row, stationIndex, nowSec, WITHOUT_HOLD);
    net.table.clearClaimsFrom(row, stationIndex);
    net.table.setStep(row, stepAt(stationIndex, SENT));
    this.failedStation = key;
    this.failedResource = resource;
    return WALK_DROPPED;
  }

  private fail(row: number, station: StationKey, resource: ResourceId): number {
    this.failedStation = station;
    this.failedResource = resource;
    this.release(row, 0, WITHOUT_HOLD);
    return WALK_FAILED;
  }
}
