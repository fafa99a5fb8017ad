import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import type { HopFile } from '../../scenario/file-format.ts';
import { compile } from '../plan.ts';
import { BitmapSpaces } from '../ports/tuple-space/bitmap-spaces.ts';
import { Simulation } from '../simulation.ts';

type Clients = TestFile['clients'][number];

const edge: HopFile = {
  mode: 'snat',
  snat: { addresses: 1, ports: '1024-65535', scope: 'source', selection: 'random', hold: '60s' },
  flowTable: { max: 262_144, established: '5d', timeWait: '2m' },
};

const file = (
  path: readonly HopFile[],
  clients: Partial<Clients> = {},
  more: Partial<TestFile> = {},
): TestFile => ({
  duration: '10m',
  clients: [
    {
      count: 20_000,
      arrivals: { pattern: 'population', rampUp: '1m' },
      session: { lifetime: { distribution: 'exponential', mean: '2m' }, heartbeat: '30s' },
      reconnect: { policy: 'full-jitter', base: '1s', cap: '1m' },
      ...clients,
    },
  ],
  path: [...path],
  backends: { count: 10 },
  ...more,
});

/** Clients that come, stay for a while and leave for good. */
const passing = (rate: string, mean: string, addresses = 1100): Partial<Clients> => ({
  count: undefined,
  addresses,
  arrivals: { pattern: 'poisson', rate },
  session: { lifetime: { distribution: 'exponential', mean }, heartbeat: 'none' },
  reconnect: { policy: 'none' },
});

function loopOf(one: TestFile, use?: 'always'): Simulation['loop'] {
  const plan = compile(buildScenario(one));
  return new Simulation(plan, 1, use).loop;
}

/** What no series tells: which ports are taken, and how many of each address. */
function portsOf({ net }: Simulation): unknown {
  return net.pools.map(
    (pool) => pool && [pool.spaces instanceof BitmapSpaces ? pool.spaces.words : null, pool.takenByAddress],
  );
}

/** The same with the loop, which has a part in it, and without it. */
function expectTheSame(one: TestFile, leastEvents: number): void {
  const [looped, plain] = (['always', 'never'] as const).map((use) => {
    const run = new Simulation(compile(buildScenario(one)), 1, use);
    run.advance(Infinity);
    return run;
  });
  expect(looped!.loop!.events).toBeGreaterThan(leastEvents);
  expect(looped!.summary()).toEqual(plain!.summary());
  expect(looped!.net.stations[0]!.peakOpen).toBe(plain!.net.stations[0]!.peakOpen);
  expect(portsOf(looped!)).toEqual(portsOf(plain!));
}

