import { EventQueue } from '../engine/event-queue.ts';
import { KIND_SHIFT, TAG_PAYLOAD_MASK } from '../engine/event-tag.ts';
import { wheelTimerEndSec } from '../engine/timer-wheel.ts';
import type { ClientGroup } from './client-group.ts';
import { CONNECTING, ESTABLISHED, FORGOTTEN, GONE, WAITING } from './connection-table.ts';
import {
  ABANDON,
  CLOSE,
  DRAIN_CLOSE,
  IDLE_CUT,
  REMNANT_END,
  REMNANT_FORGET,
  RETRY,
  SET_UP,
  SPEAK,
  UNANSWERED,
} from './event-kinds.ts';
import { FailureLedger, possibleCauses } from './failure-ledger.ts';
import { HalfOpenConnections } from './half-open-connections.ts';
import { type IdleCut, idleCutOf } from './idle-timeout.ts';
import { InstanceOperations } from './instance-operations.ts';
import { NetworkState } from './network-state.ts';
import { type Operation, operationsOf } from './operations.ts';
import type { Plan } from './plan.ts';
import { portMapOf } from './port-map.ts';
import { Recorder } from './recorder.ts';
import { RunCounters } from './run-counters.ts';
import type { CloseReason, PortMap, RunResult, RunSummary, StationKey } from './run-result.ts';
import { summarise } from './run-summary.ts';
import {
  CLOSED_BY_CLIENT,
  NOBODY,
  PathWalk,
  WALK_DROPPED,
  WALK_ESTABLISHED,
  WALK_PAUSED,
  WALK_WAITS,
} from './walk.ts';
import { isAnswered, stationOf, waitedFor } from './walk-step.ts';

/**
 * One run of a plan. It moves only when `advance` or `advanceTo` is called, by a bounded number of events, so that
 * whoever drives it can pause, stream or stop between two calls; how it is driven never changes the result.
 */
export class Simulation {
  readonly plan: Plan;
  readonly recorder: Recorder;
  readonly counters: RunCounters;
  /** The state that connections claim from; for audits and port maps, not to be changed from outside. */
  readonly net: NetworkState;
  timeSec = 0;
  done = false;
  private readonly walk: PathWalk;
  private readonly halfOpen: HalfOpenConnections;
  private readonly queue: EventQueue;
  private readonly idleCuts: readonly (IdleCut | null)[];
  private readonly operations: readonly Operation[];
  private readonly instances: InstanceOperations;
  private nextOperation = 0;
  private operationSec: number;
  private readonly durationSec: number;
  /** The first station that ends the client's TCP connection. */
  private readonly firstEnd: number;

  /** @param seed replaces the scenario's own seed, for replications */
  constructor(plan: Plan, seed: number = plan.scenario.seed) {
    const { scenario } = plan;
    this.plan = plan;
    this.seed = seed;
    this.net = new NetworkState(plan, seed);
    this.counters = new RunCounters(new FailureLedger(possibleCauses(scenario, this.net.stations)));
    this.recorder = new Recorder(this.net, this.counters);
    this.walk = new PathWalk(this.net);
    const firstProxy = scenario.path.findIndex(({ mode }) => mode === 'proxy');
    this.firstEnd = firstProxy < 0 ? scenario.path.length : firstProxy;
    this.queue = new EventQueue(scenario.durationSec, plan.expectedEvents);
    this.idleCuts = scenario.clients.map((clients) => idleCutOf(clients, scenario));
    this.halfOpen = new HalfOpenConnections(this, this.net, this.walk, this.counters, this.idleCuts);
    this.instances = new InstanceOperations(this, this.net, this.halfOpen);
    this.operations = operationsOf(scenario);
    this.operationSec = this.operations[0]?.atSec ?? Infinity;
    this.durationSec = scenario.durationSec;
  }

  readonly seed: number;

  /** Processes at most that many events. */
  advance(maxEvents: number): void {
    this.advanceTo(this.durationSec, maxEvents);
  }

