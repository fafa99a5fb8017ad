import { blocksPerInstance } from '../../network/ports/port-blocks.ts';
import type { StationKey } from '../../network/results/run-result.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { Balance, FlowTable, Scenario, SourcePool } from '../../scenario/scenario.ts';
import { isSourceHash } from '../../scenario/source-hash.ts';
import { type Demand, fullestAddressShare } from './demand.ts';

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
  /** How one of its instances is picked: by a route, a hash of the source; of populations that differ, by chance. */
  readonly pickedBy: Balance;
  /** Source addresses that the picker tells apart. */
  readonly pickersSources: number;
  /** True where the stage before gives each source address one instance of this one. */
  readonly hashedBefore: boolean;
  readonly limits: Limits;
  readonly descriptorsPerConnection: number;
  /** Null where no flows are tracked. */
  readonly flowTable: FlowTable | null;
  readonly source: SourcePool | null;
  readonly isProxy: boolean;
}

/** Shares that differ by less than this from an even one are taken for it. */
const EVEN_WITHIN = 0.01;

/** Who picks the instances of a stage, and what a hash would go by. */
interface Picker {
  /** Shares of the connections that are picked by a hash of their source, with the busiest source of each. */
  readonly hashed: readonly HashedPart[];
  /** Source addresses that it tells apart. */
  readonly sources: number;
  readonly balance: Balance;
}

interface HashedPart {
  readonly share: number;
  /** Part of all connections that the busiest source address has. */
  readonly busiest: number;
}

/** The stages of a scenario in the order in which a connection meets them; the backends are last. */
export function stagesOf(scenario: Scenario, demand: Demand): Stage[] {
  const { path, backends } = scenario;
  const stages: Stage[] = [];
  const sources = sourceAddressesOf(scenario);
  const shares = sharesOf(demand);
  let sourcesSeen = sources;
  /** The sources as the stage sees them, all hashed: what a route makes of them. */
  let routed: Picker = { sources, hashed: shares, balance: 'source-hash' };
  const [first] = scenario.clients;
  let picker: Picker = {
    sources,
    balance:
      first !== undefined && scenario.clients.every(({ balance }) => balance === first.balance)
        ? first.balance
        : 'random',
    hashed: shares.filter((_, index) => isSourceHash(scenario.clients[index]?.balance ?? 'random')),
  };
  let sourcesAreClients = true;
  /** False once the sources have been rewritten since the instance was picked. */
  let sourcesArePickers = true;
  path.forEach((hop, index) => {
    // A route leads each source address through one instance of a gateway.
    const chosenBy = hop.gateway ? routed : picker;
    const used = usedOf(hop.instances, chosenBy);
    const hashedBefore = hop.gateway || (hashesAll(picker) && sourcesArePickers);
    stages.push({
      key: `path.${index}`,
      name: hop.name,
      instances: hop.instances,
      usedInstances: used,
      evenInstances: evenly(used, fullestOf(used, chosenBy)),
      endpointsEach: hop.listen.addresses * hop.listen.ports.length,
      sourcesSeen,
      sourcesAreClients,
      pickedBy: chosenBy.balance,
      pickersSources: chosenBy.sources,
      hashedBefore,
      limits: hop.limits,
      descriptorsPerConnection: hop.mode === 'proxy' ? 2 : 0,
      flowTable: hop.tracksFlows ? hop.flowTable : null,
      source: hop.source,
      isProxy: hop.mode === 'proxy',
    });
    if (!hop.gateway) {
      picker = {
        sources: sourcesSeen,
        hashed: isSourceHash(hop.balance) ? routed.hashed : [],
        balance: hop.balance,
      };
      sourcesArePickers = true;
    }
    if (hop.source === null) return;
    sourcesSeen = addressesInUse(hop.source, hashedBefore ? sourcesSeen / used : sourcesSeen) * used;
    routed = {
      sources: sourcesSeen,
      hashed: [{ share: 1, busiest: 1 / sourcesSeen }],
      balance: 'source-hash',
    };
    sourcesAreClients = false;
    sourcesArePickers = false;
  });
  const used = usedOf(backends.count, picker);
  stages.push({
    key: 'backends',
    name: backends.name,
    instances: backends.count,
    usedInstances: used,
    evenInstances: Math.min(
      evenly(used, fullestOf(used, picker)),
      used < backends.count ? used : totalOverLargest(backends.weights),
    ),
    endpointsEach: backends.addresses * backends.ports.length,
    sourcesSeen,
    sourcesAreClients,
    pickedBy: picker.balance,
    pickersSources: picker.sources,
    hashedBefore: hashesAll(picker) && sourcesArePickers,
    limits: backends.limits,
    descriptorsPerConnection: 1,
    flowTable: null,
    source: null,
    isProxy: false,
  });
  return stages;
}

function sharesOf({ populations }: Demand): HashedPart[] {
  const total = populations.reduce((sum, each) => sum + each.connections, 0);
  return populations.map(({ clients, connections }) => {
    const share = total === 0 ? 1 / populations.length : connections / total;
    return { share, busiest: share * fullestAddressShare(clients) };
  });
}

function hashesAll({ hashed }: Picker): boolean {
  return hashed.reduce((sum, { share }) => sum + share, 0) > 1 - 1e-9;
}

function usedOf(instances: number, picker: Picker): number {
  return hashesAll(picker) ? Math.min(instances, picker.sources) : instances;
}

/**
 * What the fullest of so many instances gets at the least, as a share of all connections. Whole sources come to an instance: of S equal
 * ones over I the fullest gets S / I, rounded up. Of unequal ones the instance of the busiest has all of its connections, and its part
 * of those that no hash keeps together. That other sources go elsewhere is more than chance always grants.
 */
function fullestOf(instances: number, { hashed, sources }: Picker): number {
  const [first, ...others] = hashed;
  if (first === undefined) return 1 / instances;
  if (others.length === 0 && first.share > 1 - 1e-9) return Math.ceil(sources / instances) / sources;
  const spread = hashed.reduce((rest, { share }) => rest - share, 1);
  return Math.max(1 / instances, ...hashed.map(({ busiest }) => busiest + spread / instances));
}

/** Equally loaded instances that a fullest share stands for. */
function evenly(used: number, fullest: number): number {
  return fullest * used < 1 + EVEN_WITHIN ? used : 1 / fullest;
}

/** Addresses of a pool that are in use: blocks are given away one address after the other. */
function addressesInUse(source: SourcePool, owners: number): number {
  const blocks = blocksPerInstance({ ...source, addresses: 1 });
  if (blocks === 0) return source.addresses;
  return Math.min(source.addresses, Math.max(1, Math.ceil(owners / blocks)));
}

/** Distinct client addresses that open connections. */
function sourceAddressesOf(scenario: Scenario): number {
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
