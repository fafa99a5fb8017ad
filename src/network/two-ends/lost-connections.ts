/**
 * Connections that a stage has lost without a word, as after a power cut or a failover to a standby that does not know them.
 * Each of the two ends believes in it until it sends something and hears nothing, or hears a reset.
 */
import { CLOSED_BY_CLIENT, NOBODY } from '../connections/closer.ts';
import type { ConnectionTable } from '../connections/connection-table.ts';
import type { Connections } from '../connections/connections.ts';
import type { EndOfLife } from '../connections/end-of-life.ts';
import { FAR_END, LOST } from '../connections/event-kinds.ts';
import type { NetworkState } from '../network-state.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { PathWalk } from '../set-up/walk.ts';
import { isSilentStatus } from '../stations/station.ts';
import type { FarEnds } from './far-ends.ts';
import type { ForgottenFlows } from './forgotten-flows.ts';
import type { HalfOpenConnections, RunClock } from './half-open-connections.ts';
import { nextRetransmissionSec } from './retransmission.ts';
import type { SessionPackets } from './session-packets.ts';
import type { SpeakOutcome } from './speak-outcome.ts';

/** What takes connections, and closes them in the end; their numbers have two bits in a note. */
export const LOSSES = ['crash', 'failover', 'link-cut', 'rerouted'] as const;
export type Loss = (typeof LOSSES)[number];

/** What is due next of a lost connection. */
const SPEAKS = 0;
const GIVES_UP = 1;
const ENDS = 2;
const IDLE = 3;

/** What else the runs do for connections that nobody is told of. */
export interface SilentRun extends RunClock {
  readonly net: NetworkState;
  readonly counters: RunCounters;
  readonly ends: EndOfLife;
  comeBackToLife(): void;
}

export class LostConnections {
  private readonly run: SilentRun;
  private readonly ends: EndOfLife;
  private readonly net: NetworkState;
  private readonly connections: Connections;
  private readonly table: ConnectionTable;
  private readonly walk: PathWalk;
  private readonly counters: RunCounters;
  private readonly packets: SessionPackets;
  private readonly farEnds: FarEnds;
  private readonly halfOpen: HalfOpenConnections;
  private readonly flows: ForgottenFlows;
  /** When an instance that does not answer is back, of each station. */
  private readonly backSec: readonly Float64Array[];

  constructor(
    run: SilentRun,
    walk: PathWalk,
    halfOpen: HalfOpenConnections,
    packets: SessionPackets,
    farEnds: FarEnds,
  ) {
    const { net } = run;
    this.run = run;
    this.ends = run.ends;
    this.net = net;
    this.connections = net.connections;
    this.table = net.connections.table;
    this.walk = walk;
    this.counters = run.counters;
    this.packets = packets;
    this.farEnds = farEnds;
    this.halfOpen = halfOpen;
    this.flows = halfOpen.forgotten;
    halfOpen.lost = this;
    this.backSec = net.stations.map(({ instances }) => new Float64Array(instances));
  }

  isDark(station: number, instance: number): boolean {
    return isSilentStatus(this.net.stations[station]!.status[instance]!);
  }

  isBackAt(station: number, instance: number, sec: number): void {
    this.backSec[station]![instance] = sec;
  }

  /** The connection in hand, whose life would end at `startSec`, is lost at a station. */
  lose(station: number, loss: Loss): void {
    const { hand } = this.connections;
    const instance = hand.instances[station]!;
    this.net.groups[hand.population]!.established -= 1;
    this.counters.lostOne();
    hand.sentSec = this.run.timeSec;
    this.net.tracer?.note(hand, { kind: 'lost', station, loss });
    const row = this.flows.forget(station);
    this.table.load(row, hand);
    // Who picked the lost place counts it until it knows better.
    this.walk.countAt(station, instance, true);
    this.table.setNote(row, noteOf(station, loss, SPEAKS));
    const endSec = this.farEndSec(station);
    if (endSec < Infinity && station < this.net.backends) this.connections.schedule(endSec, FAR_END, row);
    this.waitFor(row, station, SPEAKS, this.packets.nextSec(this.run.timeSec));
    hand.clearClaims();
  }

  /** Another station loses a connection that is lost already: what it has of it is gone too. */
  loseAgain(row: number, station: number): void {
    const { hand } = this.connections;
    this.table.load(row, hand);
    this.stopCounting(row);
    this.walk.forgetAt(station);
    this.table.save(row, hand);
    hand.clearClaims();
  }

