/**
 * Work on handshakes against closed forms: several workers with exponential times (M/M/c), full and resumed ones in one queue
 * (M/G/1), at 99 % confidence with fixed seeds; and the number of clients up to which a storm ends by itself.
 */
import { describe, expect, test } from 'vitest';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { mostClientsThatRecover } from '../../src/analysis/runs/storm-recovery.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { runToEnd } from '../support/engine-by-node.ts';
import { interval, mean } from '../support/statistics.ts';

type File = Omit<ScenarioFile, 'fivetuple'>;

const RATE = 100;

/** Poisson arrivals at one server; connections last a second. */
const arrivalsAt = (load: number, backends: object, session: object = {}): File => ({
  duration: '220s',
  sampleEvery: '100ms',
  clients: [
    {
      addresses: 100,
      arrivals: { pattern: 'poisson', rate: RATE * load },
      session: { lifetime: { distribution: 'deterministic', value: '1s' }, ...session },
      reconnect: { policy: 'none' },
      connectTimeout: '1h',
    },
  ],
  path: 'direct',
  backends: {
    count: 1,
    handshakesPerSecond: RATE,
    fileDescriptors: 'unlimited',
    backlog: 'unlimited',
    ...backends,
  },
});

/** Mean number in service and waiting, of 30 runs from 20 s on. */
function meanConnecting(file: File): { readonly mean: number; readonly half: number } {
  const scenario = buildScenario(file);
  return interval(
    replicationSeeds(7, 30).map((seed) => {
      const { series } = runToEnd({ ...scenario, seed });
      const at = series.info.findIndex(({ key }) => key === 'connecting');
      return mean(series.columns[at]!.subarray(200, series.length));
    }),
  );
}

/** Probability of waiting with c servers and an offered load of a (Erlang C, from Erlang B). */
function erlangC(servers: number, offered: number): number {
  let blocking = 1;
  for (let n = 1; n <= servers; n++) blocking = (offered * blocking) / (n + offered * blocking);
  const load = offered / servers;
  return blocking / (1 - load * (1 - blocking));
}

describe('handshakes of exponential times by several workers are M/M/c', () => {
  test.each([
    [1, 0.8],
    [4, 0.8],
    [16, 0.9],
  ])('with %d workers at a load of %d', (workers, load) => {
    const offered = workers * load;
    const expected = offered + (erlangC(workers, offered) * load) / (1 - load);
    const { mean: found, half } = meanConnecting(
      arrivalsAt(load, { handshake: { workers, times: 'exponential' } }),
    );
    expect(half).toBeLessThan(0.25 * expected);
    expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThan(half);
  });
});

test('the accept queue of an event loop is the same queue', () => {
  const load = 0.8;
  const { mean: found, half } = meanConnecting(
    arrivalsAt(load, { handshake: { queue: 'backlog', times: 'exponential' } }),
  );
  expect(Math.abs(found - load / (1 - load))).toBeLessThan(half);
});

test('full and resumed handshakes in one queue are M/G/1', () => {
  // A population that comes back after 1 s each time is Poisson enough: 6,000 clients, each away for most of the time.
  const [clients, awaySec, resumedCost, resumed] = [6000, 50, 0.25, 0.6];
  const scenario = buildScenario({
    duration: '400s',
    sampleEvery: '100ms',
    clients: [
      {
        count: clients,
        arrivals: { rampUp: `${awaySec}s` },
        session: { lifetime: { distribution: 'exponential', mean: '1s' } },
        reconnect: { policy: 'window', base: `${2 * awaySec}s` },
        connectTimeout: '1h',
      },
    ],
    path: 'direct',
    backends: {
      count: 1,
      handshakesPerSecond: RATE,
      fileDescriptors: 'unlimited',
      backlog: 'unlimited',
      handshake: { resumed, resumedCost },
    },
  });
  const arrivalsPerSec = clients / (awaySec + 1);
  const work = (resumed * resumedCost + 1 - resumed) / RATE;
  const work2 = (resumed * resumedCost ** 2 + 1 - resumed) / RATE ** 2;
  const load = arrivalsPerSec * work;
  // Pollaczek and Khinchin. Arrivals come at random from clients that are away, a little fewer than all.
  const expected = load + (arrivalsPerSec ** 2 * work2) / (2 * (1 - load));
  const { mean: found, half } = interval(
    replicationSeeds(9, 20).map((seed) => {
      const { series } = runToEnd({ ...scenario, seed });
      const at = series.info.findIndex(({ key }) => key === 'connecting');
      return mean(series.columns[at]!.subarray(1500, series.length));
    }),
  );
  expect(load).toBeCloseTo(0.65, 1);
  expect(half).toBeLessThan(0.05 * expected);
  expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThan(half + 0.01 * expected);
});

describe('a storm of clients that come back at once', () => {
  const ends = (clients: number, timeoutSec: number, retrySec: number, abandonedCost: number): boolean => {
    const scenario = buildScenario({
      duration: '60s',
      sampleEvery: '1s',
      clients: [
        {
          count: clients,
          connectTimeout: `${timeoutSec}s`,
          arrivals: { rampUp: '0s' },
          session: { lifetime: { distribution: 'deterministic', value: '1d' } },
          reconnect: retrySec === 0 ? { policy: 'immediate' } : { policy: 'fixed', base: `${retrySec}s` },
        },
      ],
      path: 'direct',
      backends: {
        count: 1,
        handshakesPerSecond: 1000,
        fileDescriptors: 'unlimited',
        backlog: 'unlimited',
        handshake: { queue: 'backlog', abandonedCost },
      },
    });
    return runToEnd(scenario).summary.finalConcurrent === clients;
  };

  test.each([
    [2, 0, 0.88],
    [2, 1, 0.88],
    [0.5, 1, 1],
    [1, 0, 0.5],
  ])(
    'ends below N* and not above it, for a timeout of %d s and a retry after %d s',
    (timeoutSec, retrySec, abandonedCost) => {
      const most = mostClientsThatRecover({ handshakesPerSec: 1000, timeoutSec, retrySec, abandonedCost });
      expect(ends(Math.floor(0.98 * most), timeoutSec, retrySec, abandonedCost)).toBe(true);
      expect(ends(Math.ceil(1.02 * most), timeoutSec, retrySec, abandonedCost)).toBe(false);
    },
  );
});
