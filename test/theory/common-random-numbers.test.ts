import { expect, test } from 'vitest';
import { blockingFromSeries } from '../../src/analysis/runs/blocking.ts';
import { pairedInterval, studentInterval } from '../../src/analysis/runs/interval.ts';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { openScenario, snatHop } from './loss-system.ts';

/** Blocking of a full range of so many ports under a seed: what Erlang B says of 60 erlangs, and chance. */
function blocking(ports: number, seed: number): number {
  const scenario = openScenario({
    ratePerSec: 2,
    lifetime: { distribution: 'exponential', mean: 30 },
    durationSec: 2000,
    sampleEverySec: 5,
    hop: snatHop(ports, 0, 'random'),
  });
  return blockingFromSeries(runToEnd({ ...scenario, seed }).series, 200).probability ?? Number.NaN;
}

const width = ({ low, high }: { readonly low: number; readonly high: number }): number => high - low;

test('common random numbers narrow the difference of two alternatives, and leave its mean where it is', () => {
  const seeds = replicationSeeds(1, 40);
  const [common, others] = [seeds.slice(0, 20), seeds.slice(20)];
  const few = common.map((seed) => blocking(60, seed));
  const more = common.map((seed) => blocking(64, seed));
  const paired = pairedInterval(few, more)!;
  const independent = pairedInterval(
    few,
    others.map((seed) => blocking(64, seed)),
  )!;
  // The same arrivals and lifetimes meet both ranges: most of what chance does is done to both.
  expect(width(paired)).toBeLessThan(width(independent) / 2);
  expect(paired.low).toBeGreaterThan(0);
  // Both are intervals of one difference.
  expect(paired.low).toBeLessThan(independent.high);
  expect(independent.low).toBeLessThan(paired.high);
  // The mean of the differences is the difference of the means, whatever the pairs.
  const mean = (values: readonly number[]): number => studentInterval(values)!.mean;
  expect(paired.mean).toBeCloseTo(mean(few) - mean(more), 12);
});

test('pairs need as many of one as of the other', () => {
  expect(() => pairedInterval([1, 2], [1])).toThrow(RangeError);
  expect(pairedInterval([1], [2])).toBeNull();
  expect(pairedInterval([3, 5], [1, 3])).toMatchObject({ mean: 2, low: 2, high: 2 });
});