describe('the compiled loop', () => {
  it.each<[string, TestFile]>([
    ['SNAT', file([edge])],
    ['DNAT', file([{ mode: 'dnat' }])],
    ['DSR', file([{ mode: 'dsr', balance: 'round-robin' }])],
    [
      'open arrivals',
      file([edge], { count: undefined, addresses: 2000, arrivals: { pattern: 'poisson', rate: '200/s' } }),
    ],
    [
      'a restart',
      file([edge], {}, { events: [{ at: '5m', action: 'restart', target: 'backends', down: '10s' }] }),
    ],
  ])('is used for %s', (_, one) => {
    expect(loopOf(one)).not.toBeNull();
  });

  it.each<[string, TestFile]>([
    ['no hop', file([])],
    ['a proxy', file([{ mode: 'proxy', snat: { addresses: 4 } }])],
    ['two hops', file([edge, { mode: 'dnat', name: 'second' }])],
    ['two instances of the hop', file([{ ...edge, instances: 2 }])],
    [
      'netfilter, which takes ports over',
      file([{ ...edge, snat: { ...edge.snat, selection: 'netfilter' } }]),
    ],
    ['a way that takes time', file([edge], { roundTrip: '40ms' })],
    ['an accept queue', file([edge], {}, { backends: { count: 10, acceptsPerSecond: 500 } })],
    ['few addresses, whose ports are kept one by one', file([edge], { addresses: 10 })],
  ])('is not used for %s', (_, one) => {
    expect(loopOf(one, 'always')).toBeNull();
  });

  it('knows the address of a client that tries again when later arrivals have been drawn', () => {
    const short = file(
      [edge],
      {
        count: undefined,
        addresses: 1100,
        ports: '32768-32775',
        timeWait: 0,
        arrivals: { pattern: 'poisson', rate: '400/s' },
        session: { lifetime: { distribution: 'exponential', mean: '10s' }, heartbeat: '30s' },
        reconnect: { policy: 'fixed', base: '200ms' },
      },
      { sampleEvery: '10s' },
    );
    expectTheSame(short, 10_000);
  });

  it('counts at the hop who comes there and finds no port, also when never so many had one', () => {
    const pool: HopFile = {
      ...edge,
      snat: { ...edge.snat, ports: '1024-1123', hold: '4s' },
      flowTable: { established: 'none' },
    };
    const short = file(
      [pool],
      { ...passing('20/s', '3s'), connectTimeout: '500ms' },
      { duration: '20m', sampleEvery: '10s' },
    );
    expectTheSame(short, 10_000);
  });

  it('finds room for more connections than were expected: in the event set, and among the levels of load', () => {
    const day = file(
      [{ mode: 'dnat', balance: 'least-connections', flowTable: { established: 'none' } }],
      passing('10/s', '20h'),
      {
        duration: '6h',
        sampleEvery: '1m',
        backends: { count: 2, maxConnections: 'unlimited', memory: 'unlimited' },
      },
    );
    expectTheSame(day, 150_000);
  });

  it('keeps what falls due in the slice of time in which it begins, be it much', () => {
    const burst = file(
      [{ ...edge, flowTable: { established: 'none' } }],
      {
        count: 5000,
        addresses: 1100,
        arrivals: { pattern: 'population', rampUp: '1s' },
        session: { lifetime: { distribution: 'deterministic', value: '1s' }, heartbeat: 'none' },
        reconnect: { policy: 'none' },
      },
      { duration: '3h', sampleEvery: '1m' },
    );
    expectTheSame(burst, 3000);
  });

  it('makes a draw again that would make some ports likelier than others', () => {
    // A range for which so many draws are made again as for any: 64,385 of 2^32, some ten of this run.
    const ports = { first: 1024, count: 64_489 };
    const busy = file(
      [
        {
          mode: 'snat',
          snat: {
            addresses: 1,
            ports: `${ports.first}-${ports.first + ports.count - 1}`,
            selection: 'random',
            hold: '5s',
          },
          flowTable: { max: 'unlimited', established: 'none' },
        },
      ],
      passing('2000/s', '10s', 2000),
      { duration: '5m', sampleEvery: '10s' },
    );
    expectTheSame(busy, 1_000_000);
  });

  it('knows the ports of each of very many addresses', () => {
    const many = file(
      [{ ...edge, snat: { ...edge.snat, addresses: 150, scope: 'destination', choose: 'round-robin' } }],
      { count: 3000 },
    );
    expectTheSame(many, 10_000);
  });

  it('is not worth its memory in a short run, unless that is wanted', () => {
    const short = file([edge], { count: 2000 }, { duration: '1m' });
    expect(loopOf(short)).toBeNull();
    expect(loopOf(short, 'always')).not.toBeNull();
  });
});

describe('where WebAssembly is not to be had', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const forbids = function refuse(): never {
    throw new Error('refused by the policy of the page');
  };

  it.each([
    ['is unknown', undefined],
    ['may not be compiled', { Memory: WebAssembly.Memory, Module: forbids, Instance: WebAssembly.Instance }],
    ['has no memory', { Memory: forbids, Module: WebAssembly.Module, Instance: WebAssembly.Instance }],
    ['may not be started', { Memory: WebAssembly.Memory, Module: WebAssembly.Module, Instance: forbids }],
  ])('a run goes on without it: %s', async (_, api) => {
    const plan = compile(buildScenario(file([edge], { count: 2000 })));
    const plain = new Simulation(plan, 1, 'never');
    plain.advance(Infinity);
    vi.stubGlobal('WebAssembly', api);
    vi.resetModules();
    const engine = await import('../simulation.ts');
    const run = new engine.Simulation(plan, 1, 'always');
    run.advance(Infinity);
    expect(run.loop?.events ?? 0).toBe(0);
    expect(run.summary()).toEqual(plain.summary());
  });
});
