/**
 * Published examples asked the other way round: the scenario says what is to be carried, and the planner finds the published
 * number of addresses, machines or bytes. The answers are copied from the sources named.
 */
import { describe, expect, test } from 'vitest';
import { fieldChangesOf } from '../../src/analysis/plan/plan.ts';
import { planTargets } from '../../src/analysis/plan/planning.ts';
import type { HopFile, ScenarioFile } from '../../src/scenario/file-format.ts';

interface Wanted {
  readonly hop?: HopFile;
  readonly machines?: number;
  readonly connections: number;
  readonly backends?: Partial<ScenarioFile['backends']>;
  readonly lifetime?: string;
}

/** So many machines that together keep so many connections. Ports are held no longer than a connection lasts unless the hop says so. */
function fileOf({ hop, machines = 10, connections, backends = {}, lifetime = '1h' }: Wanted): ScenarioFile {
  return {
    fivetuple: 1,
    clients: [
      {
        count: machines,
        addresses: machines,
        connectionsEach: Math.ceil(connections / machines),
        ports: '1024-65535',
        session: { lifetime: { distribution: 'deterministic', value: lifetime } },
        reconnect: { policy: 'none' },
      },
    ],
    path: hop === undefined ? [] : [hop],
    backends: { count: 1, fileDescriptors: 'unlimited', ...backends },
  };
}

/** What the plan that turns the field up makes of it; the words of its dead end where there is no such plan. */
function planned(wanted: Wanted, field: string): unknown {
  const { plans, deadEnds } = planTargets(fileOf(wanted));
  for (const plan of plans) {
    const [own] = fieldChangesOf(plan);
    if (own?.path === field && fieldChangesOf(plan).length === 1) return own.to;
  }
  return deadEnds.map(({ because }) => because.join('; ')).join('; ');
}

const nat = (preset: string, snat: HopFile['snat'] = {}): HopFile => ({
  preset,
  snat: { hold: '0s', ...snat },
});
const ADDRESSES = 'path.0.snat.addresses';

describe('addresses that are planned', () => {
  test.each([
    ['aws-natgw-440k (AWS whitepaper): 440,000 to one destination', nat('aws-nat-gateway'), 10, 440_000, 8],
    ['gcp-1008 (Cloud NAT): 1,009 machines of 64 ports', nat('gcp-cloud-nat-static'), 1009, 1009, 2],
    [
      'gcp-1008 (Cloud NAT): 16 machines of 4,096 ports',
      nat('gcp-cloud-nat-static', { blockSize: 4096 }),
      16,
      16,
      2,
    ],
    [
      'vpp-18-24 (FD.io): 16,384 hosts of 1,008 ports',
      nat('vpp-det44', { addresses: 1, blockSize: 1008 }),
      16_384,
      16_384,
      256,
    ],
    ['netscaler-1svc (CTX201826): twice 64,512', nat('netscaler-snip'), 10, 129_020, 2],
  ] as const)('%s', (_, hop, machines, connections, addresses) => {
    expect(planned({ hop, machines, connections }, ADDRESSES)).toBe(addresses);
  });

  test('linux-28232: a proxy needs a second source address for 28,233 connections to one server, or a second port there', () => {
    const hop: HopFile = { preset: 'haproxy', snat: { hold: '0s' } };
    const wanted = { hop, machines: 100, connections: 28_300 };
    expect(planned({ ...wanted, connections: 28_200 }, ADDRESSES)).toBe('');
    expect(planned(wanted, ADDRESSES)).toBe(2);
    expect(planned(wanted, 'backends.addresses')).toBe(2);
  });

  test('aws-natgw-440k: a ninth address there is not, and the planner says so', () => {
    const { plans, deadEnds } = planTargets({
      ...fileOf({ hop: nat('aws-nat-gateway'), connections: 600_000 }),
      costs: { balancer: 'never', strategy: 'never', backendAddress: 'never', backendPort: 'never' },
    });
    expect(plans).toEqual([]);
    expect(deadEnds.map(({ limit }) => limit)).toEqual([
      'the SNAT ports at aws-nat-gateway (440,000 of 600,000)',
    ]);
    expect(deadEnds[0]?.because).toContain(
      'source addresses at aws-nat-gateway: AWS NAT gateway takes at most 8',
    );
  });
});

describe('memory that is planned', () => {
  test.each([
    ['phoenix-2m: 64 kB a socket', 2_000_000, 64_000, 128e9],
    ['migratory-12m: 3,000 B of kernel memory a socket', 12_000_000, 3000, 36e9],
    ['haproxy-2m: 20.2 kB a connection', 2_380_000, 20_168, 48e9],
  ])('%s', (_, connections, each, bytes) => {
    const machines = 1000;
    const wanted = { machines, connections, backends: { memory: '1GiB', memoryPerConnection: each } };
    const { plans } = planTargets(fileOf(wanted));
    const plan = plans.find(
      ({ changes: [first, ...others] }) => first?.lever === 'backends.memory' && others.length === 0,
    );
    const { memoryBytes } = plan?.scenario.backends.limits ?? {};
    // Memory comes in whole mebibytes.
    expect(memoryBytes! / bytes).toBeGreaterThan(0.999);
    expect(memoryBytes! - bytes).toBeLessThan(2 * 2 ** 20 + 0.001 * bytes);
  });
});

describe('flow table that is planned', () => {
  test('conntrack-default: 262,144 entries carry 262,144 connections; one more needs one more', () => {
    const hop: HopFile = { preset: 'linux-conntrack', flowTable: { timeWait: '0s' } };
    const wanted = { hop, machines: 100 };
    expect(planned({ ...wanted, connections: 262_100 }, 'path.0.flowTable.max')).toBe('');
    expect(planned({ ...wanted, connections: 262_200 }, 'path.0.flowTable.max')).toBe(262_200);
  });
});
