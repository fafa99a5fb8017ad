import type { Clock } from '../../engine/clock.ts';
import type { HoldRing } from '../../engine/hold-ring.ts';
import { slotEndSec, wheelTimerEndSec } from '../../engine/timer-wheel.ts';
import type { Changes } from '../../scenario/changed-fields.ts';
import { hasSilentEnds } from '../../scenario/timeline.ts';
import type { ClientGroup } from '../clients/client-group.ts';
import { closingsOf } from '../connections/closing.ts';
import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import { CONNECTING, type ConnectionTable, ORPHAN } from '../connections/connection-table.ts';
import type { Connections } from '../connections/connections.ts';
import { ABANDON, SET_UP } from '../connections/event-kinds.ts';
import type { NetworkState } from '../network-state.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { ResourceId } from '../results/run-result.ts';
import { noteDroppedAgain, noteGaveUp, noteRetry, noteWait } from '../trace/note.ts';
import { isForgotten } from '../two-ends/idle-timeout.ts';
import { FIRST_DATA_TIMEOUT_SEC } from '../two-ends/retransmission.ts';
import { SetUpTimers } from './set-up-timers.ts';
import type { PathWalk } from './walk.ts';
import { WALK_DROPPED, WALK_ESTABLISHED, WALK_FAILED, WALK_OVERFLOWED, WALK_WAITS } from './walk-outcome.ts';
import { isAnswered, isSent, OVERFLOWED, phaseOf, stationOf, stepAt, waitedFor } from './walk-step.ts';
import { firstEnd } from './walk-stop.ts';

/** How often the kernel sends the data of a socket again that nobody holds any more (tcp_orphan_retries(), net/ipv4/tcp_timer.c). */
const ORPHAN_RETRIES = 8;
/** The timers of data stand in rings behind those of SYNs. */
const DATA_RINGS = 64;

/** What the run does with an attempt that has come to its end; its connection is in hand. */
export interface AttemptingRun {
  establish(group: ClientGroup): void;
  failAttempt(group: ClientGroup, cause: number): void;
}

/** Attempts of clients to connect, from the first SYN until they are established or have failed. */
export class ConnectionSetUp {
  readonly timers: SetUpTimers;
  private readonly run: AttemptingRun;
  private readonly net: NetworkState;
  private readonly walk: PathWalk;
  private readonly counters: RunCounters;
  private readonly clock: Clock;
  private readonly connections: Connections;
  private readonly hand: ConnectionInHand;
  private readonly table: ConnectionTable;
  private readonly durationSec: number;
  /** What `touchRows` has read, which nobody wants to know. */
  protected touchedEpochs = 0;
  /** The first station that ends the client's TCP connection. */
  private readonly firstEnd: number;
  /** Of each station: a port of its pool is held after every close. */
  private readonly freesAtHoldEnd: readonly boolean[];
  /** When the queue that the set-up of a row waits in is done with it; kept only where the rate of a queue changes. */
  private readonly doneSec: number[] | null;

  constructor(run: AttemptingRun, net: NetworkState, walk: PathWalk, counters: RunCounters) {
    const { clients, durationSec } = net.plan.scenario;
    this.timers = new SetUpTimers(clients.length);
    this.run = run;
    this.net = net;
    this.walk = walk;
    this.counters = counters;
    this.clock = net.clock;
    this.connections = net.connections;
    this.hand = net.connections.hand;
    this.table = net.connections.table;
    this.durationSec = durationSec;
    this.firstEnd = firstEnd(net.plan.scenario);
    this.freesAtHoldEnd = freesAtHoldEnd(net);
    this.doneSec = net.stations.some(({ everyChange }) => everyChange.some(changesRate)) ? [] : null;
  }

  /**
   * What waits in a queue of an instance takes longer or shorter from now on, by a factor. Who has given up on a wait that
   * was too long may still be in time.
   * @param phase in which a set-up waits there
   */
  rescale(station: number, instance: number, phase: number, factor: number): void {
    const { table, doneSec } = this;
    if (factor === 1 || doneSec === null) return;
    const { nowSec } = this.clock;
    const step = stepAt(station, phase);
    for (let row = 0; row < table.length; row++) {
      if (table.state(row) !== CONNECTING || table.step(row) !== step) continue;
      if (table.instance(row, station) !== instance) continue;
      table.renew(row);
      this.wait(row, nowSec + (doneSec[row]! - nowSec) * factor);
    }
  }

