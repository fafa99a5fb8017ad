/**
 * The spread of connections over servers against the theory of balls in bins, and how it comes back after a restart. Asserted
 * are means over independent runs, each inside the stated confidence of a value that is exact or computed by another
 * generator; or a bound that holds for every run.
 */
import { describe, expect, test } from 'vitest';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { spreadStages } from '../../src/analysis/runs/stage-balance.ts';
import { holdingTimeOf } from '../../src/analysis/theory/holding-time.ts';
import { maxOverMeanAtRandom } from '../../src/analysis/theory/imbalance.ts';
import { shareStillOpen } from '../../src/analysis/theory/share-still-open.ts';
import type { ClientFile, LifetimeFile } from '../../src/scenario/file-format.ts';
import type { Balance, Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { runToEnd } from '../support/engine-by-node.ts';
import { momentsOf, streamOfDoubles, zOf } from '../support/statistics.ts';

/** Of all checks of a `describe` together (Bonferroni). */
const CONFIDENCE = 0.99;

/** Clients that come within a second and stay: so many balls, thrown into so many bins by one hop. */
function thrownAt(servers: number, connections: number, balance: Balance): Scenario {
  return buildScenario({
    duration: '2s',
    sampleEvery: '20ms',
    clients: [
      {
        count: connections,
        addresses: connections,
        arrivals: { rampUp: '1s' },
        session: { lifetime: { distribution: 'deterministic', value: '1h' } },
      },
    ],
    path: [{ mode: 'dsr', balance, flowTable: { max: 'unlimited' } }],
    backends: { count: servers, fileDescriptors: 'unlimited', maxConnections: connections },
  });
}

/** Highest number of connections of any one server; what is counted knows more servers than are recorded one by one. */
function fullestOf(scenario: Scenario, seed: number): number {
  const { summary } = runToEnd({ ...scenario, seed });
  expect(summary.established).toBe(scenario.clients[0]!.count);
  return summary.resources.find(
    ({ station, resource }) => station === 'backends' && resource === 'max-connections',
  )!.peakUsedOneInstance;
}

function fullestOfRuns(scenario: Scenario, runs: number): number[] {
  return replicationSeeds(5, runs).map((seed) => fullestOf(scenario, seed));
}

/**
 * P(fullest of n bins <= k) for m balls at random, k = 0 .. m, exactly: independent Poisson counts of mean m / n have the law
 * of the bins once their sum is m (M. Mitzenmacher and E. Upfal, Probability and Computing, 2005, section 5.4).
 */
function fullestLaw(bins: number, balls: number): Float64Array {
  const rate = balls / bins;
  const poisson = new Float64Array(balls + 1);
  poisson[0] = Math.exp(-rate);
  for (let j = 1; j <= balls; j++) poisson[j] = (poisson[j - 1]! * rate) / j;
  const sumIs = (most: number): number => {
    let sums = Float64Array.of(1);
    for (let bin = 0; bin < bins; bin++) {
      const next = new Float64Array(Math.min(balls, (bin + 1) * most) + 1);
      sums.forEach((probability, total) => {
        for (let j = 0; j <= most && total + j < next.length; j++)
          next[total + j]! += probability * poisson[j]!;
      });
      sums = next;
    }
    return sums[balls] ?? 0;
  };
  // The probability that the sum is m: exp(-m) m^m / m!.
  let whole = Math.exp(-balls);
  for (let j = 1; j <= balls; j++) whole *= balls / j;
  const law = new Float64Array(balls + 1).fill(1);
  for (let most = 0; most <= balls; most++) {
    law[most] = sumIs(most) / whole;
    if (law[most]! > 1 - 1e-9) break;
  }
  return law;
}

function momentsOfLaw(law: Float64Array): { mean: number; variance: number } {
  let mean = 0;
  let square = 0;
  law.forEach((below, k) => {
    mean += 1 - below;
    square += (2 * k + 1) * (1 - below);
  });
  return { mean, variance: square - mean * mean };
}

describe('random balancing is balls in bins', () => {
  const RUNS = 1000;
  const SIZES = [
    [2, 400],
    [10, 500],
    [64, 640],
  ] as const;
  const z = zOf(1 - (1 - CONFIDENCE) / SIZES.length);

  test.each(SIZES)(
    'the fullest of %d servers with %d connections, against its exact law',
    (servers, connections) => {
      const { mean, variance } = momentsOfLaw(fullestLaw(servers, connections));
      const fullest = momentsOf(fullestOfRuns(thrownAt(servers, connections, 'random'), RUNS));
      const allowed = z * Math.sqrt(variance / RUNS);
      expect(Math.abs(fullest.mean - mean)).toBeLessThan(allowed);
      // Narrow enough to tell one connection from the next.
      expect(allowed).toBeLessThan(servers === 2 ? 0.7 : 0.4);
    },
  );

  test('is what the page calls random choice, and the known growth', () => {
    for (const [servers, connections] of SIZES) {
      const share = connections / servers;
      const excess = momentsOfLaw(fullestLaw(servers, connections)).mean - share;
      // Normal order statistics: the skew of Poisson counts of mean 10 is worth 15 %.
      const expected = (maxOverMeanAtRandom(share, servers)! - 1) * share;
      expect(Math.abs(expected / excess - 1), `${servers} servers`).toBeLessThan(0.15);
      // Below the leading term sqrt(2 (m/n) ln n), which is reached for many servers only.
      const leading = Math.sqrt(2 * share * Math.log(servers));
      expect(excess / leading).toBeGreaterThan(0.4);
      expect(excess / leading).toBeLessThan(1);
    }
  });
});

describe('the better of two drawn at random', () => {
  /** The same rule in a few lines, with another generator. */
  function fullestOfTwo(servers: number, connections: number, next: () => number): number {
    const bins = new Int32Array(servers);
    for (let ball = 0; ball < connections; ball++) {
      const first = Math.floor(next() * servers);
      const second = Math.floor(next() * servers);
      bins[bins[second]! < bins[first]! ? second : first]! += 1;
    }
    return Math.max(...bins);
  }

  const RUNS = 200;
  const ROUNDS = 4000;
  const SIZES = [
    [10, 1000],
    [64, 64],
    [64, 6400],
  ] as const;
  const z = zOf(1 - (1 - CONFIDENCE) / SIZES.length);

  test.each(SIZES)(
    'the fullest of %d servers with %d connections, against another program',
    (servers, connections) => {
      const next = streamOfDoubles(17);
      const rounds = Array.from({ length: ROUNDS }, () => fullestOfTwo(servers, connections, next));
      const expected = momentsOf(rounds);
      const fullest = momentsOf(fullestOfRuns(thrownAt(servers, connections, 'power-of-two'), RUNS));
      const spread = expected.variance / RUNS + expected.variance / ROUNDS;
      expect(Math.abs(fullest.mean - expected.mean)).toBeLessThan(z * Math.sqrt(spread));
    },
  );

  // Y. Azar, A. Broder, A. Karlin and E. Upfal, "Balanced Allocations", SIAM Journal on Computing 29, 1999. The constant of
  // O(1) is not known; 2 on either side is the tolerance here.
  test.each([1000, 10_000])('of %d servers with a connection each is ln ln n / ln 2 + O(1)', (servers) => {
    const expected = Math.log(Math.log(servers)) / Math.LN2;
    const two = fullestOfRuns(thrownAt(servers, servers, 'power-of-two'), 4);
    const random = fullestOfRuns(thrownAt(servers, servers, 'random'), 4);
    for (const fullest of two) expect(Math.abs(fullest - expected)).toBeLessThan(2);
    expect(Math.max(...two)).toBeLessThan(Math.min(...random));
  });

  // P. Berenbrink, A. Czumaj, A. Steger and B. Voecking, "Balanced Allocations: The Heavily Loaded Case", STOC 2000.
  test('its excess does not grow with the number of connections, as that of a random choice does', () => {
    const excess = (balance: Balance, each: number): number =>
      momentsOf(fullestOfRuns(thrownAt(64, 64 * each, balance), 20)).mean - each;
    const [few, many] = [excess('power-of-two', 10), excess('power-of-two', 400)];
    expect(Math.abs(many - few)).toBeLessThan(1);
    expect(many).toBeLessThan(Math.log(Math.log(64)) / Math.LN2 + 2);
    expect(excess('random', 400) / excess('random', 10)).toBeGreaterThan(4);
  });
});

describe('rules without chance', () => {
  test.each([
    ['round-robin', 10],
    ['round-robin', 64],
    ['least-connections', 10],
    ['least-connections', 64],
  ] as const)('%s is even to one connection while %d servers fill', (balance, servers) => {
    const scenario = thrownAt(servers, 5003, balance);
    const { series } = runToEnd(scenario);
    const { columns } = spreadStages(series.info, scenario)[0]!;
    for (let index = 0; index < series.length; index++) {
      const loads = columns.map((at) => series.columns[at]![index]!);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }
    expect(columns.reduce((sum, at) => sum + series.columns[at]!.at(-1)!, 0)).toBe(5003);
  });
});

describe('after the restart of one of four servers', () => {
  const RUNS = 24;
  const SERVERS = 4;
  const MEAN_SEC = 60;
  const RATE_PER_SEC = 40;
  const SHARE = (RATE_PER_SEC * MEAN_SEC) / SERVERS;
  /** After ten mean lifetimes what is left of the start is lost in the noise. */
  const RESTART_SEC = 600;
  const AFTER_SEC = [15, 30, 60, 120, 180];
  const z = zOf(1 - (1 - CONFIDENCE) / AFTER_SEC.length);

  /**
   * A server that comes back at once and empty under Poisson arrivals of clients that never come back; the others are
   * restarted only after the end of the run.
   */
  function restarted(lifetime: LifetimeFile, balance: Balance): Scenario {
    const clients: ClientFile = {
      addresses: 1000,
      arrivals: { pattern: 'poisson', rate: RATE_PER_SEC },
      session: { lifetime },
      reconnect: { policy: 'none' },
    };
    return buildScenario({
      duration: RESTART_SEC + AFTER_SEC.at(-1)!,
      sampleEvery: 15,
      clients: [clients],
      path: [{ mode: 'dsr', balance, flowTable: { max: 'unlimited' } }],
      backends: { count: SERVERS, fileDescriptors: 'unlimited' },
      events: [{ action: 'restart', target: 'backends', at: RESTART_SEC, every: '1h', down: 0 }],
    });
  }

  function loadsAfter(scenario: Scenario, seed: number): number[][] {
    const { series } = runToEnd({ ...scenario, seed });
    const stage = spreadStages(series.info, scenario).find(({ station }) => station === 'backends')!;
    return AFTER_SEC.map((sec) => stage.columns.map((at) => series.columns[at]![(RESTART_SEC + sec) / 15]!));
  }

  // Connections of one server are Poisson distributed under a random choice; round-robin only takes spread away.
  test.each([
    [{ distribution: 'exponential', mean: MEAN_SEC }, 'round-robin'],
    [{ distribution: 'exponential', mean: MEAN_SEC }, 'random'],
    [{ distribution: 'deterministic', value: MEAN_SEC }, 'round-robin'],
    [{ distribution: 'weibull', shape: 0.7, scale: 47.4 }, 'round-robin'],
  ] as const)('its share comes back as connections of before would go: %o, %s', (lifetime, balance) => {
    const scenario = restarted(lifetime, balance);
    const holding = holdingTimeOf(scenario.clients[0]!, scenario);
    const runs = replicationSeeds(9, RUNS).map((seed) => loadsAfter(scenario, seed));
    AFTER_SEC.forEach((sec, i) => {
      const means = [0, 1, 2, 3].map((server) => runs.reduce((sum, run) => sum + run[i]![server]!, 0) / RUNS);
      const recovered = 1 - shareStillOpen(holding)(sec);
      if (lifetime.distribution === 'exponential')
        expect(recovered).toBeCloseTo(-Math.expm1(-sec / MEAN_SEC), 8);
      const expected = SHARE * recovered;
      const allowed = z * Math.sqrt(expected / RUNS);
      expect(Math.abs(means[0]! - expected), `after ${sec} s`).toBeLessThan(allowed);
      const others = (means[1]! + means[2]! + means[3]!) / 3;
      expect(Math.abs(others - SHARE)).toBeLessThan(z * Math.sqrt(SHARE / RUNS / 3));
      // After one mean lifetime it is still below its share, however long the run went before.
      if (sec === MEAN_SEC && lifetime.distribution !== 'deterministic')
        expect(means[0]!).toBeLessThan(0.75 * SHARE);
    });
  });

  test('least connections gives it everything until it has caught up', () => {
    const scenario = restarted({ distribution: 'exponential', mean: MEAN_SEC }, 'least-connections');
    const [after15 = []] = loadsAfter(scenario, 9);
    // With all arrivals it has 2400 (1 - exp(-t/60)) connections, each of the others 600 exp(-t/60): equal after 60 ln(5/4) s.
    expect(MEAN_SEC * Math.log(5 / 4)).toBeLessThan(15);
    expect(Math.max(...after15) - Math.min(...after15)).toBeLessThan(0.03 * SHARE);
    // All together are Poisson distributed; a quarter was lost.
    const expected = SERVERS * SHARE * (1 - Math.exp(-15 / MEAN_SEC) / SERVERS);
    const total = after15.reduce((sum, own) => sum + own, 0);
    expect(Math.abs(total - expected)).toBeLessThan(zOf(CONFIDENCE) * Math.sqrt(expected));
  });
});
