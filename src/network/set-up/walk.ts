/**
 * A connection attempt walks the path: at each station it takes a place, waits where a queue makes it wait, picks
 * the next stage and leases a source port toward it. The first claim that fails ends the walk. A refusal that is
 * answered (a reset, an errno) gives back everything that was claimed before. A silent one is a dropped SYN: its
 * sender, the client or the last proxy, sends it again, and it finds its entries in the flow tables up to the place
 * where it was dropped.
 */

import type { Clock } from '../../engine/clock.ts';
import type { WorkerProcesses } from '../balance/worker-processes.ts';
import type { ClientGroup } from '../clients/client-group.ts';
import { NOBODY } from '../connections/closer.ts';
import { NOTHING } from '../connections/connection-in-hand.ts';
import { flowOfTuple, type NetworkState } from '../network-state.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import { isSilent } from '../results/outcomes.ts';
import type { ResourceId, StationKey } from '../results/run-result.ts';
import { isSilentStatus, UP } from '../stations/station.ts';
import {
  noteDialled,
  noteForwarded,
  noteReached,
  noteRefusal,
  noteSentAgain,
  type RefusalKind,
} from '../trace/note.ts';
import { AT_CLIENT } from '../trace/trace-step.ts';
import { PathReleases } from './path-releases.ts';
import { SocketQueues } from './socket-queues.ts';
import { synSequence } from './syn-sequence.ts';
import {
  ACK_RESET,
  ENTERED,
  PASSED,
  SYN_REFUSED,
  WALK_DROPPED,
  WALK_ESTABLISHED,
  WALK_FAILED,
  WALK_OVERFLOWED,
} from './walk-outcome.ts';
import { ARRIVED, isSent, phaseOf, READY, SENT, stationOf, stepAt, UNANSWERED_SYN } from './walk-step.ts';

export class PathWalk extends PathReleases {
  /** After `WALK_FAILED` and `WALK_DROPPED`: who refused, and what it lacked. */
  failedStation: StationKey = 'backends';
  failedResource: ResourceId = 'availability';
  readonly queues: SocketQueues;
  private readonly clock: Clock;
  private readonly usesFlows: boolean;
  private readonly usesSources: boolean;
  /**
   * Identities of the source address and of the five-tuple as the station that the walk is at sees them; 0 where no
   * station of the path depends on them.
   */
  private source = 0;
  private flow = 0;

  constructor(net: NetworkState) {
    super(net);
    this.clock = net.clock;
    this.usesFlows = net.plan.usesFlows;
    this.usesSources = net.plan.usesSources;
    this.queues = new SocketQueues(net, this.stops);
  }

  /** A new attempt of the client in hand, which has nothing yet: its own port first, then the path. */
  begin(group: ClientGroup, address: number): number {
    const { hand } = this;
    if (this.usesSources) this.source = group.firstSource + address;
    if (this.usesFlows) this.flow = group.flowOf(hand.number, hand.session, hand.attempts);
    const target = group.pickTarget(address, this.source, this.flow, this.clock.nowSec);
    const endpoint = group.balancer.nextEndpoint(0, target);
    const tuple = group.claimPort(address, endpoint);
    if (tuple === NOTHING) return this.fail(AT_CLIENT, 'client-ports');
    hand.clientTuple = tuple;
    hand.endpoint = endpoint;
    hand.startSec = this.clock.nowSec;
    hand.sentSec = hand.startSec;
    hand.retransmits = 0;
    hand.step = stepAt(0, ARRIVED);
    if (this.net.tracer !== null) noteDialled(this.net);
    const instance = this.instanceToward(0, this.net.plan.dialledStage, target);
    const entered = this.enter(0, instance, false);
    return entered === ENTERED ? this.go(0, ARRIVED) : entered;
  }

  /** Goes on after a wait, or with a SYN that is sent again; the row is in hand then, and saved if it waits again. */
  resume(row: number): number {
    const { table } = this.net.connections;
    const step = table.step(row);
    table.load(row, this.hand);
    const outcome = this.resumeInHand(stationOf(step), phaseOf(step));
    if (outcome !== WALK_ESTABLISHED && outcome !== WALK_FAILED) {
      table.save(row, this.hand);
      this.hand.clearClaims();
    }
    return outcome;
  }

  /** Whether a SYN toward the station is dropped for want of a port, whoever sends it. */
  isExhausted(station: number): boolean {
    const { pool, isProxy, admission } = this.stops[station]!;
    return pool !== null && !isProxy && admission === null && pool.isExhausted;
  }

