import { autoscales } from '../../scenario/stages.ts';
import { hasSilentEnds } from '../../scenario/timeline.ts';
import type { Balancer } from '../balance/balancer.ts';
import type { ClientGroup } from '../clients/client-group.ts';
import { CLOSED_BY_CLIENT } from '../connections/closer.ts';
import { type Closing, closingOf, closingsOf } from '../connections/closing.ts';
import type { NetworkState } from '../network-state.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import { CountedSpaces } from '../ports/tuple-space/counted-spaces.ts';
import { LinuxSpaces } from '../ports/tuple-space/linux-spaces.ts';
import { RandomSpaces } from '../ports/tuple-space/random-spaces.ts';
import { SequentialSpaces } from '../ports/tuple-space/sequential-spaces.ts';
import type { Listener } from '../stations/listener.ts';
import type { Station } from '../stations/station.ts';
import { isForgotten } from '../two-ends/idle-timeout.ts';

/** The parts of an ordinary path: one population, one instance of one hop, the backends. */
export interface OrdinaryPath {
  readonly net: NetworkState;
  readonly group: ClientGroup;
  readonly clientPorts: CountedSpaces;
  readonly hop: Station;
  readonly backends: Station;
  readonly listener: Listener | null;
  readonly balancer: Balancer;
  readonly pool: SourcePool | null;
  readonly spaces: RandomSpaces | LinuxSpaces | SequentialSpaces | null;
  /** What stays taken after a close. */
  readonly closing: Closing;
}

/**
 * The path of a scenario without anything that makes connections wait, but for ports that are short, and without ends that
 * nobody is told of; null for any other.
 */
export function ordinaryPathOf(net: NetworkState): OrdinaryPath | null {
  const { scenario } = net.plan;
  const group = net.groups[0];
  const hop = net.stations[0];
  const backends = net.stations[1];
  const balancer = net.balancers[0] ?? null;
  const pool = net.pools[0] ?? null;
  if (net.groups.length !== 1 || net.stations.length !== 2 || balancer === null) return null;
  if (group === undefined || hop === undefined || backends === undefined) return null;
  const spaces = pool === null ? null : exhaustiveSpaces(pool);
  const isOrdinary =
    !net.plan.usesFlows &&
    !net.plan.usesSources &&
    !hasSilentEnds(scenario) &&
    autoscales(scenario).every((autoscale) => autoscale === null) &&
    isOrdinaryGroup(group) &&
    !isForgotten(group.settings, scenario) &&
    isOrdinaryHop(net, hop) &&
    isOrdinaryStage(backends) &&
    (pool === null || (spaces !== null && isOrdinaryPool(pool)));
  if (!isOrdinary || !(group.ports instanceof CountedSpaces)) return null;
  const { session } = group.settings;
  const closer = session.closes === 'client' ? CLOSED_BY_CLIENT : net.backends;
  const { listener } = backends;
  const closing = closingOf(closingsOf(net)[0]!, closer);
  return { net, group, clientPorts: group.ports, hop, backends, listener, balancer, pool, spaces, closing };
}

function isOrdinaryGroup({ settings, plan, ages, balancer, heldByAddress }: ClientGroup): boolean {
  const { session, roundTripSec } = settings;
  return (
    plan.endpoints === 1 &&
    roundTripSec === 0 &&
    ages === null &&
    heldByAddress === null &&
    !balancer.counts &&
    (session.closeLagSec === 0 || session.close !== 'fin')
  );
}

function isOrdinaryHop({ plan, processes }: NetworkState, hop: Station): boolean {
  const { settings } = plan.hops[0]!;
  return (
    hop.instances === 1 &&
    !settings.gateway &&
    settings.mode !== 'proxy' &&
    settings.retries === 0 &&
    processes[0] === null &&
    hop.listener === null &&
    hop.handshakeQueue === null &&
    hop.admission === null &&
    hop.own === null &&
    plan.hops[0]!.destinations === plan.scenario.backends.count
  );
}

function isOrdinaryStage({ listener, handshakeQueue, admission, own, tracksFlows }: Station): boolean {
  const accepts =
    listener === null ||
    (listener.acceptQueue === null && listener.handshakes === null && listener.synBacklog === Infinity);
  return accepts && handshakeQueue === null && admission === null && own === null && !tracksFlows;
}

function isOrdinaryPool({ settings, clientBlocks, mappings, maxHeld, addressesEach }: SourcePool): boolean {
  return (
    clientBlocks === null &&
    mappings === null &&
    maxHeld === Infinity &&
    !settings.takeOver &&
    !settings.preservePort &&
    (addressesEach === 1 || settings.choose === 'round-robin')
  );
}

/** Spaces of a pool whose searches find every free port; null for others. */
function exhaustiveSpaces({ spaces }: SourcePool): OrdinaryPath['spaces'] {
  return spaces instanceof RandomSpaces || spaces instanceof LinuxSpaces || spaces instanceof SequentialSpaces
    ? spaces
    : null;
}
