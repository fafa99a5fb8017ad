/** Worked examples that vendors and operators have published, as far as a scenario can express them. */
import type { HopFile } from '../../../src/scenario/file-format.ts';
import {
  DISTRIBUTION,
  EXACT,
  type GroundTruthCase,
  type Reading,
  type SimulatedCase,
  type Tolerance,
  within,
} from '../ground-truth-case.ts';
import { established, firstFailureAfter, growth, isKey, peakConcurrent, resource } from '../readings.ts';
import { AT_ONCE, type DialOptions, dials, direct, MANY_ADDRESSES, natRange, SERVER } from '../scenarios.ts';

interface Example {
  readonly id: string;
  readonly what: string;
  readonly scenario: SimulatedCase['scenario'];
  readonly quantity: string;
  readonly published: readonly number[];
  readonly read: Reading['read'];
  readonly tolerance?: Tolerance;
  readonly seeds?: number;
  readonly quick?: boolean;
}

function example(given: Example): SimulatedCase {
  const { id, what, scenario, quantity, published, read, tolerance = EXACT, seeds = 1, quick = true } = given;
  return {
    id: `worked/${id}`,
    what,
    scenario,
    seeds,
    quick,
    readings: [{ quantity, measured: published, read, tolerance }],
  };
}

/** A NAT that finds a free port whenever there is one. */
function nat(snat: NonNullable<HopFile['snat']>): HopFile {
  return {
    mode: 'snat',
    snat: { selection: 'sequential', choose: 'round-robin', ...snat },
    flowTable: { max: 'unlimited' },
  };
}

/** Dials at a steady rate of connections that are closed at once; the settled rate is read at the end. */
function churned(rate: number, hop: HopFile | null, seconds: number, client: DialOptions = {}) {
  const spread = { ...client, session: { lifetime: AT_ONCE } };
  const dialler = dials(rate * seconds, seconds, hop === null ? spread : { ...MANY_ADDRESSES, ...spread });
  return { ...direct(dialler, 1, seconds), ...(hop === null ? {} : { path: [hop] }) };
}

const settledRate =
  (from: number, to: number): Reading['read'] =>
  (run) =>
    growth(run, from, to, isKey('established')) / (to - from);

const oneEach = (hosts: number, hop: HopFile) => ({
  duration: '10s',
  clients: [dials(hosts, '5s', { addresses: hosts })],
  path: [hop],
  backends: SERVER,
});

const snatPorts: Reading['read'] = (run) => resource(run, 'path.0', 'snat-ports').capacity;