  /** The connection in hand, whose row that is, ends or goes on: nobody counts the place any more that it has lost. */
  stopCounting(row: number): void {
    const note = this.table.note(row);
    const station = countedStation(note);
    if (station < 0) return;
    this.table.setNote(row, withoutCount(note));
    this.walk.countAt(station, this.connections.hand.pending, false);
  }

  /** When the servers' side has enough of the connection in hand, whatever its client does. */
  private farEndSec(station: number): number {
    const { hand } = this.connections;
    const { packets } = this;
    const lastSec = packets.speaks === 'client' ? packets.lastSec(hand.sentSec) : Infinity;
    const unheardSec = this.farEnds.endsUnheardSec(station + 1, lastSec);
    return this.ends.ofHand().closer > station ? Math.min(hand.startSec, unheardSec) : unheardSec;
  }

  /** When the client's side ends the connection in hand of itself. */
  private ownEndSec(station: number): number {
    const closer = this.ends.ofHand().closer;
    return closer < station ? this.connections.hand.startSec : Infinity;
  }

  /** When a stage before the lost one has had enough of the silence behind it; the client's packets break it. */
  private idleSec(station: number): number {
    const { packets } = this;
    const { sentSec: lostSec } = this.connections.hand;
    const idleSec = packets.lastSec(lostSec) + this.farEnds.idleBeforeSec(station).afterSec;
    return packets.speaks === 'client' && packets.nextSec(lostSec) < idleSec ? Infinity : idleSec;
  }

  /** What is due then, unless the client's side closes before; nothing where that is never. */
  private waitFor(row: number, station: number, due: number, sec: number): void {
    const endSec = this.ownEndSec(station);
    const idleSec = this.idleSec(station);
    const earliestSec = Math.min(sec, endSec, idleSec);
    if (earliestSec === Infinity) return;
    const first = endSec === earliestSec ? ENDS : idleSec === earliestSec ? IDLE : due;
    this.table.setNote(row, withDue(this.table.note(row), first));
    this.connections.schedule(Math.max(earliestSec, this.run.timeSec), LOST, row);
  }

  /** What a lost connection has waited for. */
  due(row: number): void {
    const { hand } = this.connections;
    this.table.load(row, hand);
    const note = this.table.note(row);
    const station = stationOfNote(note);
    switch (dueOf(note)) {
      case ENDS: {
        const { reason, closer } = this.ends.ofHand();
        return this.end(row, reason, closer);
      }
      case IDLE:
        return this.end(row, 'idle-timeout', this.farEnds.idleBeforeSec(station).station);
      case GIVES_UP:
        return this.giveUp(row, station);
      default:
        return this.speak(row, station);
    }
  }

  private speak(row: number, station: number): void {
    const { hand } = this.connections;
    // A client that hears no heartbeat of a server that is gone says nothing, but it may watch.
    if (this.packets.speaks === 'server' && !this.farEnds.isThere) this.watch(row, station);
    else if (this.isDark(station, hand.pending)) this.repeat(row, station);
    else this.isAnswered(row, station, this.outcomeOf(row, station));
    hand.clearClaims();
  }

  /** Nobody answers: the packet is sent again, until somebody does or the sender gives up. */
  private repeat(row: number, station: number): void {
    const { packets, run } = this;
    const nowSec = run.timeSec;
    const backSec = this.backSec[station]![this.connections.hand.pending]!;
    const againSec = backSec < Infinity ? nowSec + nextRetransmissionSec(backSec - nowSec) : Infinity;
    const gaveUpSec = nowSec + packets.patienceSec;
    if (againSec <= gaveUpSec) this.waitFor(row, station, SPEAKS, againSec);
    else if (packets.speaks === 'client' || packets.isWatched)
      this.waitFor(row, station, GIVES_UP, gaveUpSec);
    else {
      // It is the server that gives up, and its client does not learn of it.
      this.connections.schedule(gaveUpSec, FAR_END, row);
      this.waitFor(row, station, SPEAKS, Infinity);
    }
  }

  private outcomeOf(row: number, station: number): SpeakOutcome {
    const { speaks } = this.packets;
    this.stopCounting(row);
    if (this.net.stations[station]!.tracksFlows) return this.flows.speak(row, station, speaks);
    // Whoever speaks, it is the client's packets that go to another server, which answers them with a reset.
    if (lossOf(this.table.note(row)) === 'rerouted') return this.flows.speakRerouted(station);
    return speaks === 'client' ? 'reset' : 'far-end-reset';
  }