  /** The client in hand tries to connect. */
  attempt(group: ClientGroup): void {
    this.counters.attempts += 1;
    this.net.tracer?.note(this.hand, { kind: 'attempt' });
    const outcome = this.walk.begin(group, group.addressOf(this.hand.number));
    if (outcome === WALK_ESTABLISHED) this.run.establish(group);
    else if (outcome === WALK_FAILED) this.run.failAttempt(group, this.causeOfFailure());
    else {
      const row = this.table.add(CONNECTING, this.hand);
      this.hand.clearClaims();
      this.counters.connecting += 1;
      group.connecting += 1;
      this.goOnWaiting(row, false, outcome);
    }
  }

  /**
   * The timer that is due fires, and with it those behind it that are of no consequence.
   * @returns how many did, of at most `most` before `boundarySec`
   */
  fireTimers(boundarySec: number, most: number): number {
    const { timers, table } = this;
    timers.pop();
    const { row } = timers;
    if (table.epoch(row) !== timers.epoch) return 1;
    if (timers.kind === ABANDON) {
      this.abandon(row);
      return 1;
    }
    if (table.state(row) === ORPHAN) {
      this.orphanSends(row);
      return 1;
    }
    const step = table.step(row);
    const station = stationOf(step);
    if (!isSent(phaseOf(step)) || !this.walk.isExhausted(station)) {
      this.resume(row);
      return 1;
    }
    const cause = this.causeAt(station, 'snat-ports');
    if (this.net.tracer !== null) noteDroppedAgain(this.net, row, 'snat-ports');
    this.sendAgain(row, cause);
    if (!this.staysExhausted(station)) return 1;
    return 1 + this.sendInVain(step, cause, Math.min(boundarySec, this.net.nextHoldEndSec), most - 1);
  }

  /** Whether no port of the station becomes free before a hold ends: nobody but established connections has one. */
  private staysExhausted(station: number): boolean {
    return (
      this.freesAtHoldEnd[station]! && this.net.stations[station]!.totalOpen === this.counters.concurrent
    );
  }

  /** SYNs at a step that are sent again until that time are dropped for the same cause, whatever else happens meanwhile. */
  private sendInVain(step: number, cause: number, untilSec: number, most: number): number {
    const { timers, clock } = this;
    const { nowSec } = clock;
    let events = 0;
    while (events < most && timers.nextSec < untilSec) {
      const ring = timers.nextResends();
      if (ring === null || this.table.step(ring.firstEntry) !== step) break;
      clock.nowSec = timers.nextSec;
      events += this.sendRingInVain(ring, step, cause, most - events);
      timers.taken();
    }
    // Other events before the last of them are still to come.
    clock.nowSec = nowSec;
    return events;
  }

  /** The same of those of a ring that are sent now: they were sent as often, and are sent for the last time or once more together. */
  private sendRingInVain(ring: HoldRing, step: number, cause: number, most: number): number {
    const { table } = this;
    const { nowSec } = this.clock;
    const due = Math.min(most, ring.countEndingAt(nowSec));
    this.touchRows(ring, due);
    let events = 0;
    let drops = 0;
    let group: ClientGroup | null = null;
    let retransmits = 0;
    let firesSec = 0;
    while (events < due) {
      const row = ring.firstEntry;
      if (table.step(row) !== step) break;
      ring.pop();
      events += 1;
      const epoch = ring.poppedTag;
      if (table.epoch(row) !== epoch) continue;
      if (group === null) {
        group = this.net.groups[table.population(row)]!;
        retransmits = table.retransmits(row);
        firesSec = this.nextSendSec(group, retransmits);
      }
      drops += 1;
      if (this.net.tracer !== null) noteDroppedAgain(this.net, row, 'snat-ports');
      table.setCause(row, cause);
      this.sendAt(firesSec, row, group, retransmits);
    }
    this.counters.ledger.countDrops(cause, drops);
    return events;
  }

  /** Reads the rows of the first timers of a ring, all at once: none has to be waited for when its turn comes. */
  private touchRows(ring: HoldRing, count: number): void {
    const { table } = this;
    let epochs = 0;
    for (let i = 0; i < count; i++) epochs |= table.epoch(ring.entryBehind(i));
    this.touchedEpochs = epochs;
  }

  /** Goes on with a set-up that waited. */
  resume(row: number): void {
    const wasAnswered = isAnswered(this.table.step(row), this.firstEnd);
    const outcome = this.walk.resume(row);
    if (outcome === WALK_ESTABLISHED || outcome === WALK_FAILED) {
      const group = this.leave(row, wasAnswered);
      if (outcome === WALK_ESTABLISHED) this.run.establish(group);
      else this.run.failAttempt(group, this.causeOfFailure());
    } else this.goOnWaiting(row, wasAnswered, outcome);
  }

