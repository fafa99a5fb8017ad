/**
 * The simulator against the infinite-server formula while a system fills: nothing refuses a connection, so the number
 * of concurrent ones is Poisson distributed with mean m(t). Asserted at several times: the mean over independent runs
 * lies within 99 % of m(t), whose variance is known.
 */
import { describe, expect, test } from 'vitest';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { agedOutShare, holdingTimeOf } from '../../src/analysis/theory/holding-time.ts';
import { expectedConcurrent } from '../../src/analysis/theory/infinite-server.ts';
import { columnOf } from '../../src/network/results/series-columns.ts';
import { normalQuantile } from '../../src/numeric/special.ts';
import type { ClientFile, LifetimeFile } from '../../src/scenario/file-format.ts';
import { runToEnd } from '../support/engine-by-node.ts';
import { scenarioOf } from './loss-system.ts';

const RUNS = 20;
const DURATION_SEC = 300;
/** Where the mean is compared: spread over the rise and what follows it. */
const TIMES_SEC = [30, 75, 150, 300];
/** 99 % for all times together, each at 1 % / 4 (Bonferroni). */
const QUANTILE = normalQuantile(1 - 0.01 / TIMES_SEC.length / 2);

const LIFETIMES: readonly LifetimeFile[] = [
  { distribution: 'exponential', mean: 60 },
  { distribution: 'deterministic', value: 60 },
  { distribution: 'lognormal', median: 40, p95: 200 },
  { distribution: 'weibull', shape: 0.5, scale: 30 },
  { distribution: 'pareto', alpha: 1.5, min: 20 },
];

function concurrentAt(clients: ClientFile, seed: number): number[] {
  const scenario = scenarioOf(clients, { durationSec: DURATION_SEC, sampleEverySec: 15 });
  const { series, summary } = runToEnd({ ...scenario, seed });
  expect(summary.failed).toBe(0);
  const column = columnOf(series, 'concurrent');
  return TIMES_SEC.map((sec) => column[sec / 15]!);
}

function expectMeans(clients: ClientFile): void {
  const scenario = scenarioOf(clients, { durationSec: DURATION_SEC, sampleEverySec: 15 });
  const population = scenario.clients[0]!;
  const holding = holdingTimeOf(population, scenario);
  const runs = replicationSeeds(7, RUNS).map((seed) => concurrentAt(clients, seed));
  TIMES_SEC.forEach((sec, i) => {
    const expected = expectedConcurrent(population, holding, sec);
    const mean = runs.reduce((sum, run) => sum + run[i]!, 0) / RUNS;
    const allowed = QUANTILE * Math.sqrt(expected / RUNS);
    expect(Math.abs(mean - expected), `at ${sec} s: ${mean} for ${expected}`).toBeLessThanOrEqual(allowed);
    // While they come the interval is narrow enough to tell a mean that is 3 % off.
    if (sec <= 150) expect(allowed).toBeLessThan(0.03 * expected);
  });
}

describe('open arrivals fill an empty system', () => {
  test.each(LIFETIMES)('at a constant rate, $distribution lifetimes', (lifetime) => {
    expectMeans({
      addresses: 100,
      arrivals: { pattern: 'poisson', rate: 40 },
      session: { lifetime },
      reconnect: { policy: 'none' },
    });
  });

  test.each(LIFETIMES)('at a rate that rises and falls, $distribution lifetimes', (lifetime) => {
    const profile = [
      { at: 0, rate: 30 },
      { at: 100, rate: 80 },
      { at: 200, rate: 20 },
    ];
    expectMeans({
      addresses: 100,
      arrivals: { pattern: 'poisson', profile, interpolation: 'linear' },
      session: { lifetime },
      reconnect: { policy: 'none' },
    });
  });
});

describe('a population that ramps up', () => {
  const arrivals = { pattern: 'population', rampUp: 150 } as const;

  test.each(LIFETIMES)('and does not come back, $distribution lifetimes', (lifetime) => {
    expectMeans({ count: 6000, arrivals, session: { lifetime }, reconnect: { policy: 'none' } });
  });

  test.each(LIFETIMES)('and comes back at once is the ramp itself, $distribution lifetimes', (lifetime) => {
    const clients: ClientFile = {
      count: 6000,
      arrivals,
      session: { lifetime },
      reconnect: { policy: 'immediate' },
    };
    const concurrent = concurrentAt(clients, 7);
    // One client starts in each of 6,000 equal slices of the ramp.
    TIMES_SEC.forEach((sec, i) => {
      expect(Math.abs(concurrent[i]! - 6000 * Math.min(1, sec / 150))).toBeLessThanOrEqual(1);
    });
  });
});

