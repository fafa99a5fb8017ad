/**
 * Loads that change, against closed forms: the queue for handshakes (M/D/1), the wave after a restart under full jitter, and
 * an arrival rate that swings like a day. Each at 99 % confidence with fixed seeds.
 */
import { describe, expect, test } from 'vitest';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { columnOf } from '../../src/network/results/series-columns.ts';
import { normalQuantile } from '../../src/numeric/special.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { runToEnd } from '../support/engine-by-node.ts';
import { interval, mean } from '../support/statistics.ts';
import { scenarioOf } from './loss-system.ts';

describe('the queue for handshakes', () => {
  test.each([0.5, 0.8, 0.9])('is M/D/1 at a load of %d', (load) => {
    const file: Omit<ScenarioFile, 'fivetuple'> = {
      duration: '220s',
      sampleEvery: '100ms',
      clients: [
        {
          addresses: 100,
          arrivals: { pattern: 'poisson', rate: 100 * load },
          session: { lifetime: { distribution: 'deterministic', value: '1s' } },
          reconnect: { policy: 'none' },
          connectTimeout: '1h',
        },
      ],
      path: 'direct',
      backends: { count: 1, handshakesPerSecond: 100, fileDescriptors: 'unlimited', backlog: 'unlimited' },
    };
    const scenario = buildScenario(file);
    // In service and waiting (Pollaczek and Khinchin, with a constant service time). From 20 s on it is steady.
    const expected = load + load ** 2 / (2 * (1 - load));
    const { mean: inSystem, half } = interval(
      replicationSeeds(3, 30).map((seed) =>
        mean(columnOf(runToEnd({ ...scenario, seed }).series, 'connecting').subarray(200)),
      ),
    );
    expect(half).toBeLessThan(0.15 * expected);
    expect(Math.abs(inSystem - expected), `${inSystem} for ${expected}`).toBeLessThan(half);
  });
});

test('after a restart of all servers full jitter spreads the first attempts evenly over its first delay', () => {
  const clients = 20_000;
  const scenario = buildScenario({
    duration: '60s',
    sampleEvery: '1s',
    clients: [
      {
        count: clients,
        addresses: 100,
        arrivals: { pattern: 'population', rampUp: '10s' },
        session: { lifetime: { distribution: 'deterministic', value: '1h' } },
        reconnect: { policy: 'full-jitter', base: '10s', cap: '10s' },
      },
    ],
    path: 'direct',
    backends: { count: 4, fileDescriptors: 'unlimited' },
    events: [{ at: '30s', action: 'restart', target: 'backends', batch: 4, down: '0s' }],
  });
  const attempts = columnOf(runToEnd(scenario).series, 'attempts');
  expect(attempts[30]).toBe(clients);
  expect(attempts[40]).toBe(2 * clients);
  // In each of the ten seconds N / 10, binomial; ten comparisons at 1 % together.
  const each = clients / 10;
  const allowed = normalQuantile(1 - 0.01 / 20) * Math.sqrt(each * 0.9);
  for (let sec = 30; sec < 40; sec++)
    expect(Math.abs(attempts[sec + 1]! - attempts[sec]! - each)).toBeLessThan(allowed);
});

test('a rate that swings makes a number of connections that swings less, and later', () => {
  const meanSec = 60;
  const periodSec = 240;
  const omega = (2 * Math.PI) / periodSec;
  const rateAt = (sec: number): number => 100 + 80 * Math.sin(omega * sec);
  const durationSec = 1440;
  // A point every four seconds: the chords stay within 0.2 % of the sine.
  const profile = Array.from({ length: durationSec / 4 + 1 }, (_, i) => ({ at: 4 * i, rate: rateAt(4 * i) }));
  const scenario = scenarioOf(
    {
      addresses: 100,
      arrivals: { pattern: 'poisson', profile, interpolation: 'linear' },
      session: { lifetime: { distribution: 'exponential', mean: meanSec } },
      reconnect: { policy: 'none' },
    },
    { durationSec, sampleEverySec: 12 },
  );
  // Eick, Massey and Whitt (1993): amplitude over sqrt(1 + (omega W)^2), late by atan(omega W) / omega.
  const swing = omega * meanSec;
  const expected = (sec: number): number =>
    meanSec * (100 + (80 / Math.sqrt(1 + swing ** 2)) * Math.sin(omega * sec - Math.atan(swing)));
  const runs = replicationSeeds(5, 20).map((seed) =>
    columnOf(runToEnd({ ...scenario, seed }).series, 'concurrent'),
  );
  // From four periods on nothing is left of the empty start; six moments of a period, 1 % together.
  for (const phase of [0, 36, 72, 120, 168, 204]) {
    const sec = 4 * periodSec + phase;
    const average = mean(runs.map((run) => run[sec / 12]!));
    const allowed = normalQuantile(1 - 0.01 / 12) * Math.sqrt(expected(sec) / runs.length);
    expect(Math.abs(average - expected(sec)), `at ${sec} s`).toBeLessThan(allowed + 0.002 * expected(sec));
  }
});

// Eick, Massey and Whitt (1993), for any law: the number swings with the rate's amplitude times |F|, late by its angle over
// omega, with F = integral of S(u) exp(-i omega u) du. Written out for equal lifetimes, whose S is a step.
test.each([
  ['exponential', { distribution: 'exponential', mean: 60 }, 60 / Math.hypot(1, Math.PI / 2), 38.3456],
  ['equal', { distribution: 'deterministic', value: 60 }, (240 / Math.PI) * Math.sin(Math.PI / 4), 30],
] as const)('amplitude and lag of the swing, %s lifetimes', (_, lifetime, gainSec, lagSec) => {
  const [periodSec, everySec, periods] = [240, 12, 4];
  const omega = (2 * Math.PI) / periodSec;
  const durationSec = 2 * periodSec + periods * periodSec;
  const profile = Array.from({ length: durationSec / 4 + 1 }, (_, i) => ({
    at: 4 * i,
    rate: 100 + 80 * Math.sin(omega * 4 * i),
  }));
  const scenario = scenarioOf(
    {
      addresses: 100,
      arrivals: { pattern: 'poisson', profile, interpolation: 'linear' },
      session: { lifetime },
      reconnect: { policy: 'none' },
    },
    { durationSec, sampleEverySec: everySec },
  );
  // The part of the number that swings in step with the rate, and the part a quarter of a period late, of whole periods.
  const fits = replicationSeeds(8, 20).map((seed) => {
    const open = columnOf(runToEnd({ ...scenario, seed }).series, 'concurrent');
    let [inStep, behind] = [0, 0];
    const count = (periods * periodSec) / everySec;
    for (let i = 1; i <= count; i++) {
      const at = (2 * periodSec) / everySec + i;
      inStep += (2 / count) * open[at]! * Math.sin(omega * at * everySec);
      behind -= (2 / count) * open[at]! * Math.cos(omega * at * everySec);
    }
    return { inStep, behind };
  });
  const [sine, cosine] = [interval(fits.map((fit) => fit.inStep)), interval(fits.map((fit) => fit.behind))];
  const lag = omega * lagSec;
  expect(Math.abs(sine.mean - 80 * gainSec * Math.cos(lag))).toBeLessThan(sine.half + 0.002 * 80 * gainSec);
  expect(Math.abs(cosine.mean - 80 * gainSec * Math.sin(lag))).toBeLessThan(
    cosine.half + 0.002 * 80 * gainSec,
  );
  expect(Math.max(sine.half, cosine.half)).toBeLessThan(0.05 * 80 * gainSec);
});
