import { type RandomStream, streamFor } from '../../engine/random.ts';
import { drawToFront } from '../../engine/shuffle.ts';
import { CLOSED_BY_CLIENT } from '../connections/closer.ts';
import { NOTHING } from '../connections/connection-in-hand.ts';
import { FORGOTTEN } from '../connections/connection-table.ts';
import type { NetworkState } from '../network-state.ts';
import type { HalfOpenConnections, RunClock } from '../two-ends/half-open-connections.ts';
import type { DisconnectOperation } from './operations.ts';

/** Closes a random part of the connections that clients believe to be open, in one instant. */
export class Disconnects {
  private readonly run: RunClock;
  private readonly net: NetworkState;
  private readonly halfOpen: HalfOpenConnections;
  private readonly draws: RandomStream;

  constructor(run: RunClock, net: NetworkState, halfOpen: HalfOpenConnections) {
    this.run = run;
    this.net = net;
    this.halfOpen = halfOpen;
    this.draws = streamFor(run.seed, 'disconnects');
  }

  carryOut({ station, population, share }: DisconnectOperation): void {
    const { connections } = this.net;
    const open = connections.establishedOf(population).map(({ at }) => at);
    const rows = this.forgottenRows(station, population);
    // Places in the queue, then rows; a row r stands as -1 - r.
    const all = [...open, ...rows.map((row) => -1 - row)];
    const count = Math.round(all.length * share);
    drawToFront(all, count, this.draws);
    const closer = population === null ? station : CLOSED_BY_CLIENT;
    for (const each of all.slice(0, count)) {
      if (each < 0) this.closeForgotten(-1 - each, closer);
      else {
        connections.takeAway(each);
        if (closer === CLOSED_BY_CLIENT) this.halfOpen.leaveHalf(closer);
        this.run.finish('disconnect', closer);
      }
    }
  }

  /** Rows of connections that a flow table has forgotten: of a population, or those that a station still carries. */
  private forgottenRows(station: number, population: number | null): number[] {
    const { table } = this.net.connections;
    const rows: number[] = [];
    for (let row = 0; row < table.length; row++) {
      if (table.state(row) !== FORGOTTEN) continue;
      const isMeant =
        population === null ? table.instance(row, station) !== NOTHING : table.population(row) === population;
      if (isMeant) rows.push(row);
    }
    return rows;
  }

  private closeForgotten(row: number, closer: number): void {
    const { table, hand } = this.net.connections;
    table.load(row, hand);
    if (closer === CLOSED_BY_CLIENT) this.halfOpen.splitOff(row);
    this.run.finishForgotten(row, 'disconnect', closer);
  }
}
