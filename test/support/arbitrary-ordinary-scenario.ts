import fc from 'fast-check';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { fittingEvents } from './fitting-events.ts';

type File = Omit<ScenarioFile, 'fivetuple'>;
type Event = NonNullable<File['events']>[number];

/** As many addresses of clients as make their ports countable only. */
const ADDRESSES = 1100;

const lifetime = fc.constantFrom(
  { distribution: 'exponential', mean: '3s' } as const,
  { distribution: 'deterministic', value: '2s' } as const,
  { distribution: 'lognormal', median: '1s', p95: '8s' } as const,
);

const reconnect = fc.record(
  {
    policy: fc.constantFrom(
      'none' as const,
      'fixed' as const,
      'exponential' as const,
      'full-jitter' as const,
      'equal-jitter' as const,
      'decorrelated-jitter' as const,
      'window' as const,
    ),
    base: fc.constant('300ms'),
    cap: fc.constantFrom('1s', '5s'),
    maxAttempts: fc.constant(3),
  },
  { requiredKeys: ['policy', 'base', 'cap'] },
);

const clients = fc
  .record({
    count: fc.integer({ min: 100, max: 3000 }),
    timeWait: fc.constantFrom('0s', '2s'),
    closes: fc.constantFrom('client' as const, 'server' as const),
    close: fc.constantFrom('fin' as const, 'rst' as const),
    lifetime,
    isOpen: fc.boolean(),
    reconnect,
    connectTimeout: fc.constantFrom('500ms', '3s', '30s'),
    syn: fc.constantFrom(
      { linearTimeouts: 0, retries: 0 },
      { linearTimeouts: 0, retries: 2 },
      { retries: 6 },
    ),
    ports: fc.constantFrom('32768-60999', '32768-32769'),
  })
  .map(({ count, isOpen, lifetime: law, closes, close, ...rest }) => ({
    ...rest,
    addresses: ADDRESSES,
    ...(isOpen
      ? { arrivals: { pattern: 'poisson' as const, rate: count / 3 } }
      : { count: ADDRESSES + count, arrivals: { pattern: 'population' as const, rampUp: '2s' } }),
    session: { lifetime: law, closes, close, heartbeat: 'none' as const },
  }));

const flowTable = fc.record({
  max: fc.constantFrom('unlimited', 500, 5000),
  established: fc.constant('none'),
  timeWait: fc.constantFrom('0s', '3s'),
  close: fc.constantFrom('0s', '1s'),
});

const snat = fc.record({
  addresses: fc.integer({ min: 1, max: 3 }),
  ports: fc.constantFrom('20000-20099', '20000-20399', '20000-23999'),
  scope: fc.constantFrom('destination' as const, 'source' as const),
  selection: fc.constantFrom(
    'linux-connect' as const,
    'netfilter' as const,
    'sequential' as const,
    'random' as const,
    'random' as const,
  ),
  choose: fc.constant('round-robin' as const),
  hold: fc.constantFrom('0s', '1s', '4s'),
});

const balance = fc.constantFrom(
  'random' as const,
  'round-robin' as const,
  'least-connections' as const,
  'power-of-two' as const,
);

const limits = fc.record({
  maxConnections: fc.constantFrom('unlimited' as const, 'unlimited' as const, 300),
});

const hop = fc.oneof(
  fc.record({
    name: fc.constant('hop'),
    mode: fc.constant('snat' as const),
    balance,
    snat,
    flowTable,
    limits,
  }),
  fc.record({
    name: fc.constant('hop'),
    mode: fc.constantFrom('dnat' as const, 'dsr' as const),
    balance,
    flowTable,
    limits,
  }),
);

const when = fc.constantFrom('3s', '5s', '6.5s');
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    at: when,
    action: fc.constant('restart' as const),
    target: fc.constantFrom('backends', 'hop'),
    down: fc.constantFrom('200ms', '2s'),
    instances: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    at: when,
    action: fc.constant('change' as const),
    target: fc.constant('hop'),
    set: fc.oneof(
      fc.record({ snat: fc.record({ addresses: fc.integer({ min: 1, max: 3 }) }) }),
      fc.record({ flowTable: fc.record({ timeWait: fc.constantFrom('1s', '2s') }) }),
    ),
    for: fc.constantFrom('1s', '3s'),
  }),
);

/** One population, one hop that neither waits nor ends TCP, servers: what the compiled loop is made for, and what closes it for a while. */
export function arbitraryOrdinaryScenario(): fc.Arbitrary<File> {
  return fc
    .record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      duration: fc.constantFrom('10s', '20s'),
      sampleEvery: fc.constantFrom('100ms', '1s'),
      clients: fc.tuple(clients),
      path: fc.tuple(hop),
      backends: fc.record({
        count: fc.integer({ min: 1, max: 12 }),
        maxConnections: fc.constantFrom('unlimited', 150, 2000),
        fileDescriptors: fc.constantFrom('unlimited', 200, 100_000),
        memory: fc.constant('unlimited' as const),
      }),
      events: fc.array(event, { maxLength: 2 }),
    })
    .map(({ events, ...file }) => ({ ...file, events: fittingEvents(events, file) }));
}
