import { mostAddresses } from '../scenario/changes.ts';
import { highestRatePerSec } from '../scenario/highest-rate.ts';
import { lifetimeMeanSec } from '../scenario/lifetime.ts';
import { type AgeLimit, ageLimitsOf } from '../scenario/max-age.ts';
import type { ClientPopulation, Hop, Scenario, SourcePool } from '../scenario/scenario.ts';
import { isSourceHash } from '../scenario/source-hash.ts';
import { hasSilentEnds } from '../scenario/timeline.ts';
import { portSpacesOf } from './ports/port-blocks.ts';
import { maxTrackedSpaces } from './ports/tuple-space/port-range.ts';

/** Client port spaces up to this number are tracked port by port; beyond it they are counted. */
const MAX_TRACKED_CLIENT_SPACES = 1024;

/** Connections in set-up are few in most runs; the table grows where they are not. */
const INITIAL_ROWS = 1024;

/** One population, with what the rest of the scenario decides for it. */
export interface ClientPlan {
  readonly index: number;
  readonly settings: ClientPopulation;
  /** Identity of its first source address among all source addresses of the run. */
  readonly firstSource: number;
  /** (address, port) pairs of the stage that the clients address. */
  readonly endpoints: number;
  /** Index of the population whose hosts these clients run on; null where nobody else does and ports are automatic. */
  readonly hosts: number | null;
  /** Port spaces of each client address: one an endpoint, or one for all where ports are bound early. */
  readonly portSpacesEach: number;
  /** True where the port map shows the clients' ports; false where counting them decides alone. */
  readonly tracksPorts: boolean;
  /** Stages that close old connections. */
  readonly ages: readonly AgeLimit[];
}

/** One hop, with what its neighbours decide for it. */
export interface HopPlan {
  readonly index: number;
  /** Its source pool is that of the most addresses that there ever are. */
  readonly settings: Hop;
  /** The stage that the hop, or who dials through it, addresses: the first one behind it that is no gateway. */
  readonly dialledStage: number;
  /** Endpoints of that stage: the destinations toward which source ports are leased. */
  readonly destinations: number;
  /** True where it has processes to tell apart: several on an instance, or generations of them. */
  readonly hasProcesses: boolean;
  readonly isReloaded: boolean;
  /** True where one address and port of a sender can come with several destinations. */
  readonly remapsPorts: boolean;
  /** Source addresses that the hop sees: the clients', or those of the last hop that rewrites them. */
  readonly firstSourceSeen: number;
  readonly sourcesSeen: number;
  /** Identity of its own first source address, if it has any. */
  readonly firstSource: number;
  /** Source addresses of an instance at the start. */
  readonly addressesAtFirst: number;
}

/** A scenario turned into the numbers that a run needs before it starts. */
export interface Plan {
  readonly scenario: Scenario;
  readonly clients: readonly ClientPlan[];
  readonly hops: readonly HopPlan[];
  /** The stage that the clients address: the first one that is no gateway. */
  readonly dialledStage: number;
  /** True when something depends on five-tuples: a hash of them, a sequence number, a port that is kept. */
  readonly usesFlows: boolean;
  /** True when a station depends on which source address it sees: a hash, or blocks of ports. */
  readonly usesSources: boolean;
  /** A connection remembers two times: a proxy sends SYNs of its own, or the path may lose it and tell nobody. */
  readonly hasTwoTimes: boolean;
  readonly samples: number;
  /** Rough numbers, for the sizes of buffers that can grow: rows of connections in motion, and the rest. */
  readonly initialRows: number;
  readonly expectedConcurrent: number;
  readonly expectedEvents: number;
}

/** The scenario has more port spaces than can be numbered; `message` says where and how many are accepted. */
export class TooManyPortSpacesError extends RangeError {
  override readonly name = 'TooManyPortSpacesError';
}

/**
 * Compiles a validated scenario.
 * @throws TooManyPortSpacesError when a source pool has more (address, destination) pairs than can be tracked.
 */