describe('an age limit with a spread', () => {
  const aging = (arrivals: NonNullable<ClientFile['arrivals']>) =>
    scenarioOf(
      {
        addresses: 100,
        arrivals,
        session: { lifetime: { distribution: 'exponential', mean: 60 } },
        reconnect: { policy: 'none' },
      },
      { durationSec: DURATION_SEC, sampleEverySec: 15, maxAge: { sec: 60, spread: 0.5 } },
    );

  test('thins old connections out evenly', () => {
    const scenario = aging({ pattern: 'poisson', rate: 40 });
    const holding = holdingTimeOf(scenario.clients[0]!, scenario);
    const runs = replicationSeeds(7, RUNS).map(
      (seed) => runToEnd({ ...scenario, seed }).summary.finalConcurrent,
    );
    const mean = runs.reduce((sum, value) => sum + value, 0) / RUNS;
    // The survival is e^(-t/60), times (90 - t)/60 from 30 s to 90 s: integrated by hand.
    const expected = 40 * 60 * (1 - Math.exp(-0.5) + Math.exp(-1.5));
    expect(expectedConcurrent(scenario.clients[0]!, holding, DURATION_SEC)).toBeCloseTo(expected, 4);
    expect(Math.abs(mean - expected)).toBeLessThan(QUANTILE * Math.sqrt(expected / RUNS));
  });

  test('ends the share of them that its law says', () => {
    // Nobody comes after 200 s, and nobody stays longer than 90 s.
    const profile = [
      { at: 0, rate: 200 },
      { at: 200, rate: 0 },
    ];
    const scenario = aging({ pattern: 'poisson', profile, interpolation: 'step' });
    const { established, closedBy } = runToEnd(scenario).summary;
    expect(closedBy.lifetime + closedBy['max-age']).toBe(established);
    const holding = holdingTimeOf(scenario.clients[0]!, scenario);
    const share = agedOutShare(holding, holding.ages[0]!);
    expect(share).toBeCloseTo(Math.exp(-0.5) * (1 - Math.exp(-1)), 4);
    const sigma = Math.sqrt((share * (1 - share)) / established);
    expect(Math.abs(closedBy['max-age'] / established - share)).toBeLessThan(QUANTILE * sigma);
  });
});

test('clients that come back after a time do so N / (W + d) times a second', () => {
  const scenario = scenarioOf(
    {
      count: 6000,
      arrivals: { pattern: 'population', rampUp: 60 },
      session: { lifetime: { distribution: 'exponential', mean: 30 } },
      reconnect: { policy: 'fixed', base: 2 },
    },
    { durationSec: DURATION_SEC, sampleEverySec: 15 },
  );
  const { series } = runToEnd(scenario);
  const attempts = columnOf(series, 'attempts');
  const between = attempts[300 / 15]! - attempts[150 / 15]!;
  const expected = (6000 / (30 + 2)) * 150;
  // Renewals of exponential lifetimes with a constant pause: the variance is below that of a Poisson number.
  expect(Math.abs(between - expected)).toBeLessThan(QUANTILE * Math.sqrt(expected));
});

test('an idle timeout cuts silent connections at its time', () => {
  const scenario = scenarioOf(
    {
      addresses: 100,
      arrivals: { pattern: 'poisson', rate: 40 },
      session: { lifetime: { distribution: 'exponential', mean: 60 } },
      reconnect: { policy: 'none' },
    },
    {
      durationSec: DURATION_SEC,
      sampleEverySec: 15,
      hop: { mode: 'dnat', flowTable: { established: 45 } },
    },
  );
  const population = scenario.clients[0]!;
  const holding = holdingTimeOf(population, scenario);
  expect(holding.cutSec).toBe(45);
  const runs = replicationSeeds(7, RUNS).map(
    (seed) => runToEnd({ ...scenario, seed }).summary.finalConcurrent,
  );
  const mean = runs.reduce((sum, value) => sum + value, 0) / RUNS;
  const expected = expectedConcurrent(population, holding, DURATION_SEC);
  expect(expected).toBeCloseTo(40 * 60 * (1 - Math.exp(-45 / 60)), 5);
  expect(Math.abs(mean - expected)).toBeLessThan(QUANTILE * Math.sqrt(expected / RUNS));
});
