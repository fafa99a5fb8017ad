import { placeOf } from '../../analysis/levers/stage-place.ts';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { describeResource } from '../../network/results/outcomes.ts';
import type { ColumnInfo, ResourceId, ResourceState, StationKey } from '../../network/results/run-result.ts';
import { isPopulation } from '../../network/results/station-key.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Column, columnsOf } from '../charts/columns.ts';
import type { Reading } from '../charts/reading.ts';
import { valueAt } from '../diagram/moment.ts';
import { portColumns, sumOf } from '../diagram/node-readings.ts';
import type { DrawerNode } from '../drawer/drawer-store.ts';
import type { LiveRun } from '../run/live-run.ts';

/** What the run records of a resource: what is in use and held together, of which each takes so many units. */
interface Recorded {
  readonly used: Reading;
  readonly held: Reading | null;
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
  /** The highest use so far: at any event, or of one instance, of which only samples are kept, at any sample. */
  readonly peak: number | null;
  /** Of the highest sample so far; null where nothing was in use at any, or the run records no course. */
  readonly peakAtSec: number | null;
  /** The rung of the ladder that has its arithmetic. */
  readonly limit: LimitRow | null;
}

/** Use of a resource at a sample; null where the run records no course, or nothing that is held. */
export interface ResourceUse {
  readonly used: number | null;
  readonly held: number | null;
}

/** The node that was picked, as far as the scenario still has it: in place of an instance that is gone all of its station. */
export function shownNode(
  picked: DrawerNode | null,
  scenario: Scenario,
  limits: readonly LimitRow[],
): DrawerNode {
  if (picked === null) return firstToBind(limits);
  const { station, instance } = picked;
  if (station === null) return picked;
  const { path, instances } = placeOf(station, scenario);
  if (path !== station) return firstToBind(limits);
  return instance === null || instance < instances ? picked : { station, instance: null };
}

/** Where the limit is that binds first: what most who have picked no node want to see. */
function firstToBind([first]: readonly LimitRow[]): DrawerNode {
  const isOfClients = first === undefined || isPopulation(first.station);
  return { station: isOfClients ? null : first.station, instance: null };
}

/** The stations of a node: the clients are as many as there are populations. */
export function stationsOf({ station }: DrawerNode, { clients }: Scenario): StationKey[] {
  return station === null ? clients.map((_, index): StationKey => `clients.${index}`) : [station];
}

/** Every resource that limits a node, in the order in which the run names them, with its peak in the samples so far. */
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
  const highest = recorded === null ? null : highestSample(run, recorded);
  return {
    station,
    stationName,
    resource,
    label,
    unit,
    capacity: whole,
    recorded,
    peak: instance === null ? state.peakUsed : (highest?.used ?? null),
    peakAtSec: highest?.atSec ?? null,
    limit: limits.find((row) => row.station === station && row.resource === resource) ?? null,
  };
}

/** Capacity of one instance: `instances` counts the addresses of a pool, of which an instance has so many. */
function oneCapacity({ capacity, instances }: ResourceState, unitsEach: number): number {
  return (capacity / instances) * unitsEach;
}

function addressesEach(scenario: Scenario, station: StationKey): number {
  return scenario.path[placeOf(station, scenario).index]?.source?.addresses ?? 1;
}

function recordedOf(
  info: readonly ColumnInfo[],
  scenario: Scenario,
  { station, resource }: ResourceState,
  instance: number | null,
): Recorded | null {
  switch (resource) {
    case 'client-ports':
    case 'snat-ports':
    case 'source-ports': {
      const { inUse, held } = portColumns(info, { station, instance }, addressesEach(scenario, station));
      return recorded([...inUse, ...held], held);
    }
    case 'flow-table':
      return instance === null
        ? recorded(
            columnsOf(
              info,
              'resource-used',
              (column) => column.station === station && column.resource === resource,
            ),
          )
        : null;
    case 'max-connections':
    case 'file-descriptors':
    case 'memory':
      return recorded(
        columnsOf(info, 'connections', (column) => column.station === station && column.index === instance),
        [],
        unitsPerConnection(scenario, station, resource),
      );
    default:
      return null;
  }
}

function recorded(used: readonly Column[], held: readonly Column[] = [], unitsEach = 1): Recorded | null {
  if (used.length === 0) return null;
  return { used: sumOf(used), held: held.length === 0 ? null : sumOf(held), unitsEach };
}

/** Units of a resource that one connection takes. */
function unitsPerConnection(scenario: Scenario, station: StationKey, resource: ResourceId): number {
  const { isHop, limits } = placeOf(station, scenario);
  if (resource === 'memory') return limits.memoryPerConnectionBytes;
  return resource === 'file-descriptors' && isHop ? 2 : 1;
}

function highestSample(
  run: LiveRun,
  { used, unitsEach }: Recorded,
): { readonly used: number; readonly atSec: number | null } {
  let highest = 0;
  let atSec: number | null = null;
  for (let index = 0; index < run.length; index++) {
    const value = valueAt(run, used, index);
    if (value <= highest) continue;
    highest = value;
    atSec = run.timeSec[index] ?? null;
  }
  return { used: highest * unitsEach, atSec };
}

/** What is in use of a resource at a sample, and held of it. */
export function resourceUseAt(run: LiveRun, { recorded }: NodeResource, index: number): ResourceUse {
  if (recorded === null) return { used: null, held: null };
  const { used, held, unitsEach } = recorded;
  return {
    used: valueAt(run, used, index) * unitsEach,
    held: held === null || index < 0 ? null : valueAt(run, held, index),
  };
}
