import type { Clock } from '../engine/clock.ts';
import type { EventQueue } from '../engine/event-queue.ts';
import { nextUp } from '../numeric/float-bits.ts';
import { type ClientGroup, nextToArrive } from './clients/client-group.ts';
import { ComingBack } from './clients/coming-back.ts';
import { CompiledLoop, type LoopUse } from './compiled/compiled-loop.ts';
import { CLOSED_BY_CLIENT } from './connections/closer.ts';
import type { ConnectionInHand } from './connections/connection-in-hand.ts';
import type { ConnectionTable } from './connections/connection-table.ts';
import type { Connections } from './connections/connections.ts';
import { EndOfLife } from './connections/end-of-life.ts';
import {
  ABANDON,
  CLOSE,
  DRAIN_CLOSE,
  FAR_END,
  FORGOTTEN_CLOSE,
  GIVE_UP,
  IDLE_CUT,
  isPacked,
  LOST,
  REMNANT_END,
  REMNANT_FORGET,
  SET_UP,
  SPEAK,
  UNANSWERED,
} from './connections/event-kinds.ts';
import { NetworkState } from './network-state.ts';
import type { Plan } from './plan.ts';
import { portMapOf } from './ports/port-map.ts';
import { FailureLedger, possibleCauses } from './results/failure-ledger.ts';
import { lifeTablesOf } from './results/life-tables.ts';
import { Recorder } from './results/recorder.ts';
import { RunCounters } from './results/run-counters.ts';
import type {
  CloseReason,
  LifeTables,
  PortMap,
  RunResult,
  RunSummary,
  StationKey,
} from './results/run-result.ts';
import { summarise } from './results/run-summary.ts';
import { ConnectionSetUp } from './set-up/connection-set-up.ts';
import { PathWalk } from './set-up/walk.ts';
import { drainingStation, drainReason, InstanceOperations } from './timeline/instance-operations.ts';
import { noteClosed, noteFailed } from './trace/note.ts';
import { HalfOpenConnections } from './two-ends/half-open-connections.ts';
import { IdleCuts, NO_CUT } from './two-ends/idle-cuts.ts';
import { type SilentFailures, silentFailuresOf } from './two-ends/silent-failures.ts';

/** Events of one turn of the innermost loop: a small integer, whatever the caller allows. */
const EVENTS_AT_ONCE = 2 ** 20;

/**
 * One run of a plan. It moves only when `advance` or `advanceTo` is called, by a bounded number of events, so that
 * whoever drives it can pause, stream or stop between two calls; how it is driven never changes the result.
 */
export class Simulation {
  readonly plan: Plan;
  readonly seed: number;
  readonly recorder: Recorder;
  readonly counters: RunCounters;
  /** The state that connections claim from; for audits and port maps, not to be changed from outside. */
  readonly net: NetworkState;
  done = false;
  private readonly walk: PathWalk;
  private readonly halfOpen: HalfOpenConnections;
  private readonly clock: Clock;
  private readonly connections: Connections;
  private readonly queue: EventQueue;
  private readonly hand: ConnectionInHand;
  private readonly table: ConnectionTable;
  private readonly setUp: ConnectionSetUp;
  private readonly idleCuts: IdleCuts;
  /** What the timeline and the autoscalers do to instances. */
  readonly instances: InstanceOperations;
  private readonly silent: SilentFailures | null;
  readonly ends: EndOfLife;
  private operationSec: number;
  private readonly durationSec: number;
  private readonly comingBack: ComingBack;
  readonly loop: CompiledLoop | null;

