import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBusyScenario } from '../../test/support/arbitrary-busy-scenario.ts';
import { buildScenario } from '../../test/support/build-scenario.ts';
import { compile, Simulation } from '../../test/support/engine-by-node.ts';
import type { TestFile } from '../../test/support/finished-run.ts';
import { heldBufferBytes } from '../../test/support/held-buffers.ts';
import type { HopFile } from '../scenario/file-format.ts';
import {
  estimateArrayBytes,
  estimateMemoryBytes,
  MemoryRefusedError,
  refuseBeyond,
} from './memory-estimate.ts';

type Clients = NonNullable<TestFile['clients']>[0];

const HOUR = { distribution: 'exponential', mean: '1h' } as const;

const population = (count: number, change: Partial<Clients> = {}): Clients => ({
  count,
  addresses: Math.min(count, 1000),
  arrivals: { pattern: 'population', rampUp: '1m' },
  session: { lifetime: { distribution: 'exponential', mean: '10m' } },
  reconnect: { policy: 'full-jitter', base: '1s', cap: '1m' },
  ...change,
});

const file = (
  clients: readonly Clients[],
  path: readonly HopFile[],
  change: Partial<TestFile> = {},
): TestFile => ({
  duration: '10m',
  sampleEvery: '1s',
  clients: [...clients],
  path: [...path],
  backends: { count: 10, addresses: 1, ports: [443], fileDescriptors: 'unlimited', memory: 'unlimited' },
  ...change,
});

const roomy = { flowTable: { max: 'unlimited', established: 'none' } } as const;
const snat = (change: object, hop: Partial<HopFile> = {}): HopFile => ({
  ...roomy,
  mode: 'snat',
  snat: { addresses: 4, ports: '1024-65535', scope: 'destination', hold: '60s', ...change },
  ...hop,
});
const proxy = (addresses: number): HopFile => ({
  mode: 'proxy',
  snat: { addresses, ports: '1024-65535', scope: 'destination' },
  limits: { fileDescriptors: 'unlimited', memory: 'unlimited' },
});
const plain = (mode: 'dnat' | 'dsr' | 'router'): HopFile => ({ ...roomy, mode });
const poisson = (rate: string, change: Partial<Clients> = {}): Clients => ({
  addresses: 1000,
  arrivals: { pattern: 'poisson', rate },
  session: { lifetime: { distribution: 'exponential', mean: '2m' } },
  ...change,
});

