import { expect, test } from 'vitest';
import type { PrecisionGoal, PrecisionState } from '../runs/precision.ts';
import { type ReplicationOutcome, summariseReplications } from '../runs/replications.ts';
import { intervalText, precisionSentence, replicationsSentence, runCount } from './precision-sentences.ts';

const goal: PrecisionGoal = {
  output: 'blocking',
  halfWidth: { share: 0.05 },
  least: 10,
  batch: 10,
  most: 100,
};
const state = (changes: Partial<PrecisionState>): PrecisionState => ({
  stop: 'precise',
  wanted: 30,
  interval: null,
  reached: 0.0421,
  ...changes,
});

test('say how many runs there are and why no more', () => {
  expect(precisionSentence(goal, state({}))).toBe(
    '30 runs: blocking is known within 4.2 % of its mean; 5 % of its mean was asked.',
  );
  expect(precisionSentence(goal, state({ stop: 'most', wanted: 100, reached: 0.08 }))).toBe(
    '100 runs, the most allowed: blocking is known within 8 % of its mean only; 5 % of its mean was asked.',
  );
  expect(precisionSentence(goal, state({ stop: 'no-event', wanted: 10, reached: null }))).toContain(
    '10 runs without a failure',
  );
  expect(precisionSentence(goal, state({ stop: 'no-steady-state', wanted: 10 }))).toContain(
    'none with a steady state',
  );
  const peak: PrecisionGoal = { ...goal, output: 'peak', halfWidth: { amount: 50 } };
  expect(precisionSentence(peak, state({ wanted: 10, reached: 31 }))).toBe(
    '10 runs: peak concurrent connections is known within 31; 50 was asked.',
  );
});

test('intervals in the words of their output', () => {
  const interval = { mean: 0.0013, low: 0.0012, high: 0.0015, confidence: 0.95, values: 10 };
  expect(intervalText('blocking', interval)).toBe('0.12 % to 0.15 %');
  expect(intervalText('blocking', { ...interval, mean: 0, low: 0, high: 3e-7 })).toBe('at most 3e-7');
  expect(intervalText('peak', { ...interval, mean: 61_000, low: 60_990, high: 61_010 })).toBe(
    '60,990 to 61,010',
  );
  expect(intervalText('peak', { ...interval, mean: 10, low: 10, high: 10 })).toBe('10');
});

test('repeated runs: how many, and both intervals', () => {
  const outcome = (blocking: number | null, peakConcurrent: number): ReplicationOutcome => ({
    blocking,
    settledAttempts: blocking === null ? 0 : 1000,
    peakConcurrent,
  });
  const say = (...outcomes: readonly ReplicationOutcome[]): string =>
    replicationsSentence(summariseReplications([], outcomes));
  expect(say(outcome(0.5, 100), outcome(0.5, 100))).toBe('2 runs: blocking 50 %, peak 100 (95 % intervals).');
  expect(say(outcome(0, 99), outcome(0, 101))).toBe(
    '2 runs: blocking at most 0.0015, peak 87 to 113 (95 % intervals).',
  );
  expect(say(outcome(null, 100), outcome(null, 100))).toBe(
    '2 runs: blocking not settled in any, peak 100 (95 % intervals).',
  );
  expect(say(outcome(null, 100), outcome(0.5, 100), outcome(0.5, 100))).toContain(
    '1 not settled, left out of blocking',
  );
  expect(runCount(1)).toBe('1 run');
});
