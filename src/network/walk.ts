/**
 * A connection attempt walks the path: at each station it takes a place, waits where a queue makes it wait, picks
 * the next stage and leases a source port toward it. The first claim that fails ends the walk. A refusal that is
 * answered (a reset, an errno) gives back everything that was claimed before. A silent one is a dropped SYN: its
 * sender, the client or the last proxy, sends it again, and it finds its entries in the flow tables up to the place
 * where it was dropped.
 */

import { flowOfTuple, type NetworkState } from './network-state.ts';
import type { ResourceId, StationKey } from './run-result.ts';
import { UP } from './station.ts';
import { synSequence } from './syn-sequence.ts';
import { ACCEPTED, ARRIVED, PAUSED, phaseOf, QUEUED, READY, SENT, stationOf, stepAt } from './walk-step.ts';
import { CLIENT, type Stop, stopAt } from './walk-stop.ts';

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

/** Stands where a station that closed first could: an attempt that was never established, so nothing is held. */
export const NOBODY = -2;

export class PathWalk {
  /** After `WALK_FAILED` and `WALK_DROPPED`: who refused, and what it lacked. */
  failedStation: StationKey = 'backends';
  failedResource: ResourceId = 'availability';
  /** After `WALK_WAITS`: when the wait is over. */
  waitUntilSec = 0;
  private readonly net: NetworkState;
  private readonly stops: readonly Stop[];
  private readonly usesFlows: boolean;
  private readonly usesSources: boolean;
  /**
   * Identities of the source address and of the five-tuple as the station that the walk is at sees them; 0 where no
   * station of the path depends on them.
   */
  private source = 0;
  private flow = 0;
  /** While an attempt is given up: the station behind which its SYN was never answered. */
  private unrepliedBehind = Infinity;

  constructor(net: NetworkState) {
    this.net = net;
    this.usesFlows = net.plan.usesFlows;
    this.usesSources = net.plan.usesSources;
    this.stops = net.stations.map((station, index) => stopAt(net, station, index));
  }

  /** A new attempt of the client: its own port first, then the path. */
  begin(row: number, nowSec: number): number {
    const { net } = this;
    const { table } = net;
    const group = net.groups[table.population(row)]!;
    const number = table.number(row);
    const address = group.addressOf(number);
    if (this.usesSources) this.source = group.firstSource + address;
    if (this.usesFlows) this.flow = group.flowOf(number, table.session(row), table.attempts(row));
    const target = group.balancer.pick(0, this.source, this.flow);
    const endpoint = group.balancer.nextEndpoint(0, target);
    const tuple = group.claimPort(address, endpoint);
    if (tuple === -1) return this.fail(row, `clients.${group.plan.index}`, 'client-ports');
    table.setClientTuple(row, tuple);
    table.startAttempt(row, nowSec);
    table.setEndpoint(row, endpoint);
    table.setStep(row, stepAt(0, ARRIVED));
    const instance = this.instanceToward(0, net.plan.dialledStage, target);
    const entered = this.enter(row, 0, instance, nowSec, false);
    return entered === ENTERED ? this.go(row, 0, ARRIVED, nowSec) : entered;
  }

  /** Goes on after a wait, or with a SYN that is sent again. */
  resume(row: number, nowSec: number): number {
    const { net } = this;
    const step = net.table.step(row);
    const phase = phaseOf(step);
    const station = stationOf(step);
    const { pool, isProxy } = this.stops[station]!;
    if (phase === SENT && pool !== null && !isProxy && pool.isExhausted)
      return this.drop(this.stops[station]!.station.key, 'snat-ports');
    this.identify(row, station);
    if (phase !== SENT) return this.go(row, station, phase, nowSec);
    const entered = this.enter(row, station, net.table.pending(row), nowSec, false);
    return entered === ENTERED ? this.go(row, station, ARRIVED, nowSec) : entered;
  }

  private identify(row: number, station: number): void {
    if (this.usesSources) this.source = this.net.sourceSeenAt(row, station);
    if (this.usesFlows) this.flow = this.net.flowSeenAt(row, station);
  }

  /**
   * Gives back what the connection has claimed, from the far end back.
   * @param closer station that closed first, `CLOSED_BY_CLIENT`, or `NOBODY`
   */
  release(row: number, nowSec: number, closer: number): void {
    for (let station = this.net.backends; station >= 0; station--)
      this.releaseStation(row, station, nowSec, closer);
    this.releaseClientPort(row, nowSec, closer);
    this.net.table.clearClaims(row);
  }

  /** Gives back what an attempt has whose client has given up. */
  giveUp(row: number, nowSec: number): void {
    const step = this.net.table.step(row);
    if (phaseOf(step) === SENT) this.unrepliedBehind = this.senderBefore(stationOf(step));
    this.release(row, nowSec, NOBODY);
    this.unrepliedBehind = Infinity;
  }

  /** Whose SYN is on its way when it meets the station: the last proxy before it, or the client (-1). */
  private senderBefore(station: number): number {
    let sender = station - 1;
    while (sender >= 0 && !this.stops[sender]!.isProxy) sender -= 1;
    return sender;
  }

