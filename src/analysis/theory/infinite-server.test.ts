import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ClientFile } from '../../scenario/file-format.ts';
import type { ClientPopulation, Lifetime, PoissonArrivals } from '../../scenario/scenario.ts';
import { expectedCurve } from './concurrency-curve.ts';
import { type HoldingTime, holdingTimeOf, meanHoldingSec } from './holding-time.ts';
import { expectedConcurrent, expectedFromPiece } from './infinite-server.ts';

const RATE = 50;
const MEAN = 120;

const lasting = (lifetime: Lifetime, cutSec = Infinity): HoldingTime => ({
  lifetime,
  cutSec,
  late: null,
  ages: [],
});
const exponential = lasting({ distribution: 'exponential', meanSec: MEAN });
const deterministic = lasting({ distribution: 'deterministic', valueSec: MEAN });

/** What is left at `tSec` of arrivals at a constant rate. */
function expectedFromConstantRate(
  ratePerSec: number,
  fromSec: number,
  toSec: number,
  holding: HoldingTime,
  tSec: number,
): number {
  return expectedFromPiece({ fromSec, toSec, ratePerSec, slope: 0 }, holding, tSec);
}

function expectedFromProfile(arrivals: PoissonArrivals, holding: HoldingTime, tSec: number): number {
  const clients = buildScenario({ clients: [{ count: 1 }], backends: { count: 1 } }).clients[0]!;
  return expectedConcurrent({ ...clients, arrivals }, holding, tSec);
}

describe('a constant rate from empty', () => {
  test.each([1, 60, 120, 600])('exponential lifetimes at %d s: rate x mean x (1 - exp(-t / mean))', (sec) => {
    const expected = RATE * MEAN * (1 - Math.exp(-sec / MEAN));
    expect(expectedFromConstantRate(RATE, 0, Infinity, exponential, sec)).toBeCloseTo(expected, 6);
  });

  test.each([1, 119, 121, 1000])('deterministic lifetimes at %d s: rate x min(t, lifetime)', (sec) => {
    const expected = RATE * Math.min(sec, MEAN);
    expect(expectedFromConstantRate(RATE, 0, Infinity, deterministic, sec)).toBeCloseTo(expected, 6);
  });

  test('settles at rate x mean whatever the law', () => {
    const laws: Lifetime[] = [
      { distribution: 'weibull', shape: 2, scaleSec: MEAN / (Math.sqrt(Math.PI) / 2) },
      { distribution: 'lognormal', mu: Math.log(MEAN) - 0.5, sigma: 1 },
      { distribution: 'hyperexponential', weights: [0.5, 0.5], meansSec: [MEAN / 2, (MEAN * 3) / 2] },
      { distribution: 'empirical', shares: [0, 0.5, 1], valuesSec: [60, 120, 180] },
    ];
    for (const lifetime of laws) {
      expect(meanHoldingSec(lasting(lifetime))).toBeCloseTo(MEAN, 6);
      expect(expectedFromConstantRate(RATE, 0, Infinity, lasting(lifetime), 1e5)).toBeCloseTo(RATE * MEAN, 3);
    }
  });

  test('what came until the end of the arrivals dies out', () => {
    const sec = 300;
    const expected = RATE * MEAN * (Math.exp(-(sec - 100) / MEAN) - Math.exp(-sec / MEAN));
    expect(expectedFromConstantRate(RATE, 0, 100, exponential, sec)).toBeCloseTo(expected, 6);
    expect(expectedFromConstantRate(RATE, 50, 100, exponential, 40)).toBe(0);
  });

  test.each([1, 10, 60])('a life of %d s is not lost before an idle timeout of days', (meanSec) => {
    const cut = lasting({ distribution: 'exponential', meanSec }, 5 * 86_400);
    expect(meanHoldingSec(cut)).toBeCloseTo(meanSec, 8);
  });

  test('an idle timeout ends the survival', () => {
    const cut = lasting({ distribution: 'exponential', meanSec: MEAN }, 30);
    expect(meanHoldingSec(cut)).toBeCloseTo(MEAN * (1 - Math.exp(-30 / MEAN)), 8);
    expect(expectedFromConstantRate(RATE, 0, Infinity, cut, 500)).toBeCloseTo(RATE * meanHoldingSec(cut), 6);
  });
});

