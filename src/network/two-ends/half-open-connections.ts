/**
 * Connections of which the two ends think differently: one that a flow table has forgotten, one that is half closed, and
 * what is left at one end when the other is gone.
 */
import { NOBODY } from '../connections/closer.ts';
import { NOTHING } from '../connections/connection-in-hand.ts';
import { REMNANT } from '../connections/connection-table.ts';
import type { Connections } from '../connections/connections.ts';
import {
  CLOSE,
  FORGOTTEN_CLOSE,
  IDLE_CUT,
  REMNANT_END,
  REMNANT_FORGET,
  SPEAK,
  UNANSWERED,
} from '../connections/event-kinds.ts';
import type { NetworkState } from '../network-state.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { CloseReason } from '../results/run-result.ts';
import type { PathWalk } from '../set-up/walk.ts';
import { ForgottenFlows } from './forgotten-flows.ts';
import type { IdleCuts } from './idle-cuts.ts';
import type { IdleCut } from './idle-timeout.ts';
import { RETRANSMISSION_LIMIT_SEC } from './retransmission.ts';

/** Note of a remnant whose client has left without a word. */
export const VANISHED = 1;

/** What the run does for them: it keeps the clock, and ends what a client's connection was. */
export interface RunClock {
  readonly timeSec: number;
  readonly seed: number;
  /** Ends the established connection in hand. */
  finish(reason: CloseReason, closer: number): void;
  /** Ends the forgotten connection in hand, whose row that is. */
  finishForgotten(row: number, reason: CloseReason, closer: number): void;
}

export class HalfOpenConnections {
  private readonly run: RunClock;
  private readonly net: NetworkState;
  private readonly connections: Connections;
  private readonly walk: PathWalk;
  private readonly counters: RunCounters;
  readonly idleCuts: IdleCuts;
  readonly forgotten: ForgottenFlows;
  /** Who keeps forgotten connections that no flow table has forgotten; null where there are none. */
  lost: { has(row: number): boolean; splitOff(row: number): void } | null = null;
  /** The flow tables' timers for half-closed connections, shortest first. */
  private readonly closeWaitsSec: readonly number[];

  constructor(run: RunClock, net: NetworkState, walk: PathWalk, counters: RunCounters, idleCuts: IdleCuts) {
    this.run = run;
    this.net = net;
    this.connections = net.connections;
    this.walk = walk;
    this.counters = counters;
    this.idleCuts = idleCuts;
    this.forgotten = new ForgottenFlows(net, walk);
    this.closeWaitsSec = net.plan.hops
      .flatMap(({ settings: { tracksFlows, flowTable } }) => (tracksFlows ? [flowTable.closeWaitSec] : []))
      .sort((a, b) => a - b);
  }

  /** A client's connection is over; nothing of it is left anywhere. */
  settle(row: number): void {
    this.forgotten.settle(row);
  }

  /**
   * Puts away a connection that can be idle for too long, until its lifetime or the idle timeout ends its present state.
   * @param number of the timeout among those of its population
   */
  liveOn(number: number): void {
    const { hand } = this.connections;
    const { timeSec } = this.run;
    const gaps = this.idleCuts.gapsAt(hand.population, number);
    const waitsSec =
      gaps === null ? this.cutInHand(number).afterSec : gaps.drawCutSec(hand.startSec - timeSec);
    const cutSec = timeSec + waitsSec;
    const endsFirst = hand.startSec <= cutSec;
    hand.untilSec = endsFirst ? hand.startSec : cutSec;
    this.connections.putAway(endsFirst ? CLOSE : IDLE_CUT, number);
  }

  /** The connection in hand was silent for too long. */
  idleFor(number: number): void {
    const cut = this.cutInHand(number);
    if (cut.kind === 'cut') return this.run.finish('idle-timeout', cut.station);
    const { hand } = this.connections;
    const endSec = hand.startSec;
    this.net.groups[hand.population]!.established -= 1;
    this.counters.forgotOne();
    this.net.tracer?.note(hand, { kind: 'forgotten', station: cut.station, afterSec: cut.afterSec });
    const row = this.forgotten.forget(cut.station);
    this.connections.table.setCut(row, number);
    const silenceSec = this.idleCuts.gapsAt(hand.population, number)?.drawSilenceSec() ?? cut.silenceSec;
    const speaksSec = this.run.timeSec + silenceSec - cut.afterSec;
    if (speaksSec < endSec) this.connections.schedule(speaksSec, SPEAK, row);
    else this.connections.schedule(endSec, FORGOTTEN_CLOSE, row);
  }

  speak(row: number): void {
    const { connections, counters, run } = this;
    const { hand, table } = connections;
    table.load(row, hand);
    const number = table.cut(row);
    const cut = this.cutInHand(number);
    const outcome = this.forgotten.speak(row, cut.station, cut.speaks);
    this.net.tracer?.note(hand, { kind: 'spoke', station: cut.station, by: cut.speaks, outcome });
    switch (outcome) {
      case 'resumed':
        table.remove(row);
        this.net.groups[hand.population]!.established += 1;
        counters.idle.resumed += 1;
        counters.resumedOne();
        return this.liveOn(number);
      case 'reset':
        counters.idle.reset += 1;
        return this.loseInHand(row);
      case 'silent':
        counters.idle.silent += 1;
        connections.schedule(
          Math.min(run.timeSec + RETRANSMISSION_LIMIT_SEC, hand.startSec),
          UNANSWERED,
          row,
        );
        return hand.clearClaims();
      case 'far-end-reset':
        counters.idle.farEndReset += 1;
        return this.loseFarEnd(row, cut.station);
    }
  }

