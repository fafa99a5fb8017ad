import fc from 'fast-check';
import { BALANCES, type ScenarioFile } from '../../src/scenario/file-format.ts';
import { fittingEvents } from './fitting-events.ts';

type File = Omit<ScenarioFile, 'fivetuple'>;
type Client = File['clients'][number];
type Event = NonNullable<File['events']>[number];
type Hop = Exclude<NonNullable<File['path']>, string>[number];

const balance = fc.constantFrom(...BALANCES);

const lifetime = fc.constantFrom(
  { distribution: 'exponential', mean: '3s' } as const,
  { distribution: 'deterministic', value: '2s' } as const,
  { distribution: 'lognormal', median: '1s', p95: '8s' } as const,
);

const sourcePool = fc.record({
  addresses: fc.integer({ min: 1, max: 3 }),
  ports: fc.constantFrom('20000-20019', '20000-20099', '20000-20399'),
  scope: fc.constantFrom('destination', 'source'),
  selection: fc.constantFrom('linux-connect', 'netfilter', 'sequential', 'random'),
  choose: fc.constantFrom('source-hash', 'source-destination-hash', 'round-robin', 'random', 'least-used'),
  hold: fc.constantFrom('0s', '1s', '4s'),
});

const blockPool = fc.record({
  addresses: fc.integer({ min: 1, max: 3 }),
  ports: fc.constant('20000-20099'),
  scope: fc.constant('client-block' as const),
  blockSize: fc.constantFrom(1, 7, 20),
  blockReuse: fc.constantFrom('none', 'destination'),
  maxPortsPerClient: fc.constantFrom(20, 60),
  selection: fc.constantFrom('linux-connect', 'netfilter', 'sequential', 'random'),
  hold: fc.constantFrom('0s', '2s'),
});

const stage = { instances: fc.integer({ min: 1, max: 3 }), balance };
const flowTable = fc.record({
  max: fc.constantFrom('unlimited', 40, 400),
  established: fc.constantFrom('5d', '1s', '2.5s'),
  closeWait: fc.constantFrom('500ms', '3s'),
  unreplied: fc.constantFrom('1s', '5s'),
  buckets: fc.constantFrom(8, 64, 1024),
  earlyDrop: fc.boolean(),
  loose: fc.boolean(),
  invalid: fc.constantFrom('forward' as const, 'drop' as const),
  timeWait: fc.constantFrom('0s', '3s'),
  close: fc.constantFrom('0s', '1s'),
});
const limits = fc.record(
  {
    admission: fc.record({
      rate: fc.constantFrom(10, 80),
      burst: fc.constantFrom(1, 30),
      retryAfter: fc.constantFrom('0s', '700ms'),
    }),
    maxConnections: fc.constantFrom(30, 300),
    fileDescriptors: fc.constantFrom(24, 200),
    reservedDescriptors: fc.constantFrom(0, 7),
    maxTimeWait: fc.constantFrom(3, 100),
    idleTimeout: fc.constantFrom('none', '2s'),
    maxAge: fc.constantFrom('none', '1500ms', '4s'),
    maxAgeSpread: fc.constantFrom(0, 0.2, 1),
    backlog: fc.constantFrom(0, 5, 50),
    acceptsPerSecond: fc.constantFrom(5, 80),
    handshakesPerSecond: fc.constantFrom(5, 80),
    synBacklog: fc.constantFrom(2, 40),
    abortOnOverflow: fc.boolean(),
  },
  { requiredKeys: [] },
);
const handshake = fc.record({
  queue: fc.constantFrom('process' as const, 'backlog' as const),
  workers: fc.constantFrom(1, 3),
  times: fc.constantFrom('constant' as const, 'exponential' as const),
  abandonedCost: fc.constantFrom(0, 0.88),
  resumed: fc.constantFrom(0, 0.5),
});
/** Limits of sockets, some with words on how handshakes are done, or on SYNs that are dropped. */
const socketLimits = fc
  .tuple(limits, fc.option(handshake, { nil: undefined }), fc.boolean())
  .map(([some, work, drops]) => ({
    ...some,
    ...(work === undefined || some.handshakesPerSecond === undefined ? {} : { handshake: work }),
    ...(drops && some.admission !== undefined
      ? { admission: { rate: some.admission.rate, burst: some.admission.burst, refusal: 'drop' as const } }
      : {}),
  }));

const autoscale = fc.record({
  min: fc.constant(1),
  target: fc.constantFrom(5, 40),
  every: fc.constantFrom('500ms', '2s'),
  ready: fc.constantFrom('0s', '700ms'),
  stabilization: fc.constantFrom('0s', '2s'),
  drain: fc.constantFrom('0s', '1500ms'),
});