  /** Gives back what a connection has claimed at one station: its place, its flow entry and its tuple. */
  releaseStation(row: number, index: number, nowSec: number, closer: number): void {
    const { net } = this;
    const { table } = net;
    const instance = table.instance(row, index);
    if (instance === -1) return;
    const { station, pool, listener } = this.stops[index]!;
    if (index > this.unrepliedBehind && station.tracksFlows) {
      station.release(instance, true);
      net.keepUnreplied(index, instance, pool === null ? -1 : table.tuple(row, index), nowSec);
    } else {
      if (pool !== null) this.releaseTuple(row, index, instance, nowSec, closer);
      const hold =
        station.tracksFlows && closer !== NOBODY ? net.flowHoldOf(index, this.closeOf(row), closer) : null;
      station.release(instance, hold !== null);
      if (hold !== null) net.beginHold(hold, instance, nowSec);
    }
    if (listener !== null) net.leaveListener(row, index, instance);
    this.countClosed(row, index);
  }

  /** A connection has come to a station: who picked there is told, if its rule looks at open connections. */
  countOpened(row: number, index: number): void {
    const { table, groups } = this.net;
    const { picker, pickerBalancer } = this.stops[index]!;
    if (picker === CLIENT) {
      const { balancer } = groups[table.population(row)]!;
      if (balancer.counts) balancer.opened(0, table.instance(row, index));
    } else if (pickerBalancer !== null && pickerBalancer.counts)
      pickerBalancer.opened(table.instance(row, picker!), table.instance(row, index));
  }

  /** It goes. A hop that has forgotten the connection was told before. */
  countClosed(row: number, index: number): void {
    const { table, groups } = this.net;
    const { picker, pickerBalancer } = this.stops[index]!;
    if (picker === CLIENT) {
      const { balancer } = groups[table.population(row)]!;
      if (balancer.counts) balancer.closed(0, table.instance(row, index));
    } else if (pickerBalancer !== null && pickerBalancer.counts && table.instance(row, picker!) !== -1)
      pickerBalancer.closed(table.instance(row, picker!), table.instance(row, index));
  }

  /** A hop loses its entry and its port, and counts the connection no more; the ends keep their sockets. */
  forgetAt(row: number, hop: number, nowSec: number): void {
    const { table } = this.net;
    if (table.instance(row, hop) === -1) return;
    const { balancer, dialledStage } = this.stops[hop]!;
    if (balancer !== null && table.instance(row, dialledStage) !== -1) this.countClosed(row, dialledStage);
    this.releaseStation(row, hop, nowSec, NOBODY);
    table.setInstance(row, hop, -1);
    table.setTuple(row, hop, -1);
  }

  private go(row: number, fromStation: number, fromPhase: number, nowSec: number): number {
    const { backends } = this.net;
    let index = fromStation;
    let phase = fromPhase;
    for (;;) {
      const stop = this.stops[index]!;
      if (phase < READY && (stop.listener !== null || stop.handshakeQueue !== null)) {
        const outcome = this.passQueues(row, index, phase, nowSec);
        if (outcome !== PASSED) return outcome;
      }
      if (index === backends) return WALK_ESTABLISHED;
      const entered =
        stop.retries === 0
          ? this.forward(row, index, nowSec, false)
          : this.forwardWithRetries(row, index, nowSec);
      if (entered !== ENTERED) return entered;
      index += 1;
      phase = ARRIVED;
    }
  }

  /** The queues of a station in order: to be accepted, for a descriptor, for the handshake. */
  private passQueues(row: number, index: number, phase: number, nowSec: number): number {
    const { listener, handshakeQueue } = this.stops[index]!;
    const { table } = this.net;
    const instance = table.instance(row, index);
    if (listener !== null && phase === ARRIVED) {
      const refusedBy = listener.refusesSyn(instance, nowSec);
      if (refusedBy !== null) return this.refuse(row, index, refusedBy, nowSec);
      if (listener.acceptQueue !== null)
        return this.waitAt(row, index, QUEUED, listener.acceptQueue.enter(instance, nowSec));
    }
    if (listener !== null && phase < ACCEPTED && !listener.accept(instance, row)) {
      table.setStep(row, stepAt(index, PAUSED));
      return WALK_PAUSED;
    }
    // The step must say that the descriptor is taken, should the attempt fail from here on.
    table.setStep(row, stepAt(index, ACCEPTED));
    if (handshakeQueue === null) return PASSED;
    return this.waitAt(row, index, READY, handshakeQueue.enter(instance, nowSec));
  }

  private waitAt(row: number, station: number, nextPhase: number, untilSec: number): number {
    this.net.table.setStep(row, stepAt(station, nextPhase));
    this.waitUntilSec = untilSec;
    return WALK_WAITS;
  }

  /** A proxy tries again when it could not connect. */
  private forwardWithRetries(row: number, hop: number, nowSec: number): number {
    for (let triesLeft = this.stops[hop]!.retries; ; triesLeft--) {
      const entered = this.forward(row, hop, nowSec, triesLeft > 0);
      if (entered !== WALK_FAILED || triesLeft <= 0) return entered;
    }
  }