const RUNS: readonly (readonly [name: string, file: TestFile, isUnsure?: true])[] = [
  ['SNAT', file([population(100_000)], [snat({})])],
  ['one range for all destinations', file([population(100_000)], [snat({ scope: 'source', addresses: 2 })])],
  ['SNAT, random ports', file([population(100_000)], [snat({ selection: 'random' })])],
  ['SNAT, ports in turn', file([population(100_000)], [snat({ selection: 'sequential' })])],
  ['netfilter', file([population(100_000)], [snat({ selection: 'netfilter', takeOver: false })])],
  [
    'netfilter that takes over',
    file([population(100_000)], [snat({ selection: 'netfilter', takeOver: true })]),
  ],
  [
    'netfilter that keeps the port',
    file([population(100_000)], [snat({ selection: 'netfilter', takeOver: true, preservePort: true })]),
  ],
  [
    'client blocks',
    file(
      [population(100_000, { addresses: 10_000 })],
      [snat({ scope: 'client-block', blockSize: 64, addresses: 16, ports: '1024-65535' })],
    ),
  ],
  ['DNAT', file([population(100_000)], [plain('dnat')])],
  ['DSR', file([population(100_000)], [plain('dsr')])],
  [
    'DSR, resets',
    file(
      [population(100_000, { session: { lifetime: HOUR, close: 'rst', closes: 'server' } })],
      [plain('dsr')],
    ),
  ],
  ['router', file([population(100_000)], [plain('router')])],
  ['no hop', file([population(100_000)], [])],
  ['proxy', file([population(100_000)], [proxy(4)])],
  ['proxy behind SNAT', file([population(100_000)], [snat({}), proxy(4)])],
  ['explicit ports', file([population(20_000, { addresses: 20, bind: 'explicit' })], [snat({})])],
  [
    'shared hosts',
    file(
      [
        population(20_000, { name: 'first', addresses: 50 }),
        population(20_000, { name: 'second', addresses: undefined, addressesOf: 'first', bind: 'early' }),
      ],
      [snat({})],
    ),
  ],
  ['early bind', file([population(20_000, { bind: 'early' })], [snat({})])],
  ['Poisson arrivals', file([poisson('800/s')], [snat({})])],
  [
    'Poisson arrivals that come back',
    file(
      [poisson('400/s', { reconnect: { policy: 'exponential', base: '5s', cap: '1m' } })],
      [snat({ addresses: 1, scope: 'source', ports: '1024-33791' })],
    ),
    true,
  ],
  [
    'Poisson arrivals of short sessions',
    file(
      [poisson('2000/s', { session: { lifetime: { distribution: 'exponential', mean: '100ms' } } })],
      [snat({})],
    ),
  ],
  [
    'half-closed connections',
    file(
      [
        population(100_000, {
          session: { lifetime: { distribution: 'exponential', mean: '2m' }, closeLag: '1m' },
        }),
      ],
      [snat({})],
    ),
    true,
  ],
  [
    'forgotten flows',
    file(
      [population(50_000, { session: { lifetime: HOUR, heartbeat: '5m' } })],
      [snat({}, { flowTable: { max: 'unlimited', established: '1m' } })],
    ),
  ],
  [
    'all at once',
    file(
      [
        population(100_000, {
          arrivals: { pattern: 'population', rampUp: '0s' },
          session: { lifetime: { distribution: 'deterministic', value: '1m' } },
        }),
      ],
      [snat({})],
    ),
  ],
  [
    'a proxy that is reloaded every minute',
    file([population(100_000)], [{ ...proxy(4), name: 'proxy', workers: { count: 2 } }], {
      events: [
        { at: '2m', action: 'reload', target: 'proxy', every: '1m', times: 4, shutdownTimeout: '30s' },
      ],
    }),
  ],
  [
    'a restart of all servers',
    file([population(100_000)], [snat({})], {
      events: [{ at: '5m', action: 'restart', target: 'backends', batch: 10, down: '10s' }],
    }),
  ],
  [
    'servers that join, and a crash of all that were there',
    file([population(100_000)], [snat({}, { balance: 'maglev' })], {
      events: [
        { at: '20s', action: 'scale-out', instances: 2 },
        { at: '5m', action: 'crash', instances: 8, down: '10s' },
      ],
    }),
  ],
  [
    'maglev over many instances',
    file([population(100_000)], [snat({}, { instances: 20, balance: 'maglev' })]),
  ],
  [
    'a ring over many instances',
    file(
      [population(100_000)],
      [snat({}, { instances: 20, balance: 'consistent-hash', ring: { points: 40_000 } })],
    ),
  ],
  ['1M connections, SNAT', file([population(1_000_000)], [snat({ addresses: 40 })])],
  ['1M connections, DSR', file([population(1_000_000)], [plain('dsr')])],
  ['1M connections, proxy', file([population(1_000_000)], [proxy(40)])],
];

describe('the memory estimate', () => {
  // How many clients wait in set-up at a time is not known before; where ports run short it could be all of them. Nor is
  // how many close at a time.
  const runs = RUNS.map(([name, one, isUnsure = false]) => ({ name, one, least: isUnsure ? 1 / 3 : 1 / 2 }));

  it.each(runs)(
    '$name: the arrays of a finished run come to $least of it or more, and to no more',
    ({ one, least }) => {
      const plan = compile(buildScenario(one));
      const run = new Simulation(plan);
      while (!run.done) run.advance(100_000);
      const estimate = estimateArrayBytes(plan);
      const held = heldBufferBytes(run);
      expect(held).toBeLessThanOrEqual(estimate);
      expect(held).toBeGreaterThan(estimate * least);
    },
  );

  it('covers scenarios of every kind', () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), (busy) => {
        const plan = compile(buildScenario(busy));
        const run = new Simulation(plan);
        while (!run.done) run.advance(100_000);
        expect(heldBufferBytes(run)).toBeLessThanOrEqual(estimateArrayBytes(plan));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a limit', () => {
  it('refuses what needs a byte more', () => {
    const plan = compile(buildScenario(file([population(1000)], [snat({})])));
    const estimate = estimateMemoryBytes(plan);
    expect(() => refuseBeyond(plan, estimate)).not.toThrow();
    expect(() => refuseBeyond(plan, estimate - 1)).toThrow(MemoryRefusedError);
  });
});
