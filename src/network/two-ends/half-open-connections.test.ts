import { describe, expect, it } from 'vitest';
import {
  finishedRun,
  finishedSummary,
  resourceOf,
  type TestFile,
} from '../../../test/support/finished-run.ts';

type Hop = Exclude<NonNullable<TestFile['path']>, string>[number];

const idle = (hop: Hop, session: object, change: Partial<TestFile> = {}): TestFile => ({
  duration: '60s',
  sampleEvery: 1,
  clients: [
    {
      count: 100,
      arrivals: { pattern: 'population', rampUp: 0 },
      session: { lifetime: { distribution: 'deterministic', value: '1h' }, ...session },
      reconnect: { policy: 'none' },
    },
  ],
  path: [hop],
  backends: { count: 2 },
  ...change,
});

const table = (change: object = {}) => ({ established: '5s', ...change });
const nat = (flowTable: object, snat: object = {}): Hop => ({
  mode: 'snat',
  gateway: true,
  snat: { ports: '20000-29999', ...snat },
  flowTable: table(flowTable),
});

describe('a flow that its table has forgotten', () => {
  const speaks = { heartbeat: '7s' };

  it('is reset by the next packet of the client, which a NAT gives another port', () => {
    const run = finishedRun(idle(nat({}), speaks));
    // Of 10,000 ports hardly one is drawn that another forgotten connection still has at the server.
    expect(run.summary().idle.reset).toBeGreaterThan(95);
    expect(run.summary().closedBy['idle-timeout']).toBe(run.summary().idle.reset);
    // The servers do not learn of it.
    expect(resourceOf(run.summary(), 'backends', 'file-descriptors')!.used).toBe(100);
    expect(run.counters.remnants).toBe(run.summary().idle.reset);
  });

  it('keeps its books where another hop behind the one that forgets picks', () => {
    // The NAT leases toward two balancers, which pick among many more endpoints.
    const path = [
      nat({ loose: true }, { ports: '20000-20999', scope: 'destination' }),
      { mode: 'proxy' as const, name: 'front', instances: 2, snat: { ports: '1024-65535' } },
    ];
    const run = finishedRun(
      idle(path[0]!, speaks, { path, backends: { count: 5, ports: [443, 8443] }, duration: '120s' }),
    );
    expect(run.summary().idle.forgotten).toBeGreaterThanOrEqual(100);
  });

  it('goes on where the port is kept, or where nothing is rewritten', () => {
    expect(finishedSummary(idle(nat({}, { ports: '1024-65535' }), speaks)).idle.reset).toBe(0);
    const routed: Hop = { mode: 'router', gateway: true, flowTable: table() };
    // Forgotten at 5 s, again 5 s after each heartbeat.
    expect(finishedSummary(idle(routed, speaks)).idle).toMatchObject({ forgotten: 800, resumed: 800 });
    expect(finishedSummary(idle(routed, speaks)).finalConcurrent).toBe(100);
  });

  it('is dead where the table takes nothing up again', () => {
    const strict = { loose: false };
    expect(finishedSummary(idle(nat(strict), speaks)).idle.reset).toBe(100);
    const firewall: Hop = { mode: 'router', flowTable: table({ ...strict, invalid: 'drop' }) };
    const silent = finishedSummary(idle(firewall, speaks));
    expect(silent.idle).toMatchObject({ silent: 100, reset: 0 });
    // Its clients send it again until their kernel gives up, after a quarter of an hour.
    expect(silent.closedBy['idle-timeout']).toBe(0);
    const later = finishedSummary(idle(firewall, speaks, { duration: '1000s', sampleEvery: 10 }));
    expect(later.closedBy['idle-timeout']).toBe(100);
  });

  it.each(['dnat', 'snat'] as const)('is picked another server by a balancer that draws them: %s', (mode) => {
    // The ports are kept, so that it is the server alone that tells.
    const snat = mode === 'snat' ? { snat: { ports: '1024-65535' } } : {};
    const balancer: Hop = { mode, ...snat, balance: 'random', flowTable: table() };
    const { idle: outcome } = finishedSummary(idle(balancer, speaks));
    // Half of the picks are of the other server.
    expect(outcome.reset).toBeGreaterThan(80);
    const hashed = finishedSummary(idle({ ...balancer, balance: 'source-hash' }, speaks));
    expect(hashed.idle.reset).toBe(0);
  });

  it('is a zombie for its client when the server speaks first', () => {
    const run = finishedRun(idle(nat({}), { ...speaks, heartbeatFrom: 'server' }));
    expect(run.summary().idle).toMatchObject({ farEndReset: 100, reset: 0 });
    expect(run.counters.forgotten).toBe(100);
    expect(resourceOf(run.summary(), 'backends', 'file-descriptors')!.used).toBe(0);
  });

  it('is not noticed at all where nobody speaks', () => {
    const summary = finishedSummary(idle(nat({}), {}));
    expect(summary.idle).toMatchObject({ forgotten: 100, resumed: 0, reset: 0 });
    expect(summary.finalConcurrent).toBe(0);
  });
});

describe('a connection that one side has closed', () => {
  const closes = (closeLag: string, flowTable: object = {}): TestFile =>
    idle(nat({ established: '5d', ...flowTable }), {
      lifetime: { distribution: 'deterministic', value: '2s' },
      closeLag,
    });

  it('keeps its descriptor and its port until the other side closes too', () => {
    const open = finishedRun({ ...closes('30s'), duration: '20s' });
    expect(open.counters).toMatchObject({ concurrent: 0, remnants: 100 });
    expect(resourceOf(open.summary(), 'backends', 'file-descriptors')!.used).toBe(100);
    expect(resourceOf(open.summary(), 'path.0', 'snat-ports')).toMatchObject({ used: 100, held: 0 });
    const closed = finishedRun(closes('30s'));
    expect(closed.counters.remnants).toBe(0);
    expect(resourceOf(closed.summary(), 'path.0', 'snat-ports')).toMatchObject({ used: 100, held: 100 });
  });

  it('is forgotten by a NAT that waits less than its server', () => {
    const run = finishedRun({ ...closes('50s', { closeWait: '10s' }), duration: '30s' });
    expect(resourceOf(run.summary(), 'path.0', 'snat-ports')!.used).toBe(0);
    expect(resourceOf(run.summary(), 'backends', 'file-descriptors')!.used).toBe(100);
  });
});

describe('direct server return', () => {
  it('does not show the balancer that servers reset connections', () => {
    const reset = (mode: 'dsr' | 'dnat', closes: 'client' | 'server'): number => {
      const session = {
        lifetime: { distribution: 'deterministic', value: '2s' },
        closes,
        close: 'rst',
      };
      const run = finishedRun(
        idle({ mode, flowTable: { established: '40s', close: 0 } }, session, { duration: '20s' }),
      );
      return resourceOf(run.summary(), 'path.0', 'flow-table')!.used;
    };
    expect(reset('dnat', 'server')).toBe(0);
    expect(reset('dsr', 'client')).toBe(0);
    expect(reset('dsr', 'server')).toBe(100);
  });
});
