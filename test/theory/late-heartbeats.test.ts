/**
 * Heartbeats near the idle timeout: the share of connections that the timer ends and the mean number of those that are
 * open, against their closed forms (analysis/theory/late-heartbeats.ts), each within 99 %.
 */
import { describe, expect, test } from 'vitest';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { holdingTimeOf, idleShare, meanHoldingSec } from '../../src/analysis/theory/holding-time.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { mean, zOf } from '../support/statistics.ts';
import { scenarioOf } from './loss-system.ts';

const QUANTILE = zOf(0.99);
const RATE = 40;

/** All come within a time, and all are gone at the end. */
function racing(heartbeat: number, jitter: number, idleTimeout: number, lifetime: number): Scenario {
  const profile = [
    { at: 0, rate: RATE },
    { at: 500, rate: 0 },
  ];
  return scenarioOf(
    {
      addresses: 1000,
      arrivals: { pattern: 'poisson', profile },
      session: {
        lifetime: { distribution: 'exponential', mean: lifetime },
        heartbeat,
        heartbeatJitter: jitter,
      },
      reconnect: { policy: 'none' },
    },
    {
      durationSec: 500 + 20 * lifetime,
      sampleEverySec: 60,
      hop: { mode: 'proxy', limits: { idleTimeout }, snat: { addresses: 8 } },
    },
  );
}

describe.each([
  ['a race that either wins', 60, 0.2, 60, 300],
  ['a timer that wins one in four', 60, 1, 60.5, 600],
  ['a timer that wins one in a hundred', 10, 1, 10.98, 300],
  ['a jitter as long as the heartbeat', 20, 20, 30, 200],
])('%s', (_, heartbeat, jitter, timeout, lifetime) => {
  const scenario = racing(heartbeat, jitter, timeout, lifetime);
  const holding = holdingTimeOf(scenario.clients[0]!, scenario);
  const runs = replicationSeeds(3, 5).map((seed) => runToEnd({ ...scenario, seed }));

  test('ends the share of connections that it should', () => {
    const established = runs.reduce((sum, { summary }) => sum + summary.established, 0);
    const cut = runs.reduce((sum, { summary }) => sum + summary.closedBy['idle-timeout'], 0);
    const share = idleShare(holding);
    const sigma = Math.sqrt((share * (1 - share)) / established);
    // What the sum of the intervals differs from its mean is left out: it matters where the jitter is as long as they are.
    const leftOut = jitter === heartbeat ? 0.01 : 0;
    expect(share).toBeGreaterThan(0.2);
    expect(Math.abs(cut / established - share)).toBeLessThan(QUANTILE * sigma + leftOut);
  });

  test('leaves them open for the mean time that it should', () => {
    const openSec = runs.map(({ summary }) => summary.meanConcurrent * scenario.durationSec);
    const each = runs.map(({ summary }, i) => openSec[i]! / summary.established);
    const expected = meanHoldingSec(holding);
    // About 100,000 lifetimes whose deviation is no more than their mean or the exponential law's.
    const established = runs.reduce((sum, { summary }) => sum + summary.established, 0);
    const allowed = (QUANTILE * Math.max(expected, lifetime / 2)) / Math.sqrt(established);
    expect(Math.abs(mean(each) - expected)).toBeLessThan(
      allowed + (jitter === heartbeat ? 0.01 * expected : 0),
    );
  });
});
