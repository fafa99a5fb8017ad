import { autoscales } from '../../scenario/stages.ts';
import type { NetworkState } from '../network-state.ts';
import type { Station } from '../stations/station.ts';
import { isSilent } from './outcomes.ts';
import type { RunCounters } from './run-counters.ts';
import type { ColumnInfo, RunSeries, StationKey } from './run-result.ts';

/** Stations and pools with more instances than this are recorded as a whole only. */
export const MAX_INSTANCE_COLUMNS = 64;

interface Column {
  readonly info: ColumnInfo;
  readonly read: () => number;
}

/** Samples the state of a run at fixed times into columns. It reads; it changes and formats nothing. */
export class Recorder {
  readonly series: RunSeries & { length: number };
  private readonly reads: readonly (() => number)[];
  private readonly sampleEverySec: number;

  constructor(net: NetworkState, counters: RunCounters) {
    const columns = [
      ...populationColumns(counters),
      ...vanishedColumns(net, counters),
      ...failureColumns(counters),
      ...net.stations.flatMap(stationColumns),
      ...scalingColumns(net),
      ...clientPortColumns(net),
      ...poolColumns(net),
      ...processColumns(net),
    ];
    this.reads = columns.map((column) => column.read);
    this.sampleEverySec = net.plan.scenario.sampleEverySec;
    const { samples } = net.plan;
    this.series = {
      info: columns.map((column) => column.info),
      length: 0,
      timeSec: new Float64Array(samples),
      columns: columns.map(() => new Float64Array(samples)),
    };
  }

  /** Time of the next sample; Infinity after the last. */
  nextSampleSec = 0;

  sample(): void {
    const { series, reads } = this;
    const at = series.length;
    series.timeSec[at] = at * this.sampleEverySec;
    for (let c = 0; c < reads.length; c++) series.columns[c]![at] = reads[c]!();
    series.length = at + 1;
    this.nextSampleSec = at + 1 < series.timeSec.length ? (at + 1) * this.sampleEverySec : Infinity;
  }
}

function column(
  key: string,
  kind: ColumnInfo['kind'],
  quantity: ColumnInfo['quantity'],
  read: () => number,
  rest: Partial<Pick<ColumnInfo, 'station' | 'index' | 'resource' | 'limit'>> = {},
): Column {
  return {
    info: { key, kind, quantity, station: null, index: null, resource: null, limit: Infinity, ...rest },
    read,
  };
}

function populationColumns(counters: RunCounters): Column[] {
  return [
    column('concurrent', 'level', 'concurrent', () => counters.concurrent),
    column('connecting', 'level', 'connecting', () => counters.connecting),
    column('waiting', 'level', 'waiting', () => counters.waiting),
    column('attempts', 'total', 'attempts', () => counters.attempts),
    column('established', 'total', 'established', () => counters.established),
    column('closed', 'total', 'closed', () => counters.closed),
    column(
      'client-established',
      'level',
      'client-established',
      () => counters.concurrent + counters.answered,
    ),
    column('forgotten', 'level', 'forgotten', () => counters.forgotten),
    column('remnants', 'level', 'remnants', () => counters.remnants),
  ];
}

/** Only where clients do vanish, so that other runs have the columns that they always had. */
function vanishedColumns({ plan }: NetworkState, counters: RunCounters): Column[] {
  const vanish = plan.scenario.clients.some(({ session }) => session.vanishShare > 0);
  return vanish ? [column('vanished', 'level', 'vanished', () => counters.vanishedHeld)] : [];
}

function failureColumns({ ledger }: RunCounters): Column[] {
  return ledger.causes.flatMap(({ station, resource }, index) => {
    const at = { station, resource };
    const failed = `failed:${station}:${resource}`;
    const columns = [column(failed, 'total', 'failed', () => ledger.counts[index]!, at)];
    if (isSilent(resource)) {
      const dropped = `dropped:${station}:${resource}`;
      columns.push(column(dropped, 'total', 'dropped-syns', () => ledger.drops[index]!, at));
    }
    return columns;
  });
}

