/**
 * Engset's formula against exact sums, and the simulator against it: clients that come back after a delay, before a limit that some
 * of them meet. The theoretical value lies in the 99 % Student interval over independent runs, for three laws of the lifetime.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import { predictedBlocking } from '../../src/analysis/limits/predicted-blocking.ts';
import { blockingFromSeries } from '../../src/analysis/runs/blocking.ts';
import { studentInterval } from '../../src/analysis/runs/interval.ts';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import {
  engsetBlocking,
  engsetServersForBlocking,
  engsetTimeCongestion,
} from '../../src/analysis/theory/engset.ts';
import { erlangB } from '../../src/analysis/theory/erlang-b.ts';
import type { LifetimeFile } from '../../src/scenario/file-format.ts';
import { buildScenario } from '../support/build-scenario.ts';

/** The share of the last state, in whole numbers: a = p / q erlangs an idle source. */
function exactTimeCongestion(sources: number, servers: number, p: number, q: number): number {
  let ways = 1n;
  let sum = 0n;
  let last = 0n;
  for (let k = 0; k <= servers; k++) {
    last = ways * BigInt(p) ** BigInt(k) * BigInt(q) ** BigInt(servers - k);
    sum += last;
    ways = (ways * BigInt(sources - k)) / BigInt(k + 1);
  }
  return Number((last * 10n ** 30n) / sum) / 1e30;
}

describe('Engset', () => {
  // Iversen, Teletraffic Engineering Handbook (ITU-D), the example of 3 channels, 4 sources, 1/3 erlang an idle source.
  test('has the published values of the handbook', () => {
    expect(engsetTimeCongestion(4, 3, 1 / 3)).toBeCloseTo(4 / 85, 14);
    expect(engsetBlocking(4, 3, 1 / 3)).toBeCloseTo(1 / 64, 14);
  });

  test('equals the sum over all states in exact arithmetic', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 60 }),
        (sources, part, p, q) => {
          const servers = Math.floor(part * sources);
          const exact = exactTimeCongestion(sources, servers, p, q);
          if (exact < 1e-15) return;
          expect(engsetTimeCongestion(sources, servers, p / q) / exact).toBeCloseTo(1, 10);
        },
      ),
    );
  });

  test('tends to Erlang B as many sources make the same load', () => {
    const sources = 1e9;
    expect(engsetBlocking(sources, 100, 90 / sources) / erlangB(100, 90)).toBeCloseTo(1, 5);
  });

  test('is below Erlang B of the load that its sources offer, and 0 where each can have a server', () => {
    expect(engsetBlocking(100, 100, 5)).toBe(0);
    expect(engsetBlocking(101, 100, 5)).toBeGreaterThan(0);
    expect(engsetTimeCongestion(100, 100, 5)).toBeCloseTo((5 / 6) ** 100, 12);
  });

  test('a million sources keep their digits: the time congestion is that of a binomial tail', () => {
    // With as many servers as sources the states are binomial; one server less leaves out the last.
    const blocking = engsetBlocking(1_000_000, 500_300, 1);
    expect(blocking).toBeGreaterThan(1e-4);
    expect(blocking).toBeLessThan(1e-2);
    // Normal law at 500,300.5 and the density there: phi(0.6) / Phi(0.6) / 500.
    expect(blocking / (0.333225 / 0.725747 / 500)).toBeCloseTo(1, 2);
  });

  test('the inverse is the fewest servers that are enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.9, noNaN: true }),
        (sources, load, blocking) => {
          const servers = engsetServersForBlocking(sources, load, blocking);
          expect(engsetBlocking(sources, servers, load)).toBeLessThanOrEqual(blocking * (1 + 1e-9));
          if (servers > 0)
            expect(engsetBlocking(sources, servers - 1, load)).toBeGreaterThan(blocking * (1 - 1e-9));
        },
      ),
    );
  });

  test.each([
    [-1, 1, 1],
    [2, 1.5, 1],
    [2, 1, Infinity],
  ])('refuses %d sources, %d servers, %d erlangs', (sources, servers, load) => {
    expect(() => engsetTimeCongestion(sources, servers, load)).toThrow(RangeError);
  });
});

describe('a population that comes back after a delay', () => {
  const MEAN_SEC = 60;
  const laws: readonly (readonly [string, LifetimeFile])[] = [
    ['exponential', { distribution: 'exponential', mean: MEAN_SEC }],
    ['deterministic', { distribution: 'deterministic', value: MEAN_SEC }],
    ['lognormal', { distribution: 'lognormal', mu: Math.log(MEAN_SEC) - 0.32, sigma: 0.8 }],
  ];

  test.each(laws)('is refused as Engset says, with %s lifetimes', (_, lifetime) => {
    const scenario = buildScenario({
      duration: 20_000,
      sampleEvery: 100,
      clients: [
        {
          count: 120,
          arrivals: { rampUp: 60 },
          session: { lifetime },
          // Delays spread evenly, so that nothing keeps in step.
          reconnect: { policy: 'window', base: '40s' },
        },
      ],
      path: 'direct',
      backends: { count: 1, maxConnections: 92, fileDescriptors: 'unlimited' },
    });
    const [row] = ladderOfLimits(scenario);
    const predicted = predictedBlocking(row!, scenario)!;
    expect(predicted).toMatchObject({ theory: 'Engset', kind: 'exact' });
    const measured = replicationSeeds(1, 6).map(
      (seed) => blockingFromSeries(runToEnd({ ...scenario, seed }).series, 2000).probability!,
    );
    const { low, high } = studentInterval(measured, 0.99)!;
    expect(high - low).toBeLessThan(0.25 * predicted.probability);
    expect(low).toBeLessThanOrEqual(predicted.probability);
    expect(high).toBeGreaterThanOrEqual(predicted.probability);
    // It would not hold Erlang B of the load that 120 clients would be if none were refused.
    expect(erlangB(92, (120 * MEAN_SEC) / (MEAN_SEC + 20))).toBeLessThan(low);
  });
});
