/**
 * The simulator against Erlang's loss formula. Under Poisson arrivals of rate lambda a full SNAT space refuses the
 * share B(N, lambda (W + hold)) whatever the law of the lifetimes of mean W: a port is a server that is taken for
 * lifetime + hold. Asserted: the theoretical value lies in the 99 % Student interval over independent runs, and that interval is
 * narrow enough to tell a wrong mean holding time.
 */
import { describe, expect, test } from 'vitest';
import { blockingFromSeries } from '../../src/analysis/runs/blocking.ts';
import { studentInterval } from '../../src/analysis/runs/interval.ts';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { erlangB } from '../../src/analysis/theory/erlang-b.ts';
import type { LifetimeFile } from '../../src/scenario/file-format.ts';
import { lifetimeMeanSec } from '../../src/scenario/lifetime.ts';
import { runToEnd } from '../support/engine-by-node.ts';
import { type OpenScenario, openScenario, snatHop } from './loss-system.ts';

const CONFIDENCE = 0.99;
/** An interval wider than this share of the theoretical value would prove little. */
const WIDEST_HALF = 0.25;
const MEAN_SEC = 90;
const HOLD_SEC = 10;
const TAKEN_SEC = MEAN_SEC + HOLD_SEC;

interface Law {
  readonly name: string;
  readonly lifetime: LifetimeFile;
  /** Warm-up from empty, in mean holding times: until what is left of the start is lost in the noise. */
  readonly warmUp: number;
}

const exponential: Law = {
  name: 'exponential',
  lifetime: { distribution: 'exponential', mean: MEAN_SEC },
  warmUp: 8,
};
const deterministic: Law = {
  name: 'deterministic',
  lifetime: { distribution: 'deterministic', value: MEAN_SEC },
  warmUp: 4,
};
/** Variance of 0.43 times the squared mean. */
const lognormal: Law = {
  name: 'lognormal',
  lifetime: { distribution: 'lognormal', mu: Math.log(MEAN_SEC) - 0.18, sigma: 0.6 },
  warmUp: 7,
};
/** Variance of 4 times the squared mean, half of the connection time in lifetimes of mean 400 s. */
const hyperexponential: Law = {
  name: 'hyperexponential',
  lifetime: {
    distribution: 'hyperexponential',
    phases: [
      { weight: 0.8875, mean: MEAN_SEC / 1.775 },
      { weight: 0.1125, mean: MEAN_SEC / 0.225 },
    ],
  },
  warmUp: 30,
};

interface Size {
  readonly ports: number;
  readonly loadErl: number;
  readonly selection: 'sequential' | 'linux-connect' | 'random';
  readonly laws: readonly Law[];
  readonly runs: number;
  /** Length of the measured part in mean holding times. */
  readonly measured: number;
}

const SIZES: readonly Size[] = [
  {
    ports: 10,
    loadErl: 7,
    selection: 'random',
    laws: [exponential, deterministic, hyperexponential],
    runs: 10,
    measured: 2000,
  },
  {
    ports: 100,
    loadErl: 90,
    selection: 'linux-connect',
    laws: [exponential, deterministic, hyperexponential],
    runs: 10,
    measured: 600,
  },
  {
    ports: 1000,
    loadErl: 1000,
    selection: 'random',
    laws: [exponential, deterministic, hyperexponential],
    runs: 10,
    measured: 100,
  },
  {
    ports: 28_232,
    loadErl: 29_000,
    selection: 'linux-connect',
    laws: [exponential, deterministic, lognormal],
    runs: 8,
    measured: 6,
  },
  {
    ports: 64_512,
    loadErl: 66_000,
    selection: 'sequential',
    laws: [exponential, deterministic, lognormal],
    runs: 6,
    measured: 4,
  },
];

const CASES = SIZES.flatMap((size) => size.laws.map((law) => ({ ...size, law, name: law.name })));

describe('blocking of a full SNAT space', () => {
  test.each(CASES)('$ports ports, $loadErl erlangs, $name lifetimes', ({ law, ...size }) => {
    const { ports, loadErl } = size;
    const interval = measure(
      {
        ratePerSec: loadErl / TAKEN_SEC,
        lifetime: law.lifetime,
        hop: snatHop(ports, HOLD_SEC, size.selection),
        durationSec: (law.warmUp + size.measured) * TAKEN_SEC,
        sampleEverySec: TAKEN_SEC / 2,
      },
      law.warmUp * TAKEN_SEC,
      size.runs,
    );
    expectTheory(interval, erlangB(ports, loadErl));
    // It would not hold the value of ports that are free as soon as their connections have closed.
    expect(erlangB(ports, (loadErl * MEAN_SEC) / TAKEN_SEC)).toBeLessThan(interval.low);
  });
});

describe('blocking of other loss systems on the path', () => {
  const common = {
    lifetime: exponential.lifetime,
    durationSec: (exponential.warmUp + 600) * TAKEN_SEC,
    sampleEverySec: TAKEN_SEC / 2,
  };

  test('a limit on connections is a loss system without hold', () => {
    const scenario = { ...common, ratePerSec: 90 / MEAN_SEC, maxConnections: 100 };
    expectTheory(measure(scenario, exponential.warmUp * TAKEN_SEC, 10), erlangB(100, 90));
  });

  test('a flow table holds its entries after the close', () => {
    const hop = { mode: 'dsr', flowTable: { max: 100, timeWait: HOLD_SEC } } as const;
    const scenario = { ...common, ratePerSec: 90 / TAKEN_SEC, hop };
    expectTheory(measure(scenario, exponential.warmUp * TAKEN_SEC, 10), erlangB(100, 90));
  });

  // The proxy is the active closer toward the backend only when the close comes from the client's side.
  test.each([
    ['client', 90],
    ['server', (90 * MEAN_SEC) / TAKEN_SEC],
  ] as const)('the ports of a proxy where the %s closes first carry %d erlangs', (closes, loadErl) => {
    const snat = { ports: '65436-65535', scope: 'source', selection: 'random', hold: HOLD_SEC } as const;
    const hop = { mode: 'proxy', snat, limits: { fileDescriptors: 'unlimited' } } as const;
    const scenario = { ...common, closes, ratePerSec: 90 / TAKEN_SEC, hop };
    expectTheory(measure(scenario, exponential.warmUp * TAKEN_SEC, 10), erlangB(100, loadErl));
  });
});

interface Measured {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Interval of the blocking probability over independent runs, each without its warm-up. */
function measure(given: OpenScenario, warmUpSec: number, runs: number): Measured {
  const scenario = openScenario(given);
  expect(lifetimeMeanSec(scenario.clients[0]!.session.lifetime)).toBeCloseTo(MEAN_SEC, 6);
  const blocking = replicationSeeds(1, runs).map((seed) => {
    const { series } = runToEnd({ ...scenario, seed });
    const estimate = blockingFromSeries(series, warmUpSec);
    expect(estimate.warmUpSec).toBe(warmUpSec);
    return estimate.probability!;
  });
  return studentInterval(blocking, CONFIDENCE)!;
}

function expectTheory({ mean, low, high }: Measured, theory: number): void {
  expect(high - mean, 'half of the interval').toBeLessThan(WIDEST_HALF * theory);
  const found = `measured ${mean.toExponential(3)} in ${low.toExponential(3)} .. ${high.toExponential(3)}`;
  expect(low, `${found}, Erlang B ${theory.toExponential(3)}`).toBeLessThanOrEqual(theory);
  expect(high, `${found}, Erlang B ${theory.toExponential(3)}`).toBeGreaterThanOrEqual(theory);
}