function stationColumns(station: Station): Column[] {
  const { key } = station;
  const limit = station.limits[0];
  const one = limit?.connections ?? Infinity;
  // What waits to be accepted is nobody's connection yet, though the kernel keeps a place for it.
  const { listener } = station;
  const carried = (index: number): number => (listener === null ? station.open : listener.accepted)[index]!;
  const total = (): number => (listener === null ? station.totalOpen : listener.totalAccepted);
  const columns = [
    column(`${key}:connections`, 'level', 'connections', total, {
      station: key,
      limit: one * station.instances,
    }),
  ];
  if (station.instances <= MAX_INSTANCE_COLUMNS)
    for (let index = 0; index < station.instances; index++)
      columns.push(
        column(`${key}.${index}:connections`, 'level', 'connections', () => carried(index), {
          station: key,
          index,
          limit: one,
        }),
      );
  if (station.limited.includes('flow-table'))
    columns.push(
      column(`${key}:flow-table`, 'level', 'resource-used', () => station.totalFlows, {
        station: key,
        resource: 'flow-table',
        limit: station.flowLimit * station.instances,
      }),
    );
  return columns;
}

/** Instances that take connections, of each station whose number of them follows the connections. */
function scalingColumns({ plan, stations }: NetworkState): Column[] {
  return autoscales(plan.scenario).flatMap((autoscale, index) => {
    const station = stations[index]!;
    const { key, instances } = station;
    const rest = { station: key, limit: instances };
    return autoscale === null
      ? []
      : [column(`${key}:instances`, 'level', 'instances', () => station.present, rest)];
  });
}

/** Ports that the searches have looked at so far. */
function examinedColumn(station: StationKey, read: () => number): Column {
  return column(`${station}:ports-examined`, 'total', 'ports-examined', read, { station });
}

function clientPortColumns(net: NetworkState): Column[] {
  return net.groups.flatMap((group) => {
    const station: StationKey = `clients.${group.plan.index}`;
    const rest = {
      station,
      resource: 'client-ports',
      limit: group.ports.spaces * group.ports.capacity,
    } as const;
    return [
      column(
        `${station}:ports-in-use`,
        'level',
        'ports-in-use',
        () => group.portsTaken - group.portsHeld,
        rest,
      ),
      column(`${station}:ports-held`, 'level', 'ports-held', () => group.portsHeld, rest),
      examinedColumn(station, () => group.ports.examined),
    ];
  });
}

/** Of a hop that is reloaded: generations on the instance that has most, and connections on old ones. */
function processColumns({ plan, processes }: NetworkState): Column[] {
  return plan.hops.flatMap(({ index, isReloaded }) => {
    const own = processes[index] ?? null;
    if (own === null || !isReloaded) return [];
    const station: StationKey = `path.${index}`;
    return [
      column(`${station}:generations`, 'level', 'generations', () => own.generationsNow(), { station }),
      column(`${station}:old-connections`, 'level', 'old-connections', () => own.oldConnections, { station }),
    ];
  });
}

function poolColumns(net: NetworkState): Column[] {
  return net.pools.flatMap((pool, hop) => {
    if (pool === null) return [];
    const station: StationKey = `path.${hop}`;
    const resource = net.plan.hops[hop]!.settings.mode === 'proxy' ? 'source-ports' : 'snat-ports';
    const whole = { station, resource, limit: pool.capacity } as const;
    const columns = [
      column(
        `${station}:ports-in-use`,
        'level',
        'ports-in-use',
        () => pool.totalTaken - pool.totalHeld,
        whole,
      ),
      column(`${station}:ports-held`, 'level', 'ports-held', () => pool.totalHeld, whole),
      examinedColumn(station, () => pool.spaces.examined),
    ];
    if (pool.addresses > MAX_INSTANCE_COLUMNS) return columns;
    const limit = pool.capacityPerAddress;
    for (let index = 0; index < pool.addresses; index++) {
      const one = { station, resource, index, limit } as const;
      columns.push(
        column(
          `${station}.${index}:ports-in-use`,
          'level',
          'ports-in-use',
          () => pool.takenByAddress[index]! - pool.heldByAddress[index]!,
          one,
        ),
        column(
          `${station}.${index}:ports-held`,
          'level',
          'ports-held',
          () => pool.heldByAddress[index]!,
          one,
        ),
      );
    }
    return columns;
  });
}