  /**
   * Picks the next stage, leases a source port toward it and takes a place there.
   * @param mayFail true where a refusal that is answered only gives back what this try has claimed
   */
  private forward(row: number, hop: number, nowSec: number, mayFail: boolean): number {
    const { net } = this;
    const { table } = net;
    const { balancer, pool, dialledStage, endpointsEach, isProxy, looksAtSender } = this.stops[hop]!;
    const instance = table.instance(row, hop);
    let endpoint = table.endpoint(row);
    let target: number;
    if (balancer === null) target = Math.floor(endpoint / endpointsEach);
    else {
      target = balancer.pick(instance, this.source, this.flow);
      if (target === -1) return this.refuseOnce(row, dialledStage, 'availability', nowSec, mayFail);
      endpoint = balancer.nextEndpoint(instance, target);
    }
    if (pool !== null) {
      const tuple = looksAtSender
        ? pool.claim(
            instance,
            this.source,
            net.sourcePortSeenAt(row, hop),
            endpoint,
            synSequence(this.flow, table.sentSec(row)),
          )
        : pool.claim(instance, this.source, 0, endpoint, 0);
      if (tuple === -1)
        return this.refuseOnce(row, hop, this.portResource(hop, pool.outOfBlocks), nowSec, mayFail);
      table.setTuple(row, hop, tuple);
      if (this.usesSources) this.source = net.sourceOfTuple(hop, tuple);
      if (this.usesFlows) this.flow = flowOfTuple(hop, tuple);
    }
    table.setEndpoint(row, endpoint);
    if (isProxy) table.startSending(row, nowSec);
    const next = this.instanceToward(hop + 1, dialledStage, target);
    const entered = this.enter(row, hop + 1, next, nowSec, mayFail);
    if (entered === WALK_FAILED && mayFail && pool !== null) {
      pool.release(table.tuple(row, hop));
      table.setTuple(row, hop, -1);
      this.identify(row, hop);
    }
    return entered;
  }

  /** The instance of a station on the way: the one that was picked, or of a gateway the one that the route leads to. */
  private instanceToward(station: number, dialledStage: number, target: number): number {
    return station === dialledStage ? target : this.net.gatewayInstance(station, this.source);
  }

  private portResource(hop: number, outOfBlocks: boolean): ResourceId {
    if (outOfBlocks) return 'port-blocks';
    return this.stops[hop]!.isProxy ? 'source-ports' : 'snat-ports';
  }

  private enter(row: number, index: number, instance: number, nowSec: number, mayFail: boolean): number {
    const { net } = this;
    const { table } = net;
    const { station } = this.stops[index]!;
    table.setPending(row, instance);
    if (station.notUp > 0 && station.status[instance] !== UP)
      return this.refuseOnce(row, index, 'availability', nowSec, mayFail);
    let refusedBy = station.claim(instance);
    if (refusedBy === 'flow-table' && net.dropEarly(index, instance)) refusedBy = station.claim(instance);
    if (refusedBy !== null) return this.refuseOnce(row, index, refusedBy, nowSec, mayFail);
    table.setInstance(row, index, instance);
    this.countOpened(row, index);
    return ENTERED;
  }

  private releaseTuple(row: number, hop: number, instance: number, nowSec: number, closer: number): void {
    const { net } = this;
    const tuple = net.table.tuple(row, hop);
    if (tuple === -1) return;
    const { isProxy } = this.stops[hop]!;
    const pool = net.pools[hop]!;
    const hold = closer === NOBODY ? null : net.tupleHolds[hop]![this.closeOf(row)];
    // A proxy's own port stays in TIME_WAIT only if the proxy closes first toward the backend, which it does when
    // the close came from its side. A NAT holds the tuple whoever closed.
    const holds = hold !== null && (!isProxy || (closer <= hop && pool.mayHold(instance)));
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

  private releaseClientPort(row: number, nowSec: number, closer: number): void {
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
    return mayFail && !isSilent(resource) ? WALK_FAILED : this.refuse(row, station, resource, nowSec);
  }

  private refuse(row: number, stationIndex: number, resource: ResourceId, nowSec: number): number {
    const { net } = this;
    const { key } = net.stations[stationIndex]!;
    if (!isSilent(resource)) return this.fail(row, key, resource);
    const instance = net.table.instance(row, stationIndex);
    if (instance !== -1) net.table.setPending(row, instance);
    this.releaseStation(row, stationIndex, nowSec, NOBODY);
    net.table.clearClaimsFrom(row, stationIndex);
    net.table.setStep(row, stepAt(stationIndex, SENT));
    return this.drop(key, resource);
  }

  private drop(station: StationKey, resource: ResourceId): number {
    this.failedStation = station;
    this.failedResource = resource;
    return WALK_DROPPED;
  }

  private fail(row: number, station: StationKey, resource: ResourceId): number {
    this.failedStation = station;
    this.failedResource = resource;
    this.release(row, 0, NOBODY);
    return WALK_FAILED;
  }
}
