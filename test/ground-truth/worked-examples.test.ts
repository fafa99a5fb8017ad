/**
 * What vendors have published about the allocation of ports, against the closed forms for their presets: the answers
 * are copied from the sources named, and nothing is simulated.
 */
import { describe, expect, test } from 'vitest';
import type { LimitRow } from '../../src/analysis/limits/limit-row.ts';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import type { HopFile } from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { describeScenarioError } from '../../src/scenario/scenario-error.ts';

interface Topology {
  readonly hop: HopFile;
  /** Machines or subscribers, an address each. */
  readonly machines?: number;
  readonly connectionsEach?: number;
  readonly servers?: number;
}

function scenarioOf({ hop, machines = 10, connectionsEach = 1, servers = 1 }: Topology): Scenario {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    clients: [{ count: machines, addresses: machines, connectionsEach, reconnect: { policy: 'none' } }],
    path: [hop],
    backends: { count: servers, fileDescriptors: 'unlimited' },
  });
  if (!outcome.ok) throw new Error(outcome.errors.map(describeScenarioError).join('\n'));
  return outcome.scenario;
}

function row(topology: Topology, resource: LimitRow['resource']): LimitRow {
  const found = ladderOfLimits(scenarioOf(topology)).find((each) => each.resource === resource);
  if (found === undefined) throw new Error(`no limit of ${resource}`);
  return found;
}

/** Ports without those that closed connections hold: what the published numbers count. */
const preset = (id: string, snat: HopFile['snat'] = {}): HopFile => ({
  preset: id,
  snat: { ...snat, hold: '0s' },
});

const blockSizeOf = (topology: Topology): number => scenarioOf(topology).path[0]?.source?.blockSize ?? 0;

describe('Azure load balancer (MicrosoftDocs/azure-docs, load-balancer-outbound-connections.md)', () => {
  const table = { hop: preset('azure-load-balancer-outbound-default') };

  test.each([
    [1, 1024],
    [30, 1024],
    [50, 1024],
    [51, 512],
    [100, 512],
    [101, 256],
    [200, 256],
    [201, 128],
    [400, 128],
    [401, 64],
    [800, 64],
    [801, 32],
    [1000, 32],
  ])('azure-table, azure-30: a pool of %i machines gets %i ports each', (machines, ports) => {
    expect(blockSizeOf({ ...table, machines })).toBe(ports);
    // All machines together, toward one destination, with a block for each.
    expect(row({ ...table, machines }, 'snat-ports').capacityConnections).toBe(machines * ports);
    expect(row({ ...table, machines }, 'port-blocks').capacityConnections).toBeGreaterThanOrEqual(machines);
    // TCP uses a port again for each further destination.
    expect(row({ ...table, machines, servers: 7 }, 'snat-ports').capacityConnections).toBe(
      machines * ports * 7,
    );
  });

  test.each([
    [1, 100, 640],
    [3, 100, 1920],
    [2, 300, 424],
    [1, 1, 64_000],
    [10, 10, 64_000],
    [1, 1000, 64],
    [16, 1000, 1024],
  ])('azure-manual: %i frontends for %i machines give %i ports each', (addresses, machines, ports) => {
    const rule = { hop: preset('azure-load-balancer-outbound-rule', { addresses }), machines };
    expect(blockSizeOf(rule)).toBe(ports);
    expect(ports).toBe(Math.floor((addresses * 64_000) / machines / 8) * 8);
    expect(row(rule, 'port-blocks').capacityConnections).toBeGreaterThanOrEqual(machines);
    expect(row(rule, 'snat-ports').capacityConnections).toBe(machines * ports);
  });
});

describe('Azure NAT gateway (MicrosoftDocs/azure-docs, nat-gateway-resource.md)', () => {
  const gateway = { hop: preset('azure-nat-gateway', { addresses: 16 }) };

  test('azure-natgw-16: 16 addresses have 1,032,192 ports', () => {
    const ports = row(gateway, 'snat-ports');
    expect(ports.capacityConnections).toBe(1_032_192);
    expect(ports.arithmetic).toContain('16 addresses x 64,512 ports x 1 destination = 1,032,192 ports');
  });

  test('50,000 connections an address toward one destination, 2 million in all', () => {
    expect(row(gateway, 'max-connections').capacityConnections).toBe(800_000);
    expect(row({ ...gateway, servers: 5 }, 'max-connections').capacityConnections).toBe(2_000_000);
  });
});

