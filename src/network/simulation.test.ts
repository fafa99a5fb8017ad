import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../test/support/build-scenario.ts';
import { finishedRun, finishedSummary, resourceOf, type TestFile } from '../../test/support/finished-run.ts';
import { compile } from './plan.ts';
import { columnOf } from './results/series-columns.ts';
import { Simulation } from './simulation.ts';

/** 3,000 clients from 3,000 addresses that connect within 10 s and stay. */
const clients = (change: object = {}) => [
  {
    count: 3000,
    addresses: 3000,
    arrivals: { pattern: 'population' as const, rampUp: '10s' },
    session: { lifetime: { distribution: 'deterministic' as const, value: '1h' } },
    reconnect: { policy: 'none' as const },
    ...change,
  },
];

const file = (path: TestFile['path'], change: object = {}): TestFile => ({
  duration: '60s',
  clients: clients(),
  path,
  backends: { count: 10 },
  ...change,
});

describe('SNAT', () => {
  const snat = (settings: object) => [
    {
      name: 'edge',
      mode: 'snat' as const,
      snat: { ports: '10000-10999', selection: 'random' as const, ...settings },
    },
  ];

  it('with scope source stops at the ports of its addresses, whatever the number of destinations', () => {
    const summary = finishedSummary(file(snat({ scope: 'source' })));
    expect(summary.peakConcurrent).toBe(1000);
    expect(summary.failed).toBe(2000);
    expect(summary.firstFailure).toMatchObject({
      station: 'path.0',
      resource: 'snat-ports',
      concurrent: 1000,
    });
    expect(
      finishedSummary(file(snat({ scope: 'source', addresses: 2, choose: 'round-robin' }))).peakConcurrent,
    ).toBe(2000);
  });

  it('with scope destination has one range for each backend', () => {
    const summary = finishedSummary(file(snat({ scope: 'destination' }), { backends: { count: 2 } }));
    expect(summary.peakConcurrent).toBe(2000);
    expect(finishedSummary(file(snat({ scope: 'destination' }))).failed).toBe(0);
  });

  it('with scope destination counts the backend’s addresses and ports as destinations', () => {
    const two = finishedSummary(
      file(snat({ scope: 'destination' }), { backends: { count: 1, ports: [80, 81] } }),
    );
    expect(two.peakConcurrent).toBe(2000);
    const three = finishedSummary(
      file(snat({ scope: 'destination' }), { backends: { count: 1, addresses: 3 } }),
    );
    expect(three.failed).toBe(0);
  });

  it('gives each client address one block, and has no block for the rest', () => {
    const summary = finishedSummary(file(snat({ scope: 'client-block', blockSize: 10 })));
    expect(summary.peakConcurrent).toBe(100);
    expect(summary.firstFailure).toMatchObject({ resource: 'port-blocks' });
    const shared = finishedSummary({
      ...file(snat({ scope: 'client-block', blockSize: 10 })),
      clients: clients({ addresses: 50 }),
    });
    expect(shared.peakConcurrent).toBe(500);
    expect(shared.firstFailure).toMatchObject({ resource: 'snat-ports' });
  });

  it('with a pool chosen by source hash does not spill over', () => {
    const one = finishedSummary({
      ...file(snat({ scope: 'source', addresses: 4 })),
      clients: clients({ addresses: 1, ports: '1024-65535' }),
    });
    expect(one.peakConcurrent).toBe(1000);
    const spread = finishedSummary(file(snat({ scope: 'source', addresses: 4, choose: 'least-used' })));
    expect(spread.failed).toBe(0);
  });

  it('holds a port after close: nobody gets it before, the next SYN after', () => {
    // 1,000 connections of 10 s on 1,000 ports; a second wave at 12 s finds none until the holds end at 20 s and later.
    const wave = (start: string) => ({
      count: 1000,
      addresses: 1000,
      arrivals: { pattern: 'population' as const, start, rampUp: '0s' },
      session: { lifetime: { distribution: 'deterministic' as const, value: '5s' } },
      reconnect: { policy: 'none' as const },
    });
    const held = { ...file(snat({ scope: 'source', hold: '15s' })), clients: [wave('0s'), wave('12s')] };
    expect(finishedSummary(held).failed).toBe(1000);
    // 5 s + 15 s = 20 s: the ports are free in that very instant, before the SYNs claim them.
    const free = { ...held, clients: [wave('0s'), wave('20s')] };
    expect(finishedSummary(free).failed).toBe(0);
  });
});

