import { expect, it } from 'vitest';
import {
  theoreticalEvents,
  theoreticalMeanConcurrent,
  theoreticalMeanHeld,
  workloadOf,
} from '../workload.ts';
import { type AppRun, appTiming, tabRun } from './app-timing.ts';

const run = (resultMs: number, firstPointsMs: number): AppRun => ({
  firstPointsMs,
  resultMs,
  updates: 10,
  streamingMs: 2,
  pageBusyMs: 4,
});

it('takes the middle of the warm runs, and first points of cold ones beside them', () => {
  const warm = [run(1000, 10), run(4000, 12), run(2000, 11)];
  const timing = appTiming(warm, [run(5000, 90)], null);
  expect(timing).toMatchObject({ rounds: 3, resultMs: 2000, firstPointsMs: 11, coldFirstPointsMs: 90 });
  expect(timing.streaming).toEqual({ updatesPerSec: 5, workerShare: 0.001, pageShare: 0.002 });
});

it('finds what is wrong with the largest run', async () => {
  const workload = workloadOf('10M');
  const outcome = {
    events: theoreticalEvents(workload),
    arrivals: 1,
    blocked: 0,
    meanConcurrent: theoreticalMeanConcurrent(workload),
    meanHeld: theoreticalMeanHeld(workload),
  };
  const ended = (given: typeof outcome) =>
    tabRun('10M', workload, async () => ({ tookMs: 1, outcome: given }));
  expect(await ended(outcome)).toEqual({ size: '10M', tookMs: 1, fault: null });
  expect((await ended({ ...outcome, events: 1 })).fault).toMatch(/theory says/);
  const refused = await tabRun('10M', workload, () => Promise.reject(new Error('too much memory')));
  expect(refused.fault).toBe('too much memory');
});