  /**
   * @param seed replaces the scenario's own seed, for replications
   * @param loop when the compiled loop is used, which changes nothing but the time that the run takes
   */
  constructor(plan: Plan, seed: number = plan.scenario.seed, loop: LoopUse = 'where-it-pays') {
    const { scenario } = plan;
    this.plan = plan;
    this.seed = seed;
    this.net = new NetworkState(plan, seed);
    this.clock = this.net.clock;
    this.connections = this.net.connections;
    this.queue = this.connections.queue;
    this.hand = this.connections.hand;
    this.table = this.connections.table;
    this.counters = new RunCounters(
      new FailureLedger(possibleCauses(scenario, this.net.stations), this.clock),
      this.clock,
    );
    this.comingBack = new ComingBack(this.net, this.counters);
    this.recorder = new Recorder(this.net, this.counters);
    this.ends = new EndOfLife(this.net);
    this.walk = new PathWalk(this.net);
    this.setUp = new ConnectionSetUp(this, this.net, this.walk, this.counters);
    this.idleCuts = new IdleCuts(scenario, seed);
    this.halfOpen = new HalfOpenConnections(this, this.net, this.walk, this.counters, this.idleCuts);
    this.silent = silentFailuresOf(this, this.walk, this.halfOpen, this.setUp);
    this.instances = new InstanceOperations(this, this.net, this.halfOpen, this.setUp, this.silent);
    this.operationSec = this.instances.schedule.nextSec;
    this.durationSec = scenario.durationSec;
    this.loop = CompiledLoop.of(this.net, this.counters, this.setUp.timers, loop);
  }

