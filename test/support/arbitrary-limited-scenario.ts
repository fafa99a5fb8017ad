/**
 * Small scenarios in which something always runs out: a slow ramp of connections that stay, past limits of every kind on a path
 * of up to three hops. For what fails first, and at how many connections.
 */
import fc from 'fast-check';
import type { BackendsFile, ClientFile, HopFile, ScenarioFile } from '../../src/scenario/file-format.ts';

type File = Omit<ScenarioFile, 'fivetuple'>;

/** How connections are spread and ports are found: `even` leaves nothing to chance. */
export type Chance = 'even' | 'any';

/** Connections that come, one in every two seconds. */
const CONNECTIONS = { min: 900, max: 1500 } as const;
const SECONDS_EACH = 2;
/** Least that any limit leaves room for, so that an uneven connection or two decide little. */
const LEAST = 120;

const SPREADS = {
  even: ['round-robin', 'least-connections'],
  any: [
    'round-robin',
    'least-connections',
    'random',
    'power-of-two',
    'source-hash',
    'consistent-hash',
    'maglev',
  ],
} as const;
const CHOICES = {
  even: ['round-robin', 'least-used'],
  any: ['round-robin', 'least-used', 'random', 'source-hash', 'source-destination-hash'],
} as const;
const SELECTIONS = {
  even: ['sequential', 'random', 'linux-connect', 'linux-bind'],
  any: ['sequential', 'random', 'linux-connect', 'linux-bind', 'netfilter'],
} as const;

export function arbitraryLimitedScenario(chance: Chance): fc.Arbitrary<File> {
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      connections: fc.integer(CONNECTIONS),
      populations: fc.array(population(chance), { minLength: 1, maxLength: 2 }),
      path: fc.array(hop(chance), { maxLength: 3 }),
      backends: servers(),
    })
    .map(({ seed, connections, populations, path, backends }): File => {
      const rampUp = connections * SECONDS_EACH;
      return {
        seed,
        duration: rampUp + 60,
        sampleEvery: rampUp,
        clients: populations.map((clients, index) => ({
          ...shared(clients, Math.ceil(connections / populations.length)),
          name: `clients ${index}`,
          arrivals: { rampUp },
        })),
        path: path.map((each, index): HopFile => ({ ...each, name: `hop ${index}` })),
        backends,
      };
    });
}

/** So many connections of the population, from no more addresses than it has clients. */
function shared({ connectionsEach = 1, addresses, ...rest }: Population, connections: number): ClientFile {
  const count = Math.max(1, Math.round(connections / connectionsEach));
  return {
    ...rest,
    count,
    connectionsEach,
    ...(addresses === undefined ? {} : { addresses: Math.min(addresses, count) }),
  };
}

interface Population extends Omit<ClientFile, 'count' | 'addresses' | 'connectionsEach'> {
  readonly addresses?: number;
  readonly connectionsEach?: number;
}

function population(chance: Chance): fc.Arbitrary<Population> {
  return fc
    .record({
      addresses: fc.constantFrom(undefined, undefined, 1, 2, 7),
      connectionsEach: fc.constantFrom(1, 1, 3),
      range: fc.integer({ min: LEAST, max: 900 }),
      bind: fc.constantFrom('late' as const, 'early' as const),
      balance: fc.constantFrom(...SPREADS[chance]),
    })
    .map(
      ({ addresses, connectionsEach, range, bind, balance }): Population => ({
        ...(addresses === undefined ? {} : { addresses }),
        connectionsEach,
        ports: `20000-${19_999 + range}`,
        bind,
        balance,
        timeWait: 0,
        session: { lifetime: { distribution: 'deterministic', value: '1000d' } },
        reconnect: { policy: 'none' },
      }),
    );
}

const capacity = (instances: number): fc.Arbitrary<number> =>
  fc.integer({ min: LEAST, max: 1600 }).map((all) => Math.ceil(all / instances));

/** Each of these limits is there in half of the scenarios. */
function limits(instances: number, descriptorsEach: number): fc.Arbitrary<HopFile['limits']> {
  const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(value, { freq: 2, nil: undefined });
  return fc
    .record({
      maxConnections: sometimes(capacity(instances)),
      descriptors: sometimes(capacity(instances)),
      memory: sometimes(capacity(instances)),
      reserved: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ maxConnections, descriptors, memory, reserved }) => ({
      ...(maxConnections === undefined ? {} : { maxConnections }),
      ...(descriptors === undefined || descriptorsEach === 0
        ? {}
        : { fileDescriptors: descriptors * descriptorsEach + reserved, reservedDescriptors: reserved }),
      ...(memory === undefined ? {} : { memory: memory * 10_000 + 5000, memoryPerConnection: 10_000 }),
    }));
}

function servers(): fc.Arbitrary<BackendsFile> {
  return fc.integer({ min: 1, max: 5 }).chain((count) =>
    fc
      .record({
        limits: limits(count, 1),
        ports: fc.constantFrom<number[]>([443], [443, 8443]),
        weights: fc.option(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: count, maxLength: count }), {
          freq: 2,
          nil: undefined,
        }),
      })
      .map(
        ({ limits: own, ports, weights }): BackendsFile => ({
          count,
          ports,
          ...(weights === undefined ? {} : { weights }),
          ...own,
        }),
      ),
  );
}

function pool(chance: Chance): fc.Arbitrary<NonNullable<HopFile['snat']>> {
  return fc
    .record({
      addresses: fc.integer({ min: 1, max: 3 }),
      range: fc.integer({ min: LEAST, max: 700 }),
      selection: fc.constantFrom(...SELECTIONS[chance]),
      choose: fc.constantFrom(...CHOICES[chance]),
      scope: fc.constantFrom(
        { scope: 'destination' as const },
        { scope: 'source' as const },
        { scope: 'client-block' as const, blockSize: 4 },
        { scope: 'client-block' as const, blockSize: 150 },
      ),
    })
    .map(({ addresses, range, selection, choose, scope }) => ({
      addresses,
      ports: `1024-${1023 + Math.min(64_000, range * (scope.scope === 'client-block' ? scope.blockSize : 1))}`,
      selection,
      choose,
      hold: 0,
      ...scope,
    }));
}

function hop(chance: Chance): fc.Arbitrary<HopFile> {
  const mode = fc.constantFrom(
    'snat' as const,
    'dnat' as const,
    'dsr' as const,
    'proxy' as const,
    'router' as const,
  );
  return fc.record({ mode, instances: fc.integer({ min: 1, max: 3 }) }).chain(({ mode: own, instances }) =>
    fc
      .record({
        balance: fc.constantFrom(...SPREADS[chance]),
        snat: pool(chance),
        max: fc.oneof(fc.constant('unlimited' as const), capacity(instances)),
        limits: limits(instances, own === 'proxy' ? 2 : 0),
        gateway: fc.boolean(),
        ports: fc.constantFrom<number[]>([443], [443, 8443]),
      })
      .map(({ balance, snat, max, limits: given, gateway, ports }): HopFile => {
        // A route leads each source through one instance of a gateway: of several, by a hash.
        const routed = chance === 'any' || instances === 1;
        const isGateway = gateway && routed && (own === 'snat' || own === 'router');
        return {
          mode: own,
          instances,
          ...(isGateway ? { gateway } : { balance, listen: { ports } }),
          ...(own === 'snat' || own === 'proxy' ? { snat } : {}),
          ...(own === 'proxy' ? {} : { flowTable: { max } }),
          ...(own === 'router' ? {} : { limits: given }),
        };
      }),
  );
}
