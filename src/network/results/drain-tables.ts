import { LOG_BINS, logBinOf } from '../../numeric/log-bins.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { EstablishedPlace } from '../connections/connections.ts';
import type { DrainReason } from '../timeline/operations.ts';
import type { DrainTable, StationKey } from './run-result.ts';

interface OpenTable extends DrainTable {
  instances: number;
  readonly connections: number[];
}

/**
 * For each event that makes instances drain, or cuts them without one: how long the connections that they had then would have
 * gone on. The run knows, as each of them waits for its own end; so this is what a drain without an end would have seen.
 */
export class DrainTables {
  private readonly events: Scenario['events'];
  private readonly populations: number;
  private readonly stationNames: readonly string[];
  private readonly byEvent = new Map<number, OpenTable>();

  constructor({ events, clients, path }: Scenario) {
    this.events = events;
    this.populations = clients.length;
    this.stationNames = [...path.map(({ name }) => name), 'backends'];
  }

  /** An instance of the station begins to drain, or is cut, with those connections. */
  begin(station: number, reason: DrainReason, found: readonly EstablishedPlace[], nowSec: number): void {
    const event = this.eventOf(station, reason, nowSec);
    if (event < 0) return;
    const table = this.byEvent.get(event) ?? this.create(event, station);
    table.instances += 1;
    for (const { population, endSec } of found) {
      table.connections[population]! += 1;
      table.endAfter[logBinOf(endSec - nowSec)]! += 1;
    }
  }

  /** In the order in which they began. */
  tables(): DrainTable[] {
    return [...this.byEvent.values()];
  }

  /** The last event that began with that action at the station; -1 for none, as for what is away from the start. */
  private eventOf(station: number, reason: DrainReason, nowSec: number): number {
    const target = this.stationNames[station];
    let last = -1;
    this.events.forEach(({ action, target: other, atSec }, index) => {
      const isOne = action === reason && other === target && atSec <= nowSec;
      if (isOne && atSec >= (this.events[last]?.atSec ?? 0)) last = index;
    });
    return last;
  }

  private create(event: number, station: number): OpenTable {
    const isBackends = station === this.stationNames.length - 1;
    const key: StationKey = isBackends ? 'backends' : `path.${station}`;
    const connections = new Array<number>(this.populations).fill(0);
    const table = { event, station: key, instances: 0, connections, endAfter: new Int32Array(LOG_BINS) };
    this.byEvent.set(event, table);
    return table;
  }
}
