/** Group E: the flow table: its size, its timers, and ports of entries that are dying. */
import type { ClientFile } from '../../../src/scenario/file-format.ts';
import { DISTRIBUTION, EXACT, type GroundTruthCase, type SimulatedCase } from '../ground-truth-case.ts';
import { measuredCase, measuredValues } from '../measured-values.ts';
import { droppedSyns, established, firstFailureAfter, measuredReading, peakConcurrent } from '../readings.ts';
import { dials, natRange, SERVER } from '../scenarios.ts';

const FULL = 'E01_conntrack_max';

const tableFull: SimulatedCase = {
  id: FULL,
  what: measuredCase(FULL).what,
  scenario: {
    duration: '10s',
    clients: [dials(2500, '2s', { addresses: 100 })],
    path: [{ mode: 'dnat', flowTable: { max: 2000 } }],
    backends: SERVER,
  },
  seeds: 5,
  quick: true,
  readings: [
    measuredReading(FULL, 'maxConcurrent', peakConcurrent),
    measuredReading(FULL, 'firstFailureAfter', firstFailureAfter),
    measuredReading(FULL, 'droppedSyns', droppedSyns),
  ],
};

/** Ten connections take the ten ports of a range and are closed; 0.6 s later ten other clients send one SYN each. */
function afterClose(id: string, session: NonNullable<ClientFile['session']>): SimulatedCase {
  const lifetime = { distribution: 'deterministic', value: '1s' } as const;
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '5s',
      clients: [
        dials(10, 0, { name: 'first', addresses: 10, session: { ...session, lifetime } }),
        dials(10, '10ms', {
          name: 'next',
          addresses: 10,
          arrivals: { pattern: 'population', start: '1.6s', rampUp: '10ms' },
        }),
      ],
      path: [natRange(10)],
      backends: SERVER,
    },
    seeds: 400,
    quick: true,
    readings: [
      measuredReading(id, 'newClientsEstablishedOf10', (run) => established(run) - 10, DISTRIBUTION),
    ],
  };
}

/**
 * 2,000 SYNs at once meet a server that can answer one of them, and are given up; then 2,500 connections, one after the
 * other, find the table full.
 */
const EARLY = 'E02_early_drop';
const earlyDrop: SimulatedCase = {
  id: EARLY,
  what: measuredCase(EARLY).what,
  scenario: {
    duration: '20s',
    clients: [
      dials(2000, 0, { name: 'unanswered', addresses: 100, connectTimeout: '100us' }),
      dials(2500, '10s', {
        name: 'real',
        addresses: 100,
        arrivals: { pattern: 'population', start: '2s', rampUp: '10s' },
      }),
    ],
    path: [{ mode: 'dnat', flowTable: { max: 2000, buckets: 262_144 } }],
    backends: { ...SERVER, backlog: 0, acceptsPerSecond: 1000 },
  },
  seeds: 200,
  quick: true,
  // All but the one that the server answered at the start took the place of an entry that was dropped early.
  readings: [measuredReading(EARLY, 'earlyDrops', (run) => established(run) - 1, DISTRIBUTION)],
};

/** The defaults of a hop that tracks flows are those of the kernel. */
const timers: SimulatedCase = {
  id: 'E04_ct_timeouts',
  what: measuredCase('E04_ct_timeouts').what,
  scenario: { duration: '1s', clients: [dials(1, 0)], path: [{ mode: 'snat' }], backends: SERVER },
  seeds: 1,
  quick: true,
  readings: (
    [
      ['tcp_timeout_established', 'establishedSec'],
      ['tcp_timeout_time_wait', 'timeWaitSec'],
      ['tcp_timeout_close', 'closeSec'],
      ['max', 'maxEntries'],
    ] as const
  ).map(([quantity, field]) => ({
    quantity,
    measured: measuredValues('E04_ct_timeouts', quantity),
    read: ({ scenario }) => scenario.path[0]?.flowTable[field] ?? Number.NaN,
    tolerance: EXACT,
  })),
};

export const CONNTRACK_CASES: readonly GroundTruthCase[] = [
  tableFull,
  earlyDrop,
  afterClose('E03_natport_client_fin', { closes: 'client' }),
  afterClose('E03_natport_server_fin', { closes: 'server' }),
  afterClose('E03_natport_client_rst', { closes: 'client', close: 'rst' }),
  afterClose('E03_natport_client_fin_only_halfclosed', { closes: 'client', closeLag: '1h' }),
  timers,
];