describe('a rate profile', () => {
  test('a linear rise: exponential lifetimes lag behind by their mean', () => {
    const arrivals: PoissonArrivals = {
      pattern: 'poisson',
      interpolation: 'linear',
      repeats: null,
      profile: [
        { atSec: 0, ratePerSec: 0 },
        { atSec: 1000, ratePerSec: 1000 },
      ],
    };
    for (const sec of [10, 500, 1000]) {
      // Solution of m' = t - m / MEAN, m(0) = 0.
      const expected = MEAN * (sec - MEAN * (1 - Math.exp(-sec / MEAN)));
      expect(expectedFromProfile(arrivals, exponential, sec)).toBeCloseTo(expected, 5);
    }
  });

  test('steps add up, nothing comes before the first, and the last rate holds', () => {
    const arrivals: PoissonArrivals = {
      pattern: 'poisson',
      interpolation: 'step',
      repeats: null,
      profile: [
        { atSec: 100, ratePerSec: 10 },
        { atSec: 200, ratePerSec: 30 },
      ],
    };
    expect(expectedFromProfile(arrivals, deterministic, 100)).toBe(0);
    expect(expectedFromProfile(arrivals, deterministic, 150)).toBeCloseTo(500, 8);
    // At 250 s: those who came from 130 s on.
    expect(expectedFromProfile(arrivals, deterministic, 250)).toBeCloseTo(70 * 10 + 50 * 30, 8);
    expect(expectedFromProfile(arrivals, deterministic, 1e6)).toBeCloseTo(30 * MEAN, 6);
  });
});

describe('a population', () => {
  const population = (change: Partial<ClientFile>): ClientPopulation =>
    buildScenario({
      clients: [{ count: 1000, connectionsEach: 2, arrivals: { start: 50, rampUp: 100 }, ...change }],
      backends: { count: 1 },
    }).clients[0]!;

  test('that comes back at once follows its ramp', () => {
    const clients = population({ reconnect: { policy: 'immediate' } });
    expect([0, 49, 50, 100, 150, 9999].map((sec) => expectedConcurrent(clients, exponential, sec))).toEqual([
      0, 0, 0, 1000, 2000, 2000,
    ]);
  });

  test('that does not come back dies out', () => {
    const clients = population({ reconnect: { policy: 'none' } });
    expect(expectedConcurrent(clients, deterministic, 100)).toBeCloseTo(1000, 8);
    expect(expectedConcurrent(clients, deterministic, 200)).toBeCloseTo(2000 - 20 * 30, 6);
    expect(expectedConcurrent(clients, deterministic, 300)).toBe(0);
  });

  test('that starts in one instant is there at once', () => {
    const none = population({ arrivals: { rampUp: 0 }, reconnect: { policy: 'none' } });
    const back = population({ arrivals: { rampUp: 0 }, reconnect: { policy: 'immediate' } });
    expect(expectedConcurrent(none, exponential, 60)).toBeCloseTo(2000 * Math.exp(-0.5), 8);
    expect(expectedConcurrent(back, exponential, 60)).toBe(2000);
  });

  test('silent connections last until the shortest idle timeout on the path', () => {
    const scenario = buildScenario({
      clients: [{ count: 1, session: { heartbeat: 'none' } }],
      path: [{ mode: 'dnat', flowTable: { established: '5m' } }],
      backends: { count: 1, idleTimeout: '2m' },
    });
    expect(holdingTimeOf(scenario.clients[0]!, scenario).cutSec).toBe(120);
  });
});

describe('the tabulated curve', () => {
  const laws: HoldingTime[] = [
    exponential,
    deterministic,
    lasting({ distribution: 'lognormal', mu: 5, sigma: 1.1 }),
    lasting({ distribution: 'weibull', shape: 0.5, scaleSec: 60 }),
    lasting({ distribution: 'pareto', alpha: 1.4, minSec: 30 }),
    lasting({ distribution: 'hyperexponential', weights: [0.9, 0.1], meansSec: [5, 1000] }),
    lasting({ distribution: 'empirical', shares: [0, 0.2, 0.9, 1], valuesSec: [0, 10, 100, 5000] }),
    lasting({ distribution: 'exponential', meanSec: 1000 }, 77),
    lasting({ distribution: 'exponential', meanSec: 2 }),
  ];
  const profile = [
    { at: 0, rate: 10 },
    { at: 3600, rate: 100 },
    { at: 20_000, rate: 5 },
    { at: 50_000, rate: 60 },
  ];

  test.each(laws)('agrees with the integral for $lifetime.distribution lifetimes', (holding) => {
    for (const interpolation of ['linear', 'step'] as const) {
      const clients = buildScenario({
        clients: [{ addresses: 1, arrivals: { pattern: 'poisson', profile, interpolation } }],
        backends: { count: 1 },
      }).clients[0]!;
      const curve = expectedCurve(clients, holding, 86_400);
      for (const sec of [1, 60, 500, 3600, 4000, 20_100, 50_001, 86_400]) {
        const exact = expectedConcurrent(clients, holding, sec);
        expect(Math.abs(curve(sec) / exact - 1)).toBeLessThan(1e-3);
      }
    }
  });

  test('agrees for populations', () => {
    for (const policy of ['none', 'immediate'] as const) {
      const clients = buildScenario({
        clients: [{ count: 500, arrivals: { start: 10, rampUp: 100 }, reconnect: { policy } }],
        backends: { count: 1 },
      }).clients[0]!;
      const curve = expectedCurve(clients, exponential, 1000);
      for (const sec of [5, 50, 110, 400, 1000])
        expect(curve(sec)).toBeCloseTo(expectedConcurrent(clients, exponential, sec), 1);
    }
  });
});