const hop = fc.oneof(
  fc.record({
    mode: fc.constant('snat' as const),
    ...stage,
    snat: fc.oneof(sourcePool, blockPool),
    flowTable,
  }),
  fc.record({
    mode: fc.constant('snat' as const),
    instances: stage.instances,
    gateway: fc.constant(true),
    snat: sourcePool,
    flowTable,
  }),
  fc.record({
    mode: fc.constant('proxy' as const),
    ...stage,
    retries: fc.constantFrom(0, 2),
    // A hop that scales by itself in some scenarios.
    autoscale: fc.option(autoscale, { nil: undefined }),
    snat: sourcePool,
    limits: socketLimits,
  }),
  fc.record({ mode: fc.constantFrom('dnat' as const, 'dsr' as const), ...stage, flowTable }),
  fc.record({ mode: fc.constant('router' as const), ...stage }),
  fc.record({ mode: fc.constant('router' as const), ...stage, flowTable }),
);

const clients = fc
  .record({
    count: fc.integer({ min: 1, max: 300 }),
    sharing: fc.integer({ min: 1, max: 20 }),
    connectionsEach: fc.integer({ min: 1, max: 3 }),
    ports: fc.constantFrom('32768-32790', '32768-60999'),
    timeWait: fc.constantFrom('0s', '2s'),
    balance,
    closes: fc.constantFrom('client' as const, 'server' as const),
    close: fc.constantFrom('fin' as const, 'rst' as const),
    bind: fc.constantFrom('late' as const, 'early' as const),
    maxTimeWait: fc.constantFrom('unlimited', 2),
    heartbeat: fc.constantFrom('none', '1.5s', '900ms'),
    heartbeatJitter: fc.constantFrom('0s', '600ms'),
    heartbeatFrom: fc.constantFrom('client' as const, 'server' as const),
    closeLag: fc.constantFrom('0s', '1s', '4s'),
    heartbeatTimeout: fc.constantFrom('none', '200ms', '2s'),
    vanish: fc.constantFrom(0, 0, 0.5),
    lifetime,
    open: fc.boolean(),
    policy: fc.constantFrom(
      'none',
      'immediate',
      'fixed',
      'exponential',
      'full-jitter',
      'equal-jitter',
      'decorrelated-jitter',
      'window',
    ),
    connectTimeout: fc.constantFrom('500ms', '5s'),
    roundTrip: fc.constantFrom('0s', '0s', '100ms'),
    abandons: fc.constantFrom('fin' as const, 'rst' as const),
    dns: fc.constantFrom({}, {}, { ttl: '1500ms' }, { ttl: '1s', resolvers: 1 }),
  })
  .map(
    ({
      count,
      sharing,
      lifetime: law,
      open,
      policy,
      closes,
      close,
      heartbeat,
      heartbeatJitter,
      heartbeatFrom,
      closeLag,
      heartbeatTimeout,
      vanish,
      ...rest
    }) => ({
      ...rest,
      count,
      addresses: Math.max(1, Math.floor(count / sharing)),
      arrivals: open
        ? ({ pattern: 'poisson', rate: count / 3 } as const)
        : ({ pattern: 'population', rampUp: '2s' } as const),
      session: {
        lifetime: law,
        closes,
        close,
        heartbeat,
        heartbeatJitter,
        heartbeatFrom,
        closeLag,
        heartbeatTimeout,
        vanish,
      },
      // An immediate retry that never succeeds would never let the clock go on.
      reconnect: { policy, base: '300ms', cap: '5s', maxAttempts: policy === 'immediate' ? 4 : 50 },
    }),
  );

/** The last population runs on the hosts of the first and names its ports itself. */
function onTheSameHosts(groups: readonly Client[]): Client[] {
  const [first, ...others] = groups;
  if (first === undefined || Number(first.addresses) > 20) return [...groups];
  return [
    { ...first, name: 'hosts' },
    ...others.map(
      ({ addresses: _own, ...rest }): Client => ({
        ...rest,
        addressesOf: 'hosts',
        bind: 'explicit',
        reuseAddress: rest.timeWait === '0s',
      }),
    ),
  ];
}

const when = fc.constantFrom('3s', '5s', '6.5s', '9s');
const target = fc.constantFrom('backends', 'hop 0', 'hop 1');
const instances = fc.integer({ min: 1, max: 3 });
const drain = fc.constantFrom('0s', '2s');

const hopTarget = fc.constantFrom('hop 0', 'hop 1');
type Set = Extract<Event, { action: 'change' }>['set'];