  /**
   * Processes the events up to and including the given time, but at most `maxEvents`. True when the time is
   * reached. Reaching the end of the run takes the last sample and sets `done`.
   */
  advanceTo(untilSec: number, maxEvents = Infinity): boolean {
    const limitSec = Math.min(untilSec, this.durationSec);
    for (let left = maxEvents; left > 0; left--) {
      if (!this.step(limitSec)) {
        this.sampleUpTo(limitSec);
        this.timeSec = Math.max(this.timeSec, limitSec);
        if (limitSec === this.durationSec) this.done = true;
        return true;
      }
    }
    return false;
  }

  summary(): RunSummary {
    return summarise(this);
  }

  result(): RunResult {
    return { summary: this.summary(), series: this.recorder.series };
  }

  portMap(station: StationKey, address: number, destination: number): PortMap {
    return portMapOf(this, station, address, destination);
  }

  /** One event: holds that end first, then queued events, operations, arrivals. False when none is due. */
  private step(limitSec: number): boolean {
    const { net } = this;
    const group = this.nextGroup();
    const arrivalSec = group === null ? Infinity : group.arrivals.nextSec;
    const { operationSec } = this;
    const holdSec = net.nextHoldEndSec;
    let otherSec = arrivalSec < operationSec ? arrivalSec : operationSec;
    if (holdSec < otherSec) otherSec = holdSec;
    const queuedSec = this.queue.peek(otherSec < limitSec ? otherSec : limitSec);
    const nowSec = queuedSec < otherSec ? queuedSec : otherSec;
    if (nowSec > limitSec) return false;
    if (nowSec > this.timeSec) {
      this.sampleBefore(nowSec);
      this.timeSec = nowSec;
    }
    this.counters.events += 1;
    if (holdSec === nowSec) net.endNextHold();
    else if (queuedSec === nowSec) this.handleQueued();
    else if (operationSec === nowSec) {
      this.instances.operate(this.operations[this.nextOperation]!);
      this.nextOperation += 1;
      this.operationSec = this.operations[this.nextOperation]?.atSec ?? Infinity;
    } else this.arrive(group!);
    if (net.hasWoken) this.wake();
    return true;
  }

  /** Connections that were given a descriptor go on with their set-up. */
  private wake(): void {
    for (const { row, epoch } of this.net.takeWoken())
      if (this.net.table.epoch(row) === epoch) this.push(this.timeSec, SET_UP, row);
  }

  private nextGroup(): ClientGroup | null {
    const { groups } = this.net;
    if (groups.length === 1) return groups[0]!;
    let next: ClientGroup | null = null;
    for (const group of groups)
      if (next === null || group.arrivals.nextSec < next.arrivals.nextSec) next = group;
    return next;
  }

  /** Samples that lie before the next event: a sample sees every event at or before its time. */
  private sampleBefore(eventSec: number): void {
    while (this.recorder.nextSampleSec < eventSec) this.sample();
  }

  private sampleUpTo(timeSec: number): void {
    while (this.recorder.nextSampleSec <= timeSec) this.sample();
  }

  private sample(): void {
    this.recorder.sample();
    this.counters.sampled(this.net.groups);
  }

  private handleQueued(): void {
    const { queue, net } = this;
    queue.pop();
    const row = queue.id;
    const kind = queue.tag >>> KIND_SHIFT;
    if (net.table.epoch(row) !== (queue.tag & TAG_PAYLOAD_MASK)) return;
    switch (kind) {
      case CLOSE:
        return this.closeByLifetime(row);
      case IDLE_CUT:
        return this.halfOpen.idleFor(row);
      case DRAIN_CLOSE:
        return this.finish(row, 'restart', net.table.step(row));
      case SET_UP:
        return this.resume(row);
      case ABANDON:
        return this.abandon(row);
      case RETRY: {
        this.leaveWaiting(row);
        return this.attempt(row);
      }
      case SPEAK:
        return this.halfOpen.speak(row);
      case UNANSWERED:
        return this.halfOpen.loseForgotten(row);
      case REMNANT_END:
        return this.halfOpen.endRemnant(row);
      case REMNANT_FORGET:
        return this.halfOpen.forgetHalfClosed(row);
    }
  }