  get timeSec(): number {
    return this.clock.nowSec;
  }

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
    const lastEvent = this.counters.events + maxEvents;
    while (this.counters.events < lastEvent) {
      const most = Math.min(lastEvent - this.counters.events, EVENTS_AT_ONCE);
      // A sample sees the events at its time, an operation comes before what is due then.
      const lastSec = Math.min(limitSec, this.recorder.nextSampleSec);
      this.runBefore(Math.min(nextUp(lastSec), this.operationSec), most);
      if (this.counters.events >= lastEvent) break;
      if (!this.step(limitSec)) {
        while (this.recorder.nextSampleSec <= limitSec) this.sample();
        this.clock.nowSec = Math.max(this.clock.nowSec, limitSec);
        if (limitSec === this.durationSec) this.done = true;
        return true;
      }
    }
    return false;
  }

  /** Processes the events before a time, until which there is neither a sample nor an operation, as `step` does. */
  private runBefore(boundarySec: number, most: number): void {
    const { loop, idleCuts } = this;
    if (loop === null || idleCuts.current[0] !== NO_CUT) {
      this.runOneByOne(boundarySec, most);
      return;
    }
    for (let left = most; left > 0; ) {
      const events = loop.run(boundarySec, left);
      this.counters.events += events;
      left -= events;
      const rest = Math.min(left, loop.restEvents);
      if (this.runOneByOne(boundarySec, rest) < rest) return;
      left -= rest;
    }
  }

  /** The same without the compiled loop; how many there were. */
  private runOneByOne(boundarySec: number, most: number): number {
    const { net, queue, clock, setUp } = this;
    const { timers } = setUp;
    const onlyGroup = net.groups.length === 1 ? net.groups[0]! : null;
    let events = 0;
    for (; events < most; events++) {
      const group = onlyGroup ?? nextToArrive(net.groups)!;
      const arrivalSec = group.arrivals.nextSec;
      const holdSec = net.nextHoldEndSec;
      const timerSec = timers.nextSec;
      let otherSec = holdSec <= arrivalSec ? holdSec : arrivalSec;
      if (timerSec < otherSec) otherSec = timerSec;
      if (queue.headSec === Infinity && otherSec >= queue.bucketEndSec)
        queue.seek(otherSec < boundarySec ? otherSec : boundarySec);
      const queuedSec = queue.headSec;
      const nowSec = queuedSec < otherSec ? queuedSec : otherSec;
      if (!(nowSec < boundarySec)) break;
      clock.nowSec = nowSec;
      if (holdSec === nowSec) net.endNextHold();
      else if (queuedSec === nowSec) this.handleQueued();
      else if (timerSec === nowSec) events += setUp.fireTimers(boundarySec, most - events) - 1;
      else this.arrive(group);
      if (net.hasWoken) this.wake();
    }
    this.counters.events += events;
    return events;
  }

  summary(): RunSummary {
    return summarise(this);
  }

  result(): RunResult {
    return {
      summary: this.summary(),
      series: this.recorder.series,
      lifeTables: this.done ? this.lifeTables() : null,
    };
  }

  /** How long connections have lived so far. Looks at every connection. */
  lifeTables(): LifeTables {
    return lifeTablesOf(this.net, this.instances.drainTables);
  }

  portMap(station: StationKey, address: number, destination: number): PortMap {
    return portMapOf(this, station, address, destination);
  }

  /** One event: holds that end first, then queued events, timers, operations, arrivals. False when none is due. */
  private step(limitSec: number): boolean {
    const { net, queue, operationSec } = this;
    const { timers } = this.setUp;
    const group = nextToArrive(net.groups);
    const arrivalSec = group === null ? Infinity : group.arrivals.nextSec;
    const otherSec = Math.min(arrivalSec, operationSec, net.nextHoldEndSec, timers.nextSec);
    const queuedSec = queue.peek(Math.min(otherSec, limitSec));
    const nowSec = Math.min(queuedSec, otherSec);
    if (nowSec > limitSec) return false;
    if (nowSec > this.clock.nowSec) {
      while (this.recorder.nextSampleSec < nowSec) this.sample();
      this.clock.nowSec = nowSec;
    }
    this.counters.events += 1;
    if (net.nextHoldEndSec === nowSec) net.endNextHold();
    else if (queuedSec === nowSec) this.handleQueued();
    else if (timers.nextSec === nowSec) this.setUp.fireTimers(nowSec, 1);
    else if (operationSec === nowSec) this.operate();
    else this.arrive(group!);
    if (net.hasWoken) this.wake();
    return true;
  }

  private operate(): void {
    this.instances.operateNext();
    this.operationSec = this.instances.schedule.nextSec;
  }

  /** Connections that were given a descriptor go on with their set-up. */
  private wake(): void {
    for (const { row, epoch } of this.net.takeWoken())
      if (this.table.epoch(row) === epoch) this.connections.schedule(this.clock.nowSec, SET_UP, row);
  }

  /** A sample sees every event at or before its time. */
  private sample(): void {
    this.recorder.sample();
    this.counters.sampled(this.net.groups);
  }

  private handleQueued(): void {
    const { queue } = this;
    queue.pop();
    const { at, kind, payload } = queue;
    if (!isPacked(kind)) this.handleRow(kind, this.connections.rowOf(at, payload));
    else if (this.connections.take(at, kind, payload)) this.handlePacked(kind, payload);
  }

  /** An event of the connection, or the client, that is in hand now. */
  private handlePacked(kind: number, payload: number): void {
    switch (kind) {
      case CLOSE:
        return this.closeByLifetime();
      case IDLE_CUT:
        return this.halfOpen.idleFor(this.connections.closesBy(payload));
      case DRAIN_CLOSE:
        return this.closeDrained(this.connections.closesBy(payload));
      case GIVE_UP:
        return this.silent!.giveUp(this.connections.closesBy(payload));
      default:
        return this.tryAgain();
    }
  }

  /** An event of the connection of a row; -1 for one of no account. */
  private handleRow(kind: number, row: number): void {
    if (row < 0) return;
    switch (kind) {
      case FORGOTTEN_CLOSE:
        return this.closeForgotten(row);
      case SET_UP:
        return this.setUp.resume(row);
      case ABANDON:
        return this.setUp.abandon(row);
      case SPEAK:
        return this.halfOpen.speak(row);
      case UNANSWERED:
        return this.halfOpen.loseForgotten(row);
      case REMNANT_END:
        return this.halfOpen.endRemnant(row);
      case REMNANT_FORGET:
        return this.halfOpen.forgetHalfClosed(row);
      case LOST:
        return this.silent!.due(row);
      case FAR_END:
        return this.silent!.endFarEnd(row);
    }
  }

  private arrive(group: ClientGroup): void {
    const { hand } = this;
    hand.population = group.plan.index;
    hand.number = group.arrivals.count;
    hand.session = 0;
    hand.attempts = 0;
    hand.previousDelaySec = 0;
    group.arrived();
    group.lives.came(this.clock.nowSec);
    this.net.tracer?.note(hand, { kind: 'arrived' });
    this.setUp.attempt(group);
  }

  private tryAgain(): void {
    const group = this.net.groups[this.hand.population]!;
    group.waiting -= 1;
    this.counters.waiting -= 1;
    this.setUp.attempt(group);
  }

  /** The connection in hand is established: it waits for its end. */
  establish(group: ClientGroup): void {
    const { hand } = this;
    group.established += 1;
    group.lives.opened(hand, this.clock.nowSec);
    this.counters.opened();
    this.counters.setUp(hand.retransmits, hand.startSec);
    group.drawLifetime(hand);
    hand.untilSec = this.clock.nowSec + hand.lifetimeSec;
    hand.startSec = hand.untilSec;
    this.net.tracer?.note(hand, { kind: 'established', endsSec: hand.untilSec });
    this.comeBackToLife();
  }

  /** The established connection in hand, whose life ends at `startSec`, waits for what ends it. */
  comeBackToLife(): void {
    const { hand } = this;
    const cut = this.idleCuts.current[hand.population]!;
    if (cut !== NO_CUT) return this.halfOpen.liveOn(cut);
    hand.untilSec = hand.startSec;
    this.connections.putAway(CLOSE);
  }

  private closeByLifetime(): void {
    const { reason, closer } = this.ends.ofHand();
    if (this.silent !== null && reason === 'lifetime' && this.silent.vanished.vanishes(this.hand))
      return this.silent.vanished.vanish();
    this.halfOpen.leaveHalf(closer);
    this.finish(reason, closer);
  }

  private closeDrained(drained: number): void {
    this.finish(drainReason(drained), drainingStation(drained));
  }

  private closeForgotten(row: number): void {
    this.table.load(row, this.hand);
    const { reason, closer } = this.ends.ofHand();
    if (closer === CLOSED_BY_CLIENT) this.halfOpen.splitOff(row);
    this.finishForgotten(row, reason, closer);
  }

  /** The established connection in hand is over for its client: everything that it still has is given back. */
  finish(reason: CloseReason, closer: number): void {
    const group = this.net.groups[this.hand.population]!;
    if (this.net.tracer !== null) noteClosed(this.net, reason, closer);
    this.walk.release(closer);
    group.established -= 1;
    group.lives.closed(this.hand, reason, this.clock.nowSec);
    this.counters.closedOne();
    this.comingBack.afterConnection(group);
  }

  /** The same of a forgotten one, whose row that is. */
  finishForgotten(row: number, reason: CloseReason, closer: number): void {
    const group = this.net.groups[this.hand.population]!;
    this.silent?.lost.stopCounting(row);
    if (this.net.tracer !== null) noteClosed(this.net, reason, closer);
    this.walk.release(closer);
    this.halfOpen.settle(row);
    group.lives.closed(this.hand, reason, this.clock.nowSec);
    this.counters.forgottenEnded();
    this.table.remove(row);
    this.comingBack.afterConnection(group);
  }

  /** The attempt in hand has failed; everything is given back. */
  failAttempt(group: ClientGroup, cause: number): void {
    this.counters.ledger.countFailure(cause, this.counters.concurrent);
    if (this.net.tracer !== null) noteFailed(this.net, this.counters.ledger.causes[cause]!);
    this.comingBack.afterFailure(group, cause);
  }
}
