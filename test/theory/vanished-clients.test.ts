/**
 * Places that vanished clients leave taken, against Little's law. Of Poisson arrivals the sessions that end are a Poisson
 * process too (Mirasol, 1963), and so are those of them that end without a word: their places are an infinite server, and
 * the number that is taken is Poisson distributed with mean rate x share x mean time until the place is given back.
 */
import { describe, expect, test } from 'vitest';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { RETRANSMISSION_LIMIT_SEC } from '../../src/network/two-ends/retransmission.ts';
import type { ClientFile, HopFile } from '../../src/scenario/file-format.ts';
import { chiSquareBounds, mean, zOf } from '../support/statistics.ts';
import { scenarioOf } from './loss-system.ts';

const RUNS = 20;
const CONFIDENCE = 0.99;
const RATE = 20;
const LIFETIME_SEC = 60;
const HEARTBEAT_SEC = 20;
const SHARE = 0.25;

/** Mean time from the last heartbeat to the end of an exponential session: E[A mod h] = W - h / (e^(h/W) - 1). */
const SINCE_HEARTBEAT_SEC = LIFETIME_SEC - HEARTBEAT_SEC / Math.expm1(HEARTBEAT_SEC / LIFETIME_SEC);
const TO_HEARTBEAT_SEC = HEARTBEAT_SEC - SINCE_HEARTBEAT_SEC;
const IDLE_SEC = 90;
const AGE_SEC = 120;

interface Case {
  readonly what: string;
  readonly session: NonNullable<ClientFile['session']>;
  readonly limits: NonNullable<HopFile['limits']>;
  /** Mean time for which a place is taken after its client has gone, of all sessions that begin. */
  readonly heldSec: number;
}

const CASES: readonly Case[] = [
  {
    what: 'until an idle timeout after the last heartbeat',
    session: {},
    limits: { idleTimeout: IDLE_SEC },
    heldSec: IDLE_SEC - SINCE_HEARTBEAT_SEC,
  },
  {
    what: "until a server's heartbeat has had no answer",
    session: { heartbeatFrom: 'server', heartbeatTimeout: 10 },
    limits: {},
    heldSec: TO_HEARTBEAT_SEC + 10,
  },
  {
    what: "until TCP has given up a server's heartbeat",
    session: { heartbeatFrom: 'server' },
    limits: {},
    heldSec: TO_HEARTBEAT_SEC + RETRANSMISSION_LIMIT_SEC,
  },
  {
    // Sessions that last longer are closed at the limit and leave nothing: the mean of (age - A)+.
    what: 'until an age limit',
    session: {},
    limits: { maxAge: AGE_SEC, maxAgeSpread: 0 },
    heldSec: AGE_SEC + LIFETIME_SEC * Math.expm1(-AGE_SEC / LIFETIME_SEC),
  },
];

/** Taken at a time when all has settled: fifteen lifetimes and the longest hold after the start. */
function takenAtEnd({ session, limits, heldSec }: Case, seed: number): number {
  const scenario = scenarioOf(
    {
      addresses: 1000,
      arrivals: { pattern: 'poisson', rate: RATE },
      session: {
        lifetime: { distribution: 'exponential', mean: LIFETIME_SEC },
        heartbeat: HEARTBEAT_SEC,
        vanish: SHARE,
        ...session,
      },
      reconnect: { policy: 'none' },
    },
    {
      durationSec: 15 * LIFETIME_SEC + Math.ceil(heldSec) + AGE_SEC,
      sampleEverySec: 60,
      hop: { mode: 'proxy', limits, snat: { addresses: 8 } },
    },
  );
  const { summary } = runToEnd({ ...scenario, seed });
  expect(summary.failed).toBe(0);
  return summary.unnoticed.vanishedHeld;
}

describe.each(CASES)('places are taken $what', (given) => {
  const expected = RATE * SHARE * given.heldSec;
  const taken = replicationSeeds(11, RUNS).map((seed) => takenAtEnd(given, seed));

  test('as many as vanish in that time', () => {
    const allowed = zOf(CONFIDENCE) * Math.sqrt(expected / RUNS);
    expect(Math.abs(mean(taken) - expected), `${mean(taken)} for ${expected}`).toBeLessThan(allowed);
    expect(allowed).toBeLessThan(0.06 * expected);
  });

  test('scattered as a Poisson variable is', () => {
    const [low, high] = chiSquareBounds(RUNS, CONFIDENCE);
    const statistic = taken.reduce((sum, value) => sum + (value - expected) ** 2 / expected, 0);
    expect(statistic).toBeGreaterThan(low);
    expect(statistic).toBeLessThan(high);
  });
});
