/** Group A: plain connect(), range 10000-10999: the tuple space, binding, reserved ports. */

import { connectCostSec } from '../../../src/analysis/theory/search-cost.ts';
import { type GroundTruthCase, type SimulatedCase, within } from '../ground-truth-case.ts';
import { measuredCase, measuredIds } from '../measured-values.ts';
import { firstFailureAfter, growth, isKey, measuredReading, peakConcurrent } from '../readings.ts';
import { type DialOptions, dials, direct, SERVER } from '../scenarios.ts';

function capacity(id: string, client: DialOptions, destinations = 1): SimulatedCase {
  const attempts = 1000 * destinations * (client.addresses ?? 1) + 100;
  return {
    id,
    what: measuredCase(id).what,
    scenario: direct(
      dials(attempts, '1s', { addresses: 1, ports: '10000-10999', ...client }),
      destinations,
      '2s',
    ),
    seeds: 5,
    quick: true,
    readings: [
      measuredReading(id, 'maxConcurrent', peakConcurrent),
      measuredReading(id, 'firstFailureAfter', firstFailureAfter),
    ],
  };
}

/** The program names 500 ports, toward two destinations in turn. */
function explicit(id: string, reuseAddress: boolean): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: direct(
      dials(1010, '1s', { addresses: 1, ports: '20000-20499', bind: 'explicit', reuseAddress }),
      2,
      '2s',
    ),
    seeds: 5,
    quick: true,
    readings: [measuredReading(id, 'maxConcurrent', peakConcurrent)],
  };
}

/**
 * 300 ports that connect() chose, then bound ones of the same host. The bound ones are measured toward another
 * destination, which decides nothing: they are bound for all.
 */
const MIXED = 'A13_mixed_connect_blocks_bind';
const mixed: SimulatedCase = {
  id: MIXED,
  what: measuredCase(MIXED).what,
  scenario: {
    duration: '4s',
    clients: [
      dials(300, '1s', { name: 'connect', addresses: 1, ports: '10000-10999' }),
      {
        ...dials(1100, '1s', { name: 'bind', ports: '10000-10999', bind: 'early' }),
        addresses: undefined,
        addressesOf: 'connect',
        arrivals: { pattern: 'population', start: '2s', rampUp: '1s' },
      },
    ],
    path: 'direct',
    backends: SERVER,
  },
  seeds: 5,
  quick: true,
  readings: [
    measuredReading(MIXED, 'maxConcurrent', peakConcurrent),
    measuredReading(MIXED, 'firstFailureAfter', firstFailureAfter),
  ],
};

/** One dial a second until the range is full: what the search looks at around 90 % fill, as time. */
function searchCost(id: string): SimulatedCase {
  const ports = Number(/_R(\d+)_/.exec(id)?.[1]);
  const call = id.endsWith('_bindplain') ? 'bind' : 'connect';
  const at = 0.9 * ports;
  const around = ports / 100;
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      ...direct(
        dials(ports, ports, {
          addresses: 1,
          ports: `10000-${9999 + ports}`,
          bind: call === 'bind' ? 'early' : 'late',
        }),
        1,
        ports + 10,
      ),
      sampleEvery: ports / 1000,
    },
    seeds: 5,
    quick: ports === 1000,
    readings: [
      measuredReading(
        id,
        'microsecondsPerConnectAt90',
        (run) => {
          const examined = growth(run, at - around, at + around, isKey('clients.0:ports-examined'));
          return 1e6 * connectCostSec(examined / (2 * around), call);
        },
        within(0.2),
      ),
    ],
  };
}

export const CONNECT_CASES: readonly GroundTruthCase[] = [
  capacity('A01_plain_1x1', {}),
  capacity('A02_dstports2', {}, 2),
  capacity('A02_dstports4', {}, 4),
  capacity('A03_dstips2', {}, 2),
  capacity('A03_dstips4', {}, 4),
  capacity('A04_bind0_plain_k1', { bind: 'early' }),
  capacity('A04_bind0_plain_k2', { bind: 'early' }, 2),
  capacity('A04_bind0_plain_k4', { bind: 'early' }, 4),
  capacity('A05_bind0_reuseaddr_k1', { bind: 'early' }),
  capacity('A05_bind0_reuseaddr_k2', { bind: 'early' }, 2),
  capacity('A05_bind0_reuseaddr_k4', { bind: 'early' }, 4),
  capacity('A05c_bind0_reuseport_k2', { bind: 'early' }, 2),
  capacity('A06_noport_k1', {}),
  capacity('A07_reserved', { reservedPorts: ['10000-10099'] }),
  capacity('A08_srcips2', { addresses: 2 }),
  capacity('A08_srcips4', { addresses: 4 }),
  explicit('A10_explicit_port', false),
  explicit('A10b_explicit_port_reuseaddr', true),
  mixed,
  ...measuredIds('A20').map(searchCost),
];