export const WORKED_CASES: readonly GroundTruthCase[] = [
  example({
    id: 'azure-natgw-16',
    what: 'Azure NAT gateway with 16 addresses: SNAT ports toward one destination',
    scenario: oneEach(10, nat({ addresses: 16, ports: '1024-65535' })),
    quantity: 'ports',
    published: [1_032_192],
    read: snatPorts,
  }),
  example({
    id: 'aws-natgw-440k',
    what: 'AWS NAT gateway with 8 addresses of 55,000: connections to one destination',
    scenario: {
      duration: '20s',
      clients: [dials(441_000, '10s', { ...MANY_ADDRESSES, ports: '1024-65535' })],
      path: [nat({ addresses: 8, ports: '1024-56023' })],
      backends: SERVER,
    },
    quantity: 'connections',
    published: [440_000],
    read: peakConcurrent,
    quick: false,
  }),
  example({
    id: 'aws-natgw-900',
    what: 'AWS NAT gateway: new connections a second to one destination, 55,000 ports held 60 s',
    scenario: churned(1500, nat({ ports: '1024-56023', hold: '60s' }), 240),
    quantity: 'connections a second',
    published: [916.7],
    read: settledRate(120, 240),
    tolerance: within(0.02),
    quick: false,
  }),
  example({
    id: 'linux-28232',
    what: 'One proxy address to one backend address and port, Linux defaults: connections',
    scenario: direct(dials(29_000, '5s')),
    quantity: 'connections',
    published: [28_232],
    read: peakConcurrent,
  }),
  example({
    id: 'linux-28232',
    what: 'The same with short connections: a second, derived for a TIME_WAIT of exactly 60 s',
    scenario: churned(700, null, 250, { addresses: 1 }),
    quantity: 'connections a second',
    published: [470.5],
    read: settledRate(125, 247),
    tolerance: within(0.05),
    quick: false,
  }),
  example({
    id: 'neon-471',
    what: 'Ports 9000-65535 held 120 s: connections a second',
    scenario: churned(700, nat({ ports: '9000-65535', hold: '120s' }), 480),
    quantity: 'connections a second',
    published: [471],
    read: settledRate(240, 480),
    tolerance: within(0.02),
    quick: false,
  }),
  example({
    id: 'netscaler-1svc',
    what: 'NetScaler: one SNIP toward one service, "65k" connections',
    scenario: {
      duration: '10s',
      clients: [dials(65_000, '5s', { ...MANY_ADDRESSES })],
      path: [nat({ ports: '1024-65535' })],
      backends: SERVER,
    },
    quantity: 'connections',
    published: [65_000],
    read: peakConcurrent,
    tolerance: within(0.01),
  }),
  example({
    id: 'netscaler-16',
    what: 'NetScaler: free ports shown for one SNIP with 16 tables',
    scenario: { ...oneEach(10, nat({ ports: '1024-65535' })), backends: { ...SERVER, count: 16 } },
    quantity: 'ports',
    published: [1_032_192],
    read: snatPorts,
  }),
  example({
    id: 'conntrack-default',
    what: 'conntrack table of a machine with more than 4 GiB: entries by default',
    scenario: oneEach(1, { mode: 'snat' }),
    quantity: 'entries',
    published: [262_144],
    read: (run) => resource(run, 'path.0', 'flow-table').capacity,
  }),
  example({
    id: 'haproxy-33k',
    what: 'HAProxy: connections in 1 GB of memory, as published for 33 kB each and the sockets of the kernel',
    scenario: {
      duration: '2s',
      clients: [dials(30_000, '1s', { addresses: 3000 })],
      path: [{ mode: 'proxy', snat: { ports: '1024-65535' }, limits: { memory: '1GB' } }],
      backends: SERVER,
    },
    quantity: 'connections',
    published: [20_000, 25_000],
    read: peakConcurrent,
    tolerance: { kind: 'range' },
  }),
  example({
    id: 'm-nat-1000',
    what: 'nftables SNAT to 30000-30999, one destination: in use at the first dropped SYN (four measured runs)',
    scenario: {
      duration: '5s',
      clients: [dials(1200, '1s', { ...MANY_ADDRESSES })],
      path: [natRange(1000, { ports: '30000-30999' })],
      backends: SERVER,
    },
    quantity: 'connections',
    published: [936, 870, 956, 947],
    read: firstFailureAfter,
    tolerance: DISTRIBUTION,
    seeds: 300,
  }),
  example({
    id: 'gcp-1008',
    what: 'Google Cloud NAT: machines that one address serves with 64 ports each',
    scenario: oneEach(1100, nat({ ports: '1024-65535', scope: 'client-block', blockSize: 64 })),
    quantity: 'machines',
    published: [1008],
    read: established,
  }),
  example({
    id: 'vpp-ratio',
    what: 'NAT44 deterministic, 64 hosts to an address: ports for each host',
    scenario: {
      duration: '10s',
      clients: [dials(64 * 1100, '5s', { addresses: 64, ports: '1024-65535' })],
      path: [nat({ ports: '1024-65535', scope: 'client-block', blockSize: 1008 })],
      backends: SERVER,
    },
    quantity: 'ports of a host',
    published: [1008],
    read: (run) => peakConcurrent(run) / 64,
  }),
  example({
    id: 'vpp-18-24',
    what: 'NAT44 deterministic: hosts that a /24 outside serves with 1,008 ports each (a /18 inside)',
    scenario: oneEach(
      17_000,
      nat({ addresses: 256, ports: '1024-65535', scope: 'client-block', blockSize: 1008 }),
    ),
    quantity: 'hosts',
    published: [16_384],
    read: established,
  }),
];