  /** The servers' side is gone; the client keeps what it has before the cut, and believes that it is connected. */
  private loseFarEnd(row: number, cutStation: number): void {
    const { hand, table } = this.connections;
    for (let station = cutStation + 1; station <= this.net.backends; station++)
      this.walk.releaseStation(station, NOBODY);
    hand.clearClaimsFrom(cutStation + 1);
    this.forgotten.settle(row);
    table.save(row, hand);
    this.connections.schedule(hand.startSec, FORGOTTEN_CLOSE, row);
    hand.clearClaims();
  }

  /** The client learns that its forgotten connection is dead; the far end does not. */
  loseForgotten(row: number): void {
    this.connections.table.load(row, this.connections.hand);
    this.loseInHand(row);
  }

  private loseInHand(row: number): void {
    this.splitOff(row);
    this.run.finishForgotten(row, 'idle-timeout', NOBODY);
  }

  /**
   * The far end of the forgotten connection in hand keeps its socket until it tries to speak or its own timeout ends it.
   */
  splitOff(row: number): void {
    if (this.lost?.has(row) === true) return this.lost.splitOff(row);
    const { net, connections } = this;
    const cut = this.cutInHand(connections.table.cut(row));
    const { hand } = connections;
    if (hand.instances[net.backends] === NOTHING) return;
    const remnant = this.remnantOf(cut.station + 1, NOBODY);
    this.forgotten.handOver(row, remnant);
    const { idleTimeoutSec } = net.plan.scenario.backends.limits;
    const { session } = net.groups[hand.population]!.settings;
    const speaksSec = session.heartbeatFrom === 'server' ? session.heartbeatSec : Infinity;
    const endSec = this.run.timeSec + Math.min(speaksSec, Math.max(0, idleTimeoutSec - cut.silenceSec));
    if (endSec < Infinity) connections.schedule(endSec, REMNANT_END, remnant);
  }

  private cutInHand(number: number): IdleCut {
    return this.idleCuts.at(this.connections.hand.population, number);
  }

  /** A row of its own for what the connection in hand still holds from a station on (-1: all of it). */
  private remnantOf(fromStation: number, closer: number): number {
    const { net, connections, walk } = this;
    const { hand, table } = connections;
    // The hops before the cut have no part in what is left.
    for (let station = Math.max(0, fromStation); station <= net.backends; station++) {
      const picker = net.pickerOf(station);
      if (picker !== null && picker >= 0 && picker < fromStation) walk.counts.closed(station);
    }
    hand.pending = closer;
    hand.startSec = this.run.timeSec;
    const remnant = table.add(REMNANT, hand);
    if (fromStation < 0) hand.clearClaims();
    else {
      table.keepClaimsFrom(remnant, fromStation);
      hand.clearClaimsFrom(fromStation);
    }
    this.counters.remnants += 1;
    return remnant;
  }

  /** What the connection in hand has from a station on stays until a time; the row that it is in. */
  leaveFrom(station: number, untilSec: number): number {
    const remnant = this.remnantOf(station, NOBODY);
    if (untilSec < Infinity) this.connections.schedule(untilSec, REMNANT_END, remnant);
    return remnant;
  }

  endRemnant(row: number): void {
    const { hand, table } = this.connections;
    if (table.note(row) === VANISHED) this.counters.vanishedHeld -= 1;
    table.load(row, hand);
    this.net.tracer?.note(hand, { kind: 'remnant-ended' });
    this.walk.release(hand.pending);
    this.forgotten.settle(row);
    this.counters.remnants -= 1;
    table.remove(row);
  }

  /** The connection in hand is closed as its session says; where the other side is slow to close too, its half is left. */
  leaveHalf(closer: number): void {
    const { closeLagSec, close } = this.net.groups[this.connections.hand.population]!.settings.session;
    if (closeLagSec > 0 && close === 'fin') this.halfClose(closer, closeLagSec);
  }

  /** One side of the connection in hand has closed, the other keeps its half open. A flow table may not wait that long. */
  private halfClose(closer: number, lagSec: number): void {
    const { connections, run } = this;
    const remnant = this.remnantOf(-1, closer);
    connections.schedule(run.timeSec + lagSec, REMNANT_END, remnant);
    const firstSec = this.nextCloseWaitSec(0);
    if (firstSec < lagSec) connections.schedule(run.timeSec + firstSec, REMNANT_FORGET, remnant);
  }

  forgetHalfClosed(row: number): void {
    const { plan, stations } = this.net;
    const { hand, table } = this.connections;
    table.load(row, hand);
    const sinceSec = this.run.timeSec - hand.startSec;
    stations.forEach(({ tracksFlows }, hop) => {
      if (!tracksFlows || plan.hops[hop]!.settings.flowTable.closeWaitSec > sinceSec + 1e-9) return;
      this.walk.forgetAt(hop);
    });
    table.save(row, hand);
    hand.clearClaims();
    const nextSec = this.nextCloseWaitSec(sinceSec + 1e-9);
    if (nextSec < Infinity)
      this.connections.schedule(this.run.timeSec + nextSec - sinceSec, REMNANT_FORGET, row);
  }

  /** The shortest of the flow tables' timers for half-closed connections that is longer than a time. */
  private nextCloseWaitSec(afterSec: number): number {
    return this.closeWaitsSec.find((sec) => sec > afterSec) ?? Infinity;
  }
}
