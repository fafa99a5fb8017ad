/**
 * What a run remembers, against renewal theory: how long connections last, what a drain meets, how often users come back.
 * Each describe at 99 % confidence together (Bonferroni), with fixed seeds.
 */
import { describe, expect, test } from 'vitest';
import { drainCurves } from '../../src/analysis/runs/drain-curve.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { populationLives, type SurvivalPoint, shareAt } from '../../src/analysis/runs/survival-curve.ts';
import { userRates } from '../../src/analysis/runs/user-rates.ts';
import { holdingTimeOf } from '../../src/analysis/theory/holding-time.ts';
import { integrate } from '../../src/analysis/theory/integrate.ts';
import { shareStillOpen } from '../../src/analysis/theory/share-still-open.ts';
import type { LifetimeFile, ScenarioFile } from '../../src/scenario/file-format.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { zOf } from '../support/statistics.ts';

const CONFIDENCE = 0.99;
const BAND_Z = zOf(0.95);

/** Distance of a point from a law, in standard deviations, where Greenwood's band is symmetric: on log(-log S). */
function distance({ share, low, high }: SurvivalPoint, law: number): number {
  const scale = (value: number): number => Math.log(-Math.log(value));
  return Math.abs(scale(share) - scale(law)) / ((scale(low) - scale(high)) / 2 / BAND_Z);
}

/** Edges of bins, where nothing is interpolated. */
const AGES_SEC = [10, 20, 40, 60, 80, 110, 140];

function settingsOf(
  lifetime: LifetimeFile,
  rest: Partial<ScenarioFile> = {},
): Omit<ScenarioFile, 'fivetuple'> {
  return {
    duration: '240s',
    sampleEvery: '10s',
    clients: [
      {
        count: 5000,
        addresses: 100,
        arrivals: { pattern: 'population', rampUp: '100s' },
        session: { lifetime },
        reconnect: { policy: 'fixed', base: '5s' },
      },
    ],
    path: 'direct',
    backends: { count: 4, fileDescriptors: 'unlimited' },
    ...rest,
  };
}

describe('the share of connections that is still open at an age', () => {
  const EXPONENTIAL = { distribution: 'exponential', mean: '60s' } as const;
  const z = zOf(1 - (1 - CONFIDENCE) / (6 * AGES_SEC.length));

  test.each([
    ['exponential', settingsOf(EXPONENTIAL)],
    ['lognormal', settingsOf({ distribution: 'lognormal', median: '40s', p95: '200s' })],
    ['weibull', settingsOf({ distribution: 'weibull', shape: 0.7, scale: '50s' })],
    [
      'exponential, closed by servers between 50 and 150 s',
      settingsOf(EXPONENTIAL, {
        backends: { count: 4, fileDescriptors: 'unlimited', maxAge: '100s', maxAgeSpread: 0.5 },
      }),
    ],
    [
      'exponential, with two servers restarted and one that crashes',
      settingsOf(EXPONENTIAL, {
        events: [
          {
            action: 'restart',
            target: 'backends',
            at: '90s',
            batch: 2,
            every: '60s',
            drain: '20s',
            down: '5s',
          },
          { action: 'crash', target: 'backends', at: '200s', instances: 1, down: '10s' },
        ],
      }),
    ],
    [
      'weibull, with a server that leaves',
      settingsOf(
        { distribution: 'weibull', shape: 0.7, scale: '50s' },
        { events: [{ action: 'scale-in', target: 'backends', at: '120s', instances: 1, drain: '30s' }] },
      ),
    ],
  ])('is that of its law: %s', (_, file) => {
    const scenario = buildScenario(file);
    const { lifeTables, summary } = runToEnd(scenario);
    const [lives] = populationLives(scenario, lifeTables!.populations);
    expect(lives!.undisturbed === null).toBe(file.events === undefined);
    // A good part has not ended when the run does, so that a mere histogram of what has would be too short.
    expect(lives!.stillOpen).toBeGreaterThan(0.1 * summary.established);
    const points = lives!.undisturbed ?? lives!.points;
    for (const sec of AGES_SEC) {
      const point = points.find(({ afterSec }) => afterSec === sec)!;
      const law = lives!.closedForm!(sec);
      if (law === 0 || law === 1) expect(point?.share ?? 0).toBe(law);
      else expect(distance(point, law), `${point.share} at ${sec} s for ${law}`).toBeLessThan(z);
    }
    // Whom the timeline cuts shortens the lives that clients see.
    if (lives!.undisturbed !== null)
      expect(shareAt(lives!.points, 140)!).toBeLessThan(0.9 * shareAt(lives!.undisturbed, 140)!);
  });

  test('falls at once where all last equally long', () => {
    const scenario = buildScenario(settingsOf({ distribution: 'deterministic', value: '60s' }));
    const [lives] = populationLives(scenario, runToEnd(scenario).lifeTables!.populations);
    expect(shareAt(lives!.points, 58)).toBe(1);
    // What is still open in the bin of the only age counts half: a part of a connection in a hundred.
    expect(shareAt(lives!.points, 64)!).toBeLessThan(0.02);
    expect(lives!.causes.map(({ reason }) => reason)).toEqual(['lifetime']);
  });
});

