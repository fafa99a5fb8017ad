import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { type ReplicationOutcome, replicate, replicationSeeds } from './replications.ts';
import { runToEnd } from './run.ts';

const scenario = buildScenario({ seed: 5, duration: 60, clients: [{ count: 100 }], backends: { count: 2 } });
const outcome = (blocking: number | null, peakConcurrent = 10): ReplicationOutcome => ({
  blocking,
  settledAttempts: 1000,
  peakConcurrent,
});

describe('replications', () => {
  test('the scenario’s own seed is the first, and all differ', () => {
    const seeds = replicationSeeds(5, 500);
    expect(seeds[0]).toBe(5);
    expect(new Set(seeds).size).toBe(500);
    expect(seeds.slice(0, 3)).toEqual(replicationSeeds(5, 3));
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  });

  test('each run gets its seed; means and intervals go over all', () => {
    const seen: number[] = [];
    const result = replicate(scenario, 3, ({ seed }, index) => {
      seen.push(seed);
      return outcome([0.1, 0.2, 0.3][index]!, 100 + index);
    });
    expect(seen).toEqual(result.seeds);
    expect(result.blocking?.mean).toBeCloseTo(0.2, 12);
    expect(result.peakConcurrent?.mean).toBe(101);
    expect(result.unsettled).toBe(0);
  });

  test('runs without a steady state are left out and counted', () => {
    const result = replicate(scenario, 4, (_, index) => outcome(index === 0 ? null : 0.5));
    expect(result.unsettled).toBe(1);
    expect(result.blocking).toMatchObject({ mean: 0.5, values: 3 });
  });

  test('an interval of probabilities does not go below 0', () => {
    const result = replicate(scenario, 3, (_, index) => outcome(index === 0 ? 0.3 : 0));
    expect(result.blocking?.low).toBe(0);
  });

  test('no failure in any run leaves a bound over all attempts', () => {
    const result = replicate(scenario, 3, () => outcome(0));
    expect(result.blocking?.high).toBeCloseTo(3 / 3000, 12);
  });

  test('one run has no interval; none is refused', () => {
    expect(replicate(scenario, 1, () => outcome(0.1)).blocking).toBeNull();
    expect(() => replicate(scenario, 0, () => outcome(0))).toThrow(RangeError);
    expect(() => replicate(scenario, 1.5, () => outcome(0))).toThrow(RangeError);
  });
});

describe('a run to its end', () => {
  test('reports progress and gives the same result again', () => {
    const shares: number[] = [];
    const first = runToEnd(scenario, { onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(first.summary.completed).toBe(true);
    expect(first.summary.seriesHash).toMatch(/^[0-9a-f]{16}$/);
    expect(runToEnd(scenario).summary).toEqual(first.summary);
    expect(runToEnd({ ...scenario, seed: 6 }).summary.seriesHash).not.toBe(first.summary.seriesHash);
  });

  test('is refused before it takes more memory than allowed', () => {
    const large = buildScenario({ clients: [{ count: 50_000_000 }], backends: { count: 1 } });
    expect(() => runToEnd(large)).toThrow(expect.objectContaining({ name: 'MemoryRefusedError' }) as Error);
    expect(() => runToEnd(scenario, { memoryLimitBytes: 1000 })).toThrow(/needs about/);
  });
});
