import { autoscales } from '../../scenario/stages.ts';
import type { WorkerProcesses } from '../balance/worker-processes.ts';
import type { ClientGroup } from '../clients/client-group.ts';
import type { NetworkState } from '../network-state.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import type { PortSpaces } from '../ports/tuple-space/port-spaces.ts';
import type { Listener } from '../stations/listener.ts';
import type { Station } from '../stations/station.ts';
import type { FailureLedger } from './failure-ledger.ts';
import { isSilent } from './outcomes.ts';
import type { RunCounters } from './run-counters.ts';
import type { ColumnInfo, RunSeries, StationKey } from './run-result.ts';

/** Stations and pools with more instances than this are recorded as a whole only. */
export const MAX_INSTANCE_COLUMNS = 64;

/** A column of the series, and where its values come from. */
interface Column {
  readonly info: ColumnInfo;
  now(): number;
}

/**
 * What reads a value is a function of the module and not one that each run makes anew: those would all have to be compiled again
 * for each run, at a price of several of its milliseconds.
 */
type Read<Source> = (source: Source, index: number) => number;

class ColumnOf<Source> implements Column {
  readonly info: ColumnInfo;
  private readonly source: Source;
  private readonly index: number;
  private readonly read: Read<Source>;

  constructor(info: ColumnInfo, source: Source, index: number, read: Read<Source>) {
    this.info = info;
    this.source = source;
    this.index = index;
    this.read = read;
  }

  now(): number {
    return this.read(this.source, this.index);
  }
}

/** Samples the state of a run at fixed times into columns. It reads; it changes and formats nothing. */
export class Recorder {
  readonly series: RunSeries & { length: number };
  private readonly columns: readonly Column[];
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
    this.columns = columns;
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
    const { series, columns } = this;
    const at = series.length;
    series.timeSec[at] = at * this.sampleEverySec;
    for (let c = 0; c < columns.length; c++) series.columns[c]![at] = columns[c]!.now();
    series.length = at + 1;
    this.nextSampleSec = at + 1 < series.timeSec.length ? (at + 1) * this.sampleEverySec : Infinity;
  }
}

/** What a column says about itself beside its key, kind and quantity; a column of one of several has its number. */
type Rest = Partial<Pick<ColumnInfo, 'station' | 'index' | 'resource' | 'limit'>>;

function column<Source>(
  key: string,
  kind: ColumnInfo['kind'],
  quantity: ColumnInfo['quantity'],
  source: Source,
  read: Read<Source>,
  rest: Rest = {},
  index = rest.index ?? 0,
): Column {
  const info = { key, kind, quantity, station: null, index: null, resource: null, limit: Infinity, ...rest };
  return new ColumnOf(info, source, index, read);
}

const POPULATION: readonly (readonly [ColumnInfo['quantity'], ColumnInfo['kind'], Read<RunCounters>])[] = [
  ['concurrent', 'level', (counters) => counters.concurrent],
  ['connecting', 'level', (counters) => counters.connecting],
  ['waiting', 'level', (counters) => counters.waiting],
  ['attempts', 'total', (counters) => counters.attempts],
  ['established', 'total', (counters) => counters.established],
  ['closed', 'total', (counters) => counters.closed],
  ['client-established', 'level', (counters) => counters.concurrent + counters.answered],
  ['forgotten', 'level', (counters) => counters.forgotten],
  ['remnants', 'level', (counters) => counters.remnants],
];
const vanishedHeld: Read<RunCounters> = (counters) => counters.vanishedHeld;

function populationColumns(counters: RunCounters): Column[] {
  return POPULATION.map(([quantity, kind, read]) => column(quantity, kind, quantity, counters, read));
}

/** Only where clients do vanish, so that other runs have the columns that they always had. */
function vanishedColumns({ plan }: NetworkState, counters: RunCounters): Column[] {
  const vanish = plan.scenario.clients.some(({ session }) => session.vanishShare > 0);
  return vanish ? [column('vanished', 'level', 'vanished', counters, vanishedHeld)] : [];
}

const failed: Read<FailureLedger> = (ledger, index) => ledger.counts[index]!;
const droppedSyns: Read<FailureLedger> = (ledger, index) => ledger.drops[index]!;

function failureColumns({ ledger }: RunCounters): Column[] {
  return ledger.causes.flatMap(({ station, resource }, index) => {
    const at = { station, resource };
    const of = `${station}:${resource}`;
    const columns = [column(`failed:${of}`, 'total', 'failed', ledger, failed, at, index)];
    if (isSilent(resource))
      columns.push(column(`dropped:${of}`, 'total', 'dropped-syns', ledger, droppedSyns, at, index));
    return columns;
  });
}

