/**
 * Which numbers of the file raise which resource. The first lever of a resource changes that resource alone where one does;
 * the others are ways around it (more instances, more destinations) that move other limits too.
 */
import { dialledFrom } from '../../network/plan.ts';
import { blocksPerInstance } from '../../network/ports/port-blocks.ts';
import { MAX_ADDRESSES, MAX_BACKENDS, MAX_INSTANCES } from '../../scenario/file-format.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { Scenario, SourcePool } from '../../scenario/scenario.ts';
import { counted, formatBytes, formatDuration } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import { fieldLever, type Lever, leverAfter, withBackends, withClients, withHop } from './lever.ts';
import type { LimitRow } from './limit-row.ts';

const MEBIBYTE = 2 ** 20;
const MOST_BYTES = 2 ** 50;
/** The most that a port number leaves room for. */
const MOST_PORTS_IN_BLOCK = 65_535;
/** Arrivals are spread over no more than the time format's longest ramp that anyone would call one. */
const LONGEST_RAMP_SEC = 30 * 86_400;

export function leversOf({ station, resource }: LimitRow, scenario: Scenario): Lever[] {
  const index = Number(station.split('.')[1] ?? scenario.path.length);
  switch (resource) {
    case 'client-ports':
      return [...clientAddresses(scenario, index), ...destinations(scenario, -1)];
    case 'snat-ports':
    case 'source-ports':
      return poolLevers(scenario, index);
    case 'port-blocks':
      return poolAddresses(scenario, index);
    case 'flow-table':
      return [...flowTable(scenario, index), ...instances(scenario, index)];
    case 'max-connections':
      return [limit(scenario, index, 'maxConnections', 'connection'), ...instances(scenario, index)];
    case 'file-descriptors':
      return [limit(scenario, index, 'fileDescriptors', 'descriptor'), ...instances(scenario, index)];
    case 'memory':
      return [limit(scenario, index, 'memory', 'memory'), ...instances(scenario, index)];
    case 'admission':
      return [...admission(scenario, index), ...instances(scenario, index), ...longerRamp(scenario)];
    case 'accept-queue':
      return [
        limit(scenario, index, 'acceptsPerSecond', 'accept/s', 'accepts/s'),
        limit(scenario, index, 'backlog', 'place in the backlog', 'places in the backlog'),
        ...instances(scenario, index),
        ...longerRamp(scenario),
      ];
    case 'handshakes':
      return [
        limit(scenario, index, 'handshakesPerSecond', 'handshake/s', 'handshakes/s'),
        ...instances(scenario, index),
        ...longerRamp(scenario),
      ];
    case 'syn-queue':
    case 'availability':
    case 'no-answer':
      return [];
  }
}

function clientAddresses(scenario: Scenario, index: number): Lever[] {
  const clients = scenario.clients[index];
  // Who runs on the hosts of another population has the addresses of those.
  if (clients === undefined || clients.addressesOf !== null) return [];
  const field = {
    text: (value: number) => counted(value, 'client address', 'client addresses'),
    path: `clients.${index}.addresses`,
    from: clients.addresses,
    ...(clients.arrivals.pattern === 'population' ? { most: clients.count } : {}),
  } as const;
  return [fieldLever(field, (addresses) => withClients(scenario, index, (each) => ({ ...each, addresses })))];
}

/** More (address, port) pairs for who dials from there; -1: the clients. */
function destinations(scenario: Scenario, dialler: number): Lever[] {
  const index = dialledFrom(scenario, dialler);
  const hop = scenario.path[index];
  const name = hop?.name ?? scenario.backends.name;
  const field = {
    text: (value: number) => `${counted(value, 'address', 'addresses')} to connect to at ${placeName(name)}`,
    path: hop === undefined ? 'backends.addresses' : `path.${index}.listen.addresses`,
    from: hop?.listen.addresses ?? scenario.backends.addresses,
    most: MAX_ADDRESSES,
  };
  return [
    fieldLever(field, (addresses) =>
      hop === undefined
        ? withBackends(scenario, { addresses })
        : withHop(scenario, index, (each) => ({ ...each, listen: { ...each.listen, addresses } })),
    ),
  ];
}

