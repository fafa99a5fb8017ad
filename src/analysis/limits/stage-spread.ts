import type { StationKey } from '../../network/results/run-result.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { FlowTable, Scenario, SourcePool } from '../../scenario/scenario.ts';
import { isSourceHash } from '../../scenario/source-hash.ts';

/** A hop or the backends, with what balancing makes of it: how many of its parts carry load, and how evenly. */
export interface Stage {
  readonly key: StationKey;
  readonly name: string;
  readonly instances: number;
  /** Instances that a connection can reach: fewer than all when few sources are spread by a hash. */
  readonly usedInstances: number;
  /** Equally loaded instances that would carry as much before the fullest one is full: fewer where weights differ. */
  readonly evenInstances: number;
  /** (address, port) pairs of one instance. */
  readonly endpointsEach: number;
  /** Source addresses that the stage sees, and whether they are still the clients' own. */
  readonly sourcesSeen: number;
  readonly sourcesAreClients: boolean;
  /** True where the stage before gives each source address one instance of this one. */
  readonly hashedBefore: boolean;
  readonly limits: Limits;
  readonly descriptorsPerConnection: number;
  /** Null where no flows are tracked. */
  readonly flowTable: FlowTable | null;
  readonly source: SourcePool | null;
  readonly isProxy: boolean;
}

/** The stages of a scenario in the order in which a connection meets them; the backends are last. */
export function stagesOf(scenario: Scenario): Stage[] {
  const { path, backends } = scenario;
  const stages: Stage[] = [];
  let sourcesSeen = sourceAddressesOf(scenario);
  let sourcesAreClients = true;
  let pickerHashes = scenario.clients.every((clients) => isSourceHash(clients.balance));
  path.forEach((hop, index) => {
    // A route leads each source address through one instance of a gateway.
    const hashedBefore = hop.gateway || pickerHashes;
    const used = hashedBefore ? Math.min(hop.instances, sourcesSeen) : hop.instances;
    stages.push({
      key: `path.${index}`,
      name: hop.name,
      instances: hop.instances,
      usedInstances: used,
      evenInstances: used,
      endpointsEach: hop.listen.addresses * hop.listen.ports.length,
      sourcesSeen,
      sourcesAreClients,
      hashedBefore,
      limits: hop.limits,
      descriptorsPerConnection: hop.mode === 'proxy' ? 2 : 0,
      flowTable: hop.tracksFlows ? hop.flowTable : null,
      source: hop.source,
      isProxy: hop.mode === 'proxy',
    });
    if (!hop.gateway) pickerHashes = isSourceHash(hop.balance);
    if (hop.source === null) return;
    sourcesSeen = hop.source.addresses * used;
    sourcesAreClients = false;
  });
  const used = pickerHashes ? Math.min(backends.count, sourcesSeen) : backends.count;
  stages.push({
    key: 'backends',
    name: backends.name,
    instances: backends.count,
    usedInstances: used,
    evenInstances: used < backends.count ? used : totalOverLargest(backends.weights),
    endpointsEach: backends.addresses * backends.ports.length,
    sourcesSeen,
    sourcesAreClients,
    hashedBefore: pickerHashes,
    limits: backends.limits,
    descriptorsPerConnection: 1,
    flowTable: null,
    source: null,
    isProxy: false,
  });
  return stages;
}

/** Distinct client addresses that open connections. */
export function sourceAddressesOf(scenario: Scenario): number {
  return scenario.clients.reduce((sum, clients) => {
    if (clients.addressesOf !== null) return sum;
    const open = clients.arrivals.pattern === 'poisson' ? Infinity : clients.count;
    return sum + Math.min(clients.addresses, open);
  }, 0);
}

function totalOverLargest(weights: readonly number[]): number {
  const first = weights[0];
  if (weights.every((weight) => weight === first)) return weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total / Math.max(...weights);
}
