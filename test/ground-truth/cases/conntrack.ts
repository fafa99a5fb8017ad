/** Group E: the flow table: its size, its timers, and ports of entries that are dying. */
import type { ClientFile } from '../../../src/scenario/file-format.ts';
import { DISTRIBUTION, EXACT, type GroundTruthCase, type SimulatedCase } from '../ground-truth-case.ts';
import { measuredCase, measuredValues } from '../measured-values.ts';
import { notReproducedCase } from '../not-reproduced.ts';
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
  notReproducedCase('E02_early_drop', 'established', 'early drop of unanswered entries is not modelled'),
  afterClose('E03_natport_client_fin', { closes: 'client' }),
  afterClose('E03_natport_server_fin', { closes: 'server' }),
  afterClose('E03_natport_client_rst', { closes: 'client', close: 'rst' }),
  notReproducedCase(
    'E03_natport_client_fin_only_halfclosed',
    'newClientsEstablishedOf10',
    'the format has no half-closed connection (one FIN, CLOSE_WAIT)',
  ),
  timers,
];