export function compile(scenario: Scenario): Plan {
  const endpoints = endpointsOfStages(scenario);
  const clientAddresses = scenario.clients.reduce(
    (sum, clients) => sum + (clients.addressesOf === null ? clients.addresses : 0),
    0,
  );
  const dialledStage = dialledFrom(scenario, -1);
  const clients = planClients(scenario, endpoints[dialledStage]!);
  const hops = planHops(scenario, endpoints, clientAddresses);
  return {
    scenario,
    clients,
    hops,
    dialledStage,
    usesFlows: usesFlows(scenario),
    usesSources: usesSources(scenario),
    hasTwoTimes: scenario.path.some(({ mode }) => mode === 'proxy') || hasSilentEnds(scenario),
    samples: Math.floor(scenario.durationSec / scenario.sampleEverySec + 1e-9) + 1,
    initialRows: INITIAL_ROWS,
    expectedConcurrent: Math.ceil(scenario.clients.reduce((sum, each) => sum + expectedConcurrent(each), 0)),
    expectedEvents: scenario.clients.reduce((sum, each) => sum + expectedEvents(each, scenario), 0),
  };
}

function usesFlows({ clients, path }: Scenario): boolean {
  const balances = [...clients, ...path].map(({ balance }) => balance);
  return (
    balances.includes('maglev') ||
    path.some(({ source }) => source !== null && (source.preservePort || source.takeOver))
  );
}

function usesSources({ clients, path, events }: Scenario): boolean {
  return (
    [...clients, ...path].some(({ balance }) => isSourceHash(balance)) ||
    path.some(({ gateway, instances }) => gateway && instances > 1) ||
    path.some(
      (hop) =>
        hop.source !== null && dependsOnSender({ ...hop.source, addresses: mostAddresses(hop, events) }),
    )
  );
}

function dependsOnSender({ scope, choose, addresses, preservePort }: SourcePool): boolean {
  return scope === 'client-block' || preservePort || (addresses > 1 && choose.endsWith('-hash'));
}

/** The first stage behind a hop (-1: behind the clients) that is no gateway. */
export function dialledFrom(scenario: Scenario, hop: number): number {
  let stage = hop + 1;
  while (scenario.path[stage]?.gateway === true) stage += 1;
  return stage;
}

/** (address, port) pairs that each stage listens on; the last stage is the backends. */
export function endpointsOfStages(scenario: Scenario): number[] {
  const { backends } = scenario;
  return [
    ...scenario.path.map((hop) => hop.instances * hop.listen.addresses * hop.listen.ports.length),
    backends.count * backends.addresses * backends.ports.length,
  ];
}

function planClients(scenario: Scenario, endpoints: number): ClientPlan[] {
  let firstSource = 0;
  const firstSources: number[] = [];
  return scenario.clients.map((settings, index) => {
    const host = scenario.clients.findIndex(({ name }) => name === settings.addressesOf);
    const hosts = hostsOf(scenario, index);
    const spaces = settings.addresses * endpoints;
    if (hosts !== null) refuseTooManyHostSpaces(index, spaces);
    const plan: ClientPlan = {
      index,
      settings,
      firstSource: host < 0 ? firstSource : firstSources[host]!,
      endpoints,
      hosts,
      portSpacesEach: settings.bind === 'early' && hosts === null ? 1 : endpoints,
      tracksPorts: spaces <= MAX_TRACKED_CLIENT_SPACES,
      ages: ageLimitsOf(scenario),
    };
    firstSources.push(plan.firstSource);
    if (host < 0) firstSource += settings.addresses;
    return plan;
  });
}

/** The population whose ports must be kept for whole hosts; null where connect() or bind() of one program is alone. */
function hostsOf(scenario: Scenario, index: number): number | null {
  const { name, addressesOf, bind } = scenario.clients[index]!;
  if (addressesOf !== null) return scenario.clients.findIndex((other) => other.name === addressesOf);
  const isShared = scenario.clients.some((other) => other.addressesOf === name);
  return isShared || bind === 'explicit' ? index : null;
}

