import { type RandomStream, streamFor } from '../engine/random.ts';
import type { ConnectionSetUp } from './connection-set-up.ts';
import { CONNECTING, REMNANT } from './connection-table.ts';
import { DRAIN_CLOSE } from './event-kinds.ts';
import type { HalfOpenConnections, RunClock } from './half-open-connections.ts';
import type { NetworkState } from './network-state.ts';
import type { Operation } from './operations.ts';
import { DOWN, DRAINING, UP } from './station.ts';

export interface OperatedRun extends RunClock {
  readonly seed: number;
}

/** Carries the operations of the timeline out: instances drain, go away with their connections, and come back. */
export class InstanceOperations {
  private readonly run: OperatedRun;
  private readonly net: NetworkState;
  private readonly halfOpen: HalfOpenConnections;
  private readonly setUp: ConnectionSetUp;
  private readonly drains: RandomStream;

  constructor(run: OperatedRun, net: NetworkState, halfOpen: HalfOpenConnections, setUp: ConnectionSetUp) {
    this.run = run;
    this.net = net;
    this.halfOpen = halfOpen;
    this.setUp = setUp;
    this.drains = streamFor(run.seed, 'drains');
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
      target.admission?.refill(instance);
      this.cutAll(station, instance);
    }
  }

  /** Closes what the instance has evenly over the time of the drain, in an order that has nothing to do with their ages. */
  private drain({ station, instance, overSec }: Operation): void {
    const { connections, stations } = this.net;
    stations[station]!.setStatus(instance, DRAINING);
    const found = connections.establishedAt(station, instance);
    shuffle(found, this.drains);
    found.forEach(({ at, timeSec }, index) => {
      const closesSec = this.run.timeSec + (overSec * (index + 1)) / found.length;
      if (timeSec <= closesSec) return;
      connections.takeAway(at);
      connections.hand.untilSec = closesSec;
      connections.putAway(DRAIN_CLOSE, station);
    });
  }

  private cutAll(station: number, instance: number): void {
    const { connections, stations } = this.net;
    const rows = connections.rowsAt(station, instance);
    // A drain has closed nearly always all of them; then nobody has to be looked for.
    const isEmpty = stations[station]!.open[instance] === rows.length;
    for (const { at } of isEmpty ? [] : connections.establishedAt(station, instance)) {
      connections.takeAway(at);
      this.run.finish('restart', station);
    }
    for (const row of rows) this.cutRow(row, station);
  }

  private cutRow(row: number, station: number): void {
    const { hand, table } = this.net.connections;
    const state = table.state(row);
    if (state === REMNANT) return this.halfOpen.endRemnant(row);
    if (state === CONNECTING) return this.setUp.refuseAway(row, station);
    table.load(row, hand);
    this.run.finishForgotten(row, 'restart', station);
  }
}

/** Fisher and Yates. */
function shuffle(items: unknown[], random: RandomStream): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.nextBelow(last + 1);
    const item = items[last];
    items[last] = items[other];
    items[other] = item;
  }
}