describe('the other strategies', () => {
  it.each(['dnat', 'dsr', 'router'] as const)('%s leases no source port', (mode) => {
    const summary = finishedSummary(file([{ mode }]));
    expect(summary.failed).toBe(0);
    expect(
      summary.resources.filter((each) => each.resource.includes('ports')).map((each) => each.station),
    ).toEqual(['clients.0']);
  });

  it('direct has no hop and no limit but the servers’ own', () => {
    const summary = finishedSummary(file([], { backends: { count: 10, fileDescriptors: 200 } }));
    expect(summary.peakConcurrent).toBe(2000);
    expect(summary.firstFailure).toMatchObject({ station: 'backends', resource: 'file-descriptors' });
  });

  it('a proxy takes two descriptors a client', () => {
    const summary = finishedSummary(file([{ mode: 'proxy', limits: { fileDescriptors: 4000 } }]));
    expect(summary.peakConcurrent).toBe(2000);
    expect(resourceOf(summary, 'path.0', 'file-descriptors')).toMatchObject({
      peakUsed: 4000,
      capacity: 4000,
    });
    expect(summary.firstFailure).toMatchObject({ station: 'path.0', resource: 'file-descriptors' });
  });

  it('a proxy leases its own ports toward each backend', () => {
    const summary = finishedSummary(file([{ mode: 'proxy', snat: { ports: '32768-32867' } }]));
    expect(summary.peakConcurrent).toBe(1000);
    expect(summary.firstFailure).toMatchObject({ station: 'path.0', resource: 'source-ports' });
  });

  it('one client address against one VIP port stops at the client’s range', () => {
    const summary = finishedSummary({
      ...file([{ mode: 'dnat' }]),
      clients: clients({ addresses: 1, ports: '32768-33767' }),
    });
    expect(summary.peakConcurrent).toBe(1000);
    expect(summary.firstFailure).toMatchObject({ station: 'clients.0', resource: 'client-ports' });
  });

  it('the flow table counts open flows and those that are held after close', () => {
    const full = finishedSummary(file([{ mode: 'dnat', flowTable: { max: 500 } }]));
    expect(full.peakConcurrent).toBe(500);
    expect(full.firstFailure).toMatchObject({ station: 'path.0', resource: 'flow-table' });
    const short = { session: { lifetime: { distribution: 'deterministic' as const, value: '1s' } } };
    const churn = finishedSummary({
      ...file([{ mode: 'dnat', flowTable: { timeWait: '120s' } }]),
      clients: clients(short),
    });
    expect(resourceOf(churn, 'path.0', 'flow-table')).toMatchObject({
      peakUsed: 3000,
      used: 3000,
      held: 3000,
    });
  });

  it('chains: carrier NAT in front of a DSR tier in front of proxies', () => {
    const summary = finishedSummary(
      file([
        { name: 'cgn', mode: 'snat', snat: { scope: 'client-block', blockSize: 16 } },
        { name: 'l4', mode: 'dsr', instances: 2 },
        { name: 'l7', mode: 'proxy', instances: 3 },
      ]),
    );
    expect(summary.failed).toBe(0);
    expect(resourceOf(summary, 'path.2', 'source-ports')).toMatchObject({ used: 3000 });
    expect(resourceOf(summary, 'path.0', 'snat-ports')).toMatchObject({ used: 3000 });
  });
});

describe('limits of a station', () => {
  it('memory divided by what a connection needs', () => {
    const summary = finishedSummary(
      file([{ mode: 'dnat', limits: { memory: '1MiB', memoryPerConnection: '1KiB' } }]),
    );
    expect(summary.peakConcurrent).toBe(1024);
    expect(summary.firstFailure).toMatchObject({ resource: 'memory' });
  });

  it('a full accept queue admits one more than its backlog', () => {
    const burst = clients({
      arrivals: { pattern: 'population', rampUp: '0s' },
      connectTimeout: '1h',
      syn: { linearTimeouts: 0, retries: 0 },
    });
    const summary = finishedSummary({
      duration: '100s',
      clients: burst,
      path: [],
      backends: { count: 1, backlog: 100, acceptsPerSecond: 10 },
    });
    expect(summary.established).toBe(101);
    expect(summary.firstFailure).toMatchObject({ station: 'backends', resource: 'accept-queue' });
  });

  it('handshakes that wait longer than the client does are abandoned, and cost their service all the same', () => {
    const burst = clients({ arrivals: { pattern: 'population', rampUp: '0s' }, connectTimeout: '10s' });
    const summary = finishedSummary({
      duration: '60s',
      clients: burst,
      path: [{ name: 'tls', mode: 'proxy', limits: { handshakesPerSecond: 100 } }],
      backends: { count: 1 },
    });
    expect(summary.established).toBe(1000);
    expect(summary.failures).toEqual([
      { station: 'path.0', stationName: 'tls', resource: 'handshakes', count: 2000, firstAtSec: 10 },
    ]);
  });

  it('an idle timeout below the heartbeat cuts silent connections', () => {
    const path = [{ mode: 'dnat' as const, limits: { idleTimeout: '20s' } }];
    const silent = finishedSummary(file(path));
    expect(silent.closedBy).toMatchObject({ lifetime: 0, 'idle-timeout': 3000, restart: 0 });
    const beating = {
      session: { lifetime: { distribution: 'deterministic' as const, value: '1h' }, heartbeat: '15s' },
    };
    expect(finishedSummary({ ...file(path), clients: clients(beating) }).closedBy['idle-timeout']).toBe(0);
  });
});