const totalOpen: Read<Station> = (station) => station.totalOpen;
const openAt: Read<Station> = (station, index) => station.open[index]!;
const totalAccepted: Read<Listener> = (listener) => listener.totalAccepted;
const acceptedAt: Read<Listener> = (listener, index) => listener.accepted[index]!;
const totalFlows: Read<Station> = (station) => station.totalFlows;
const present: Read<Station> = (station) => station.present;

function stationColumns(station: Station): Column[] {
  const { key, listener } = station;
  const limit = station.limits[0];
  const one = limit?.connections ?? Infinity;
  // What waits to be accepted is nobody's connection yet, though the kernel keeps a place for it.
  const connections = (name: string, rest: Rest): Column => {
    const at = [`${name}:connections`, 'level', 'connections'] as const;
    if (listener === null) return column(...at, station, rest.index === undefined ? totalOpen : openAt, rest);
    return column(...at, listener, rest.index === undefined ? totalAccepted : acceptedAt, rest);
  };
  const columns = [connections(key, { station: key, limit: one * station.instances })];
  if (station.instances <= MAX_INSTANCE_COLUMNS)
    for (let index = 0; index < station.instances; index++)
      columns.push(connections(`${key}.${index}`, { station: key, index, limit: one }));
  if (station.limited.includes('flow-table'))
    columns.push(
      column(`${key}:flow-table`, 'level', 'resource-used', station, totalFlows, {
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
      : [column(`${key}:instances`, 'level', 'instances', station, present, rest)];
  });
}

const portsExamined: Read<PortSpaces> = (spaces) => spaces.examined;

/** Ports that the searches have looked at so far. */
function examinedColumn(station: StationKey, spaces: PortSpaces): Column {
  return column(`${station}:ports-examined`, 'total', 'ports-examined', spaces, portsExamined, { station });
}

const clientPortsInUse: Read<ClientGroup> = (group) => group.portsTaken - group.portsHeld;
const clientPortsHeld: Read<ClientGroup> = (group) => group.portsHeld;

function clientPortColumns(net: NetworkState): Column[] {
  return net.groups.flatMap((group) => {
    const station: StationKey = `clients.${group.plan.index}`;
    const limit = group.ports.spaces * group.ports.capacity;
    const rest = { station, resource: 'client-ports', limit } as const;
    return [
      column(`${station}:ports-in-use`, 'level', 'ports-in-use', group, clientPortsInUse, rest),
      column(`${station}:ports-held`, 'level', 'ports-held', group, clientPortsHeld, rest),
      examinedColumn(station, group.ports),
    ];
  });
}

const generations: Read<WorkerProcesses> = (processes) => processes.generationsNow();
const oldConnections: Read<WorkerProcesses> = (processes) => processes.oldConnections;

/** Of a hop that is reloaded: generations on the instance that has most, and connections on old ones. */
function processColumns({ plan, processes }: NetworkState): Column[] {
  return plan.hops.flatMap(({ index, isReloaded }) => {
    const own = processes[index] ?? null;
    if (own === null || !isReloaded) return [];
    const station: StationKey = `path.${index}`;
    return [
      column(`${station}:generations`, 'level', 'generations', own, generations, { station }),
      column(`${station}:old-connections`, 'level', 'old-connections', own, oldConnections, { station }),
    ];
  });
}

const poolPortsInUse: Read<SourcePool> = (pool) => pool.totalTaken - pool.totalHeld;
const poolPortsHeld: Read<SourcePool> = (pool) => pool.totalHeld;
const addressPortsInUse: Read<SourcePool> = (pool, index) =>
  pool.takenByAddress[index]! - pool.heldByAddress[index]!;
const addressPortsHeld: Read<SourcePool> = (pool, index) => pool.heldByAddress[index]!;

function poolColumns(net: NetworkState): Column[] {
  return net.pools.flatMap((pool, hop) => {
    if (pool === null) return [];
    const station: StationKey = `path.${hop}`;
    const resource = net.plan.hops[hop]!.settings.mode === 'proxy' ? 'source-ports' : 'snat-ports';
    const whole = { station, resource, limit: pool.capacity } as const;
    const columns = [
      column(`${station}:ports-in-use`, 'level', 'ports-in-use', pool, poolPortsInUse, whole),
      column(`${station}:ports-held`, 'level', 'ports-held', pool, poolPortsHeld, whole),
      examinedColumn(station, pool.spaces),
    ];
    if (pool.addresses > MAX_INSTANCE_COLUMNS) return columns;
    const limit = pool.capacityPerAddress;
    for (let index = 0; index < pool.addresses; index++) {
      const key = `${station}.${index}`;
      const one = { station, resource, index, limit } as const;
      columns.push(
        column(`${key}:ports-in-use`, 'level', 'ports-in-use', pool, addressPortsInUse, one),
        column(`${key}:ports-held`, 'level', 'ports-held', pool, addressPortsHeld, one),
      );
    }
    return columns;
  });
}