/** Up and down, from limits that are there and to others that are not. */
const limitsSet = fc.record(
  {
    admission: fc.record({ rate: fc.constantFrom('unlimited', 20), burst: fc.constantFrom(2, 40) }),
    maxConnections: fc.constantFrom('unlimited', 10, 100),
    fileDescriptors: fc.constantFrom(20, 100),
    memory: fc.constantFrom('unlimited', '2MiB'),
    backlog: fc.constantFrom(0, 20),
    acceptsPerSecond: fc.constantFrom('unlimited', 3, 200),
    handshakesPerSecond: fc.constantFrom('unlimited', 3, 200),
    idleTimeout: fc.constantFrom('none', '700ms'),
  },
  { requiredKeys: [] },
);
const flowTableSet = fc.record(
  {
    max: fc.constantFrom('unlimited', 20, 200),
    established: fc.constantFrom('none', '700ms', '3s'),
    timeWait: fc.constantFrom('0s', '1s', '5s'),
  },
  { requiredKeys: [] },
);

function change(targets: fc.Arbitrary<string>, set: fc.Arbitrary<Set>): fc.Arbitrary<Event> {
  return fc.record(
    {
      at: when,
      action: fc.constant('change' as const),
      target: targets,
      set,
      instances: fc.integer({ min: 1, max: 3 }),
      for: fc.constantFrom('1s', '3s'),
      cut: fc.boolean(),
    },
    { requiredKeys: ['at', 'action', 'target', 'set'] },
  );
}

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    at: when,
    action: fc.constant('restart' as const),
    target,
    batch: fc.constant(1),
    every: fc.constant('1s'),
    drain,
    grace: fc.constantFrom('0s', '1500ms', '2s'),
    minReady: fc.constantFrom('0s', '1s'),
    surge: fc.integer({ min: 0, max: 2 }),
    down: fc.constant('1s'),
  }),
  fc.record({
    at: when,
    action: fc.constant('crash' as const),
    target,
    instances,
    down: fc.constantFrom('0s', '1s', 'forever'),
    silent: fc.boolean(),
    detectedAfter: fc.constantFrom('0s', '300ms', '2s', 'never'),
  }),
  fc.record({
    at: when,
    action: fc.constant('failover' as const),
    target,
    instances,
    mirrored: fc.constantFrom(true, false, 0.5),
    down: fc.constantFrom('0s', '400ms', '2s'),
  }),
  fc.record({
    at: when,
    action: fc.constant('link-cut' as const),
    target: fc.constantFrom('backends', 'hop 0', 'hop 1', 'hosts'),
    for: fc.constantFrom('300ms', '2s', '1h'),
  }),
  fc.record({ at: when, action: fc.constant('scale-out' as const), target, instances }),
  fc.record({ at: when, action: fc.constant('scale-in' as const), target, instances, drain }),
  fc.record({
    at: when,
    action: fc.constant('disconnect' as const),
    target: fc.oneof(target, fc.constantFrom('clients', 'clients-2')),
    share: fc.constantFrom(0.3, 1),
  }),
  change(fc.constant('backends'), limitsSet),
  change(hopTarget, fc.record({ limits: limitsSet })),
  change(hopTarget, fc.record({ flowTable: flowTableSet })),
  change(hopTarget, fc.record({ snat: fc.record({ addresses: fc.integer({ min: 1, max: 4 }) }) })),
  fc.record({
    at: when,
    action: fc.constant('reload' as const),
    target: fc.constantFrom('hop 0', 'hop 1'),
    every: fc.constant('1s'),
    times: fc.constantFrom(1, 3),
    shutdownTimeout: fc.constantFrom('0s', '1.5s', 'forever'),
  }),
);

/** Small scenarios that are short of nearly everything, so that most runs refuse, hold, retry, restart and scale. */
export function arbitraryBusyScenario(): fc.Arbitrary<File> {
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      clients: fc.array(clients, { minLength: 1, maxLength: 2 }),
      path: fc.array(hop, { maxLength: 3 }),
      servers: fc.integer({ min: 1, max: 4 }),
      ports: fc.constantFrom<number[]>([443], [80, 443]),
      serverLimits: socketLimits,
      events: fc.array(event, { maxLength: 4 }),
      shared: fc.boolean(),
      autoscale: fc.option(autoscale, { nil: undefined }),
    })
    .map(
      ({ seed, clients: groups, path, servers, ports, serverLimits, events, shared, autoscale: scaling }) => {
        const duration = '12s';
        const hops = path.map((each, index): Hop => ({ ...each, name: `hop ${index}` }));
        const backends = {
          count: servers,
          ports,
          ...serverLimits,
          ...(scaling === undefined ? {} : { autoscale: scaling }),
        };

        const population = shared ? onTheSameHosts(groups) : groups;
        return {
          seed,
          duration,
          sampleEvery: '500ms',
          clients: population,
          path: hops,
          backends,
          events: fittingEvents(events, { duration, clients: population, path: hops, backends }),
        };
      },
    );
}