  private isAnswered(row: number, station: number, outcome: SpeakOutcome): void {
    const { counters, packets, run } = this;
    const { hand } = this.connections;
    this.net.tracer?.note(hand, { kind: 'spoke', station, by: packets.speaks, outcome });
    switch (outcome) {
      case 'resumed':
        this.table.remove(row);
        this.net.groups[hand.population]!.established += 1;
        counters.unnoticed.resumed += 1;
        counters.resumedOne();
        hand.startSec = Math.max(hand.startSec, run.timeSec);
        return run.comeBackToLife();
      case 'reset':
        counters.unnoticed.reset += 1;
        return this.end(row, lossOf(this.table.note(row)), NOBODY);
      case 'silent':
        return this.waitFor(row, station, GIVES_UP, run.timeSec + packets.patienceSec);
      case 'far-end-reset':
        counters.unnoticed.farEndReset += 1;
        this.loseFarEnd(row, station);
        return this.watch(row, station);
    }
  }

  /** The servers' side of the connection in hand is gone; its client does not know. */
  private loseFarEnd(row: number, station: number): void {
    this.farEnds.release(station + 1);
    this.flows.settle(row);
    this.table.save(row, this.connections.hand);
  }

  /** The heartbeat that was due now does not come. */
  private watch(row: number, station: number): void {
    const { packets, run } = this;
    this.waitFor(row, station, GIVES_UP, packets.isWatched ? run.timeSec + packets.patienceSec : Infinity);
  }

  /** The servers' side has given up, or closes for a reason of its own. */
  endFarEnd(row: number): void {
    const { hand } = this.connections;
    this.table.load(row, hand);
    if (this.farEnds.isThere) this.loseFarEnd(row, stationOfNote(this.table.note(row)));
    hand.clearClaims();
  }

  private giveUp(row: number, station: number): void {
    const { packets } = this;
    this.counters.unnoticed.gaveUp += 1;
    // A server that has sent the heartbeat gives up at the same time.
    if (packets.speaks === 'server') this.farEnds.release(station + 1);
    this.end(row, lossOf(this.table.note(row)), this.closerOnGivingUp(station));
  }

  /** The application closes its socket in order; TCP alone says nothing to anybody, but a proxy does to its client. */
  closerOnGivingUp(station: number): number {
    if (this.packets.isWatched) return CLOSED_BY_CLIENT;
    const sender = this.walk.senderBefore(station);
    return sender >= 0 ? sender : NOBODY;
  }

  /** The client's side of the connection in hand is over. What the servers still have of it ends in its own time. */
  private end(row: number, reason: Parameters<RunClock['finishForgotten']>[1], closer: number): void {
    this.splitOff(row);
    this.run.finishForgotten(row, reason, closer);
  }

  has(row: number): boolean {
    return isLost(this.table.note(row));
  }

  /** What the servers still have of the connection in hand, whose row that is, ends in its own time. */
  splitOff(row: number): void {
    const { farEnds, net, run } = this;
    const station = stationOfNote(this.table.note(row));
    this.stopCounting(row);
    if (farEnds.isThere && station < net.backends) {
      const endsSec = Math.max(
        run.timeSec,
        Math.min(this.farEndSec(station), farEnds.endsSec(station + 1, run.timeSec)),
      );
      this.flows.handOver(row, this.halfOpen.leaveFrom(station + 1, endsSec));
    }
  }
}

/** Station, what took the connection, whether its place is still counted, and what is due, as the note of a row. */
function noteOf(station: number, loss: Loss, due: number): number {
  return LOST_NOTE | (station << 5) | (LOSSES.indexOf(loss) << 3) | COUNTED | due;
}

const COUNTED = 4;
/** Above the numbers of idle timeouts, which are the notes of other forgotten connections. */
const LOST_NOTE = 1 << 10;

export function isLost(note: number): boolean {
  return note >= LOST_NOTE;
}

/** The station whose place of a lost connection is still counted by who picked it; -1 for none. */
export function countedStation(note: number): number {
  return isLost(note) && isCounted(note) ? stationOfNote(note) : -1;
}

function stationOfNote(note: number): number {
  return (note >> 5) & 31;
}

function lossOf(note: number): Loss {
  return LOSSES[(note >> 3) & 3]!;
}

function isCounted(note: number): boolean {
  return (note & COUNTED) !== 0;
}

function withoutCount(note: number): number {
  return note & ~COUNTED;
}

function dueOf(note: number): number {
  return note & 3;
}

function withDue(note: number, due: number): number {
  return (note & ~3) | due;
}
