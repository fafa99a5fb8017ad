/**
 * What vendors and operators have published about hosts, timers and rates, against the closed forms of a scenario that says
 * the same. The answers are copied from the sources named.
 */
import { describe, expect, test } from 'vitest';
import { demandOf } from '../../src/analysis/limits/demand.ts';
import type { LimitRow } from '../../src/analysis/limits/limit-row.ts';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { row as rowOf } from '../support/ladder.ts';

const row = (scenario: Scenario, resource: LimitRow['resource']): LimitRow =>
  rowOf(ladderOfLimits(scenario), resource);

/** Silent connections straight to one server. */
function host(count: number, backends: Partial<ScenarioFile['backends']>): Scenario {
  return buildScenario({
    clients: [{ count, addresses: count, reconnect: { policy: 'none' } }],
    backends: { count: 1, fileDescriptors: 'unlimited', ...backends },
  });
}

const sessions = (seconds: number) => ({
  lifetime: { distribution: 'deterministic', value: seconds } as const,
});

describe('memory of a connection', () => {
  test.each([
    {
      id: 'whatsapp',
      source: 'blog.whatsapp.com, 1 million is so 2011',
      sockets: 2_277_845,
      memory: 103_062_118_400,
      each: 45_246,
    },
    {
      id: 'phoenix-2m',
      source: 'phoenixframework.org, the road to 2 million',
      sockets: 2_000_000,
      memory: 128e9,
      each: 64_000,
    },
    {
      id: 'haproxy-2m',
      source: 'freecodecamp.org, HAProxy and 2 million connections',
      sockets: 2_380_000,
      memory: 48e9,
      each: 20_200,
    },
    {
      id: 'migratory-12m',
      source: 'migratorydata.com, 12 million concurrent users',
      sockets: 12_000_000,
      memory: 36e9,
      each: 3000,
    },
  ])('$id: $sockets sockets have at most $each bytes each ($source)', ({ sockets, memory, each }) => {
    const { capacityConnections } = row(host(sockets, { memory, memoryPerConnection: each }), 'memory');
    // Published bytes are rounded to three digits.
    expect(Math.abs(capacityConnections / sockets - 1)).toBeLessThan(0.003);
    expect(row(host(sockets, { memory, memoryPerConnection: 1.01 * each }), 'memory').fits).toBe(false);
    expect(row(host(sockets, { memory, memoryPerConnection: 0.99 * each }), 'memory').fits).toBe(true);
  });

  test('haproxy-33k: 20,000 to 25,000 in a gigabyte (HAProxy, configuration.txt, maxconn)', () => {
    const scenario = buildScenario({
      clients: [{ count: 1000 }],
      path: [{ preset: 'haproxy', limits: { memory: '1GB' } }],
      backends: { count: 10 },
    });
    const { capacityConnections } = row(scenario, 'memory');
    expect(capacityConnections).toBeGreaterThan(20_000);
    expect(capacityConnections).toBeLessThan(25_000);
  });

  test('m-slab: 3,712 bytes of kernel memory an idle socket carry 282,254 in a GiB (/proc/slabinfo of Linux 6.18)', () => {
    const bytes = 2368 + 832 + 192 + 192 + 128;
    expect(bytes).toBe(3712);
    const { capacityConnections } = row(host(1000, { memory: '1GiB', memoryPerConnection: bytes }), 'memory');
    expect(Math.floor(capacityConnections)).toBe(Math.floor(2 ** 30 / 3712));
  });
});

