import { describe, expect, it } from 'vitest';
import { finishedRun, finishedSummary, type TestFile } from '../../../test/support/finished-run.ts';
import { columnOf } from '../results/series-columns.ts';
import type { Simulation } from '../simulation.ts';

const CLIENTS = 10_000;
const SERVERS = 4;
const BACK_AT_SEC = 125;
const ADMISSION = { rate: 45, burst: 50 };

/** Every server restarts at once, and each carries 50 handshakes a second. */
const storm = (backends: object = {}): TestFile => ({
  duration: '6m',
  sampleEvery: '1s',
  clients: [
    {
      count: CLIENTS,
      connectTimeout: '5s',
      arrivals: { rampUp: '100s' },
      session: { lifetime: { distribution: 'deterministic', value: '1d' } },
      reconnect: { policy: 'decorrelated-jitter', base: '1s', cap: '30s' },
    },
  ],
  backends: { count: SERVERS, handshakesPerSecond: 50, ...backends },
  events: [{ at: '2m', action: 'restart', batch: SERVERS, down: '5s' }],
});

const failuresOf = (run: Simulation): Record<string, number> =>
  Object.fromEntries(run.summary().failures.map(({ resource, count }) => [resource, count]));

describe('a storm of 10,000 clients after a restart of all servers', () => {
  it('goes on and on where handshakes are spent on clients that have given up', () => {
    const run = finishedRun(storm());
    expect(failuresOf(run)['handshakes']).toBeGreaterThan(CLIENTS);
    expect(run.summary().finalConcurrent).toBeLessThan(CLIENTS / 5);
    const established = columnOf(run.recorder.series, 'established');
    expect(established.at(-1)! - established[BACK_AT_SEC + 60]!).toBeLessThan(CLIENTS / 20);
  });

  it('ends at the admitted rate where no more are admitted than the servers carry', () => {
    const run = finishedRun(storm({ admission: ADMISSION }));
    const failures = failuresOf(run);
    expect(failures['handshakes']).toBeUndefined();
    expect(failures['admission']).toBeGreaterThan(CLIENTS);
    expect(run.summary().finalConcurrent).toBe(CLIENTS);
    const established = columnOf(run.recorder.series, 'established');
    for (let sec = BACK_AT_SEC; sec <= 200; sec++) {
      const admitted = SERVERS * (ADMISSION.burst + ADMISSION.rate * (sec - BACK_AT_SEC));
      expect(established[sec]! - established[BACK_AT_SEC]!).toBeLessThanOrEqual(admitted);
    }
  });

  it('has fewer attempts in it where the answer says when to come back', () => {
    const told = finishedRun(storm({ admission: { ...ADMISSION, retryAfter: '10s' } }));
    const untold = finishedRun(storm({ admission: ADMISSION }));
    expect(told.summary().finalConcurrent).toBe(CLIENTS);
    expect(told.summary().attempts).toBeLessThan(untold.summary().attempts);
  });
});

/** A hundred clients at once, for one minute. */
const burst = (reconnect: object, backends: object, path: TestFile['path'] = []): TestFile => ({
  duration: '1m',
  clients: [
    {
      count: 100,
      arrivals: { rampUp: 0 },
      session: { lifetime: { distribution: 'deterministic', value: '1h' } },
      reconnect,
    },
  ],
  path,
  backends: { count: 1, ...backends },
});

describe('a refused connection', () => {
  const admission = { rate: 1, burst: 1, retryAfter: '10s' };

  it('stays away as long as it is told, and longer only where its policy waits longer', () => {
    // One is admitted at each try of those who are left: at 0, 10, ..., 60 s, or every 20 s.
    const eager = finishedSummary(burst({ policy: 'immediate' }, { admission }));
    expect([eager.established, eager.attempts]).toEqual([7, 100 + 99 + 98 + 97 + 96 + 95 + 94]);
    const patient = finishedSummary(burst({ policy: 'fixed', base: '20s' }, { admission }));
    expect([patient.established, patient.attempts]).toEqual([4, 100 + 99 + 98 + 97]);
    const resigned = finishedSummary(burst({ policy: 'none' }, { admission }));
    expect([resigned.established, resigned.attempts]).toEqual([1, 100]);
  });

  it('is answered and holds nothing, at a hop as at the servers', () => {
    const limits = { admission: { rate: 1, burst: 30 } };
    const path = [{ name: 'edge', mode: 'dnat' as const, limits }];
    const run = finishedRun(burst({ policy: 'none' }, {}, path));
    expect(run.summary().failures).toEqual([
      { station: 'path.0', stationName: 'edge', resource: 'admission', count: 70, firstAtSec: 0 },
    ]);
    expect(run.summary().droppedSyns).toEqual([]);
    expect(run.net.stations.map(({ totalOpen }) => totalOpen)).toEqual([30, 30]);
  });

  it('is tried again by a proxy at another server', () => {
    const proxy = (retries: number): TestFile['path'] => [
      { name: 'edge', mode: 'proxy', balance: 'round-robin', retries },
    ];
    // The first of the servers has weight 3, so it is asked first by more than its bucket admits.
    const servers = { count: 2, weights: [3, 1], admission: { rate: 1, burst: 50 } };
    const policy = { policy: 'none' };
    expect(finishedSummary(burst(policy, servers, proxy(0))).established).toBe(75);
    expect(finishedSummary(burst(policy, servers, proxy(3))).established).toBe(100);
  });

  it('is refused at a NAT without ports as well, when its SYN is sent again', () => {
    const nat: TestFile['path'] = [
      { mode: 'snat', snat: { ports: '20000-20009' }, limits: { admission: { rate: 1, burst: 100 } } },
    ];
    const summary = finishedSummary({ ...burst({ policy: 'none' }, {}, nat), duration: '2m' });
    // Each SYN takes a token; the bucket is empty when the ninety that were dropped come again.
    expect(summary.failures.find(({ resource }) => resource === 'admission')?.count).toBeGreaterThan(80);
  });
});