  private arrive(group: ClientGroup): void {
    const number = group.arrivals.count;
    group.arrivals.advance();
    this.attempt(this.net.table.add(group.plan.index, number));
  }

  private attempt(row: number): void {
    const { table } = this.net;
    this.counters.attempts += 1;
    table.setState(row, CONNECTING);
    this.counters.connecting += 1;
    this.net.groups[table.population(row)]!.connecting += 1;
    const outcome = this.walk.begin(row, this.timeSec);
    if (outcome === WALK_ESTABLISHED) this.establish(row);
    else this.setUp(row, false, outcome);
  }

  /** Goes on with a set-up that waited, and keeps count of the clients that believe they are connected. */
  private resume(row: number): void {
    const wasAnswered = isAnswered(this.net.table.step(row), this.firstEnd);
    this.setUp(row, wasAnswered, this.walk.resume(row, this.timeSec));
  }

  private setUp(row: number, wasAnswered: boolean, outcome: number): void {
    const waits = outcome === WALK_WAITS || outcome === WALK_PAUSED || outcome === WALK_DROPPED;
    const answered = waits && isAnswered(this.net.table.step(row), this.firstEnd);
    if (answered !== wasAnswered) this.counters.answeredChanged(answered ? 1 : -1);
    this.continueSetUp(row, outcome);
  }

  private continueSetUp(row: number, outcome: number): void {
    if (outcome === WALK_ESTABLISHED) this.establish(row);
    else if (outcome === WALK_WAITS) this.wait(row, this.walk.waitUntilSec);
    else if (outcome === WALK_PAUSED) this.abandonAt(row, Infinity);
    else {
      const { failedStation, failedResource } = this.walk;
      const cause = this.counters.ledger.indexOf(failedStation, failedResource);
      if (outcome === WALK_DROPPED) this.sendAgain(row, cause);
      else this.failAttempt(row, cause);
    }
  }

  /** The sender of a dropped SYN sends it again when its timer fires; every SYN tries its luck anew. */
  private sendAgain(row: number, cause: number): void {
    const { table, groups } = this.net;
    this.counters.ledger.countDrop(cause, this.timeSec, this.counters.concurrent);
    table.setCause(row, cause);
    const { timeoutsSec } = groups[table.population(row)]!.synSchedule;
    const retransmits = table.retransmits(row);
    const firesSec = wheelTimerEndSec(this.timeSec, timeoutsSec[retransmits]!);
    if (retransmits + 1 === timeoutsSec.length) return this.abandonAt(row, firesSec);
    table.countRetransmit(row);
    this.wait(row, firesSec);
  }

  /** The client leaves a set-up that would take longer than it waits; the queue's work on it is spent all the same. */
  private wait(row: number, untilSec: number): void {
    if (untilSec <= this.timeoutSec(row)) this.push(untilSec, SET_UP, row);
    else this.abandonAt(row, Infinity);
  }

  private abandonAt(row: number, kernelGivesUpSec: number): void {
    this.push(Math.min(this.timeoutSec(row), kernelGivesUpSec), ABANDON, row);
  }

  /** When the client's patience with the attempt under way ends. */
  private timeoutSec(row: number): number {
    const { table, groups } = this.net;
    return table.attemptStartSec(row) + groups[table.population(row)]!.settings.connectTimeoutSec;
  }

  private abandon(row: number): void {
    const { table, stations } = this.net;
    const step = table.step(row);
    const resource = waitedFor(step);
    const cause =
      resource === null
        ? table.cause(row)
        : this.counters.ledger.indexOf(stations[stationOf(step)]!.key, resource);
    this.leaveAnswered(row);
    this.walk.giveUp(row, this.timeSec);
    this.failAttempt(row, cause);
  }

