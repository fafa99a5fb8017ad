/** What setting a connection up costs: round trips, the SYN queue, handshakes in an event loop, and what overflows. */
import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { finishedRun, finishedSummary, type TestFile } from '../../../test/support/finished-run.ts';
import { compile } from '../plan.ts';
import { auditSimulation } from '../results/audit.ts';
import type { RunSummary } from '../results/run-result.ts';
import { Simulation } from '../simulation.ts';

const CLIENTS: TestFile['clients'][number] = {
  count: 1,
  arrivals: { rampUp: '0s' },
  session: { lifetime: { distribution: 'deterministic', value: '1d' } },
  reconnect: { policy: 'none' },
};
const SERVER: TestFile['backends'] = { count: 1, fileDescriptors: 'unlimited' };

const dropsOf = ({ droppedSyns }: RunSummary): Record<string, number> =>
  Object.fromEntries(droppedSyns.map(({ resource, count }) => [resource, count]));
const failuresOf = ({ failures }: RunSummary): Record<string, number> =>
  Object.fromEntries(failures.map(({ resource, count }) => [resource, count]));

describe('a round trip', () => {
  const setUpSec = (backends: object, path: TestFile['path'] = 'direct'): number =>
    finishedSummary({
      duration: '5s',
      clients: [{ ...CLIENTS, roundTrip: '80ms' }],
      path,
      backends: { ...SERVER, ...backends },
    }).longestSetUpSec;

  it('passes once for TCP, and once more for a handshake', () => {
    expect(setUpSec({})).toBeCloseTo(0.08);
    expect(setUpSec({ handshakesPerSecond: 100 })).toBeCloseTo(0.17);
    expect(setUpSec({ handshakesPerSecond: 100, handshake: { queue: 'backlog' } })).toBeCloseTo(0.17);
    expect(setUpSec({ acceptsPerSecond: 50 })).toBeCloseTo(0.1);
  });

  it('is one to the first stage that ends TCP: what lies behind it is near', () => {
    expect(setUpSec({ handshakesPerSecond: 100 }, [{ mode: 'proxy' }])).toBeCloseTo(0.09);
    expect(setUpSec({}, [{ mode: 'dnat' }])).toBeCloseTo(0.08);
  });

  it('is how long a place in the SYN queue is taken', () => {
    // 200 SYNs a second for 0.1 s each: 20 are half open.
    const summary = (synBacklog: number): RunSummary =>
      finishedSummary({
        duration: '10s',
        clients: [{ ...CLIENTS, count: 1000, arrivals: { rampUp: '5s' }, roundTrip: '100ms' }],
        backends: { ...SERVER, synBacklog },
      });
    expect(dropsOf(summary(22))).toEqual({});
    expect(dropsOf(summary(10))['syn-queue']).toBeGreaterThan(100);
  });
});

describe('an event loop that accepts what it gets to', () => {
  const wave = (change: object, backends: object = {}): RunSummary =>
    finishedSummary({
      duration: '20s',
      clients: [{ ...CLIENTS, count: 500, arrivals: { rampUp: '100ms' }, connectTimeout: '2s', ...change }],
      backends: {
        ...SERVER,
        handshakesPerSecond: 100,
        backlog: 'unlimited',
        handshake: { queue: 'backlog' },
        ...backends,
      },
    });

  it('leaves connections in the backlog that believe they are open, until their clients give up', () => {
    const summary = wave({});
    // 100 a second for 2 s; the wave has come within 0.1 s.
    expect(summary.established).toBeGreaterThanOrEqual(200);
    expect(summary.established).toBeLessThanOrEqual(212);
    expect(failuresOf(summary)).toEqual({ handshakes: 500 - summary.established });
    expect(summary.peakClientEstablished).toBe(500);
  });

  it('does all the handshakes, for whom it may be', () => {
    const { begun, abandoned } = wave({}).handshakes[0]!;
    expect(begun).toBe(500);
    expect(abandoned).toBeGreaterThan(285);
    expect(abandoned).toBeLessThan(300);
  });

  it('drops the SYNs that its backlog has no room for', () => {
    const summary = wave({}, { backlog: 49 });
    // 50 wait and about ten are served while the wave comes; the others are dropped at first.
    expect(dropsOf(summary)['accept-queue']).toBeGreaterThanOrEqual(435);
  });

  it('accepts no faster than it is told to', () => {
    const run = finishedRun({
      duration: '3s',
      sampleEvery: '1s',
      clients: [{ ...CLIENTS, count: 500, connectTimeout: '10s' }],
      backends: {
        ...SERVER,
        handshakesPerSecond: 1000,
        acceptsPerSecond: 40,
        backlog: 'unlimited',
        handshake: { queue: 'backlog' },
      },
    });
    expect(run.summary().established).toBe(120);
  });
});

