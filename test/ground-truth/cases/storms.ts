/** Group M: clients that all come back at once to a TLS server of one worker, nginx or HAProxy. */
import type { BackendsFile, ClientFile } from '../../../src/scenario/file-format.ts';
import {
  type CaseRun,
  type GroundTruthCase,
  type Reading,
  type SimulatedCase,
  within,
} from '../ground-truth-case.ts';
import { median } from '../judge.ts';
import { measuredCase, measuredIds, measuredValues } from '../measured-values.ts';
import { columnSumAt, isKey, measuredReading, reachedAtSec } from '../readings.ts';
import { STAYS } from '../scenarios.ts';

/** Times agree within this share. */
const TOLERANCE = within(0.25);
const SAMPLE_SEC = 0.02;
/** Each measured run has so many simulated ones, with its own service rate. */
const SEEDS_OF_A_RUN = 3;
/** Longest case; unbounded ones are cut there. */
const LONGEST_SEC = 120;
/** What the first wave has got is read this long after the last of its clients has given up. */
const AFTER_WAVE_SEC = 0.3;

/** The one number of a case, or that of the run which a seed stands for: the machine was not equally fast in all of them. */
function input(id: string, quantity: string, seed = 1): number {
  const values = measuredValues(id, quantity);
  return values[(seed - 1) % values.length]!;
}

/** What the identity of a case says about who comes back when. */
const POLICIES: readonly (readonly [RegExp, ClientFile['reconnect']])[] = [
  [/immediate|_imm_|haproxy/, { policy: 'immediate' }],
  [/fixed1/, { policy: 'fixed', base: '1s' }],
  [/fixed3/, { policy: 'fixed', base: '3s' }],
  // After the first failure the measured clients wait 1 s, and here twice the base.
  [/_exp_/, { policy: 'exponential', base: '500ms', cap: '16s' }],
  [/_full_/, { policy: 'full-jitter', base: '1s', cap: '16s' }],
];

function clientsOf(id: string, seed: number): ClientFile {
  const hasWindow = /_win/.test(id);
  const windowSec = hasWindow ? input(id, 'windowSec') : 0;
  const reconnect: ClientFile['reconnect'] = hasWindow
    ? { policy: 'window', base: windowSec }
    : POLICIES.find(([pattern]) => pattern.test(id))![1];
  // With jitter the first attempts are spread too; else one process makes them as fast as it can.
  const firstOverSec = hasWindow
    ? windowSec
    : /_full_/.test(id)
      ? 1 + input(id, 'startsOverSec', seed)
      : input(id, 'startsOverSec', seed);
  return {
    count: input(id, 'clients'),
    connectTimeout: input(id, 'timeoutSec'),
    abandons: /_rst_/.test(id) ? 'rst' : 'fin',
    arrivals: { pattern: 'population', rampUp: firstOverSec },
    session: { lifetime: STAYS },
    reconnect: { ...reconnect, maxAttempts: 'unlimited' },
  };
}

function serverOf(id: string, seed: number): BackendsFile {
  return {
    count: 1,
    fileDescriptors: 'unlimited',
    backlog: input(id, 'backlog'),
    handshakesPerSecond: input(id, 'serviceRatePerSec', seed),
    handshake: { queue: 'backlog', abandonedCost: 0.88 },
    ...(/ratelimit|maxsslrate/.test(id) ? { acceptsPerSecond: 920 } : {}),
    ...(/_abort_/.test(id) ? { abortOnOverflow: true } : {}),
    ...(/nftsyn/.test(id) ? { admission: { rate: 836, burst: 50, refusal: 'drop' as const } } : {}),
  };
}

function readingsOf(id: string): Reading[] {
  const { values } = measuredCase(id);
  const clients = input(id, 'clients');
  const recovered = (run: CaseRun): number => (run.summary.finalConcurrent === clients ? 1 : 0);
  if (values['secondsUntilAll'] !== undefined)
    return [
      measuredReading(id, 'recovered', recovered),
      measuredReading(id, 'secondsUntilAll', (run) => reachedAtSec(run, 'concurrent', clients), TOLERANCE),
      measuredReading(id, 'attempts', ({ summary }) => summary.attempts, TOLERANCE),
    ];
  if (values['connectedAtEnd'] !== undefined)
    return [
      measuredReading(id, 'recovered', recovered),
      measuredReading(id, 'connectedAtEnd', ({ summary }) => summary.finalConcurrent, TOLERANCE),
    ];
  // Some runs recovered and some did not: what comes after the first wave is a coin toss.
  const waveSec = median(measuredValues(id, 'startsOverSec')) + input(id, 'timeoutSec') + AFTER_WAVE_SEC;
  return [
    measuredReading(
      id,
      'connectedAfterFirstWave',
      (run) => columnSumAt(run, waveSec, isKey('concurrent')),
      TOLERANCE,
    ),
  ];
}

function storm(id: string): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: (seed) => ({
      duration: id.startsWith('M5') ? LONGEST_SEC : 40,
      sampleEvery: SAMPLE_SEC,
      clients: [clientsOf(id, seed)],
      path: 'direct',
      backends: serverOf(id, seed),
    }),
    seeds: SEEDS_OF_A_RUN * measuredValues(id, 'serviceRatePerSec').length,
    quick: /M10_win1_n2000|M30_immediate_T0.5_x0.7/.test(id),
    readings: readingsOf(id),
  };
}

export const STORM_CASES: readonly GroundTruthCase[] = measuredIds('M').map(storm);
