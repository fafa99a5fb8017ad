import { describe, expect, test } from 'vitest';
import { ladder, row } from '../../../test/support/ladder.ts';
import type { LimitRow } from './limit-row.ts';

describe('rates', () => {
  test('a ramp needs a rate, less what can wait', () => {
    const backends = { count: 10, acceptsPerSecond: 10, backlog: 99 };
    const queue = row(ladder({ backends }), 'accept-queue');
    // 10 x 10/s over 600 s and 10 x 100 places.
    expect(queue.kind).toBe('rate');
    expect(queue.capacityConnections).toBeCloseTo(61_000, 6);
    expect(queue.arithmetic).toBe(
      '10 instances x 10/s = 100/s + 1,000 waiting; 100,000 arrive within 10 m, 167/s',
    );
  });

  test('those who arrive at once must find a place in the queue', () => {
    const clients = { arrivals: { rampUp: 0 }, reconnect: { policy: 'fixed', base: '1h' } } as const;
    const queue = row(ladder({ clients, backends: { acceptsPerSecond: 1000, backlog: 99 } }), 'accept-queue');
    expect(queue.capacityConnections).toBeCloseTo(1000, 9);
    expect(queue.arithmetic).toContain('100,000 arrive at once');
  });

  test('patience bounds the queue', () => {
    const clients = { arrivals: { rampUp: 0 }, connectTimeout: '2s', reconnect: { policy: 'none' } } as const;
    const rows = ladder({ clients, backends: { handshakesPerSecond: 100 } });
    expect(row(rows, 'handshakes').capacityConnections).toBeCloseTo(10 * 100 * 2, 9);
  });

  test('so does the backlog where connections wait there for their handshake', () => {
    const clients = { arrivals: { rampUp: 0 }, connectTimeout: '2s', reconnect: { policy: 'none' } } as const;
    const waiting = { handshakesPerSecond: 100, handshake: { queue: 'backlog' } } as const;
    const capacity = (backlog: number): number =>
      row(ladder({ clients, backends: { ...waiting, backlog } }), 'handshakes').capacityConnections;
    expect(capacity(49)).toBeCloseTo(10 * 50, 9);
    expect(capacity(4096)).toBeCloseTo(10 * 100 * 2, 9);
  });

  test('resumed sessions are less work in the settled flow', () => {
    const settled = (handshake: object): LimitRow =>
      row(
        ladder({ clients: { arrivals: { rampUp: '50m' } }, backends: { handshakesPerSecond: 4, handshake } }),
        'handshakes',
      );
    const full = settled({});
    const resumed = settled({ resumed: 0.5, resumedCost: 0.2 });
    expect(full.arithmetic).toContain('come back in the steady state');
    expect(resumed.capacityConnections / full.capacityConnections).toBeCloseTo(1 / 0.6, 9);
  });

  test('admission takes what finds a token, and needs its rate in the settled flow', () => {
    const limited = row(ladder({ backends: { admission: { rate: 10, burst: 100 } } }), 'admission');
    expect(limited.capacityConnections).toBeCloseTo(61_000, 6);
    expect(limited.arithmetic).toBe(
      '10 instances x 10/s = 100/s + 1,000 in the bucket; 100,000 arrive within 10 m, 167/s',
    );
  });

  test.each([
    ['1h', 10],
    // The mean of min(10 s, U(5 s, 15 s)).
    ['10s', 8.75],
  ])('decorrelated jitter with a cap of %s comes back after %d s in the mean', (cap, delaySec) => {
    const lifetime = { distribution: 'exponential', mean: '10s' } as const;
    const reconnect = { policy: 'decorrelated-jitter', base: '5s', cap } as const;
    const rows = ladder({
      clients: { session: { lifetime }, reconnect },
      backends: { acceptsPerSecond: 400 },
    });
    expect(row(rows, 'accept-queue').capacityConnections).toBeCloseTo(4000 * (10 + delaySec), 6);
  });

  test('the settled flow needs its rate for ever', () => {
    const lifetime = { distribution: 'exponential', mean: '10s' } as const;
    const clients = { session: { lifetime }, reconnect: { policy: 'fixed', base: '10s' } } as const;
    const queue = row(ladder({ clients, backends: { acceptsPerSecond: 400 } }), 'accept-queue');
    // 100,000 / (10 s + 10 s) = 5,000/s asked of 4,000/s.
    expect(queue.capacityConnections).toBeCloseTo(80_000, 6);
    expect(queue.arithmetic).toContain('5,000/s come back in the steady state');
  });
});