describe('the share that a drain of a length cuts', () => {
  const SECONDS = [5, 10, 20, 40, 80];
  const LAWS: readonly LifetimeFile[] = [
    { distribution: 'exponential', mean: '60s' },
    { distribution: 'deterministic', value: '60s' },
    { distribution: 'weibull', shape: 0.7, scale: '47.4s' },
  ];
  const z = zOf(1 - (1 - CONFIDENCE) / (LAWS.length * (2 * SECONDS.length + 1)));

  test.each(LAWS)(
    'is what is left of the residual lives of a settled population: $distribution',
    (lifetime) => {
      const scenario = buildScenario({
        duration: '1650s',
        sampleEvery: '10s',
        clients: [
          {
            addresses: 100,
            arrivals: { pattern: 'poisson', rate: '150/s' },
            session: { lifetime },
            reconnect: { policy: 'none' },
          },
        ],
        path: [{ mode: 'dsr', balance: 'random', flowTable: { max: 'unlimited' } }],
        backends: { count: 4, fileDescriptors: 'unlimited' },
        events: [
          { action: 'scale-in', target: 'backends', at: '1600s', instances: 2, drain: '20s' },
          { action: 'restart', target: 'backends', at: '800s', batch: 4, drain: '0s', down: '1s' },
        ],
      });
      const holding = holdingTimeOf(scenario.clients[0]!, scenario);
      const { lifeTables, summary } = runToEnd(scenario);
      const curves = drainCurves(scenario, lifeTables!.drains);
      expect(curves.map(({ action, instances, drainSec }) => [action, instances, drainSec])).toEqual([
        ['restart', 4, 0],
        ['scale-in', 2, 20],
      ]);
      for (const { points, connections, closedForm } of curves) {
        expect(connections).toBeGreaterThan(2500);
        for (const sec of SECONDS) {
          const law = closedForm(sec);
          expect(law).toBe(shareStillOpen(holding)(sec));
          const share = points.find(({ afterSec }) => afterSec === sec)?.share ?? 0;
          // Of an infinite-server system the residual lives are independent, so that the number left is binomial.
          const allowed = z * Math.sqrt((law * (1 - law)) / connections) + 1e-9;
          expect(Math.abs(share - law), `${share} after ${sec} s for ${law}`).toBeLessThan(allowed);
        }
      }
      // The drain closes them evenly over its 20 s; so it cuts those that would have lasted longer than to a moment of it.
      const { connections, closedForm } = curves[1]!;
      const cut = integrate(closedForm, 0, 20) / 20;
      const allowed = z * Math.sqrt(cut * (1 - cut) * connections);
      expect(Math.abs(summary.closedBy['scale-in'] - cut * connections)).toBeLessThan(allowed);
    },
  );
});

test('users come back 1 / (W + d) times a second, and so many are cut off', () => {
  const [clients, meanSec, delaySec, durationSec] = [4000, 60, 20, 1200];
  const scenario = buildScenario({
    duration: durationSec,
    sampleEvery: '10s',
    clients: [
      {
        count: clients,
        addresses: 100,
        arrivals: { pattern: 'population', rampUp: '0s' },
        session: { lifetime: { distribution: 'exponential', mean: meanSec } },
        reconnect: { policy: 'fixed', base: delaySec },
      },
    ],
    path: 'direct',
    backends: { count: 4, fileDescriptors: 'unlimited' },
  });
  const [rates, ...others] = userRates(scenario, runToEnd(scenario).summary);
  expect(others).toEqual([]);
  expect(rates!.settledPerUserHour).toBeCloseTo(3600 / (meanSec + delaySec), 6);
  expect(rates!.userHours).toBeCloseTo((clients * durationSec) / 3600, 6);
  // Renewals up to t: t / mu + (sigma^2 - mu^2) / (2 mu^2), with variance t sigma^2 / mu^3 (Cox, Renewal Theory, 1962).
  const mu = meanSec + delaySec;
  const expected = durationSec / mu + (meanSec ** 2 - mu ** 2) / (2 * mu ** 2);
  const sigma = Math.sqrt((durationSec * meanSec ** 2) / mu ** 3 / clients);
  const each = (perUserHour: number): number => (perUserHour * durationSec) / 3600;
  const z = zOf(1 - (1 - CONFIDENCE) / 2);
  expect(Math.abs(each(rates!.reconnectsPerUserHour) - expected)).toBeLessThan(z * sigma);
  // A cut-off user is back after the delay; the share of the delay in a cycle have not come back yet.
  const waiting = each(rates!.disconnectsPerUserHour) - each(rates!.reconnectsPerUserHour);
  const share = delaySec / mu;
  expect(Math.abs(waiting - share)).toBeLessThan(z * Math.sqrt((share * (1 - share)) / clients));
  expect(rates!.connectedShare).toBeGreaterThan(meanSec / mu);
});