describe('Google Cloud NAT (cloud.google.com/nat/docs/ports-and-addresses)', () => {
  test.each([
    [1, 64, 1008],
    [2, 64, 2016],
    [1, 4096, 15],
    [2, 4096, 31],
  ])('gcp-1008: %i addresses with %i ports a machine serve %i machines', (addresses, blockSize, machines) => {
    const nat = { hop: preset('gcp-cloud-nat-static', { addresses, blockSize }), machines };
    expect(machines).toBe(Math.floor((addresses * 64_512) / blockSize));
    expect(row(nat, 'port-blocks').capacityConnections).toBe(machines);
    expect(row(nat, 'port-blocks').headroomShare).toBe(0);
    expect(row({ ...nat, machines: machines + 1 }, 'port-blocks').headroomShare).toBeLessThan(0);
  });

  test('gcp-1008: 64 ports a machine are the default', () => {
    expect(row({ hop: preset('gcp-cloud-nat-static') }, 'port-blocks').capacityConnections).toBe(1008);
  });
});

describe('AWS NAT gateway (AWS whitepaper on centralised egress; VPC user guide)', () => {
  test('aws-natgw-440k: eight addresses carry 440,000 connections to one destination', () => {
    const ports = row({ hop: preset('aws-nat-gateway', { addresses: 8 }) }, 'snat-ports');
    expect(ports.capacityConnections).toBe(440_000);
    expect(ports.arithmetic).toContain('8 addresses x 55,000 ports x 1 destination = 440,000 ports');
  });

  test('aws-natgw-900: 55,000 ports of a minute each give 917 new connections a second', () => {
    const { source } = scenarioOf({ hop: { preset: 'aws-nat-gateway' } }).path[0] ?? {};
    expect((source?.ports.last ?? 0) - (source?.ports.first ?? 0) + 1).toBe(55_000);
    expect(55_000 / (source?.holdSec ?? 0)).toBeCloseTo(916.7, 1);
  });

  test('a ninth address is refused', () => {
    expect(() => scenarioOf({ hop: preset('aws-nat-gateway', { addresses: 9 }) })).toThrow(
      'path.0.snat.addresses: 9 addresses are more than one AWS NAT gateway takes',
    );
  });
});

describe('Citrix NetScaler (CTX201826)', () => {
  const snip = { hop: preset('netscaler-snip') };

  test('netscaler-16: 16 tables of 64,512 ports are 1,032,192 for one SNIP', () => {
    expect(row({ ...snip, servers: 16 }, 'snat-ports').capacityConnections).toBe(1_032_192);
    // More services share the tables.
    expect(row({ ...snip, servers: 40 }, 'max-connections').capacityConnections).toBe(1_032_192);
  });

  test('netscaler-1svc: one service has 64,512 of them', () => {
    expect(row(snip, 'snat-ports').capacityConnections).toBe(64_512);
  });
});

describe('FD.io VPP deterministic NAT44 (CSIT, specification of the NAT44 benchmarks)', () => {
  test.each([
    [16, 4032],
    [32, 2016],
    [64, 1008],
    [128, 504],
    [256, 252],
    [512, 126],
    [1024, 63],
  ])('vpp-ratio: %i subscribers on an address have %i ports each', (machines, ports) => {
    expect(blockSizeOf({ hop: preset('vpp-det44'), machines })).toBe(ports);
  });

  test('vpp-18-24: a /18 inside and a /24 outside make a ratio of 64 and 1,008 ports', () => {
    const hop = preset('vpp-det44', { addresses: 256 });
    expect(blockSizeOf({ hop, machines: 16_384 })).toBe(1008);
    expect(row({ hop, machines: 16_384 }, 'port-blocks').headroomShare).toBe(0);
  });

  test.each([
    [1024, 63, 66_060_288],
    [2048, 126, 132_120_576],
  ])(
    'vpp-1M: 1,048,576 subscribers on %i addresses have %i ports each, %i in all',
    (addresses, ports, all) => {
      const topology = { hop: preset('vpp-det44', { addresses }), machines: 1_048_576 };
      expect(blockSizeOf(topology)).toBe(ports);
      expect(row(topology, 'snat-ports').capacityConnections).toBe(all);
    },
  );
});

describe('Linux (net.ipv4.ip_local_port_range, HAProxy and nginx documentation)', () => {
  test('linux-28232: one proxy address has 28,232 ports toward one server', () => {
    expect(row({ hop: preset('haproxy') }, 'source-ports').capacityConnections).toBe(28_232);
  });

  test('nginx: worker_connections 512 carry 256 proxied connections', () => {
    expect(row({ hop: preset('nginx') }, 'max-connections').capacityConnections).toBe(256);
  });

  test('conntrack-default: 262,144 entries with more than 4 GiB', () => {
    const [hop] = scenarioOf({ hop: { preset: 'linux-conntrack' } }).path;
    expect(hop?.flowTable.maxEntries).toBe(262_144);
  });
});