  private resumeInHand(station: number, phase: number): number {
    this.identify(station);
    if (!isSent(phase)) return this.go(station, phase);
    this.stopCounting();
    if (this.net.tracer !== null) noteSentAgain(this.net, this.hand, station, this.hand.retransmits);
    const entered = this.enter(station, this.hand.pending, false);
    return entered === ENTERED ? this.go(station, ARRIVED) : entered;
  }

  private identify(station: number): void {
    if (this.usesSources) this.source = this.net.sourceSeenAt(this.hand, station);
    if (this.usesFlows) this.flow = this.net.flowSeenAt(this.hand, station);
  }

  private go(fromStation: number, fromPhase: number): number {
    const { backends } = this;
    let index = fromStation;
    let phase = fromPhase;
    for (;;) {
      const stop = this.stops[index]!;
      if (phase !== READY && stop.hasQueues) {
        const outcome = this.queues.pass(index, phase);
        if (outcome !== PASSED) return this.heldUp(index, outcome);
      }
      if (index === backends) return WALK_ESTABLISHED;
      const entered = stop.retries === 0 ? this.forward(index, false) : this.forwardWithRetries(index);
      if (entered !== ENTERED) return entered;
      index += 1;
      phase = ARRIVED;
    }
  }

  /** A proxy tries again when it could not connect. */
  private forwardWithRetries(hop: number): number {
    for (let triesLeft = this.stops[hop]!.retries; ; triesLeft--) {
      const entered = this.forward(hop, triesLeft > 0);
      if (entered !== WALK_FAILED || triesLeft <= 0) return entered;
    }
  }

  /**
   * Picks the next stage, leases a source port toward it and takes a place there.
   * @param mayFail true where a refusal that is answered only gives back what this try has claimed
   */
  private forward(hop: number, mayFail: boolean): number {
    const { hand } = this;
    const { balancer, pool, dialledStage, endpointsEach, isProxy, processes } = this.stops[hop]!;
    const instance = hand.instances[hop]!;
    // Whoever would be picked: there is no port toward any destination.
    if (pool !== null && pool.isExhausted)
      return this.refuseOnce(hop, this.portResource(hop, false), mayFail);
    let { endpoint } = hand;
    let target: number;
    if (balancer === null) target = Math.floor(endpoint / endpointsEach);
    else {
      const chooser = processes === null ? instance : this.processChoosing(hop, processes);
      target = balancer.pick(chooser, this.source, this.flow);
      if (target === NOTHING) return this.refuseOnce(dialledStage, 'availability', mayFail);
      endpoint = balancer.nextEndpoint(chooser, target);
    }
    if (pool !== null) {
      const tuple = this.lease(hop, pool, instance, endpoint);
      if (tuple === NOTHING) return this.refuseOnce(hop, this.portResource(hop, pool.outOfBlocks), mayFail);
      hand.tuples[hop] = tuple;
      if (this.usesSources) this.source = this.net.sourceOfTuple(hop, tuple);
      if (this.usesFlows) this.flow = flowOfTuple(hop, tuple);
    }
    hand.endpoint = endpoint;
    if (this.net.tracer !== null) noteForwarded(this.net, hop);
    if (isProxy) {
      hand.sentSec = this.clock.nowSec;
      hand.retransmits = 0;
    }
    const next = this.instanceToward(hop + 1, dialledStage, target);
    const entered = this.enter(hop + 1, next, mayFail);
    if (entered === WALK_FAILED && mayFail && pool !== null) {
      pool.release(hand.tuples[hop]!);
      hand.tuples[hop] = NOTHING;
      this.identify(hop);
    }
    return entered;
  }

  /** The process that has accepted the connection in hand chooses its server. */
  private processChoosing(hop: number, processes: WorkerProcesses): number {
    const { hand } = this;
    const instance = hand.instances[hop]!;
    if (hand.processes[hop] === NOTHING) hand.processes[hop] = processes.enter(instance);
    return processes.chooserOf(instance, hand.processes[hop]!);
  }

  private lease(hop: number, pool: SourcePool, instance: number, endpoint: number): number {
    const { hand } = this;
    if (!this.stops[hop]!.looksAtSender) return pool.claim(instance, this.source, 0, endpoint, 0);
    const port = this.net.sourcePortSeenAt(hand, hop);
    return pool.claim(instance, this.source, port, endpoint, synSequence(this.flow, hand.sentSec));
  }

  /** The instance of a station on the way: the one that was picked, or of a gateway the one that the route leads to. */
  private instanceToward(station: number, dialledStage: number, target: number): number {
    return station === dialledStage ? target : this.net.gatewayInstance(station, this.source);
  }

  private portResource(hop: number, outOfBlocks: boolean): ResourceId {
    if (outOfBlocks) return 'port-blocks';
    return this.stops[hop]!.isProxy ? 'source-ports' : 'snat-ports';
  }

