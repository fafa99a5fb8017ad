import { CONNECTING, ESTABLISHED, REMNANT } from './connection-table.ts';
import { DRAIN_CLOSE } from './event-kinds.ts';
import type { HalfOpenConnections, RunClock } from './half-open-connections.ts';
import type { NetworkState } from './network-state.ts';
import type { Operation } from './operations.ts';
import { DOWN, DRAINING, UP } from './station.ts';

/** What the run does for them besides: an attempt whose instance went away has failed. */
export interface OperatedRun extends RunClock {
  refuseAway(row: number, station: number): void;
}

/** Carries the operations of the timeline out: instances drain, go away with their connections, and come back. */
export class InstanceOperations {
  private readonly run: OperatedRun;
  private readonly net: NetworkState;
  private readonly halfOpen: HalfOpenConnections;

  constructor(run: OperatedRun, net: NetworkState, halfOpen: HalfOpenConnections) {
    this.run = run;
    this.net = net;
    this.halfOpen = halfOpen;
  }

  operate(operation: Operation): void {
    const { station, instance, kind } = operation;
    const target = this.net.stations[station]!;
    if (kind === 'return') target.setStatus(instance, UP);
    else if (kind === 'drain') this.drain(operation);
    else {
      target.setStatus(instance, DOWN);
      target.listener?.clear(instance, this.run.timeSec);
      target.handshakeQueue?.clear(instance, this.run.timeSec);
      for (const row of this.rowsAt(station, instance)) this.cut(row, station);
    }
  }

  private drain({ station, instance, overSec }: Operation): void {
    const { net } = this;
    net.stations[station]!.setStatus(instance, DRAINING);
    const rows = this.rowsAt(station, instance).filter((row) => net.table.state(row) === ESTABLISHED);
    rows.forEach((row, index) => {
      net.table.setStep(row, station);
      this.run.push(this.run.timeSec + (overSec * (index + 1)) / rows.length, DRAIN_CLOSE, row);
    });
  }

  private cut(row: number, station: number): void {
    const state = this.net.table.state(row);
    if (state === REMNANT) this.halfOpen.endRemnant(row);
    else if (state === CONNECTING) this.run.refuseAway(row, station);
    else this.run.finish(row, 'restart', station);
  }

  private rowsAt(station: number, instance: number): number[] {
    const { table } = this.net;
    const rows: number[] = [];
    for (let row = 0; row < table.length; row++)
      if (table.instance(row, station) === instance) rows.push(row);
    return rows;
  }
}
