import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { streamFor } from '../../engine/random.ts';
import type { Reconnect } from '../../scenario/scenario.ts';
import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import { compile } from '../plan.ts';
import { Simulation } from '../simulation.ts';
import { reconnectDelaySec } from './reconnect.ts';

const DRAWS = 20_000;
/** Kolmogorov's bound at 99.9 %. */
const KOLMOGOROV = 1.95 / Math.sqrt(DRAWS);

const policy = (capSec: number): Reconnect => ({
  policy: 'decorrelated-jitter',
  baseSec: 2,
  capSec,
  maxAttempts: Infinity,
});

/** The largest distance of the shares from a uniform law on 0..1. */
function distanceFromUniform(shares: readonly number[]): number {
  const sorted = shares.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((share, i) => Math.abs(share - (i + 0.5) / sorted.length)));
}

describe('decorrelated jitter', () => {
  it.each([
    ['the base at first', 0, 2],
    ['the base where the last delay was shorter', 1, 2],
    ['the last delay', 7, 7],
  ])('is uniform from the base to three times %s', (_, previousSec, meantSec) => {
    const random = streamFor(1, 'decorrelated', previousSec);
    const shares = Array.from(
      { length: DRAWS },
      () => (reconnectDelaySec(policy(1000), 1, previousSec, random) - 2) / (3 * meantSec - 2),
    );
    expect(distanceFromUniform(shares)).toBeLessThan(KOLMOGOROV);
  });

  it('waits no longer than the cap', () => {
    const random = streamFor(2, 'decorrelated');
    const delays = Array.from({ length: DRAWS }, () => reconnectDelaySec(policy(12), 1, 10, random));
    const capped = delays.filter((sec) => sec === 12).length / DRAWS;
    // U(2, 30) is above 12 in 18 of 28 cases.
    expect(Math.abs(capped - 18 / 28)).toBeLessThan(3.3 * Math.sqrt(0.25 / DRAWS));
    expect(Math.max(...delays)).toBe(12);
  });

  it('gives up like every policy', () => {
    const random = streamFor(3, 'decorrelated');
    expect(reconnectDelaySec({ ...policy(12), maxAttempts: 3 }, 3, 5, random)).toBe(-1);
  });

  it('goes by the last delay of each client, which waits packed in its event and connects in a row', () => {
    const scenario = buildScenario({
      duration: '5m',
      clients: [
        {
          count: 300,
          connectTimeout: '2s',
          arrivals: { rampUp: '3s' },
          session: { lifetime: { distribution: 'exponential', mean: '20s' } },
          reconnect: { policy: 'decorrelated-jitter', base: '700ms', cap: '20s' },
        },
      ],
      path: [{ mode: 'proxy', limits: { handshakesPerSecond: 30 } }],
      backends: { count: 2, admission: { rate: 4 } },
    });
    const run = new Simulation(compile(scenario));
    const group = run.net.groups[0]!;
    const draw = group.drawRetryDelay.bind(group);
    const lastOf = new Map<number, number>();
    let longest = 0;
    group.drawRetryDelay = (hand: ConnectionInHand, failures: number): number => {
      const kept = failures === 0 || (failures === 1 && hand.session === 0) ? 0 : lastOf.get(hand.number)!;
      expect(hand.previousDelaySec).toBe(Math.fround(kept));
      const delaySec = draw(hand, failures);
      lastOf.set(hand.number, delaySec);
      longest = Math.max(longest, failures);
      return delaySec;
    };
    while (!run.done) run.advance(1000);
    expect(longest).toBeGreaterThan(10);
    expect(run.counters.closed).toBeGreaterThan(100);
    expect(run.counters.ledger.failures().map(({ resource }) => resource)).toEqual(
      expect.arrayContaining(['handshakes', 'admission']),
    );
  });
});
