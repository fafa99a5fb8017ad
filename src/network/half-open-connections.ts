/**
 * Connections of which the two ends think differently: one that a flow table has forgotten, one that is half closed, and
 * what is left at one end when the other is gone.
 */
import { ESTABLISHED, FORGOTTEN, REMNANT } from './connection-table.ts';
import { CLOSE, IDLE_CUT, REMNANT_END, REMNANT_FORGET, SPEAK, UNANSWERED } from './event-kinds.ts';
import { ForgottenFlows } from './forgotten-flows.ts';
import type { IdleCut } from './idle-timeout.ts';
import type { NetworkState } from './network-state.ts';
import type { RunCounters } from './run-counters.ts';
import type { CloseReason } from './run-result.ts';
import { NOBODY, type PathWalk } from './walk.ts';

/** How long Linux sends data again that nobody acknowledges, with tcp_retries2 = 15 and the shortest timeout. */
const RETRANSMISSION_LIMIT_SEC = 924.6;

/** What the run does for them: it keeps the clock and the event queue, and ends what a client's connection was. */
export interface RunClock {
  readonly timeSec: number;
  push(timeSec: number, kind: number, row: number): void;
  finish(row: number, reason: CloseReason, closer: number): void;
}

export class HalfOpenConnections {
  private readonly run: RunClock;
  private readonly net: NetworkState;
  private readonly walk: PathWalk;
  private readonly counters: RunCounters;
  private readonly idleCuts: readonly (IdleCut | null)[];
  private readonly forgotten: ForgottenFlows;
  /** The flow tables' timers for half-closed connections, shortest first. */
  private readonly closeWaitsSec: readonly number[];

