import { lifetimeMeanSec } from '../scenario/lifetime.ts';
import type { ClientPopulation, Hop, Scenario } from '../scenario/scenario.ts';
import { portSpacesOf } from './port-blocks.ts';
import { maxTrackedSpaces } from './tuple-space/port-range.ts';

/** Client port spaces up to this number are tracked port by port; beyond it they are counted. */
const MAX_TRACKED_CLIENT_SPACES = 1024;

/** One population, with what the rest of the scenario decides for it. */
export interface ClientPlan {
  readonly index: number;
  readonly settings: ClientPopulation;
  /** Identity of its first source address among all source addresses of the run. */
  readonly firstSource: number;
  /** (address, port) pairs of the first stage: the destinations that the clients know. */
  readonly endpoints: number;
  /** Port spaces of each client address: one an endpoint, or one for all where ports are bound early. */
  readonly portSpacesEach: number;
  /** True where the port map shows the clients' ports; false where counting them decides alone. */
  readonly tracksPorts: boolean;
}

/** One hop, with what its neighbours decide for it. */
export interface HopPlan {
  readonly index: number;
  readonly settings: Hop;
  /** Endpoints of the next stage: the destinations toward which source ports are leased. */
  readonly destinations: number;
  /** Source addresses that the hop sees: the clients', or those of the last hop that rewrites them. */
  readonly firstSourceSeen: number;
  readonly sourcesSeen: number;
  /** Identity of its own first source address, if it has any. */
  readonly firstSource: number;
}

/** A scenario turned into the numbers that a run needs before it starts. */
export interface Plan {
  readonly scenario: Scenario;
  readonly clients: readonly ClientPlan[];
  readonly hops: readonly HopPlan[];
  /** True when a hop opens connections of its own. */
  readonly hasProxy: boolean;
  readonly samples: number;
  readonly initialRows: number;
  /** A rough number, for the sizes of buffers that can grow. */
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
  const clientAddresses = scenario.clients.reduce((sum, clients) => sum + clients.addresses, 0);
  const clients = planClients(scenario, endpoints[0]!);
  const hops = planHops(scenario, endpoints, clientAddresses);
  return {
    scenario,
    clients,
    hops,
    hasProxy: scenario.path.some(({ mode }) => mode === 'proxy'),
    samples: Math.floor(scenario.durationSec / scenario.sampleEverySec + 1e-9) + 1,
    initialRows: Math.ceil(scenario.clients.reduce((sum, each) => sum + expectedConcurrent(each), 0)),
    expectedEvents: scenario.clients.reduce((sum, each) => sum + expectedEvents(each, scenario), 0),
  };
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
  return scenario.clients.map((settings, index) => {
    const plan: ClientPlan = {
      index,
      settings,
      firstSource,
      endpoints,
      portSpacesEach: settings.bind === 'early' ? 1 : endpoints,
      tracksPorts: settings.addresses * endpoints <= MAX_TRACKED_CLIENT_SPACES,
    };
    firstSource += settings.addresses;
    return plan;
  });
}

function planHops(scenario: Scenario, endpoints: readonly number[], clientAddresses: number): HopPlan[] {
  let firstSourceSeen = 0;
  let sourcesSeen = clientAddresses;
  let nextSource = clientAddresses;
  return scenario.path.map((settings, index) => {
    const destinations = endpoints[index + 1]!;
    const firstSource = nextSource;
    const plan: HopPlan = { index, settings, destinations, firstSourceSeen, sourcesSeen, firstSource };
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
  const highestRate = Math.max(...arrivals.profile.map((point) => point.ratePerSec));
  return Math.min(1e7, highestRate * Math.min(lifetimeMeanSec(session.lifetime), 3600) * 1.1 + 100);
}

function expectedEvents(clients: ClientPopulation, scenario: Scenario): number {
  const { arrivals, session } = clients;
  if (arrivals.pattern === 'population') {
    const turns = scenario.durationSec / Math.max(1, lifetimeMeanSec(session.lifetime));
    return clients.count * clients.connectionsEach * (2 + 2 * turns);
  }
  const highestRate = Math.max(...arrivals.profile.map((point) => point.ratePerSec));
  return highestRate * scenario.durationSec * 2;
}
