import { expect, test } from 'vitest';
import type { PolicyOutcome } from './reconnect-comparison.ts';
import { replicatedPolicies } from './replicated-policies.ts';

const outcome = (failedAttempts: number, recoveredAfterSec: number | null = 10): PolicyOutcome => ({
  peakAttemptsPerSec: 100,
  fewestConnected: 5,
  recoveredAfterSec,
  failedAttempts,
  cut: 7,
});

test('means over the seeds, and differences pair by pair', () => {
  const [fixed, jitter] = replicatedPolicies(
    ['fixed', 'full-jitter'],
    [
      [outcome(10), outcome(30, null), outcome(20, 20)],
      [outcome(9), outcome(29, null), outcome(19, null)],
    ],
    'fixed',
  );
  expect(fixed).toMatchObject({
    policy: 'fixed',
    mean: { failedAttempts: 20, recoveredAfterSec: 15 },
    notRecovered: 1,
    differences: null,
  });
  // The seeds differ by 20 and the policies by 1 under each: only the pairs tell.
  expect(jitter?.differences?.failedAttempts).toMatchObject({ mean: -1, low: -1, high: -1, values: 3 });
  expect(jitter?.intervals.failedAttempts?.low).toBeLessThan(0);
  expect(jitter).toMatchObject({ notRecovered: 2, mean: { recoveredAfterSec: 10 } });
});

test('one run has means and nothing else', () => {
  const [, other] = replicatedPolicies(['fixed', 'immediate'], [[outcome(1)], [outcome(2, null)]], 'fixed');
  expect(other).toMatchObject({
    mean: { failedAttempts: 2, recoveredAfterSec: null },
    intervals: { failedAttempts: null },
    differences: null,
  });
});
