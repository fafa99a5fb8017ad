import type { StationKey } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatCount } from '../format/numbers.ts';
import { rewriteLines } from './tuple-path.ts';

/** More instances than this stand as one node. */
const MOST_HOP_NODES = 4;
const MOST_BACKEND_NODES = 24;

/** A box of the diagram: all clients, one instance of a hop, one backend, or a group of either. */
export interface TopologyNode {
  readonly id: string;
  readonly stage: number;
  /** Null for the clients, which may be several populations. */
  readonly station: StationKey | null;
  /** Null when the node stands for the whole station. */
  readonly instance: number | null;
  readonly name: string;
}

export interface Stage {
  readonly kind: 'clients' | 'hop' | 'backends';
  readonly title: string;
  /** Up to two lines: who they are, or what the hop does to the five-tuple. */
  readonly lines: readonly string[];
  readonly nodes: readonly TopologyNode[];
  /** Instances of the station; the nodes are fewer when they are grouped. */
  readonly instances: number;
}

/** Clients, hops and backends in the order in which a connection meets them. */
export function topologyOf(scenario: Scenario): Stage[] {
  const { backends } = scenario;
  return [
    clientStage(scenario),
    ...scenario.path.map((hop, index): Stage => {
      const copies = hop.instances > 1 ? ` ×${hop.instances}` : '';
      return {
        kind: 'hop',
        title: `${hop.name}${copies} · ${hop.mode}`,
        lines: rewriteLines(scenario, index),
        nodes: stationNodes(`path.${index}`, index + 1, hop.name, hop.instances, MOST_HOP_NODES),
        instances: hop.instances,
      };
    }),
    {
      kind: 'backends',
      title: backends.name,
      lines: [`${formatCount(backends.count)} × port ${backends.ports.slice(0, 3).join(', ')}`],
      nodes: stationNodes(
        'backends',
        scenario.path.length + 1,
        backends.name,
        backends.count,
        MOST_BACKEND_NODES,
      ),
      instances: backends.count,
    },
  ];
}

function clientStage({ clients }: Scenario): Stage {
  const names = clients.map(({ name }) => name);
  const title = names.length <= 2 ? names.join(' + ') : `${names.length} populations`;
  const count = clients.reduce(
    (sum, each) => sum + (each.arrivals.pattern === 'population' ? each.count : 0),
    0,
  );
  const addresses = clients.reduce((sum, each) => sum + each.addresses, 0);
  const lines = [
    count > 0 ? `${formatCount(count)} clients` : 'open arrivals',
    `${formatCount(addresses)} ${addresses === 1 ? 'address' : 'addresses'}`,
  ];
  const node = { id: 'clients', stage: 0, station: null, instance: null, name: title };
  return { kind: 'clients', title, lines, nodes: [node], instances: 1 };
}

function stationNodes(
  station: StationKey,
  stage: number,
  name: string,
  instances: number,
  most: number,
): TopologyNode[] {
  if (instances === 1 || instances > most) return [{ id: station, stage, station, instance: null, name }];
  return Array.from({ length: instances }, (_, instance) => ({
    id: `${station}.${instance}`,
    stage,
    station,
    instance,
    name: `${name} ${instance + 1}`,
  }));
}
