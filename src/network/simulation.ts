import { EventQueue } from '../engine/event-queue.ts';
import { KIND_SHIFT, TAG_PAYLOAD_MASK } from '../engine/event-tag.ts';
import type { ClientGroup } from './client-group.ts';
import { CONNECTING, ESTABLISHED, GONE, WAITING } from './connection-table.ts';
import { FailureLedger, possibleCauses } from './failure-ledger.ts';
import { type IdleCut, idleCutOf } from './idle-timeout.ts';
import { NetworkState } from './network-state.ts';
import { type Operation, operationsOf } from './operations.ts';
import type { Plan } from './plan.ts';
import { portMapOf } from './port-map.ts';
import { Recorder } from './recorder.ts';
import { RunCounters } from './run-counters.ts';
import type { CloseReason, PortMap, RunResult, RunSummary, StationKey } from './run-result.ts';
import { summarise } from './run-summary.ts';
import { DOWN, DRAINING, UP } from './station.ts';
import { CLOSED_BY_CLIENT, PathWalk, WALK_DROPPED, WALK_ESTABLISHED, WALK_WAITS } from './walk.ts';

/** Kinds of queued events, in the order in which they go at one instant: closes release, then others claim. */
const CLOSE = 0;
const IDLE_CUT = 1;
const DRAIN_CLOSE = 2;
const SET_UP = 3;
const ABANDON = 4;
const RETRY = 5;

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
  private readonly queue: EventQueue;
  private readonly idleCuts: readonly (IdleCut | null)[];
  private readonly operations: readonly Operation[];
  private nextOperation = 0;
  private readonly durationSec: number;

  /** @param seed replaces the scenario's own seed, for replications */
  constructor(plan: Plan, seed: number = plan.scenario.seed) {
    const { scenario } = plan;
    this.plan = plan;
    this.seed = seed;
    this.net = new NetworkState(plan, seed);
    this.counters = new RunCounters(new FailureLedger(possibleCauses(scenario, this.net.stations)));
    this.recorder = new Recorder(this.net, this.counters);
    this.walk = new PathWalk(this.net);
    this.queue = new EventQueue(scenario.durationSec, plan.expectedEvents);
    this.idleCuts = scenario.clients.map((clients) => idleCutOf(clients, scenario));
    this.operations = operationsOf(scenario);
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
    const operation = this.operations[this.nextOperation];
    const operationSec = operation === undefined ? Infinity : operation.atSec;
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
    else if (operationSec === nowSec) this.operate(operation!);
    else this.arrive(group!);
    return true;
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
        return this.close(row, 'idle-timeout', this.idleCuts[net.table.population(row)]!.station);
      case DRAIN_CLOSE:
        return this.close(row, 'restart', net.table.step(row));
      case SET_UP:
        return this.continueSetUp(row, this.walk.resume(row, this.timeSec));
      case ABANDON:
        return this.abandon(row);
      case RETRY: {
        this.leaveWaiting(row);
        return this.attempt(row);
      }
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
    this.continueSetUp(row, this.walk.begin(row, this.timeSec));
  }

  private continueSetUp(row: number, outcome: number): void {
    if (outcome === WALK_ESTABLISHED) this.establish(row);
    else if (outcome === WALK_WAITS) this.wait(row, this.walk.waitUntilSec);
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
    const { retransmissionsSec, giveUpSec } = groups[table.population(row)]!.synSchedule;
    const retransmits = table.retransmits(row);
    const sentSec = table.sentSec(row);
    if (retransmits === retransmissionsSec.length) return this.abandonAt(row, sentSec + giveUpSec);
    table.countRetransmit(row);
    this.wait(row, sentSec + retransmissionsSec[retransmits]!);
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
    const queue = PathWalk.waitingAt(table.step(row));
    const cause =
      queue === null
        ? table.cause(row)
        : this.counters.ledger.indexOf(stations[queue.station]!.key, queue.resource);
    this.walk.release(row, this.timeSec, null);
    this.failAttempt(row, cause);
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
    const lifetimeSec = group.lifetimeSec(table.number(row), table.session(row));
    const cut = this.idleCuts[population]!;
    if (cut !== null && cut.afterSec < lifetimeSec) this.push(this.timeSec + cut.afterSec, IDLE_CUT, row);
    else this.push(this.timeSec + lifetimeSec, CLOSE, row);
  }

  private closeByLifetime(row: number): void {
    const { table, groups, backends } = this.net;
    const byClient = groups[table.population(row)]!.settings.session.closes === 'client';
    this.close(row, 'lifetime', byClient ? CLOSED_BY_CLIENT : backends);
  }

  private close(row: number, reason: CloseReason, closer: number): void {
    const { table, groups } = this.net;
    const group = groups[table.population(row)]!;
    this.walk.release(row, this.timeSec, closer);
    group.established -= 1;
    this.counters.closedOne(this.timeSec, reason);
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

  private operate(operation: Operation): void {
    this.nextOperation += 1;
    const { station, instance, kind } = operation;
    const target = this.net.stations[station]!;
    if (kind === 'return') target.setStatus(instance, UP);
    else if (kind === 'drain') this.drain(operation);
    else {
      target.setStatus(instance, DOWN);
      target.acceptQueue?.clear(instance, this.timeSec);
      target.handshakeQueue?.clear(instance, this.timeSec);
      for (const row of this.rowsAt(station, instance)) this.cut(row, station);
    }
  }

  private drain({ station, instance, overSec }: Operation): void {
    const { net } = this;
    net.stations[station]!.setStatus(instance, DRAINING);
    const rows = this.rowsAt(station, instance).filter((row) => net.table.state(row) === ESTABLISHED);
    rows.forEach((row, index) => {
      net.table.setStep(row, station);
      this.push(this.timeSec + (overSec * (index + 1)) / rows.length, DRAIN_CLOSE, row);
    });
  }

  private cut(row: number, station: number): void {
    const { table, stations } = this.net;
    if (table.state(row) === ESTABLISHED) this.close(row, 'restart', station);
    else {
      this.walk.release(row, this.timeSec, null);
      this.failAttempt(row, this.counters.ledger.indexOf(stations[station]!.key, 'availability'));
    }
  }

  private rowsAt(station: number, instance: number): number[] {
    const { table } = this.net;
    const rows: number[] = [];
    for (let row = 0; row < table.length; row++)
      if (table.instance(row, station) === instance) rows.push(row);
    return rows;
  }

  private push(timeSec: number, kind: number, row: number): void {
    this.queue.push(timeSec, row, (kind << KIND_SHIFT) | this.net.table.epoch(row));
  }
}