describe('ports that closed connections hold', () => {
  test('gcp-timewait: a port of a machine serves one short connection in two minutes (Cloud NAT, TIME_WAIT 120 s)', () => {
    const scenario = buildScenario({
      clients: [{ count: 1, addresses: 1, session: sessions(1), reconnect: { policy: 'immediate' } }],
      path: [{ preset: 'gcp-cloud-nat-static' }],
      backends: { count: 1 },
    });
    expect(scenario.path[0]?.source?.holdSec).toBe(120);
    // Little's law: connections a second are connections over their lifetime of a second.
    expect(row(scenario, 'snat-ports').capacityConnections).toBeCloseTo(64 / 121, 9);
  });

  test('neon-471: 56,536 ports held 120 s carry 471 connections a second (github.com/nforgeio/neonKUBE/issues/275)', () => {
    const lifetimeSec = 0.01;
    const scenario = buildScenario({
      clients: [
        { count: 1, arrivals: { pattern: 'poisson', rate: '100/s' }, session: sessions(lifetimeSec) },
      ],
      path: [{ mode: 'snat', snat: { ports: '9000-65535', hold: '120s', selection: 'sequential' } }],
      backends: { count: 1 },
    });
    expect(Math.floor(row(scenario, 'snat-ports').capacityConnections / lifetimeSec)).toBe(471);
  });

  test('azure-cooldown: a port comes again after 65 s, past a firewall that wants 20 s (nat-gateway-snat.md)', () => {
    const scenario = buildScenario({
      clients: [{ count: 10 }],
      path: [{ preset: 'azure-nat-gateway' }],
      backends: { count: 1 },
    });
    expect(scenario.path[0]?.source?.holdSec).toBe(65);
    expect(scenario.path[0]?.source?.holdSec).toBeGreaterThan(20);
  });

  test('f5-automap: a pair of self addresses has one that is used: about 65,535 ports toward a member, not twice as many (devcentral.f5.com)', () => {
    const scenario = buildScenario({
      clients: [{ count: 100_000 }],
      path: [{ preset: 'f5-snat', snat: { hold: '0s' } }],
      backends: { count: 1 },
    });
    const { capacityConnections } = row(scenario, 'snat-ports');
    expect(capacityConnections).toBeGreaterThan(0.98 * 65_535);
    expect(capacityConnections).toBeLessThanOrEqual(65_535);
  });

  test('m-linux-A: 1,000 ports carry 1,000 connections toward one destination, and m-linux-D: toward all where bind() comes first', () => {
    const dialler = (bind: 'late' | 'early'): Scenario =>
      buildScenario({
        clients: [{ count: 1, connectionsEach: 2000, ports: '40000-40999', timeWait: '0s', bind }],
        backends: { count: 1, ports: [443, 444] },
      });
    expect(row(dialler('late'), 'client-ports').capacityConnections).toBe(2000);
    expect(row(dialler('early'), 'client-ports').capacityConnections).toBe(1000);
  });

  test('m-nat-fill-64512: netfilter first drops a SYN between 45,669 and 57,073 ports of 64,512', () => {
    const scenario = buildScenario({
      clients: [{ count: 64_512 }],
      path: [{ mode: 'snat', snat: { ports: '1024-65535', selection: 'netfilter', hold: '0s' } }],
      backends: { count: 1 },
    });
    const { capacityConnections, firstDropShare } = row(scenario, 'snat-ports');
    expect(capacityConnections).toBe(64_512);
    expect(firstDropShare * capacityConnections).toBeGreaterThan(45_669);
    expect(firstDropShare * capacityConnections).toBeLessThan(57_073);
  });
});

describe('rates and shares', () => {
  const gateway = { count: 1, fileDescriptors: 'unlimited', maxAge: '2h' } as const;
  const endless = sessions(1e9);

  test('aws-apigw: 500 new connections a second that live two hours are 3,600,000 (AWS quotas)', () => {
    const scenario = buildScenario({
      duration: '3h',
      clients: [{ count: 1, arrivals: { pattern: 'poisson', rate: '500/s' }, session: endless }],
      backends: gateway,
    });
    expect(demandOf(scenario).connections).toBe(3_600_000);
  });

  test('aws-apigw: 100,000 clients that come back at once make 13.9 new connections a second', () => {
    const scenario = buildScenario({
      clients: [{ count: 100_000, session: endless, reconnect: { policy: 'immediate' } }],
      backends: gateway,
    });
    expect(demandOf(scenario).populations[0]?.steadyArrivalsPerSec).toBeCloseTo(13.9, 1);
  });

  test.each([
    [400, 30_000],
    [500, 24_000],
  ])('discord: 12 million users on %i machines are %i each (elixir-lang.org)', (machines, each) => {
    const scenario = host(12_000_000, { count: machines, maxConnections: each });
    expect(row(scenario, 'max-connections').headroomShare).toBeCloseTo(0, 12);
  });

  test('migratory-12m: 512 bytes a minute to each of 12 million are 0.819 Gbit/s of payload, 1.015 with headers', () => {
    // A thousandth of the clients: traffic is a rate a connection, and adds up.
    const scenario = buildScenario({
      duration: '2m',
      clients: [
        {
          count: 12_000,
          addresses: 12_000,
          arrivals: { pattern: 'population', rampUp: '10s' },
          session: { ...endless, messages: { rate: '1/60s', size: '0B', replySize: '512B' } },
        },
      ],
      backends: { count: 1, fileDescriptors: 'unlimited' },
    });
    const { traffic } = runToEnd(scenario).summary;
    const gbitPerSec = ((traffic[0]?.towardClientsBytesPerSec ?? 0) * 8 * 1000) / 1e9;
    const payload = (12_000_000 * 512 * 8) / 60 / 1e9;
    expect(payload).toBeCloseTo(0.819, 3);
    expect(gbitPerSec).toBeGreaterThan(payload);
    expect(Math.abs(gbitPerSec / 1.015 - 1)).toBeLessThan(0.1);
  });
});
