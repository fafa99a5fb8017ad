/**
 * Random scenario files that are valid by construction, for property tests of every layer. Sizes are small enough to
 * simulate thousands of them; `bounds` makes them larger or smaller.
 */
import fc from 'fast-check';
import {
  BALANCES,
  type BackendsFile,
  BLOCK_REUSES,
  type ClientFile,
  type HopFile,
  POOL_CHOICES,
  PORT_SELECTIONS,
  RECONNECT_POLICIES,
  type ScenarioFile,
  SIDES,
} from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';
import { presetsFor } from '../../src/scenario/presets/library.ts';
import type { HopMode, Scenario } from '../../src/scenario/scenario.ts';
import { describeScenarioError } from '../../src/scenario/scenario-error.ts';
import { asGateway } from '../../src/scenario/strategies.ts';
import type { ArrivalsFile } from '../../src/scenario/trace-import.ts';
import { autoscaleOf } from './arbitrary-changes.ts';
import { arbitraryEvent } from './arbitrary-event.ts';
import { arbitraryLifetime } from './arbitrary-lifetime.ts';
import { bytes, duration, optionalFields, orWord, rate, seconds } from './arbitrary-quantity.ts';
import { fittingRing, ring } from './arbitrary-ring.ts';
import { fittingEvents } from './fitting-events.ts';

export interface ScenarioBounds {
  readonly maxClients: number;
  readonly maxConnectionsEach: number;
  readonly maxBackends: number;
  readonly maxInstances: number;
  readonly maxHops: number;
  readonly maxDurationSec: number;
  /** Most arrivals a second of an open population. */
  readonly maxRatePerSec: number;
}

const SMALL: ScenarioBounds = {
  maxClients: 200,
  maxConnectionsEach: 3,
  maxBackends: 6,
  maxInstances: 3,
  maxHops: 3,
  maxDurationSec: 600,
  maxRatePerSec: 5,
};

/** Valid scenario files. */
export function arbitraryScenarioFile(bounds: Partial<ScenarioBounds> = {}): fc.Arbitrary<ScenarioFile> {
  const limits = { ...SMALL, ...bounds };
  return fc
    .record({
      durationSec: fc.integer({ min: 10, max: limits.maxDurationSec }),
      hops: fc.array(arbitraryHop(limits), { maxLength: limits.maxHops }),
      backends: arbitraryBackends(limits),
    })
    .chain(({ durationSec, hops, backends }) => {
      const path = hops.map((hop, i) => ({ ...hop, name: `hop-${i}` }));
      return fc.record(
        {
          fivetuple: fc.constant(1 as const),
          name: arbitraryText(),
          description: arbitraryText(),
          seed: fc.integer({ min: 0, max: 4_294_967_295 }),
          duration: seconds(fc.constant(durationSec)),
          sampleEvery: seconds(fc.double({ min: durationSec / 1000, max: durationSec, noNaN: true })),
          warmUp: fc.oneof(fc.constant('auto'), seconds(fc.integer({ min: 0, max: durationSec - 1 }))),
          clients: fc.array(arbitraryClient(limits, durationSec), { minLength: 1, maxLength: 2 }),
          path: path.length === 0 ? fc.constantFrom('direct' as const, []) : fc.constant(path),
          backends: fc.constant(backends),
          events: fc
            .array(arbitraryEvent(durationSec, path, backends), { maxLength: 3 })
            .map((events) => fittingEvents(events, { duration: durationSec, path, backends })),
          uncertain: fc.constantFrom(
            [],
            [{ field: 'clients.0.roundTrip', low: '1ms', high: 0.02 }],
            [{ field: 'clients.0.roundTrip', low: 0, likely: '5ms', high: '10ms' }],
          ),
          targets: optionalFields({
            concurrent: fc.integer({ min: 1, max: 1_000_000 }),
            blocking: fc.double({ min: 1e-9, max: 1, noNaN: true }),
            headroom: fc.double({ min: 0, max: 0.99, noNaN: true }),
            arrivalRate: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
            reconnectWithin: fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
          }),
          costs: optionalFields({
            change: fc.double({ min: 0, max: 1e6, noNaN: true }),
            snatAddress: fc.constantFrom(0, 2.5, 'never' as const),
          }),
        },
        { requiredKeys: ['fivetuple', 'duration', 'clients', 'path', 'backends'] },
      );
    });
}