function poolLevers(scenario: Scenario, index: number): Lever[] {
  const source = scenario.path[index]?.source ?? null;
  if (source === null) return [];
  if (source.scope === 'client-block') return blockLevers(scenario, index, source);
  const addresses = poolAddresses(scenario, index);
  return [
    ...addresses,
    ...inTurn(scenario, index, source),
    ...(source.scope === 'destination' ? destinations(scenario, index) : []),
  ];
}

function poolAddresses(scenario: Scenario, index: number): Lever[] {
  const source = scenario.path[index]?.source ?? null;
  if (source === null) return [];
  const field = {
    text: eachText(scenario, index, 'address', 'addresses'),
    path: `path.${index}.snat.addresses`,
    from: source.addresses,
    most: MAX_ADDRESSES,
  };
  return [fieldLever(field, (addresses) => withSource(scenario, index, { addresses }))];
}

/** Addresses taken in turn, where a hash of few sources does not reach more of them. */
function inTurn(scenario: Scenario, index: number, { choose }: SourcePool): Lever[] {
  if (choose === 'round-robin' || choose === 'least-used') return [];
  const settings = [{ path: `path.${index}.snat.choose`, from: choose, to: 'round-robin' }] as const;
  const turned = withSource(scenario, index, { choose: 'round-robin' });
  return poolAddresses(turned, index).map((lever) =>
    leverAfter({ scenario: turned, settings }, lever, ' taken in turn'),
  );
}

/** Larger blocks need more addresses, or fewer clients would get one. */
function blockLevers(scenario: Scenario, index: number, source: SourcePool): Lever[] {
  const grows = source.maxPortsPerClient > source.blockSize;
  if (grows)
    return [
      fieldLever(
        {
          text: (value) => `${counted(value, 'port')} a client`,
          path: `path.${index}.snat.maxPortsPerClient`,
          from: source.maxPortsPerClient,
          most: MOST_PORTS_IN_BLOCK + 1,
        },
        (maxPortsPerClient) => withSource(scenario, index, { maxPortsPerClient }),
      ),
    ];
  const path = `path.${index}.snat.blockSize`;
  return [
    {
      text: (value) => `blocks of ${counted(value, 'port')}, on as many more addresses`,
      from: source.blockSize,
      most: MOST_PORTS_IN_BLOCK,
      step: 1,
      at: (blockSize) => {
        const larger = { ...source, blockSize, maxPortsPerClient: blockSize };
        const addresses = addressesForBlocks(larger, blocksPerInstance(source));
        const moved = [{ path: `path.${index}.snat.addresses`, from: source.addresses, to: addresses }];
        return {
          scenario: withSource(scenario, index, { ...larger, addresses }),
          settings: [
            { path, from: source.blockSize, to: blockSize },
            ...(addresses === source.addresses ? [] : moved),
          ],
        };
      },
    },
  ];
}

/** Fewest addresses, at least those that are there, that hold as many blocks; no more than the format allows. */
function addressesForBlocks(source: SourcePool, blocks: number): number {
  let { addresses } = source;
  while (addresses < MAX_ADDRESSES) {
    const found = blocksPerInstance({ ...source, addresses });
    if (found >= blocks || found === 0) return addresses;
    // Blocks are proportional to addresses but for what is left over of each, so this ends after a few turns.
    addresses = Math.min(MAX_ADDRESSES, Math.max(addresses + 1, Math.floor((addresses * blocks) / found)));
  }
  return addresses;
}

function flowTable(scenario: Scenario, index: number): Lever[] {
  const hop = scenario.path[index];
  if (hop === undefined) return [];
  const field = {
    text: eachText(scenario, index, 'entry', 'entries'),
    path: `path.${index}.flowTable.max`,
    from: hop.flowTable.maxEntries,
  } as const;
  return [
    fieldLever(field, (maxEntries) =>
      withHop(scenario, index, (old) => ({ ...old, flowTable: { ...old.flowTable, maxEntries } })),
    ),
  ];
}

/** Fields of `limits` (of the backends themselves) that are plain numbers, with their names in the code. */
const LIMIT_FIELDS = {
  maxConnections: 'maxConnections',
  fileDescriptors: 'fileDescriptors',
  memory: 'memoryBytes',
  acceptsPerSecond: 'acceptsPerSec',
  handshakesPerSecond: 'handshakesPerSec',
  backlog: 'backlog',
} as const;