function refuseTooManyHostSpaces(index: number, spaces: number): void {
  if (spaces <= MAX_TRACKED_CLIENT_SPACES) return;
  throw new TooManyPortSpacesError(
    `clients.${index}: ports that programs name, or share with other programs of their host, are tracked for at most ` +
      `${MAX_TRACKED_CLIENT_SPACES} pairs of address and destination; here are ${spaces}`,
  );
}

function planHops(scenario: Scenario, endpoints: readonly number[], clientAddresses: number): HopPlan[] {
  let firstSourceSeen = 0;
  let sourcesSeen = clientAddresses;
  let nextSource = clientAddresses;
  return scenario.path.map((hop, index) => {
    const settings = withMostAddresses(hop, scenario);
    const dialledStage = dialledFrom(scenario, index);
    const destinations = endpoints[dialledStage]!;
    const firstSource = nextSource;
    const isReloaded = scenario.events.some(
      ({ action, target }) => action === 'reload' && target === settings.name,
    );
    const plan: HopPlan = {
      index,
      settings,
      dialledStage,
      destinations,
      hasProcesses: isReloaded || (settings.workers?.count ?? 1) > 1,
      isReloaded,
      // A sender's own kernel gives a port once toward each destination that the sender addresses.
      remapsPorts: endpointsSeen(scenario, endpoints, index) > 1,
      firstSourceSeen,
      sourcesSeen,
      firstSource,
      addressesAtFirst: hop.source?.addresses ?? 0,
    };
    if (settings.source !== null) {
      const addresses = settings.source.addresses * settings.instances;
      refuseTooManySpaces(plan, addresses);
      firstSourceSeen = firstSource;
      sourcesSeen = addresses;
      nextSource += addresses;
    }
    return plan;
  });
}

function withMostAddresses(hop: Hop, { events }: Scenario): Hop {
  const { source } = hop;
  return source === null ? hop : { ...hop, source: { ...source, addresses: mostAddresses(hop, events) } };
}

/** Endpoints that the sender before a hop (a population, or a hop that rewrites the source) addresses. */
function endpointsSeen(scenario: Scenario, endpoints: readonly number[], hop: number): number {
  let sender = hop - 1;
  while (sender >= 0 && scenario.path[sender]?.source === null) sender -= 1;
  return endpoints[dialledFrom(scenario, sender)]!;
}

function refuseTooManySpaces(plan: HopPlan, addresses: number): void {
  const source = plan.settings.source!;
  const spaces = portSpacesOf(source, plan.settings.instances, plan.destinations);
  const size =
    source.scope === 'client-block' ? source.blockSize : source.ports.last - source.ports.first + 1;
  const most = maxTrackedSpaces(size);
  if (spaces > most)
    throw new TooManyPortSpacesError(
      `path.${plan.index}.snat: ${addresses} addresses toward ${plan.destinations} destinations need ` +
        `${spaces} port spaces; at most ${most} spaces of ${size} ports can be tracked`,
    );
}

function expectedConcurrent(clients: ClientPopulation): number {
  const { arrivals, session } = clients;
  if (arrivals.pattern === 'population') return clients.count * clients.connectionsEach;
  const highestRate = highestRatePerSec(arrivals);
  return Math.min(1e7, highestRate * Math.min(lifetimeMeanSec(session.lifetime), 3600) * 1.1 + 100);
}

function expectedEvents(clients: ClientPopulation, scenario: Scenario): number {
  const { arrivals, session } = clients;
  if (arrivals.pattern === 'population') {
    const turns = scenario.durationSec / Math.max(1, lifetimeMeanSec(session.lifetime));
    return clients.count * clients.connectionsEach * (2 + 2 * turns);
  }
  const highestRate = highestRatePerSec(arrivals);
  return highestRate * scenario.durationSec * 2;
}
