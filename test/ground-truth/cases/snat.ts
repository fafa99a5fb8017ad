/** Group C: netfilter's source NAT: the ceiling, the first dropped SYN, drops against fill, and how they show. */

import type { ClientFile } from '../../../src/scenario/file-format.ts';
import { establishedConnections } from '../../support/established-connections.ts';
import {
  type CaseRun,
  DISTRIBUTION,
  type GroundTruthCase,
  type SimulatedCase,
  within,
} from '../ground-truth-case.ts';
import { measuredCase, measuredIds } from '../measured-values.ts';
import {
  droppedSyns,
  firstFailureAfter,
  isDropped,
  measuredReading,
  peakConcurrent,
  reachedAtSec,
  refusedShare,
} from '../readings.ts';
import { AT_ONCE, addressesBefore, dials, MANY_ADDRESSES, natRange, SERVER, STAYS } from '../scenarios.ts';

/** Dials beyond the ceiling of a range of 1,000, one SYN each. */
function ceiling(id: string): SimulatedCase {
  const backends = id.endsWith('_b2') ? 2 : 1;
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '2s',
      clients: [dials(1200 * backends, '500ms', { ...MANY_ADDRESSES, addresses: 100 })],
      path: [natRange(1000)],
      backends: { ...SERVER, count: backends },
    },
    seeds: 300,
    quick: id === 'C1_snat_range_b1',
    readings: [
      measuredReading(id, 'firstFailureAfter', firstFailureAfter, DISTRIBUTION),
      measuredReading(id, 'maxConcurrent', peakConcurrent),
    ],
  };
}

/** Connections that stay or leave, dialled until each has its port; their SYNs go on for 100 s. */
const PERSISTENT_SYN = { connectTimeout: '100s', syn: { linearTimeouts: 100 } } as const;
const PROBES_FROM_SEC = 500;
const PROBES = 1000;

/** The table is filled, or filled up and thinned out; then single SYNs that are closed at once, one at a time. */
function fillPoint(id: string, key: string): SimulatedCase {
  const fill = Number(key.split('@')[1]);
  const held = Math.round(fill * 1000);
  const fillers: ClientFile[] = [dials(held, '10s', { ...MANY_ADDRESSES, ...PERSISTENT_SYN, name: 'stay' })];
  if (key.startsWith('random') && held < 1000)
    fillers.push(
      dials(1000 - held, '10s', {
        ...MANY_ADDRESSES,
        ...PERSISTENT_SYN,
        name: 'leave',
        session: { lifetime: { distribution: 'deterministic', value: '200s' }, close: 'rst' },
      }),
    );
  const probes = dials(PROBES, PROBES, {
    ...MANY_ADDRESSES,
    name: 'probes',
    connectTimeout: '8ms',
    arrivals: { pattern: 'population', start: PROBES_FROM_SEC, rampUp: PROBES },
    session: { lifetime: AT_ONCE, close: 'rst' },
  });
  return {
    id: `${id}/${key}`,
    what: measuredCase(id).what,
    scenario: {
      duration: PROBES_FROM_SEC + PROBES + 10,
      sampleEvery: 10,
      clients: [...fillers, probes],
      path: [natRange(1000, { hold: 0 }, { flowTable: { close: 0 } })],
      backends: SERVER,
    },
    seeds: 200,
    quick: key === 'arrivals_only@0.98' || key === 'random_occupancy@0.99',
    readings: [
      {
        ...measuredReading(
          id,
          key,
          (run) => refusedShare(run, PROBES_FROM_SEC, PROBES_FROM_SEC + PROBES, isDropped),
          DISTRIBUTION,
        ),
        quantity: 'share of SYNs dropped',
      },
    ],
  };
}

/** The whole range 1024-65535 toward one server; clients give up after one retransmission. */
function fullScale(id: string): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '9s',
      clients: [
        dials(65_800, '6s', {
          addresses: 1000,
          ports: '1024-65535',
          connectTimeout: '1.9s',
          session: { lifetime: STAYS },
        }),
      ],
      path: [natRange(1000, { ports: '1024-65535' })],
      backends: SERVER,
    },
    seeds: 100,
    quick: false,
    readings: [
      measuredReading(id, 'maxConcurrent', peakConcurrent, DISTRIBUTION),
      measuredReading(id, 'droppedSyns', droppedSyns, DISTRIBUTION),
      measuredReading(
        id,
        'establishedInTheSecondSecond',
        ({ summary }) => summary.establishedAfterRetransmits[1] ?? 0,
        DISTRIBUTION,
      ),
    ],
  };
}

/** 500 dials of one client: how many of its ports are in use behind the NAT too, as was counted. */
function preservation(rule: string): SimulatedCase {
  const id = 'C4_port_preservation';
  const ports = /:(\d+-\d+)/.exec(rule)?.[1] ?? '1024-65535';
  const preservePort = !rule.includes('random');
  return {
    id: `${id}/${rule}`,
    what: measuredCase(id).what,
    scenario: {
      duration: '2s',
      clients: [dials(500, '1s', { addresses: 1, ports: '30000-65535' })],
      path: [natRange(1000, { ports, preservePort })],
      backends: SERVER,
    },
    seeds: 100,
    quick: rule === 'masquerade',
    readings: [
      {
        ...measuredReading(id, `preservedOf500 ${rule}`, keptPorts, DISTRIBUTION),
        quantity: `preservedOf500 ${rule}`,
      },
    ],
  };
}