  private leaveAnswered(row: number): void {
    if (isAnswered(this.net.table.step(row), this.firstEnd)) this.counters.answeredChanged(-1);
  }

  private establish(row: number): void {
    const { table, groups } = this.net;
    const population = table.population(row);
    const group = groups[population]!;
    table.setState(row, ESTABLISHED);
    this.leaveConnecting(group);
    group.established += 1;
    this.counters.opened(this.timeSec);
    this.counters.setUp(table.retransmits(row), this.timeSec - table.attemptStartSec(row));
    const endSec = this.timeSec + group.lifetimeSec(table.number(row), table.session(row));
    const cut = this.idleCuts[population]!;
    if (cut === null) this.push(endSec, CLOSE, row);
    else {
      table.setLifeEnd(row, endSec);
      this.halfOpen.liveOn(row, cut);
    }
  }

  private closeByLifetime(row: number): void {
    const { table, groups, backends } = this.net;
    const { closes, close, closeLagSec } = groups[table.population(row)]!.settings.session;
    const closer = closes === 'client' ? CLOSED_BY_CLIENT : backends;
    if (table.state(row) === FORGOTTEN) {
      if (closes === 'client') this.halfOpen.splitOff(row);
      return this.finish(row, 'lifetime', closer);
    }
    if (closeLagSec > 0 && close === 'fin') this.halfOpen.halfClose(row, closer, closeLagSec);
    this.finish(row, 'lifetime', closer);
  }

  /** A client's connection is over for it: everything that it still has is given back. */
  finish(row: number, reason: CloseReason, closer: number): void {
    const { table, groups } = this.net;
    const group = groups[table.population(row)]!;
    this.walk.release(row, this.timeSec, closer);
    this.halfOpen.settle(row);
    if (table.state(row) === FORGOTTEN) this.counters.forgottenEnded(reason);
    else {
      group.established -= 1;
      this.counters.closedOne(this.timeSec, reason);
    }
    table.nextSession(row);
    if (group.keepsRows) this.comeBack(row, group, 0);
    else table.remove(row);
  }

  private failAttempt(row: number, cause: number): void {
    const { table, groups } = this.net;
    const group = groups[table.population(row)]!;
    this.leaveConnecting(group);
    this.counters.ledger.countFailure(cause, this.timeSec, this.counters.concurrent);
    this.comeBack(row, group, table.countAttempt(row));
  }

  /** Waits for the next try, or leaves for good. */
  private comeBack(row: number, group: ClientGroup, failures: number): void {
    const { table } = this.net;
    const delaySec = group.retryDelaySec(failures);
    if (delaySec >= 0) {
      table.setState(row, WAITING);
      group.waiting += 1;
      this.counters.waiting += 1;
      this.push(this.timeSec + delaySec, RETRY, row);
    } else if (group.keepsRows) {
      table.setState(row, GONE);
      group.gone += 1;
      this.counters.gone += 1;
    } else {
      table.remove(row);
    }
  }

  private leaveConnecting(group: ClientGroup): void {
    group.connecting -= 1;
    this.counters.connecting -= 1;
  }

  private leaveWaiting(row: number): void {
    this.net.groups[this.net.table.population(row)]!.waiting -= 1;
    this.counters.waiting -= 1;
  }

  /** An attempt whose instance goes away in the middle of it. */
  refuseAway(row: number, station: number): void {
    this.leaveAnswered(row);
    this.walk.release(row, this.timeSec, NOBODY);
    this.failAttempt(row, this.counters.ledger.indexOf(this.net.stations[station]!.key, 'availability'));
  }

  push(timeSec: number, kind: number, row: number): void {
    this.queue.push(timeSec, row, (kind << KIND_SHIFT) | this.net.table.epoch(row));
  }
}