describe('restart', () => {
  const restart = (change: object) =>
    file([{ name: 'edge', mode: 'dnat', balance: 'round-robin' }], {
      events: [{ at: '20s', action: 'restart', target: 'backends', ...change }],
    });

  it('cuts the connections of a batch at a time', () => {
    const run = finishedRun({ ...restart({ batch: 5, every: '10s' }), duration: '25s' });
    expect(run.summary().closedBy.restart).toBe(1500);
    expect(run.summary().finalConcurrent).toBe(1500);
  });

  it('drains over the given time, and clients that reconnect go elsewhere', () => {
    const reconnect = clients({ reconnect: { policy: 'immediate' } });
    const half = finishedRun({
      ...restart({ batch: 1, every: '1h', drain: '10s' }),
      clients: reconnect,
      duration: '25s',
    });
    const summary = half.summary();
    expect(summary.closedBy.restart).toBe(150);
    expect(summary.finalConcurrent).toBe(3000);
    expect(half.net.stations[1]!.open[0]).toBe(150);
  });

  it('refuses clients while nothing is up', () => {
    const reconnect = clients({ reconnect: { policy: 'fixed', base: '1s' } });
    const summary = finishedSummary({
      ...restart({ batch: 10, down: '5s' }),
      clients: reconnect,
    });
    expect(summary.failures[0]).toMatchObject({ station: 'backends', resource: 'availability' });
    expect(summary.finalConcurrent).toBe(3000);
  });
});

describe('the series', () => {
  it('sees every event at or before its time, from 0 to the end', () => {
    const run = finishedRun({
      ...file([{ mode: 'dsr' }]),
      clients: clients({
        count: 1,
        addresses: 1,
        arrivals: { pattern: 'population', start: '5s', rampUp: '0s' },
      }),
      duration: '10s',
      sampleEvery: '1s',
    });
    const { series } = run.recorder;
    const concurrent = columnOf(series, 'concurrent');
    expect([...series.timeSec]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...concurrent]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(run.summary().meanConcurrent).toBe(0.5);
  });

  const shortOfPorts = (selection: 'linux-connect' | 'netfilter') =>
    file([{ mode: 'snat', snat: { ports: '10000-10399', selection } }], {
      clients: clients({
        reconnect: { policy: 'full-jitter' },
        session: { lifetime: { distribution: 'exponential', mean: '5s' } },
      }),
      backends: { count: 10, acceptsPerSecond: 500 },
    });
  /** Here a port that a closed connection holds may be taken over by the next SYN. */
  const takenOver = file(
    [
      {
        mode: 'snat',
        snat: { addresses: 3, ports: '20000-20099', scope: 'source', selection: 'netfilter', hold: '4s' },
        flowTable: { established: 'none' },
      },
    ],
    {
      clients: clients({
        count: 2441,
        addresses: 1100,
        arrivals: { pattern: 'population', rampUp: '2s' },
        connectTimeout: '30s',
        reconnect: { policy: 'full-jitter', base: '300ms', cap: '5s' },
        session: { lifetime: { distribution: 'exponential', mean: '3s' }, heartbeat: 'none' },
      }),
      duration: '10s',
      sampleEvery: '100ms',
    },
  );

  it.each([
    ['ports of connect()', shortOfPorts('linux-connect')],
    ['netfilter', shortOfPorts('netfilter')],
    ['ports taken over', takenOver],
  ])('is the same however the run is driven: %s', (_, scenario) => {
    const whole = finishedSummary(scenario);
    const stepped = new Simulation(compile(buildScenario(scenario)));
    for (let step = 1; !stepped.done; step = (step * 7) % 1013) {
      if (step % 3 === 0) stepped.advanceTo(stepped.timeSec + 0.37, step);
      else stepped.advance(step);
      stepped.summary();
    }
    expect(stepped.summary()).toEqual(whole);
    expect(whole.seriesHash).toMatch(/^[0-9a-f]{16}$/);
    expect(finishedSummary({ ...scenario, seed: 2 }).seriesHash).not.toBe(whole.seriesHash);
  });
});

describe('common random numbers', () => {
  it('strategies under one seed see the same clients arrive for the same lifetimes', () => {
    const short = { session: { lifetime: { distribution: 'exponential' as const, mean: '20s' } } };
    const concurrent = (path: TestFile['path']) => {
      const { series } = finishedRun({ ...file(path), clients: clients(short) }).recorder;
      return [...columnOf(series, 'concurrent')];
    };
    const direct = concurrent([]);
    expect(concurrent([{ mode: 'dsr', balance: 'random' }])).toEqual(direct);
    expect(concurrent([{ mode: 'proxy', balance: 'round-robin' }])).toEqual(direct);
  });
});
