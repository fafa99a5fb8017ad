/** Group B: TIME_WAIT at the side that closes first, its reuse, and the rate that it leaves. */
import {
  DISTRIBUTION,
  EXACT,
  type GroundTruthCase,
  type Reading,
  type SimulatedCase,
  within,
} from '../ground-truth-case.ts';
import { measuredCase } from '../measured-values.ts';
import { established, growth, isKey, measuredReading, reachedAtSec } from '../readings.ts';
import { AT_ONCE, type DialOptions, dials, direct } from '../scenarios.ts';

/** 1,000 ports, connections that are closed as soon as they are established. */
function churn(
  id: string,
  count: number,
  over: number,
  client: DialOptions,
  tolerance: Reading['tolerance'] = EXACT,
): SimulatedCase {
  const session = { lifetime: AT_ONCE, ...client.session };
  return {
    id,
    what: measuredCase(id).what,
    scenario: direct(dials(count, over, { ports: '10000-10999', ...client, session }), 1, over + 2),
    seeds: 3,
    quick: true,
    readings: [measuredReading(id, 'established', established, tolerance)],
  };
}

/** Connects a second in the window that was measured, from 80 s to 200 s after the start. */
function sustained(rate: number): SimulatedCase {
  const id = 'B05_tw_sustained_rate_R200';
  return {
    id: `${id}/${rate} per second`,
    what: measuredCase(id).what,
    scenario: direct(
      dials(rate * 200, 200, { ports: '10000-10199', session: { lifetime: AT_ONCE } }),
      1,
      200,
    ),
    seeds: 20,
    quick: true,
    readings: [
      measuredReading(
        id,
        `establishedPerSecAt${rate}`,
        (run) => growth(run, 80, 200, isKey('established')) / 120,
        within(0.05),
      ),
    ],
  };
}

/** One port that is dialled again and again: the time between its two connections is how long TIME_WAIT held it. */
const duration: SimulatedCase = {
  id: 'B06_tw_duration',
  what: measuredCase('B06_tw_duration').what,
  scenario: {
    ...direct(
      dials(1, 20, {
        ports: '10000-10000',
        session: { lifetime: AT_ONCE },
        reconnect: { policy: 'fixed', base: '5ms', cap: '5ms' },
      }),
      1,
      90,
    ),
    sampleEvery: '10ms',
  },
  seeds: 200,
  quick: false,
  readings: [
    measuredReading(
      'B06_tw_duration',
      'holdSec',
      (run) => reachedAtSec(run, 'established', 2) - reachedAtSec(run, 'established', 1),
      DISTRIBUTION,
    ),
  ],
};

export const TIME_WAIT_CASES: readonly GroundTruthCase[] = [
  churn('B01_reuse0', 3000, 1.3, { timeWaitReuse: 'off' }),
  churn('B01_reuse2_veth', 3000, 1.1, {}),
  churn('B01_reuse2_lo', 4500, 5, {}),
  churn('B01_reuse1_nots', 3000, 3.33, { timeWaitReuse: 'off' }),
  churn('B01_reuse2_127', 4500, 5, { timeWaitReuse: '1s' }),
  churn('B01_reuse1_900', 5400, 6, { timeWaitReuse: '1s' }),
  churn('B01_reuse1_2000', 12000, 6, { timeWaitReuse: '1s' }, within(0.05)),
  churn('B01_reuse1_d1', 20000, 1.2, { timeWaitReuse: '1ms' }),
  churn('B02_rst', 10000, 0.51, { timeWaitReuse: 'off', session: { close: 'rst' } }),
  churn('B03_server_first', 8000, 4, { timeWaitReuse: 'off', session: { closes: 'server' } }),
  churn('B03_server_first_nots', 8000, 4, { timeWaitReuse: 'off', session: { closes: 'server' } }),
  ...[2.5, 3.2, 3.5, 5, 10].map(sustained),
  duration,
];