  /** Keeps count of the clients that believe they are connected, and lets a set-up wait for what comes next. */
  private goOnWaiting(row: number, wasAnswered: boolean, outcome: number): void {
    const answered = isAnswered(this.table.step(row), this.firstEnd);
    if (answered !== wasAnswered) this.counters.answeredChanged(answered ? 1 : -1);
    if (outcome === WALK_WAITS) this.wait(row, this.walk.queues.waitUntilSec);
    else if (outcome === WALK_DROPPED) this.sendAgain(row, this.causeOfFailure());
    else if (outcome === WALK_OVERFLOWED) this.sendDataAgain(row, this.causeOfFailure());
    else {
      this.walk.queues.standInLine(row);
      if (this.net.tracer !== null) noteWait(this.net, row, Infinity);
      this.abandonAt(row, Infinity);
    }
  }

  private causeOfFailure(): number {
    return this.counters.ledger.indexOf(this.walk.failedStation, this.walk.failedResource);
  }

  private causeAt(station: number, resource: ResourceId): number {
    return this.counters.ledger.indexOf(this.net.stations[station]!.key, resource);
  }

  /** The sender of a dropped SYN sends it again when its timer fires; every SYN tries its luck anew. */
  private sendAgain(row: number, cause: number): void {
    const { table } = this;
    this.counters.ledger.countDrop(cause, this.counters.concurrent);
    table.setCause(row, cause);
    const group = this.net.groups[table.population(row)]!;
    const retransmits = table.retransmits(row);
    this.sendAt(this.nextSendSec(group, retransmits), row, group, retransmits);
  }

  /** When the timer fires of a SYN that is sent now and was sent again so often before. */
  private nextSendSec({ synSchedule }: ClientGroup, retransmits: number): number {
    return slotEndSec(
      this.clock.nowSec + synSchedule.timeoutsSec[retransmits]!,
      synSchedule.slotsSec[retransmits]!,
    );
  }

  /** The SYN of a row is sent again at that time, unless its sender has given up by then. */
  private sendAt(firesSec: number, row: number, group: ClientGroup, retransmits: number): void {
    const { table } = this;
    const { settings, synSchedule, plan } = group;
    const isLast = retransmits + 1 === synSchedule.timeoutsSec.length;
    if (isLast || firesSec > table.startSec(row) + settings.connectTimeoutSec)
      return this.abandonAt(row, isLast ? firesSec : Infinity);
    if (this.net.tracer !== null) noteRetry(this.net, row, 'syn-timer', firesSec);
    table.countRetransmit(row);
    this.timers.resendAt(firesSec, plan.index, retransmits, row, table.epoch(row));
  }

  /** A connection whose ACK was lost sends its first data again, which is as good as the ACK. */
  private sendDataAgain(row: number, cause: number): void {
    const { table } = this;
    this.counters.ledger.countDrop(cause, this.counters.concurrent);
    table.setCause(row, cause);
    // Its patience has a timer already where it has sent data before.
    if (table.dataRetransmits(row) === 0) this.abandonAt(row, Infinity);
    const firesSec = this.dataTimer(row);
    if (firesSec <= this.timeoutSec(row) || !this.leavesNothing(row)) this.resendDataAt(row, firesSec);
  }

  private leavesNothing(row: number): boolean {
    return this.net.groups[this.table.population(row)]!.settings.abandons === 'rst';
  }

  private dataTimer(row: number): number {
    const timeoutSec = FIRST_DATA_TIMEOUT_SEC * (1 << this.table.dataRetransmits(row));
    return wheelTimerEndSec(this.clock.nowSec, timeoutSec);
  }

  private resendDataAt(row: number, firesSec: number): void {
    const { table, timers } = this;
    const retransmits = table.dataRetransmits(row);
    if (this.net.tracer !== null) noteRetry(this.net, row, 'data-timer', firesSec);
    table.countDataRetransmit(row);
    timers.resendAt(firesSec, table.population(row), DATA_RINGS + retransmits, row, table.epoch(row));
  }

  /** What the kernel of a client that has left sends again is taken up, is lost once more, or was the last of it. */
  private orphanSends(row: number): void {
    const { table } = this;
    const station = stationOf(table.step(row));
    if (
      this.walk.queues.takeUpOrphan(station, table.pending(row)) ||
      table.dataRetransmits(row) >= ORPHAN_RETRIES
    )
      return table.remove(row);
    this.counters.ledger.countDrop(table.cause(row), this.counters.concurrent);
    this.resendDataAt(row, this.dataTimer(row));
  }