  private enter(index: number, instance: number, mayFail: boolean): number {
    const { hand } = this;
    const { station, admission, isCounted } = this.stops[index]!;
    hand.pending = instance;
    if (station.notUp > 0) {
      const away = this.awayAt(index, instance);
      if (away !== null) return this.refuseOnce(index, away, mayFail);
    }
    if (admission !== null && !admission.take(instance, this.clock.nowSec))
      return station.dropsUnadmitted
        ? this.dropSyn(index, 'admission')
        : this.refuseOnce(index, 'admission', mayFail);
    let refusedBy = station.claim(instance);
    if (refusedBy === 'flow-table' && this.net.dropEarly(index, instance))
      refusedBy = station.claim(instance);
    if (refusedBy !== null) return this.refuseOnce(index, refusedBy, mayFail);
    hand.instances[index] = instance;
    if (isCounted) this.counts.opened(index);
    if (this.net.tracer !== null) noteReached(this.net, index);
    return ENTERED;
  }

  /** What became of a connection that has not come through the queues of a station. */
  private heldUp(index: number, outcome: number): number {
    const { refusedBy } = this.queues;
    if (outcome === SYN_REFUSED) return this.refuse(index, refusedBy);
    if (outcome === ACK_RESET) return this.fail(index, refusedBy);
    if (outcome === WALK_OVERFLOWED) {
      this.note('ack-lost', index, refusedBy);
      this.drop(this.stops[index]!.station.key, refusedBy);
    }
    return outcome;
  }

  /** Why no connection can come to an instance; null where one can. */
  private awayAt(index: number, instance: number): ResourceId | null {
    const { links } = this.net;
    if (links !== null && links.isCut(this.senderBefore(index), index, this.hand.population))
      return 'no-answer';
    const status = this.stops[index]!.station.status[instance]!;
    if (status === UP) return null;
    return isSilentStatus(status) ? 'no-answer' : 'availability';
  }

  /** The answer of a station, and all behind it, is lost to the set-up in hand: its SYN toward it is on its way again. */
  loseFrom(index: number): number {
    this.stopCounting();
    this.addressAgain(index);
    for (let station = this.backends; station > index; station--) this.releaseStation(station, NOBODY);
    return this.refuse(index, 'no-answer');
  }

  /** A gateway leads to the endpoint that was dialled before it, which the stages behind it have replaced by theirs. */
  private addressAgain(index: number): void {
    const { hand } = this;
    const { balancer, dialledStage, endpointsEach } = this.stops[index]!;
    const dialled = hand.instances[dialledStage]!;
    if (balancer !== null || dialledStage === this.backends || dialled === NOTHING) return;
    hand.endpoint = dialled * endpointsEach;
  }

  private refuseOnce(station: number, resource: ResourceId, mayFail: boolean): number {
    if (!mayFail || isSilent(resource)) return this.refuse(station, resource);
    this.note('try-refused', station, resource);
    return WALK_FAILED;
  }

  private refuse(stationIndex: number, resource: ResourceId): number {
    return isSilent(resource) ? this.dropSyn(stationIndex, resource) : this.fail(stationIndex, resource);
  }

  private dropSyn(stationIndex: number, resource: ResourceId): number {
    const { hand } = this;
    const { key } = this.net.stations[stationIndex]!;
    const instance = hand.instances[stationIndex]!;
    if (instance !== NOTHING) hand.pending = instance;
    this.note('dropped', stationIndex, resource);
    this.releaseStation(stationIndex, NOBODY);
    hand.clearClaimsFrom(stationIndex);
    // Who dropped the SYN gets no count of it; who is not there is expected to answer yet.
    const isUnanswered = resource === 'no-answer';
    hand.step = stepAt(stationIndex, isUnanswered ? UNANSWERED_SYN : SENT);
    if (isUnanswered) this.countAt(stationIndex, hand.pending, true);
    return this.drop(key, resource);
  }

  private drop(station: StationKey, resource: ResourceId): number {
    this.failedStation = station;
    this.failedResource = resource;
    return WALK_DROPPED;
  }

  private note(kind: RefusalKind, station: number, resource: ResourceId): void {
    if (this.net.tracer !== null) noteRefusal(this.net, kind, station, resource);
  }

  private fail(station: number, resource: ResourceId): number {
    this.note('refused', station, resource);
    this.failedStation =
      station === AT_CLIENT ? `clients.${this.hand.population}` : this.net.stations[station]!.key;
    this.failedResource = resource;
    this.release(NOBODY);
    return WALK_FAILED;
  }
}