function limit(
  scenario: Scenario,
  index: number,
  name: keyof typeof LIMIT_FIELDS,
  one: string,
  many?: string,
): Lever {
  const key = LIMIT_FIELDS[name];
  const path = `${limitsPath(scenario, index)}${name}`;
  const from = limitsOf(scenario, index)[key];
  const set = (value: number): Scenario => withLimits(scenario, index, { [key]: value });
  if (name !== 'memory') return fieldLever({ text: eachText(scenario, index, one, many), path, from }, set);
  const text = (value: number): string => `${formatBytes(value)} of memory${each(scenario, index)}`;
  return fieldLever({ text, path, from, most: MOST_BYTES, step: MEBIBYTE }, set);
}

/** More tokens a second or, for those who come at once, more tokens in the bucket. */
function admission(scenario: Scenario, index: number): Lever[] {
  const { admission: bucket } = limitsOf(scenario, index);
  const lever = (name: 'rate' | 'burst', key: 'ratePerSec' | 'burst', one: string, many: string): Lever =>
    fieldLever(
      {
        text: eachText(scenario, index, one, many),
        path: `${limitsPath(scenario, index)}admission.${name}`,
        from: bucket[key],
      },
      (value) => withLimits(scenario, index, { admission: { ...bucket, [key]: value } }),
    );
  return [
    lever('rate', 'ratePerSec', 'admission/s', 'admissions/s'),
    lever('burst', 'burst', 'token in the bucket', 'tokens in the bucket'),
  ];
}

/** Arrivals over a longer time; of several populations no single number does it. */
function longerRamp(scenario: Scenario): Lever[] {
  const [clients, ...others] = scenario.clients;
  if (clients === undefined || others.length > 0 || clients.arrivals.pattern === 'poisson') return [];
  const { rampUpSec } = clients.arrivals;
  const field = {
    text: (value: number) => `arrivals spread over ${formatDuration(value)}`,
    path: 'clients.0.arrivals.rampUp',
    from: rampUpSec,
    most: LONGEST_RAMP_SEC,
  } as const;
  return [
    fieldLever(field, (sec) =>
      withClients(scenario, 0, (old) =>
        old.arrivals.pattern === 'poisson' ? old : { ...old, arrivals: { ...old.arrivals, rampUpSec: sec } },
      ),
    ),
  ];
}

function instances(scenario: Scenario, index: number): Lever[] {
  const hop = scenario.path[index];
  if (hop !== undefined) {
    const field = {
      text: (value: number) => counted(value, 'instance'),
      path: `path.${index}.instances`,
      from: hop.instances,
      most: MAX_INSTANCES,
    } as const;
    return [fieldLever(field, (count) => withHop(scenario, index, (old) => ({ ...old, instances: count })))];
  }
  const { count, weights } = scenario.backends;
  const [weight = 1] = weights;
  // Of a list of weights nobody knows which one a further server would have.
  if (weights.some((other) => other !== weight)) return [];
  const field = {
    text: (value: number) => counted(value, 'backend'),
    path: 'backends.count',
    from: count,
    most: MAX_BACKENDS,
  } as const;
  return [
    fieldLever(field, (to) => withBackends(scenario, { count: to, weights: Array<number>(to).fill(weight) })),
  ];
}

function limitsOf(scenario: Scenario, index: number): Limits {
  return scenario.path[index]?.limits ?? scenario.backends.limits;
}

function limitsPath(scenario: Scenario, index: number): string {
  return index < scenario.path.length ? `path.${index}.limits.` : 'backends.';
}

function withLimits(scenario: Scenario, index: number, change: Partial<Limits>): Scenario {
  const limits = { ...limitsOf(scenario, index), ...change };
  return index < scenario.path.length
    ? withHop(scenario, index, (hop) => ({ ...hop, limits }))
    : withBackends(scenario, { limits });
}

function withSource(scenario: Scenario, index: number, change: Partial<SourcePool>): Scenario {
  return withHop(scenario, index, (hop) =>
    hop.source === null ? hop : { ...hop, source: { ...hop.source, ...change } },
  );
}

function each(scenario: Scenario, index: number): string {
  return (scenario.path[index]?.instances ?? scenario.backends.count) > 1 ? ' on each instance' : '';
}

function eachText(scenario: Scenario, index: number, one: string, many?: string): Lever['text'] {
  return (value) => `${counted(value, one, many)}${each(scenario, index)}`;
}