/** The same, parsed. */
export function arbitraryScenario(bounds: Partial<ScenarioBounds> = {}): fc.Arbitrary<Scenario> {
  return arbitraryScenarioFile(bounds).map((file) => {
    const outcome = parseScenarioValue(file);
    if (outcome.ok) return outcome.scenario;
    throw new TypeError(`arbitraryScenario: ${outcome.errors.map(describeScenarioError).join('; ')}`);
  });
}

function arbitraryText(): fc.Arbitrary<string> {
  return fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '');
}

/** A range with a few reserved ports, at least one port usable. */
function portFields(): fc.Arbitrary<{ ports: string; reservedPorts: (number | string)[] }> {
  return fc
    .tuple(
      fc.integer({ min: 1024, max: 65000 }),
      fc.integer({ min: 8, max: 500 }),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([first, size, reserved]) => ({
      ports: `${first}-${first + size}`,
      reservedPorts: reserved === 0 ? [] : [first + 1, `${first + 3}-${first + 2 + reserved}`],
    }));
}

function ports(): fc.Arbitrary<number[]> {
  return fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 3 });
}

function arbitraryArrivals(bounds: ScenarioBounds, durationSec: number): fc.Arbitrary<ArrivalsFile> {
  const perSec = fc.double({ min: 0.01, max: bounds.maxRatePerSec, noNaN: true });
  return fc.oneof(
    fc.record({
      pattern: fc.constant('population' as const),
      start: duration(0, durationSec / 2),
      rampUp: duration(0, durationSec),
    }),
    rate(perSec).map((given) => ({ pattern: 'poisson' as const, rate: given })),
    fc
      .record({
        rates: fc.array(perSec, { minLength: 1, maxLength: 4 }),
        interpolation: fc.constantFrom('step' as const, 'linear' as const),
        repeats: fc.constantFrom('none', 0.8 * durationSec),
      })
      .map(({ rates, ...how }) => ({
        pattern: 'poisson' as const,
        profile: rates.map((each, i) => ({ at: (i * durationSec) / 4, rate: each })),
        ...how,
      })),
  );
}

