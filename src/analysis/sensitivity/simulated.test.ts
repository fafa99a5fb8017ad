import { expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { replicationSeeds } from '../runs/replications.ts';
import { type SimulatedOutcome, simulatedBars, simulatedJobs } from './simulated.ts';
import { sensitivityPlan } from './tornado.ts';

const FILE: ScenarioFile = {
  fivetuple: 1,
  seed: 4,
  clients: [{ name: 'phones', count: 800 }],
  backends: { count: 4 },
  // Three backends cannot be restarted four at a time.
  events: [{ at: '1m', action: 'restart', batch: 4 }],
};
const plan = sensitivityPlan(FILE, buildScenario(FILE), 0.2, (field) => field.endsWith('count'));

test('every scenario runs under the same seeds, the base first', () => {
  const jobs = simulatedJobs(plan, 3);
  // The base, fewer and more clients, more backends; fewer are not possible.
  expect(jobs).toHaveLength(4 * 3);
  expect(jobs.map(({ seed }) => seed).slice(0, 3)).toEqual(replicationSeeds(4, 3));
  expect(new Set(jobs.map(({ seed }) => seed)).size).toBe(3);
  expect(jobs.map(({ clients, backends }) => `${clients[0]?.count} ${backends.count}`)).toEqual(
    ['800 4', '640 4', '960 4', '800 5'].flatMap((each) => [each, each, each]),
  );
});

test('outcomes come back to the ends that they belong to, with the differences pair by pair', () => {
  const outcome = (peak: number, blocking: number | null = null): SimulatedOutcome => ({
    peak,
    blocking,
    failed: 0,
  });
  const outcomes = [
    [outcome(800, 0.1), outcome(790)],
    [outcome(640, 0.05), outcome(630, 0.2)],
    [outcome(900), outcome(910)],
    [outcome(800, 0.1), outcome(790)],
  ].flat();
  const { base, bars } = simulatedBars(plan, outcomes, 2, 'peak');
  expect(base).toBe(795);
  // What moves nothing is left out.
  expect(bars.map(({ input }) => input.field)).toEqual(['clients.0.count']);
  expect(bars[0]).toMatchObject({
    low: { text: '640', value: 635, difference: { mean: -160, low: -160, high: -160 } },
    high: { text: '960', value: 905, difference: { mean: 110, values: 2 } },
    swing: 270,
  });
  // Only one pair has both.
  const settled = simulatedBars(plan, outcomes, 2, 'blocking');
  expect(settled.base).toBe(0.1);
  expect(settled.bars[0]?.low?.difference).toBeNull();
});
