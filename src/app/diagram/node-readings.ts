import { symptomOf } from '../../analysis/answer/symptoms.ts';
import type { Products } from '../../analysis/levers/products.ts';
import { describeResource } from '../../network/results/outcomes.ts';
import type { ColumnInfo, ResourceId, StationKey } from '../../network/results/run-result.ts';
import { isPopulation } from '../../network/results/station-key.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Column, columnsOf } from '../charts/columns.ts';
import type { Reading } from '../charts/reading.ts';
import type { TopologyNode } from './topology.ts';

export interface ResourceReading {
  readonly label: string;
  /** What is in use and held together. */
  readonly used: Reading;
  readonly held: Reading | null;
  readonly capacity: number;
}

/** Which columns tell the state of one node. */
export interface NodeReadings {
  /** Open connections; for the clients the established ones. Null where they are not recorded. */
  readonly connections: Reading | null;
  /** Columns with the connections of each instance, where the node stands for several. */
  readonly instances: readonly number[];
  readonly resources: readonly ResourceReading[];
}

export interface FailureReading {
  readonly resource: ResourceId;
  readonly outcome: string;
  /** Refusals: dropped SYNs where the refusal is silent, else failed attempts. */
  readonly column: number;
  /** Attempts that failed for that reason in the end, where the refusal is silent; else null. */
  readonly gaveUpColumn: number | null;
}

/** Name of a resource where it stands beside its hop: which stage its ports lead to need not be said. */
function resourceLabel(resource: ResourceId): string {
  return resource === 'source-ports' ? 'source ports' : describeResource(resource).label;
}

/** What columns hold together. */
export function sumOf(columns: readonly Column[]): Reading {
  return { kind: 'sum', columns: columns.map(({ at }) => at) };
}

export function nodeReadings(
  info: readonly ColumnInfo[],
  scenario: Scenario,
  node: TopologyNode,
): NodeReadings {
  if (node.station === null) return clientReadings(info);
  const own = columnsOf(
    info,
    'connections',
    ({ station, index }) => station === node.station && index === node.instance,
  );
  const limit = own[0]?.info.limit ?? Number.POSITIVE_INFINITY;
  const connections = own.length > 0 ? sumOf(own) : null;
  const resources: ResourceReading[] = [];
  if (connections !== null && Number.isFinite(limit)) {
    resources.push({ label: 'connections', used: connections, held: null, capacity: limit });
  }
  if (node.instance === null) resources.push(...tableReadings(info, node.station));
  const isInstance = ({ station, index }: ColumnInfo): boolean => station === node.station && index !== null;
  const single = node.instance === null ? columnsOf(info, 'connections', isInstance) : [];
  const instances = single.length > 1 ? single.map(({ at }) => at) : [];
  return { connections, instances, resources: [...resources, ...poolReadings(info, scenario, node)] };
}

function clientReadings(info: readonly ColumnInfo[]): NodeReadings {
  const inUse = columnsOf(info, 'ports-in-use', ({ resource }) => resource === 'client-ports');
  const held = columnsOf(info, 'ports-held', ({ resource }) => resource === 'client-ports');
  return {
    connections: sumOf(columnsOf(info, 'concurrent')),
    instances: [],
    resources: portReading(inUse, held),
  };
}

function tableReadings(info: readonly ColumnInfo[], station: StationKey): ResourceReading[] {
  return columnsOf(info, 'resource-used', (column) => column.station === station).flatMap((column) => {
    const { resource, limit } = column.info;
    if (resource === null || !Number.isFinite(limit)) return [];
    return [{ label: resourceLabel(resource), used: sumOf([column]), held: null, capacity: limit }];
  });
}

function poolReadings(
  info: readonly ColumnInfo[],
  scenario: Scenario,
  node: TopologyNode,
): ResourceReading[] {
  const source = scenario.path[node.stage - 1]?.source;
  if (source == null) return [];
  const { inUse, held } = portColumns(info, node, source.addresses);
  return portReading(inUse, held);
}

/**
 * Columns with the ports of a station, in use and held: those of all addresses together, or of the addresses that an instance
 * owns. Address `a` belongs to instance `floor(a / addresses of one)`.
 */
export function portColumns(
  info: readonly ColumnInfo[],
  { station, instance }: Pick<TopologyNode, 'station' | 'instance'>,
  addressesEach: number,
): { readonly inUse: readonly Column[]; readonly held: readonly Column[] } {
  const isOwn = ({ station: at, index }: ColumnInfo): boolean =>
    at === station &&
    (instance === null ? index === null : index !== null && Math.floor(index / addressesEach) === instance);
  return { inUse: columnsOf(info, 'ports-in-use', isOwn), held: columnsOf(info, 'ports-held', isOwn) };
}

function portReading(inUse: readonly Column[], held: readonly Column[]): ResourceReading[] {
  const capacity = inUse.reduce((total, { info }) => total + info.limit, 0);
  const resource = inUse[0]?.info.resource ?? null;
  if (resource === null || !Number.isFinite(capacity)) return [];
  return [{ label: resourceLabel(resource), used: sumOf([...inUse, ...held]), held: sumOf(held), capacity }];
}

/**
 * Columns that count refusals at a station; with null those at the clients of any population. A silent refusal drops a SYN,
 * and that is what happens there; the attempt fails later and elsewhere, when its client gives up.
 */
export function failureReadings(
  info: readonly ColumnInfo[],
  products: Products,
  station: StationKey | null,
): FailureReading[] {
  return columnsOf(info, 'failed', (column) =>
    station === null ? column.station !== null && isPopulation(column.station) : column.station === station,
  ).flatMap(({ at, info: { station: own, resource } }): FailureReading[] => {
    if (resource === null || own === null) return [];
    const isSame = (column: ColumnInfo): boolean => column.station === own && column.resource === resource;
    const [dropped] = columnsOf(info, 'dropped-syns', isSame);
    const { outcome } = symptomOf(products, own, resource);
    return dropped === undefined
      ? [{ resource, outcome, column: at, gaveUpColumn: null }]
      : [{ resource, outcome, column: dropped.at, gaveUpColumn: at }];
  });
}
