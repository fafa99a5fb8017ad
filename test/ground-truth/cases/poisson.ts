/** Group L: Poisson arrivals against a full range: the share that is refused. */
import type { HopFile } from '../../../src/scenario/file-format.ts';
import type { GroundTruthCase, SimulatedCase } from '../ground-truth-case.ts';
import { measuredCase, measuredIds, measuredValues } from '../measured-values.ts';
import { refusedShare } from '../readings.ts';
import { natRange, SERVER } from '../scenarios.ts';

const WARM_UP_SEC = 30;
/** Nine batches of six seconds. */
const MEASURED_SEC = 54;

interface LossSystem {
  readonly ports: number;
  /** Arrivals a second at offered load `a`, which counts a hold as well. */
  readonly ratePerSec: (a: number) => number;
  readonly hop?: HopFile;
  readonly close?: 'fin' | 'rst';
  readonly lifetime?: 'exponential' | 'deterministic';
}

const SYSTEMS: Readonly<Record<string, LossSystem>> = {
  L1_plain_rst: { ports: 200, ratePerSec: (a) => a },
  L7_plain_rst_fixedlife: { ports: 200, ratePerSec: (a) => a, lifetime: 'deterministic' },
  L2_snat_rst: {
    ports: 200,
    ratePerSec: (a) => a,
    hop: natRange(200, { hold: 0 }, { flowTable: { close: 0 } }),
  },
  L3_snat_rst_close10: {
    ports: 2000,
    ratePerSec: (a) => a / 11,
    hop: natRange(2000, {}, { flowTable: { close: '10s' } }),
  },
  L4_snat_fin_tw2: {
    ports: 600,
    ratePerSec: (a) => a / 3,
    hop: natRange(600, { hold: '2s' }, { flowTable: { timeWait: '2s', close: 0 } }),
    close: 'fin',
  },
};

function blocking(id: string, a: number): SimulatedCase {
  const system = SYSTEMS[id];
  if (system === undefined) throw new Error(`no loss system for the measured case "${id}"`);
  const { ports, ratePerSec, hop, close = 'rst', lifetime = 'exponential' } = system;
  const offered = measuredValues(id, `offered@${a}`);
  const blocked = measuredValues(id, `blocked@${a}`);
  const client = hop === undefined ? { addresses: 1, ports: `10000-${9999 + ports}` } : { addresses: 200 };
  return {
    id: `${id}/a=${a}`,
    what: measuredCase(id).what,
    scenario: {
      duration: WARM_UP_SEC + MEASURED_SEC,
      sampleEvery: 1,
      clients: [
        {
          ...client,
          connectTimeout: '150ms',
          arrivals: { pattern: 'poisson', rate: ratePerSec(a) },
          session: {
            lifetime:
              lifetime === 'exponential'
                ? { distribution: 'exponential', mean: '1s' }
                : { distribution: 'deterministic', value: '1s' },
            close,
          },
          reconnect: { policy: 'none' },
        },
      ],
      path: hop === undefined ? 'direct' : [hop],
      backends: SERVER,
    },
    seeds: 30,
    quick: a === 220 && id !== 'L3_snat_rst_close10',
    readings: [
      {
        quantity: 'share refused',
        measured: offered.map((attempts, run) => (blocked[run] ?? 0) / attempts),
        read: (run) => refusedShare(run, WARM_UP_SEC, WARM_UP_SEC + MEASURED_SEC),
        tolerance: { kind: 'binomial', trials: offered },
      },
    ],
  };
}

export const POISSON_CASES: readonly GroundTruthCase[] = measuredIds('L').flatMap((id) =>
  Object.keys(measuredCase(id).values)
    .filter((key) => key.startsWith('offered@'))
    .map((key) => blocking(id, Number(key.slice('offered@'.length)))),
);
