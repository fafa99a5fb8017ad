import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { describeResource } from '../../network/results/outcomes.ts';
import type { ColumnInfo, ResourceId, ResourceState, StationKey } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { columnsOf } from '../charts/columns.ts';
import type { DrawerNode } from '../drawer/drawer-store.ts';
import type { LiveRun } from '../run/live-run.ts';

/** Columns whose sum, times a factor, is what is in use of a resource. */
export interface Recorded {
  readonly columns: readonly number[];
  readonly held: readonly number[];
  readonly unitsEach: number;
}

/** A resource of a node, and where the run says what is in use of it. */
export interface NodeResource {
  readonly station: StationKey;
  readonly stationName: string;
  readonly resource: ResourceId;
  readonly label: string;
  readonly unit: string;
  readonly capacity: number;
  /** Null where the run records no course of it. */
  readonly recorded: Recorded | null;
  /** The highest use at any event; null for one instance, of which only samples are kept. */
  readonly peakUsed: number | null;
  /** The rung of the ladder that has its arithmetic. */
  readonly limit: LimitRow | null;
}

/** Use of a resource at a sample, and its highest sample so far. */
export interface ResourceUse {
  readonly used: number | null;
  readonly held: number | null;
  readonly peak: number | null;
  readonly peakAtSec: number | null;
}

/** The stations of a node: the clients are as many as there are populations. */
export function stationsOf({ station }: DrawerNode, { clients }: Scenario): StationKey[] {
  return station === null ? clients.map((_, index): StationKey => `clients.${index}`) : [station];
}

/** Every resource that limits a node, in the order in which the run names them. */
export function resourcesOf(run: LiveRun, node: DrawerNode, limits: readonly LimitRow[]): NodeResource[] {
  const stations = stationsOf(node, run.scenario);
  return (run.summary?.resources ?? [])
    .filter(({ station }) => stations.includes(station))
    .map((state) => nodeResource(run, node, state, limits));
}

function nodeResource(
  run: LiveRun,
  { instance }: DrawerNode,
  state: ResourceState,
  limits: readonly LimitRow[],
): NodeResource {
  const { station, stationName, resource } = state;
  const { label, unit } = describeResource(resource);
  const recorded = recordedOf(run.info, run.scenario, state, instance);
  const each = addressesEach(run.scenario, station);
  const isPool = resource === 'snat-ports' || resource === 'source-ports';
  const whole = instance === null ? state.capacity : oneCapacity(state, isPool ? each : 1);
  return {
    station,
    stationName,
    resource,
    label,
    unit,
    capacity: whole,
    recorded,
    peakUsed: instance === null ? state.peakUsed : null,
    limit: limits.find((row) => row.station === station && row.resource === resource) ?? null,
  };
}

/** Capacity of one instance: `instances` counts the addresses of a pool, of which an instance has so many. */
function oneCapacity({ capacity, instances }: ResourceState, unitsEach: number): number {
  return (capacity / instances) * unitsEach;
}

function addressesEach({ path }: Scenario, station: StationKey): number {
  return path[Number(station.slice('path.'.length))]?.source?.addresses ?? 1;
}

function recordedOf(
  info: readonly ColumnInfo[],
  scenario: Scenario,
  { station, resource }: ResourceState,
  instance: number | null,
): Recorded | null {
  const at = (quantity: ColumnInfo['quantity'], where: (column: ColumnInfo) => boolean): number[] =>
    columnsOf(info, quantity, (column) => column.station === station && where(column)).map(
      (column) => column.at,
    );
  switch (resource) {
    case 'client-ports':
    case 'snat-ports':
    case 'source-ports': {
      const each = addressesEach(scenario, station);
      const isOwn = ({ index }: ColumnInfo): boolean =>
        instance === null ? index === null : index !== null && Math.floor(index / each) === instance;
      const held = at('ports-held', isOwn);
      return recorded([...at('ports-in-use', isOwn), ...held], held);
    }
    case 'flow-table':
      return instance === null
        ? recorded(
            at('resource-used', (column) => column.resource === resource),
            [],
          )
        : null;
    case 'max-connections':
    case 'file-descriptors':
    case 'memory':
      return recorded(
        at('connections', ({ index }) => index === instance),
        [],
        unitsPerConnection(scenario, station, resource),
      );
    default:
      return null;
  }
}

function recorded(columns: readonly number[], held: readonly number[], unitsEach = 1): Recorded | null {
  return columns.length === 0 ? null : { columns, held, unitsEach };
}

/** Units of a resource that one connection takes. */
function unitsPerConnection(scenario: Scenario, station: StationKey, resource: ResourceId): number {
  const hop = scenario.path[Number(station.slice('path.'.length))];
  if (resource === 'memory') return (hop ?? scenario.backends).limits.memoryPerConnectionBytes;
  return resource === 'file-descriptors' && hop !== undefined ? 2 : 1;
}

/** What is in use at a sample, and the highest sample up to the end of what has been run. */
export function resourceUseAt(run: LiveRun, resource: NodeResource, index: number): ResourceUse {
  const { peakUsed } = resource;
  if (resource.recorded === null) return { used: null, held: null, peak: peakUsed, peakAtSec: null };
  const { columns, held, unitsEach } = resource.recorded;
  const sum = (of: readonly number[], sample: number): number =>
    of.reduce((total, column) => total + (run.columns[column]?.[sample] ?? 0), 0);
  let highest = 0;
  let highestAt = -1;
  for (let sample = 0; sample < run.length; sample++) {
    const value = sum(columns, sample);
    if (value <= highest) continue;
    highest = value;
    highestAt = sample;
  }
  return {
    used: index < 0 ? 0 : sum(columns, index) * unitsEach,
    held: held.length === 0 || index < 0 ? null : sum(held, index),
    peak: peakUsed ?? highest * unitsEach,
    peakAtSec: highestAt < 0 ? null : (run.timeSec[highestAt] ?? null),
  };
}
