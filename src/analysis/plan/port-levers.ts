/** Levers on source ports: the pool itself, and the destinations toward which its ports can be used again. */
import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import { getField } from '../../scenario/edit.ts';
import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { formatPortList, formatPortSpan } from '../../scenario/ports.ts';
import { presetById } from '../../scenario/presets/library.ts';
import type { HopMode, PortRange, Scenario, SourcePool } from '../../scenario/scenario.ts';
import { mostAddresses } from '../../scenario/strategies.ts';
import { formatCount } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import type { Lever } from './lever.ts';
import { countLever, switchLever, thingLever } from './lever-parts.ts';
import type { Place } from './stage-place.ts';

/** Below are the ports of services, which no range of clients begins in. */
const FIRST_USER_PORT = 1024;
const LAST_PORT = 65_535;
const MOST_ADDRESSES = 1_048_576;

/** Levers on the source ports (or the blocks of them) of a hop. */
export function portLevers(
  place: Place,
  resource: ResourceId,
  file: ScenarioFile,
  scenario: Scenario,
): Lever[] {
  const hop = scenario.path[place.index];
  const source = hop?.source ?? null;
  if (hop === undefined || source === null) return [];
  const { path } = place;
  const levers = [addressLever(place, source, file)];
  if (source.scope === 'client-block') {
    if (resource !== 'port-blocks') levers.push(blockLever(place, source));
    levers.push(rangeLever(`${path}.snat.ports`, `source ports ${place.at}`, source.ports));
    return levers;
  }
  levers.push(rangeLever(`${path}.snat.ports`, `source ports ${place.at}`, source.ports));
  if (source.scope === 'destination') levers.push(...endpointLevers(place.index + 1, scenario));
  else levers.push(scopeLever(place, source, hop.mode));
  if (source.choose === 'source-hash' || source.choose === 'source-destination-hash')
    levers.push(
      switchLever({
        id: `${path}.snat.choose`,
        what: `choice of an address ${place.at}`,
        title: `Source addresses in turn ${place.at}`,
        cost: 'change',
        from: source.choose,
        to: 'round-robin',
        write: () => [{ path: `${path}.snat.choose`, to: 'round-robin' }],
      }),
    );
  return levers;
}

/** More addresses or ports at the next stage: each is a destination toward which every source port is free again. */
export function endpointLevers(index: number, scenario: Scenario): Lever[] {
  const hop = scenario.path[index];
  if (hop !== undefined && (hop.gateway || index > scenario.path.length)) return [];
  const { addresses, ports } = hop?.listen ?? scenario.backends;
  const path = hop === undefined ? 'backends' : `path.${index}.listen`;
  const at = hop === undefined ? 'of each backend' : `at ${placeName(hop.name)}`;
  const instances = (after: Scenario): number => after.path[index]?.instances ?? after.backends.count;
  return [
    thingLever({
      id: `${path}.addresses`,
      what: `addresses ${at}`,
      now: addresses,
      most: MOST_ADDRESSES,
      cost: hop === undefined ? 'backendAddress' : 'listenAddress',
      amount: (value, after) => (value - addresses) * instances(after),
    }),
    thingLever({
      id: `${path}.ports`,
      what: `ports ${at}`,
      now: ports.length,
      most: 1024,
      cost: hop === undefined ? 'backendPort' : 'listenPort',
      write: (value) => [{ path: `${path}.ports`, to: formatPortList(withMorePorts(ports, value)) }],
      amount: (value, after) => (value - ports.length) * instances(after),
    }),
  ];
}

function addressLever(place: Place, source: SourcePool, file: ScenarioFile): Lever {
  const preset = getField(file, `${place.path}.preset`);
  const name = typeof preset === 'string' ? preset : undefined;
  const cap = mostAddresses(name);
  const product = name === undefined ? undefined : presetById(name)?.name;
  return thingLever({
    id: `${place.path}.snat.addresses`,
    what: `source addresses ${place.at}`,
    now: source.addresses,
    most: Math.min(MOST_ADDRESSES, cap),
    mostBecause: cap === Infinity ? null : `${product ?? 'the product'} takes at most ${formatCount(cap)}`,
    cost: 'snatAddress',
    amount: (value, after) =>
      value * (after.path[place.index]?.instances ?? 1) - source.addresses * place.instances,
  });
}

/** A wider range: downwards to the first port of users, then upwards. */
export function rangeLever(id: string, what: string, range: PortRange): Lever {
  const { first, last, reserved } = range;
  const now = portCount(range);
  const lowest = Math.min(first, FIRST_USER_PORT);
  const spanOf = (ports: number): { first: number; last: number } => {
    const more = ports - now;
    const below = Math.min(more, first - lowest);
    return { first: first - below, last: last + more - below };
  };
  return countLever({
    id,
    what,
    title: `A wider range of ${what}`,
    now,
    most: now + (first - lowest) + Math.max(0, LAST_PORT - last),
    mostBecause: `${lowest}-${LAST_PORT} is all there is${reserved.length > 0 ? ' beside the reserved ports' : ''}`,
    cost: 'change',
    write: (ports) => [{ path: id, to: formatPortSpan(spanOf(ports)) }],
    text: (ports) => formatPortSpan(spanOf(ports)),
  });
}

function blockLever({ path, at }: Place, source: SourcePool): Lever {
  const most = Math.max(source.blockSize, source.maxPortsPerClient);
  return countLever({
    id: `${path}.snat.blockSize`,
    what: `ports of a client ${at}`,
    now: most,
    most: Math.min(65_535, portCount(source.ports)),
    cost: 'change',
    write: (ports): FieldChange[] =>
      most > source.blockSize
        ? [{ path: `${path}.snat.maxPortsPerClient`, to: ports }]
        : [{ path: `${path}.snat.blockSize`, to: ports }],
  });
}

/**
 * Ports that are free again toward every destination: at a proxy connect() has to choose them, and elsewhere that takes
 * another product.
 */
function scopeLever({ path, at }: Place, source: SourcePool, mode: HopMode): Lever {
  const isProxy = mode === 'proxy';
  const connects = [
    { path: `${path}.snat.selection`, to: 'linux-connect' },
    { path: `${path}.snat.preservePort`, to: undefined },
    { path: `${path}.snat.takeOver`, to: undefined },
  ];
  return switchLever({
    id: `${path}.snat.scope`,
    what: `port scope ${at}`,
    title: `Ports used again toward each destination ${at}`,
    cost: isProxy ? 'change' : 'strategy',
    from: isProxy ? `source (${source.selection})` : 'source',
    to: isProxy ? 'destination (connect() with IP_BIND_ADDRESS_NO_PORT)' : 'destination',
    write: () => [{ path: `${path}.snat.scope`, to: 'destination' }, ...(isProxy ? connects : [])],
  });
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