function keptPorts({ net }: CaseRun): number {
  const established = establishedConnections(net);
  const behind = new Set(established.map((connection) => net.sourcePortSeenAt(connection, 1)));
  return established.filter((connection) => behind.has(net.sourcePortSeenAt(connection, 0))).length;
}

/** 200 sockets of one client dial two servers from the same port each: the pairs that get one mapping. */
function mappingReuse(rule: string): SimulatedCase {
  const id = 'C7_mapping_reuse';
  return {
    id: `${id}/${rule}`,
    what: measuredCase(id).what,
    scenario: (seed) => ({
      duration: '2s',
      clients: [
        ...addressesBefore(seed, 1),
        dials(400, '1s', {
          name: 'pairs',
          addresses: 1,
          ports: '30000-30199',
          bind: 'explicit',
          reuseAddress: true,
        }),
      ],
      path: [natRange(1000, { addresses: 4, preservePort: !rule.includes('random') }, { gateway: true })],
      backends: { ...SERVER, count: 2 },
    }),
    seeds: 200,
    quick: true,
    readings: [measuredReading(id, `sameAddressAndPortOf200 ${rule}`, sameMappings, DISTRIBUTION)],
  };
}

/** Client ports whose two connections have the same address and port behind the NAT. */
function sameMappings({ net }: CaseRun): number {
  const mappings = new Map<number, Set<string>>();
  for (const connection of establishedConnections(net)) {
    const port = net.sourcePortSeenAt(connection, 0);
    const seen = mappings.get(port) ?? new Set<string>();
    mappings.set(port, seen.add(`${net.sourceSeenAt(connection, 1)}:${net.sourcePortSeenAt(connection, 1)}`));
  }
  return [...mappings.values()].filter(({ size }) => size === 1).length;
}

/** Three SYNs toward a full range of ten ports, `tcp_syn_retries` 2. */
const silence: SimulatedCase = {
  id: 'C5_failure_appearance',
  what: measuredCase('C5_failure_appearance').what,
  scenario: {
    duration: '20s',
    sampleEvery: '10ms',
    clients: [
      dials(10, '1s', { ...MANY_ADDRESSES, name: 'first' }),
      dials(3, 0, {
        ...MANY_ADDRESSES,
        name: 'late',
        arrivals: { pattern: 'population', start: '5s', rampUp: 0 },
        connectTimeout: '1000s',
        syn: { retries: 2 },
      }),
    ],
    path: [natRange(10)],
    backends: SERVER,
  },
  seeds: 3,
  quick: true,
  readings: [
    measuredReading('C5_failure_appearance', 'droppedSyns', droppedSyns),
    measuredReading(
      'C5_failure_appearance',
      'gaveUpAfterSec',
      (run) => reachedAtSec(run, 'failed:path.0:snat-ports', 3) - 5,
      within(0.05),
    ),
  ],
};

/**
 * 300 dials in 3 s at a fill; by how many retransmissions they needed. The case does not say which CLOSE timer it ran
 * under; it is taken to be 0, as in the other cases of the group: one free port would serve one dial in 10 s otherwise.
 */
function latency(held: number): SimulatedCase {
  const id = 'C6_latency_near_full';
  const from = 100;
  return {
    id: `${id}/${held} held`,
    what: measuredCase(id).what,
    scenario: {
      duration: from + 20,
      clients: [
        dials(held, '10s', {
          ...MANY_ADDRESSES,
          name: 'held',
          connectTimeout: '8ms',
          reconnect: { policy: 'fixed', base: '20ms', cap: '20ms' },
        }),
        dials(300, '3s', {
          ...MANY_ADDRESSES,
          name: 'late',
          connectTimeout: '6.5s',
          arrivals: { pattern: 'population', start: from, rampUp: '3s' },
          session: { lifetime: AT_ONCE, close: 'rst' },
        }),
      ],
      path: [natRange(1000, { hold: 0 }, { flowTable: { close: 0 } })],
      backends: SERVER,
    },
    seeds: 300,
    quick: held === 995,
    readings: [
      ...[0, 1, 2, 3].map((retransmits) =>
        measuredReading(
          id,
          `held${held}: after ${retransmits} s`,
          ({ summary }) =>
            (summary.establishedAfterRetransmits[retransmits] ?? 0) - (retransmits === 0 ? held : 0),
          DISTRIBUTION,
        ),
      ),
      measuredReading(
        id,
        `held${held}: not within 6.5 s`,
        (run) => run.summary.failed - refusedBefore(run.summary.attempts, held),
        DISTRIBUTION,
      ),
    ],
  };
}

/** Attempts of the population that fills the range that failed before it was full: all but those that hold it. */
function refusedBefore(attempts: number, held: number): number {
  return attempts - held - 300;
}

export const SNAT_CASES: readonly GroundTruthCase[] = [
  ...measuredIds('C1_').map(ceiling),
  ...measuredIds('C2_').flatMap((id) =>
    Object.keys(measuredCase(id).values).map((key) => fillPoint(id, key)),
  ),
  ...measuredIds('C3_').map(fullScale),
  ...rulesOf('C4_port_preservation').map(preservation),
  silence,
  ...[980, 995, 999].map(latency),
  ...rulesOf('C7_mapping_reuse').map(mappingReuse),
];

/** The rules that a case was measured under: what follows the first word of its quantities. */
function rulesOf(id: string): string[] {
  return Object.keys(measuredCase(id).values).map((quantity) => quantity.slice(quantity.indexOf(' ') + 1));
}
