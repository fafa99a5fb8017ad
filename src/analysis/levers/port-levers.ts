/** Levers on source ports: the pool itself, and the destinations toward which its ports can be used again. */
import { dialledFrom } from '../../network/plan.ts';
import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import { MAX_ADDRESSES } from '../../scenario/file-format.ts';
import { formatPortList, formatPortSpan } from '../../scenario/ports.ts';
import type { HopMode, PortRange, Scenario, SourcePool } from '../../scenario/scenario.ts';
import { counted } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import { withEndpoints, withSource } from './changed-scenario.ts';
import type { Lever } from './lever.ts';
import { countLever, switchLever, thingLever } from './lever-parts.ts';
import { eachPhrase, type Place } from './stage-place.ts';

/** Below are the ports of services, which no range of clients begins in. */
const FIRST_USER_PORT = 1024;
const LAST_PORT = 65_535;
/** More ports of one address than any server listens on. */
const MOST_LISTEN_PORTS = 1024;

/** Levers on the source ports (or the blocks of them) of a hop. */
export function portLevers(place: Place, resource: ResourceId, scenario: Scenario): Lever[] {
  const hop = scenario.path[place.index];
  const source = hop?.source ?? null;
  if (hop === undefined || source === null) return [];
  const { at, path, index } = place;
  const levers = [sourceAddressLever(place, scenario, source)];
  const range = rangeLever(
    { kind: 'source-ports', stage: index, id: `${path}.snat.ports`, what: `source ports ${at}` },
    source.ports,
    (ports) => withSource(scenario, index, { ports }),
  );
  if (source.scope === 'client-block') {
    if (resource !== 'port-blocks') levers.push(blockLever(place, scenario, source));
    return [...levers, range];
  }
  levers.push(range);
  if (source.scope === 'destination') levers.push(...endpointLevers(index, scenario));
  else levers.push(scopeLever(place, scenario, source, hop.mode));
  if (source.choose === 'source-hash' || source.choose === 'source-destination-hash')
    levers.push(inTurnLever(place, scenario, source));
  return levers;
}

/**
 * More addresses or ports where connections are dialled to: each is a destination toward which every source port is free again.
 * @param dialler index of the hop that dials; -1: the clients
 */
export function endpointLevers(dialler: number, scenario: Scenario): Lever[] {
  const stage = dialledFrom(scenario, dialler);
  const hop = scenario.path[stage];
  const { addresses, ports } = hop?.listen ?? scenario.backends;
  const path = hop === undefined ? 'backends' : `path.${stage}.listen`;
  const at = hop === undefined ? 'of each backend' : `at ${placeName(hop.name)}`;
  const place = `at ${placeName(hop?.name ?? scenario.backends.name)}`;
  const here = { stage, instances: hop?.instances ?? scenario.backends.count };
  return [
    thingLever({
      kind: hop === undefined ? 'backend-addresses' : 'listen-addresses',
      ...here,
      id: `${path}.addresses`,
      what: `addresses ${at}`,
      now: addresses,
      most: MAX_ADDRESSES,
      phrase: (value) => `${counted(value, 'address', 'addresses')} to connect to ${place}`,
      scenarioAt: (value) => withEndpoints(scenario, stage, { addresses: value }),
    }),
    thingLever({
      kind: hop === undefined ? 'backend-ports' : 'listen-ports',
      ...here,
      id: `${path}.ports`,
      what: `ports ${at}`,
      now: ports.length,
      most: MOST_LISTEN_PORTS,
      settings: (value) => [{ path: `${path}.ports`, from: ports, to: withMorePorts(ports, value) }],
      write: (value) => [{ path: `${path}.ports`, to: formatPortList(withMorePorts(ports, value)) }],
      scenarioAt: (value) => withEndpoints(scenario, stage, { ports: withMorePorts(ports, value) }),
    }),
  ];
}

export function sourceAddressLever(place: Place, scenario: Scenario, { addresses }: SourcePool): Lever {
  const { path, at, index, instances } = place;
  return thingLever({
    kind: 'source-addresses',
    stage: index,
    instances,
    id: `${path}.snat.addresses`,
    what: `source addresses ${at}`,
    now: addresses,
    most: MAX_ADDRESSES,
    phrase: eachPhrase(place, 'address', 'addresses'),
    scenarioAt: (value) => withSource(scenario, index, { addresses: value }),
  });
}