  constructor(
    run: RunClock,
    net: NetworkState,
    walk: PathWalk,
    counters: RunCounters,
    idleCuts: readonly (IdleCut | null)[],
  ) {
    this.run = run;
    this.net = net;
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

  /** A connection that can be idle for too long: what ends its present state, its lifetime or the idle timeout. */
  liveOn(row: number, cut: IdleCut): void {
    const endSec = this.net.table.attemptStartSec(row);
    const cutSec = this.run.timeSec + cut.afterSec;
    if (cutSec < endSec) this.run.push(cutSec, IDLE_CUT, row);
    else this.run.push(endSec, CLOSE, row);
  }

  idleFor(row: number): void {
    const cut = this.cutOf(row);
    if (cut.kind === 'cut') return this.run.finish(row, 'idle-timeout', cut.station);
    const { table, groups } = this.net;
    this.forgotten.forget(row, cut.station, this.run.timeSec);
    table.setState(row, FORGOTTEN);
    groups[table.population(row)]!.established -= 1;
    this.counters.forgotOne(this.run.timeSec);
    const endSec = table.attemptStartSec(row);
    const speaksSec = this.run.timeSec + cut.silenceSec - cut.afterSec;
    if (speaksSec < endSec) this.run.push(speaksSec, SPEAK, row);
    else this.run.push(endSec, CLOSE, row);
  }

  speak(row: number): void {
    const cut = this.cutOf(row);
    const { table, groups } = this.net;
    const outcome = this.forgotten.speak(row, cut.station, cut.speaks, this.run.timeSec);
    const { idle } = this.counters;
    switch (outcome) {
      case 'resumed':
        table.setState(row, ESTABLISHED);
        groups[table.population(row)]!.established += 1;
        this.counters.resumedOne(this.run.timeSec);
        return this.liveOn(row, cut);
      case 'reset':
        idle.reset += 1;
        return this.loseForgotten(row);
      case 'silent':
        idle.silent += 1;
        return this.run.push(
          Math.min(this.run.timeSec + RETRANSMISSION_LIMIT_SEC, table.attemptStartSec(row)),
          UNANSWERED,
          row,
        );
      case 'far-end-reset':
        idle.farEndReset += 1;
        for (let station = cut.station + 1; station <= this.net.backends; station++)
          this.walk.releaseStation(row, station, this.run.timeSec, NOBODY);
        table.clearClaimsFrom(row, cut.station + 1);
        this.forgotten.settle(row);
        return this.run.push(table.attemptStartSec(row), CLOSE, row);
    }
  }

  /** The client learns that its forgotten connection is dead; the far end does not. */
  loseForgotten(row: number): void {
    this.splitOff(row);
    this.run.finish(row, 'idle-timeout', NOBODY);
  }

  /** The far end of a forgotten connection keeps its socket until it tries to speak or its own timeout ends it. */
  splitOff(row: number): void {
    const cut = this.cutOf(row);
    const { net } = this;
    const { table } = net;
    if (table.instance(row, net.backends) === -1) return;
    const remnant = this.remnantOf(row, cut.station + 1, NOBODY);
    this.forgotten.handOver(row, remnant);
    const { idleTimeoutSec } = net.plan.scenario.backends.limits;
    const { session } = net.groups[table.population(row)]!.settings;
    const speaksSec = session.heartbeatFrom === 'server' ? session.heartbeatSec : Infinity;
    const endSec = this.run.timeSec + Math.min(speaksSec, Math.max(0, idleTimeoutSec - cut.silenceSec));
    if (endSec < Infinity) this.run.push(endSec, REMNANT_END, remnant);
  }

  private cutOf(row: number): IdleCut {
    return this.idleCuts[this.net.table.population(row)]!;
  }

  /** A row of its own for what a connection still holds from a station on (-1: all of it). */
  private remnantOf(row: number, fromStation: number, closer: number): number {
    const { net } = this;
    const { table } = net;
    const remnant = table.add(table.population(row), table.number(row));
    table.setState(remnant, REMNANT);
    // The hops before the cut have no part in what is left.
    for (let station = Math.max(0, fromStation); station <= net.backends; station++) {
      const picker = net.pickerOf(station);
      if (picker !== null && picker >= 0 && picker < fromStation) this.walk.countClosed(row, station);
    }
    table.moveClaims(row, remnant, fromStation);
    table.setPending(remnant, closer);
    table.setLifeEnd(remnant, this.run.timeSec);
    this.counters.remnants += 1;
    return remnant;
  }

  endRemnant(row: number): void {
    const { table } = this.net;
    const closer = table.pending(row);
    this.walk.release(row, this.run.timeSec, closer);
    this.forgotten.settle(row);
    this.counters.remnants -= 1;
    table.remove(row);
  }

  /** One side has closed, the other keeps its half open for a while. A flow table may not wait that long. */
  halfClose(row: number, closer: number, lagSec: number): void {
    const remnant = this.remnantOf(row, -1, closer);
    this.run.push(this.run.timeSec + lagSec, REMNANT_END, remnant);
    const firstSec = this.nextCloseWaitSec(0);
    if (firstSec < lagSec) this.run.push(this.run.timeSec + firstSec, REMNANT_FORGET, remnant);
  }

  forgetHalfClosed(row: number): void {
    const { table, plan, stations } = this.net;
    const sinceSec = this.run.timeSec - table.attemptStartSec(row);
    stations.forEach(({ tracksFlows }, hop) => {
      if (!tracksFlows || plan.hops[hop]!.settings.flowTable.closeWaitSec > sinceSec + 1e-9) return;
      this.walk.forgetAt(row, hop, this.run.timeSec);
    });
    const nextSec = this.nextCloseWaitSec(sinceSec + 1e-9);
    if (nextSec < Infinity) this.run.push(this.run.timeSec + nextSec - sinceSec, REMNANT_FORGET, row);
  }

  /** The shortest of the flow tables' timers for half-closed connections that is longer than a time. */
  private nextCloseWaitSec(afterSec: number): number {
    return this.closeWaitsSec.find((sec) => sec > afterSec) ?? Infinity;
  }
}
