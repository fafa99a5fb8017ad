/** Group A: plain connect(), range 10000-10999: the tuple space, binding, reserved ports. */
import type { GroundTruthCase, SimulatedCase } from '../ground-truth-case.ts';
import { measuredCase } from '../measured-values.ts';
import { notReproducedCase } from '../not-reproduced.ts';
import { firstFailureAfter, measuredReading, peakConcurrent } from '../readings.ts';
import { type DialOptions, dials, direct } from '../scenarios.ts';

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

const EXPLICIT = 'the format has no source port that the application names itself';
const COST = 'the CPU time of the search is not part of the model: it fails and succeeds at no cost';

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
  notReproducedCase('A10_explicit_port', 'maxConcurrent', EXPLICIT),
  notReproducedCase('A10b_explicit_port_reuseaddr', 'maxConcurrent', EXPLICIT),
  notReproducedCase(
    'A13_mixed_connect_blocks_bind',
    'maxConcurrent',
    'populations share no source address, so early and late binding on one address cannot be mixed',
  ),
  ...[
    'A20_cost_R1000_plain',
    'A20_cost_R1000_bindplain',
    'A20_cost_R10000_plain',
    'A20_cost_R10000_bindplain',
  ].map((id) => notReproducedCase(id, 'microsecondsPerConnectAt90', COST)),
];