function arbitraryClient(bounds: ScenarioBounds, durationSec: number): fc.Arbitrary<ClientFile> {
  const { maxClients, maxConnectionsEach } = bounds;
  return fc
    .tuple(
      fc.record(
        {
          count: fc.integer({ min: 1, max: maxClients }),
          preset: fc.constantFrom(...presetsFor('client').map(({ id }) => id)),
          connectionsEach: fc.integer({ min: 1, max: maxConnectionsEach }),
          timeWait: duration(0, 120),
          timeWaitReuse: orWord('off', duration(0.1, 5)),
          maxTimeWait: orWord('unlimited', fc.integer({ min: 1, max: 200_000 })),
          bind: fc.constantFrom('late' as const, 'early' as const),
          balance: fc.constantFrom(...BALANCES),
          ring,
          connectTimeout: duration(0.1, 30),
          abandons: fc.constantFrom('fin' as const, 'rst' as const),
          roundTrip: duration(0, 0.04),
          syn: optionalFields({
            linearTimeouts: fc.integer({ min: 0, max: 6 }),
            retries: fc.integer({ min: 0, max: 8 }),
          }),
          arrivals: arbitraryArrivals(bounds, durationSec),
          session: optionalFields({
            lifetime: arbitraryLifetime(),
            heartbeat: orWord('none', duration(1, 100)),
            heartbeatJitter: duration(0, 1),
            heartbeatFrom: fc.constantFrom(...SIDES),
            closes: fc.constantFrom('client' as const, 'server' as const),
            close: fc.constantFrom('fin' as const, 'rst' as const),
            closeLag: duration(0, 100),
            heartbeatTimeout: orWord('none', duration(1, 100)),
            vanish: fc.double({ min: 0, max: 1, noNaN: true }),
            messages: optionalFields({
              rate: rate(fc.double({ min: 0, max: 10, noNaN: true })),
              size: bytes(fc.integer({ min: 0, max: 10_000 })),
              replySize: bytes(fc.integer({ min: 0, max: 10_000 })),
              segment: bytes(fc.integer({ min: 1, max: 65_483 })),
            }),
          }),
          reconnect: optionalFields({
            policy: fc.constantFrom(...RECONNECT_POLICIES),
            base: duration(0.1, 10),
            cap: duration(10, 100),
            maxAttempts: orWord('unlimited', fc.integer({ min: 1, max: 9 })),
          }),
        },
        { requiredKeys: ['count'] },
      ),
      fc.option(portFields(), { nil: {} }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    )
    .map(([client, range, share]): ClientFile => {
      // `immediate` with unlimited attempts against a full space would never let a simulation end.
      const reconnect =
        client.reconnect?.policy === 'immediate' ? { ...client.reconnect, maxAttempts: 3 } : client.reconnect;
      const addresses = share === undefined ? {} : { addresses: 1 + Math.floor(share * (client.count - 1)) };
      return {
        ...fittingRing(client),
        ...(reconnect === undefined ? {} : { reconnect }),
        ...range,
        ...addresses,
      };
    });
}

const forwardingLimits = {
  admission: fc.record(
    {
      rate: rate(fc.double({ min: 1, max: 1000, noNaN: true })),
      burst: fc.integer({ min: 1, max: 1000 }),
      retryAfter: duration(0, 60),
    },
    { requiredKeys: ['rate'] },
  ),
  maxConnections: orWord('unlimited', fc.integer({ min: 1, max: 500 })),
  memory: orWord('unlimited', bytes(fc.integer({ min: 100_000, max: 10_000_000 }))),
  memoryPerConnection: bytes(fc.integer({ min: 0, max: 100_000 })),
  handshakesPerSecond: orWord('unlimited', rate(fc.double({ min: 1, max: 1000, noNaN: true }))),
  idleTimeout: orWord('none', duration(5, 1000)),
};

const socketLimits = {
  ...forwardingLimits,
  fileDescriptors: orWord('unlimited', fc.integer({ min: 9, max: 1000 })),
  reservedDescriptors: fc.integer({ min: 0, max: 8 }),
  maxTimeWait: orWord('unlimited', fc.integer({ min: 1, max: 200_000 })),
  backlog: fc.integer({ min: 0, max: 100 }),
  synBacklog: orWord('unlimited', fc.integer({ min: 1, max: 100 })),
  abortOnOverflow: fc.boolean(),
  acceptsPerSecond: orWord('unlimited', rate(fc.double({ min: 1, max: 1000, noNaN: true }))),
  maxAge: orWord('none', duration(5, 1000)),
  maxAgeSpread: fc.double({ min: 0, max: 1, noNaN: true }),
};

function arbitrarySource(): fc.Arbitrary<HopFile['snat']> {
  return fc
    .tuple(
      optionalFields({
        addresses: fc.integer({ min: 1, max: 4 }),
        selection: fc.constantFrom(...PORT_SELECTIONS),
        choose: fc.constantFrom(...POOL_CHOICES),
        hold: duration(0, 120),
        takeOver: fc.boolean(),
      }),
      portFields(),
      fc.oneof(
        fc.constantFrom({ scope: 'destination' as const }, { scope: 'source' as const }),
        fc.record({
          scope: fc.constant('client-block' as const),
          blockSize: fc.integer({ min: 1, max: 4 }),
          blockReuse: fc.constantFrom(...BLOCK_REUSES),
          maxPortsPerClient: fc.integer({ min: 4, max: 64 }),
        }),
      ),
    )
    .map(([source, range, scope]) => ({ ...source, ...range, ...scope }));
}

function arbitraryHop(bounds: ScenarioBounds): fc.Arbitrary<HopFile> {
  const common = {
    instances: fc.integer({ min: 1, max: bounds.maxInstances }),
    listen: optionalFields({ addresses: fc.integer({ min: 1, max: 2 }), ports: ports() }),
    balance: fc.constantFrom(...BALANCES),
    ring,
  };
  const flowTable = optionalFields({
    max: orWord('unlimited', fc.integer({ min: 1, max: 500 })),
    established: orWord('none', duration(10, 10_000)),
    timeWait: duration(0, 120),
    close: duration(0, 60),
    closeWait: duration(0, 120),
    unreplied: duration(0, 200),
    buckets: fc.integer({ min: 1, max: 100_000 }),
    earlyDrop: fc.boolean(),
    loose: fc.boolean(),
    invalid: fc.constantFrom('forward' as const, 'drop' as const),
  });
  const hop = (mode: HopMode, more: object): fc.Arbitrary<HopFile> =>
    fc.record({ mode: fc.constant(mode), ...common, ...more }, { requiredKeys: ['mode'] }).map(fittingRing);
  const forwarding = { flowTable, limits: optionalFields(forwardingLimits) };
  const gateway = (): fc.Arbitrary<HopFile> =>
    fc.record({
      mode: fc.constant('snat' as const),
      gateway: fc.constant(true),
      instances: common.instances,
      snat: arbitrarySource(),
      flowTable,
    });
  return fc.oneof(
    hop('snat', { ...forwarding, snat: arbitrarySource() }),
    hop('dnat', forwarding),
    hop('dsr', forwarding),
    gateway(),
    hop('proxy', {
      flowTable,
      limits: optionalFields(socketLimits),
      snat: arbitrarySource(),
      retries: fc.integer({ min: 0, max: 5 }),
      workers: optionalFields({
        count: fc.integer({ min: 1, max: 4 }),
        memory: bytes(fc.integer({ min: 0, max: 1_000_000 })),
      }),
    }),
    hop('router', {}),
    hop('router', { flowTable }),
    arbitraryPresetHop(bounds),
  );
}

/** A product, with some values of its own beside it. */
function arbitraryPresetHop(bounds: ScenarioBounds): fc.Arbitrary<HopFile> {
  return fc
    .constantFrom(...presetsFor('hop'))
    .chain(({ id, modes }) =>
      fc.record(
        {
          preset: fc.constant(id),
          mode: fc.constantFrom(...modes),
          instances: fc.integer({ min: 1, max: bounds.maxInstances }),
          balance: fc.constantFrom(...BALANCES),
          limits: optionalFields(forwardingLimits),
        },
        { requiredKeys: ['preset'] },
      ),
    )
    .map(asGateway);
}

function arbitraryBackends(bounds: ScenarioBounds): fc.Arbitrary<BackendsFile> {
  return fc
    .tuple(
      fc.record(
        {
          count: fc.integer({ min: 1, max: bounds.maxBackends }),
          addresses: fc.integer({ min: 1, max: 2 }),
          ports: ports(),
          autoscale: autoscaleOf(duration(1, 60)),
          ...socketLimits,
        },
        { requiredKeys: ['count'] },
      ),
      fc.constantFrom('none', 'one', 'list'),
      fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), {
        minLength: bounds.maxBackends,
        maxLength: bounds.maxBackends,
      }),
    )
    .map(([backends, kind, weights]) => {
      if (kind === 'none') return backends;
      return { ...backends, weights: kind === 'one' ? (weights[0] ?? 1) : weights.slice(0, backends.count) };
    });
}
