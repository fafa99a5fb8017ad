/**
 * Blocking under a rate that rises and falls, against what is predicted of its peak: for a slow one the bound of the highest rate, for a
 * fast one Erlang B of the infinite-server mean, which is up to a third below it. Measured around the peaks of many periods of several runs.
 */
import { describe, expect, test } from 'vitest';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import { predictedBlocking } from '../../src/analysis/limits/predicted-blocking.ts';
import { totalsOf } from '../../src/analysis/runs/blocking.ts';
import { studentInterval } from '../../src/analysis/runs/interval.ts';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { erlangB } from '../../src/analysis/theory/erlang-b.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { snatHop } from './loss-system.ts';

const MEAN_SEC = 90;
const PORTS = 100;
const LOWEST = 0.6;
const HIGHEST = 1.1;
/** Samples of a period; those of the peak are the ones around its middle, or as much later as connections lag behind. */
const SAMPLES = 40;

/** From the lowest rate to the highest and back, so many periods. */
function scenarioOf(periodSec: number, periods: number): Scenario {
  return buildScenario({
    duration: periodSec * periods,
    sampleEvery: periodSec / SAMPLES,
    clients: [
      {
        addresses: 1000,
        arrivals: {
          pattern: 'poisson',
          interpolation: 'linear',
          profile: [
            { at: 0, rate: LOWEST },
            { at: periodSec / 2, rate: HIGHEST },
            { at: periodSec * 0.999, rate: LOWEST },
          ],
          repeats: periodSec,
        },
        session: { lifetime: { distribution: 'exponential', mean: MEAN_SEC } },
        reconnect: { policy: 'none' },
        connectTimeout: '1ms',
      },
    ],
    path: [snatHop(PORTS, 0, 'sequential')],
    backends: { count: 1, fileDescriptors: 'unlimited' },
  });
}

/** Share of the attempts that are refused from one sample of each period to a later one, the first two periods left out. */
function measured(scenario: Scenario, from: number, to: number, runs: number) {
  const shares = replicationSeeds(1, runs).map((seed) => {
    const { series } = runToEnd({ ...scenario, seed });
    const attempts = totalsOf(series, 'attempts');
    const failed = totalsOf(series, 'failed');
    let asked = 0;
    let refused = 0;
    for (let start = 2 * SAMPLES; start + SAMPLES < series.length; start += SAMPLES) {
      asked += attempts[start + to]! - attempts[start + from]!;
      refused += failed[start + to]! - failed[start + from]!;
    }
    return refused / asked;
  });
  return studentInterval(shares, 0.99)!;
}

function predictedAt(scenario: Scenario) {
  const row = ladderOfLimits(scenario).find(({ resource }) => resource === 'snat-ports')!;
  return predictedBlocking(row, scenario)!;
}

describe('blocking at the peak of a changing rate', () => {
  test('a slow one stays below the bound of its highest rate, and near to it', () => {
    const scenario = scenarioOf(40 * MEAN_SEC, 18);
    const { probability, kind } = predictedAt(scenario);
    expect(kind).toBe('upper bound');
    expect(probability).toBeCloseTo(erlangB(PORTS, HIGHEST * MEAN_SEC), 3);
    const { low, high, mean } = measured(scenario, 20, 22, 6);
    expect(low).toBeLessThan(probability);
    expect(mean).toBeLessThan(probability);
    expect(high).toBeGreaterThan(0.7 * probability);
    // Over the whole of a period it is far lower.
    expect(measured(scenario, 0, SAMPLES, 3).high).toBeLessThan(0.5 * probability);
  });

  test.each([1, 2, 4])(
    'a fast one, of a period of %d lifetimes, is above Erlang B of its mean by no more than a half',
    (lifetimes) => {
      const periodSec = lifetimes * MEAN_SEC;
      const { probability, kind } = predictedAt(scenarioOf(periodSec, Math.ceil(20 / lifetimes)));
      expect(kind).toBe('approximation');
      const { highest } = exactOverPeriod(periodSec, 0, SAMPLES);
      expect(probability / highest).toBeGreaterThan(2 / 3);
      expect(probability / highest).toBeLessThan(1);
    },
  );

  test('the run refuses what the exact equations say', () => {
    const { low, high } = measured(scenarioOf(4 * MEAN_SEC, 250), 22, 28, 6);
    const { refusedShare } = exactOverPeriod(4 * MEAN_SEC, 22, 28);
    expect(low).toBeLessThan(refusedShare);
    expect(high).toBeGreaterThan(refusedShare);
    expect(high - low).toBeLessThan(refusedShare);
  });
});

/**
 * The probabilities of 0 to 100 ports in use, step by step (forward equations of the M_t/M/100/100 loss system), in a period that
 * repeats: the highest probability of all in use, and the share of the arrivals between two samples that meet it.
 */
function exactOverPeriod(periodSec: number, from: number, to: number) {
  const stepSec = 0.05;
  const settledSec = Math.ceil((12 * MEAN_SEC) / periodSec) * periodSec;
  let p = new Float64Array(PORTS + 1);
  p[76] = 1;
  let highest = 0;
  let refused = 0;
  let asked = 0;
  for (let t = 0; t < settledSec + periodSec; t += stepSec) {
    const phase = (t % periodSec) / periodSec;
    const rate = LOWEST + (HIGHEST - LOWEST) * (phase < 0.5 ? 2 * phase : 2 - 2 * phase);
    const next = new Float64Array(PORTS + 1);
    for (let n = 0; n <= PORTS; n++) {
      const out = (n < PORTS ? rate : 0) + n / MEAN_SEC;
      const arriving = n > 0 ? p[n - 1]! * rate : 0;
      const leaving = n < PORTS ? (p[n + 1]! * (n + 1)) / MEAN_SEC : 0;
      next[n] = p[n]! + stepSec * (arriving + leaving - out * p[n]!);
    }
    p = next;
    if (t < settledSec) continue;
    highest = Math.max(highest, p[PORTS]!);
    if (phase * SAMPLES < from || phase * SAMPLES >= to) continue;
    refused += p[PORTS]! * rate;
    asked += rate;
  }
  return { highest, refusedShare: refused / asked };
}