/** A wider range: downwards to the first port of users, then upwards. */
export function rangeLever(
  given: Pick<Lever, 'kind' | 'id' | 'what' | 'stage'>,
  range: PortRange,
  scenarioWith: (range: PortRange) => Scenario,
): Lever {
  const { id, what } = given;
  const { first, last, reserved } = range;
  const now = portCount(range);
  const lowest = Math.min(first, FIRST_USER_PORT);
  const spanOf = (ports: number): { first: number; last: number } => {
    const more = ports - now;
    const below = Math.min(more, first - lowest);
    return { first: first - below, last: last + more - below };
  };
  const text = (ports: number): string => formatPortSpan(spanOf(ports));
  return countLever({
    ...given,
    title: `A wider range of ${what}`,
    now,
    most: now + (first - lowest) + Math.max(0, LAST_PORT - last),
    mostBecause: `${lowest}-${LAST_PORT} is all there is${reserved.length > 0 ? ' beside the reserved ports' : ''}`,
    settings: (ports) => [{ path: id, from: text(now), to: text(ports) }],
    text,
    scenarioAt: (ports) => scenarioWith({ ...range, ...spanOf(ports) }),
  });
}

function blockLever(place: Place, scenario: Scenario, source: SourcePool): Lever {
  const { path, at, index } = place;
  const { blockSize, maxPortsPerClient } = source;
  const now = Math.max(blockSize, maxPortsPerClient);
  const field = now > blockSize ? 'maxPortsPerClient' : 'blockSize';
  return countLever({
    kind: 'port-block',
    stage: index,
    id: `${path}.snat.blockSize`,
    what: `ports of a client ${at}`,
    now,
    most: Math.min(LAST_PORT, portCount(source.ports)),
    phrase: (ports) => `${counted(ports, 'port')} a client`,
    settings: (ports) => [{ path: `${path}.snat.${field}`, from: now, to: ports }],
    scenarioAt: (ports) =>
      withSource(scenario, index, {
        maxPortsPerClient: ports,
        ...(field === 'blockSize' ? { blockSize: ports } : {}),
      }),
  });
}

/**
 * Ports that are free again toward every destination: at a proxy connect() has to choose them, and elsewhere that takes
 * another product.
 */
function scopeLever(
  { path, at, index }: Place,
  scenario: Scenario,
  source: SourcePool,
  mode: HopMode,
): Lever {
  const isProxy = mode === 'proxy';
  const { scope, selection, preservePort, takeOver } = source;
  const connects = [
    { path: `${path}.snat.selection`, from: selection, to: 'linux-connect' },
    { path: `${path}.snat.preservePort`, from: preservePort, to: undefined },
    { path: `${path}.snat.takeOver`, from: takeOver, to: undefined },
  ];
  return switchLever({
    kind: isProxy ? 'proxy-scope' : 'nat-scope',
    stage: index,
    id: `${path}.snat.scope`,
    what: `port scope ${at}`,
    title: `Ports used again toward each destination ${at}`,
    from: isProxy ? `source (${selection})` : 'source',
    to: isProxy ? 'destination (connect() with IP_BIND_ADDRESS_NO_PORT)' : 'destination',
    settings: [{ path: `${path}.snat.scope`, from: scope, to: 'destination' }, ...(isProxy ? connects : [])],
    scenarioAt: () =>
      withSource(scenario, index, {
        scope: 'destination',
        ...(isProxy ? { selection: 'linux-connect', preservePort: false, takeOver: false } : {}),
      }),
  });
}

/** Addresses taken in turn, where a hash of few sources does not reach more of them. */
function inTurnLever(place: Place, scenario: Scenario, { choose, addresses }: SourcePool): Lever {
  const { path, at, index } = place;
  const phrase = eachPhrase(place, 'address', 'addresses');
  const lever = switchLever({
    kind: 'address-choice',
    stage: index,
    id: `${path}.snat.choose`,
    what: `choice of an address ${at}`,
    title: `Source addresses in turn ${at}`,
    from: choose,
    to: 'round-robin',
    settings: [{ path: `${path}.snat.choose`, from: choose, to: 'round-robin' }],
    scenarioAt: () => withSource(scenario, index, { choose: 'round-robin' }),
  });
  return { ...lever, phrase: () => `${phrase(addresses)} taken in turn` };
}

/** The ports, and after them the next free ones above the last. */
function withMorePorts(ports: readonly number[], count: number): number[] {
  const more = [...ports];
  const taken = new Set(ports);
  let next = ports.at(-1) ?? 443;
  while (more.length < count) {
    next = next >= LAST_PORT ? FIRST_USER_PORT : next + 1;
    if (taken.has(next)) continue;
    taken.add(next);
    more.push(next);
  }
  return more;
}
