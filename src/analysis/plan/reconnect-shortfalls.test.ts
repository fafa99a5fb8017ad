import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { HopFile } from '../../scenario/file-format.ts';
import { shortfallsOf } from './shortfalls.ts';

/** What keeps 10,000 clients behind a hop from being back within 20 s. */
function late(hop: HopFile, reconnect: 'immediate' | 'full-jitter' = 'immediate', within = '20s'): string[] {
  const scenario = buildScenario({
    clients: [
      {
        count: 10_000,
        connectTimeout: '10s',
        arrivals: { rampUp: '10m' },
        reconnect: { policy: reconnect },
      },
    ],
    path: [{ name: 'edge', ...hop }],
    backends: { count: 2 },
    targets: { reconnectWithin: within },
  });
  return shortfallsOf(scenario)
    .filter(({ target }) => target === 'reconnectWithin')
    .map(({ text }) => text);
}

const handshakes = (rate: number, handshake = {}): HopFile => ({
  mode: 'proxy',
  limits: { handshakesPerSecond: rate, handshake },
});

describe('reconnectShortfalls', () => {
  it('counts the handshakes of those who gave up: (N + c (N - mu P)) / mu = T', () => {
    // 750/s x (20 + 10) / 2 = 11,250 are served within 20 s; 600/s serve 9,000.
    expect(late(handshakes(750))).toEqual([]);
    expect(late(handshakes(600))).toEqual([
      'the handshakes at the edge (9,000 of 10,000 are back within 20 s)',
    ]);
    // Where nothing is wasted on them, N = mu T.
    expect(late(handshakes(501, { abandonedCost: 0 }))).toEqual([]);
    expect(late(handshakes(499, { abandonedCost: 0 }))).toHaveLength(1);
  });

  it('asks room for old connections beside the new ones while they are held', () => {
    const snat = { scope: 'source', selection: 'random', ports: '1024-16023', hold: '30s' } as const;
    const table = { max: 'unlimited', timeWait: '30s' } as const;
    expect(late({ mode: 'snat', snat, flowTable: table })).toEqual([
      'the SNAT ports at the edge (7,500 of 10,000 are back within 20 s)',
    ]);
    expect(late({ mode: 'snat', snat, flowTable: table }, 'immediate', '40s')).toEqual([]);
    expect(late({ mode: 'dnat', flowTable: { max: 15_000 } })).toEqual([
      'the flow table at the edge (7,500 of 10,000 are back within 20 s)',
    ]);
  });

  it('sees clients that wait too long, or for ever', () => {
    const scenario = buildScenario({
      clients: [
        { name: 'slow', count: 10, reconnect: { policy: 'fixed', base: '30s' } },
        { name: 'gone', count: 10, reconnect: { policy: 'none' } },
      ],
      backends: { count: 1 },
      targets: { reconnectWithin: '20s' },
    });
    expect(shortfallsOf(scenario).map(({ text }) => text)).toEqual([
      'the gone, who never come back (at most 20 s)',
      'the slow, who wait up to 30 s (at most 20 s)',
    ]);
  });
});