describe('SYNs that are sent again by timers of one slot', () => {
  /** A backlog of 9 has room for 10 connections, which are served within 0.1 s; 90 are dropped, and come again together. */
  const again = (change: object, backends: object = {}): RunSummary =>
    finishedSummary({
      duration: '1200ms',
      clients: [{ ...CLIENTS, count: 100, connectTimeout: '1150ms', ...change }],
      backends: {
        ...SERVER,
        handshakesPerSecond: 100,
        backlog: 9,
        handshake: { queue: 'backlog' },
        ...backends,
      },
    });

  it('pass the queue together, and overflow it with their ACKs', () => {
    const summary = again({});
    // One is in service at once, so 11 get in of the first 100, and 11 of the others; 78 of those overflow.
    expect(dropsOf(summary)).toEqual({ 'accept-queue': 89 + 78 });
    expect(summary.peakClientEstablished).toBe(100);
    expect(failuresOf(summary)['accept-queue']).toBe(78);
  });

  it('are reset where the kernel is told to', () => {
    const summary = again({}, { abortOnOverflow: true });
    expect(dropsOf(summary)).toEqual({ 'accept-queue': 89 });
    expect(failuresOf(summary)['accept-queue']).toBe(78);
    expect(summary.peakClientEstablished).toBeLessThan(100);
  });

  it('send their data again after 0.2 s, 0.4 s and so on, and get in when there is room', () => {
    const summary = finishedSummary({
      duration: '5s',
      clients: [{ ...CLIENTS, count: 30, connectTimeout: '4s' }],
      backends: { ...SERVER, handshakesPerSecond: 100, backlog: 9, handshake: { queue: 'backlog' } },
    });
    // 11 at once, 11 after 1 s; the last 8 overflow then, and get in 0.2 s later.
    expect(summary.establishedAfterRetransmits).toEqual([11, 19]);
    expect(summary.longestSetUpSec).toBeGreaterThan(1.2 + 0.08);
    expect(summary.longestSetUpSec).toBeLessThan(1.34);
  });

  it('are taken up after their clients have closed them, but not after a reset', () => {
    const abandoned = (abandons: 'fin' | 'rst'): number =>
      finishedSummary({
        duration: '5s',
        clients: [{ ...CLIENTS, count: 100, connectTimeout: '1150ms', abandons }],
        backends: { ...SERVER, handshakesPerSecond: 100, backlog: 9, handshake: { queue: 'backlog' } },
      }).handshakes[0]!.abandoned;
    expect(abandoned('rst')).toBe(0);
    expect(abandoned('fin')).toBeGreaterThan(20);
  });

  it('give up once, though they have waited for a descriptor and for their data', () => {
    const run = new Simulation(
      compile(
        buildScenario({
          duration: '6s',
          clients: [
            {
              ...CLIENTS,
              count: 30,
              session: { lifetime: { distribution: 'deterministic', value: '1s' } },
              connectTimeout: '5s',
              abandons: 'fin',
            },
          ],
          path: [{ mode: 'proxy', limits: { fileDescriptors: 20, reservedDescriptors: 0 } }],
          backends: { ...SERVER, acceptsPerSecond: 1, backlog: 0 },
        }),
      ),
    );
    while (!run.done) {
      run.advance(1);
      expect(auditSimulation(run)).toEqual([]);
    }
    expect(run.counters.connecting).toBe(0);
    expect(run.counters.established + run.counters.ledger.total).toBe(30);
  });
});

it('a SYN without a token is dropped where admission says so, and sent again', () => {
  const summary = finishedSummary({
    duration: '10s',
    clients: [{ ...CLIENTS, count: 30 }],
    backends: { ...SERVER, admission: { rate: 5, burst: 10, refusal: 'drop' } },
  });
  // 10 at once; 5 at each second after that.
  expect(summary.establishedAfterRetransmits.slice(0, 3)).toEqual([10, 5, 5]);
  expect(dropsOf(summary)['admission']).toBeGreaterThan(20);
  expect(failuresOf(summary)).toEqual({});
});