  /** The client leaves a set-up that would take longer than it waits; the queue's work on it is spent all the same. */
  private wait(row: number, untilSec: number): void {
    if (this.doneSec !== null) this.doneSec[row] = untilSec;
    if (this.net.tracer !== null) noteWait(this.net, row, untilSec);
    if (untilSec <= this.timeoutSec(row)) this.connections.schedule(untilSec, SET_UP, row);
    else this.abandonAt(row, Infinity);
  }

  private abandonAt(row: number, kernelGivesUpSec: number): void {
    const { table, timers } = this;
    const timeoutSec = Math.min(this.timeoutSec(row), kernelGivesUpSec);
    if (this.net.tracer !== null) noteRetry(this.net, row, 'patience', timeoutSec);
    if (timeoutSec > this.durationSec) return;
    if (!timers.giveUpAt(timeoutSec, table.population(row), row, table.epoch(row)))
      this.connections.schedule(timeoutSec, ABANDON, row);
  }

  /** When the client's patience with the attempt under way ends. */
  private timeoutSec(row: number): number {
    const { connectTimeoutSec } = this.net.groups[this.table.population(row)]!.settings;
    return this.table.startSec(row) + connectTimeoutSec;
  }

  /** The client of a row gives up; of several timers that it set while it waited for one thing and another, the first counts. */
  abandon(row: number): void {
    const { table } = this;
    // An orphan keeps its row's epoch, and with it the timer of its data.
    if (table.state(row) === ORPHAN) return;
    const step = table.step(row);
    const resource = this.waitedFor(step);
    const cause = resource === null ? table.cause(row) : this.causeAt(stationOf(step), resource);
    table.load(row, this.hand);
    if (this.net.tracer !== null) noteGaveUp(this.net, this.counters.ledger.causes[cause]!);
    const instance = this.hand.instances[stationOf(step)]!;
    const leavesOrphan = phaseOf(step) === OVERFLOWED && !this.leavesNothing(row);
    const group = this.leave(row, isAnswered(step, this.firstEnd), leavesOrphan);
    this.walk.giveUp();
    if (leavesOrphan) table.orphan(row, instance);
    this.run.failAttempt(group, cause);
  }

  /** What a set-up waits for; where the accept queue is that of the handshakes, it is the handshake. */
  private waitedFor(step: number): ResourceId | null {
    if (isSent(phaseOf(step))) return null;
    const resource = waitedFor(step);
    const isForHandshake = this.net.stations[stationOf(step)]?.listener?.handshakes != null;
    return resource === 'accept-queue' && isForHandshake ? 'handshakes' : resource;
  }

  /** What had answered an attempt at a station is gone without a word: the attempt goes on as if its SYN were dropped there. */
  lose(row: number, station: number): void {
    const { hand, table } = this;
    table.load(row, hand);
    const wasAnswered = isAnswered(hand.step, this.firstEnd);
    const outcome = this.walk.loseFrom(station);
    // Events of the old row are of no account.
    table.remove(row);
    const moved = table.add(CONNECTING, hand);
    hand.clearClaims();
    this.goOnWaiting(moved, wasAnswered, outcome);
  }

  /** An attempt whose instance goes away in the middle of it. */
  refuseAway(row: number, station: number): void {
    this.table.load(row, this.hand);
    const group = this.leave(row, isAnswered(this.hand.step, this.firstEnd));
    this.walk.releaseAttempt();
    this.run.failAttempt(group, this.causeAt(station, 'availability'));
  }

  /** The set-up of the connection in hand waits no more: its row is free, unless an orphan has it. */
  private leave(row: number, wasAnswered: boolean, leavesOrphan = false): ClientGroup {
    const group = this.net.groups[this.hand.population]!;
    if (!leavesOrphan) this.table.remove(row);
    group.connecting -= 1;
    this.counters.connecting -= 1;
    if (wasAnswered) this.counters.answeredChanged(-1);
    return group;
  }
}

function changesRate({ acceptsPerSec, handshakesPerSec }: Changes): boolean {
  return (acceptsPerSec ?? handshakesPerSec) !== undefined;
}

function freesAtHoldEnd(net: NetworkState): boolean[] {
  const { scenario } = net.plan;
  const forgets = scenario.clients.some((clients) => isForgotten(clients, scenario));
  const closings = closingsOf(net).flatMap((ofPopulation) => ofPopulation.slice(1));
  const isKept = !forgets && !hasSilentEnds(scenario);
  return net.stations.map((_, station) => {
    // What a closed connection holds can be taken over at once.
    const isHeld = net.pools[station]?.settings.takeOver === false;
    return isKept && isHeld && closings.every(({ tuples }) => tuples[station] != null);
  });
}
