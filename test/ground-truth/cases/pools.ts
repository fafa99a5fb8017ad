/** Group D: which address of a pool a connection is given. */
import type { HopFile } from '../../../src/scenario/file-format.ts';
import {
  DISTRIBUTION,
  EXACT,
  type GroundTruthCase,
  type SimulatedCase,
  type Tolerance,
} from '../ground-truth-case.ts';
import { measuredCase, measuredIds } from '../measured-values.ts';
import { established, measuredReading, peakConcurrent, perPoolAddress } from '../readings.ts';
import { addressesBefore, dials, natRange, SERVER } from '../scenarios.ts';

type PoolChoice = NonNullable<NonNullable<HopFile['snat']>['choose']>;

const HALF_AT_SEC = 10;

/** `clients` addresses dial in turn: first half of the nominal capacity, then 115 % of it in all. */
function hashedPool(id: string, clients: number): SimulatedCase {
  const [, pool = '1', rule, backends = '1'] = /pool(\d)_(.*)_b(\d)$/.exec(id) ?? [];
  const addresses = Number(pool);
  const nominal = addresses * 1000 * Number(backends);
  const choose: PoolChoice = rule === 'persistent' ? 'source-hash' : 'source-destination-hash';
  const attempts = nominal * 1.15;
  // At an even pace the first half of the nominal capacity has been dialled at HALF_AT_SEC.
  const over = (attempts / (nominal / 2)) * HALF_AT_SEC;
  const tolerance = clients === 1 ? EXACT : DISTRIBUTION;
  return {
    id: `${id}/${clients} clients`,
    what: measuredCase(id).what,
    scenario: (seed) => ({
      duration: over + 15,
      sampleEvery: 1,
      clients: [
        ...addressesBefore(seed, clients),
        dials(attempts, over, {
          addresses: clients,
          ports: '30000-65535',
          connectTimeout: '10s',
          // In turn, 16 clients would always meet the same of four backends; measured, each dialled all of them.
          balance: 'random',
        }),
      ],
      path: [natRange(1000, { addresses, choose }, { gateway: true })],
      backends: { ...SERVER, count: Number(backends) },
    }),
    seeds: 200,
    quick: id === 'D1_pool4_default_b1' && clients === 16,
    readings: [
      measuredReading(id, `maxConcurrent@${clients}`, peakConcurrent, tolerance),
      measuredReading(
        id,
        `imbalanceAtHalf@${clients}`,
        (run) => imbalance(perPoolAddress(run, HALF_AT_SEC)),
        tolerance,
      ),
    ],
  };
}

/** Most over mean. */
function imbalance(counts: readonly number[]): number {
  return (Math.max(...counts) * counts.length) / counts.reduce((sum, count) => sum + count, 0);
}

/** A rule that takes the addresses of the pool in turn, or at random, for each connection. */
function perConnection(id: string, choose: PoolChoice, tolerance: Tolerance): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '10s',
      clients: [dials(4000, '4s', { ports: '30000-65535' })],
      path: [natRange(1000, { addresses: 4, choose, ports: '1024-65535' })],
      backends: SERVER,
    },
    seeds: tolerance === EXACT ? 5 : 200,
    quick: true,
    readings: [
      measuredReading(id, 'established', established),
      measuredReading(id, 'fullestAddress', (run) => Math.max(...perPoolAddress(run, 10)), tolerance),
    ],
  };
}

const CLIENTS = [1, 4, 16, 256, 4096];

export const POOL_CASES: readonly GroundTruthCase[] = [
  ...measuredIds('D1_').flatMap((id) =>
    CLIENTS.filter((clients) => `maxConcurrent@${clients}` in measuredCase(id).values).map((clients) =>
      hashedPool(id, clients),
    ),
  ),
  perConnection('D2_map_numgen_inc', 'round-robin', EXACT),
  perConnection('D2_map_numgen_random', 'random', DISTRIBUTION),
];
