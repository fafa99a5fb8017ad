import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { EventFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { columnOf } from '../results/series-columns.ts';
import type { Simulation } from '../simulation.ts';

type Restart = Extract<EventFile, { action: 'restart' }>;

/** 1,200 connections that would last; who is cut does not come back. */
function fileOf(restart: Omit<Restart, 'at' | 'action'>, change: Partial<TestFile> = {}): TestFile {
  return {
    duration: '200s',
    sampleEvery: '1s',
    clients: [
      {
        count: 1200,
        arrivals: { rampUp: '10s' },
        session: { lifetime: { distribution: 'deterministic', value: '1d' } },
        reconnect: { policy: 'none' },
      },
    ],
    path: [{ mode: 'dnat', balance: 'round-robin' }],
    backends: { count: 6 },
    events: [{ at: '20s', action: 'restart', ...restart }],
    ...change,
  };
}

describe('the grace of a drain', () => {
  it('leaves connections alone, and then closes them evenly over the rest', () => {
    const run = finishedRun(fileOf({ batch: 6, drain: '30s', grace: '10s' }));
    const open = columnOf(run.recorder.series, 'concurrent');
    expect([29, 30, 40, 49, 50].map((sec) => open[sec])).toEqual([1200, 1200, 600, 60, 0]);
  });

  it('as long as the drain leaves all of them to its end', () => {
    const run = finishedRun(fileOf({ batch: 6, drain: '30s', grace: '30s' }));
    const open = columnOf(run.recorder.series, 'concurrent');
    expect([49, 50].map((sec) => open[sec])).toEqual([1200, 0]);
    expect(run.summary().closedBy.restart).toBe(1200);
  });

  it('is no longer than the drain', () => {
    const outcome = parseScenarioValue({ fivetuple: 1, ...fileOf({ drain: '5s', grace: '6s' }) });
    expect(outcome.ok ? [] : outcome.errors.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'events.0.grace: a grace of 6s is longer than the drain of 5s',
    ]);
  });
});

describe('a batch that waits for the one before', () => {
  it('begins when that is back for so long, or after the distance if that is later', () => {
    // A batch drains for 10 s and is away for 10 s; with 5 s more the next begins 25 s after it.
    const waits = finishedRun(fileOf({ batch: 2, every: '5s', drain: '10s', down: '10s', minReady: '5s' }));
    expect([30, 45, 55, 70, 80].map((sec) => columnOf(waits.recorder.series, 'concurrent')[sec])).toEqual([
      800, 800, 400, 400, 0,
    ]);
    const apart = finishedRun(fileOf({ batch: 2, every: '60s', drain: '10s', down: '10s', minReady: '5s' }));
    expect([30, 80, 90, 140, 150].map((sec) => columnOf(apart.recorder.series, 'concurrent')[sec])).toEqual([
      800, 800, 400, 400, 0,
    ]);
  });
});

describe('a batch that goes in one instant', () => {
  /** The same 1,200, which come back at once. */
  const returning = (restart: Omit<Restart, 'at' | 'action'>): Simulation => {
    const [clients] = fileOf({}).clients;
    return finishedRun(fileOf(restart, { clients: [{ ...clients!, reconnect: { policy: 'immediate' } }] }));
  };

  it('cuts each of its connections once, whoever comes back in that instant', () => {
    for (const down of ['0s', '1s']) {
      const { closedBy, established } = returning({ batch: 6, down }).summary();
      expect(closedBy.restart).toBe(1200);
      expect(established).toBe(2400);
      // Three of the six instances have half of the connections; who comes back goes to the others, or to the new ones.
      const half = returning({ batch: 3, every: '1h', down });
      expect(half.summary().closedBy.restart).toBe(600);
    }
  });

  it('is new for those who come back at once where it is away for no time', () => {
    const summary = returning({ batch: 6, down: '0s' }).summary();
    expect(summary.failed).toBe(0);
    expect(returning({ batch: 6, down: '1s' }).summary().failed).toBeGreaterThan(1200);
  });

  it('is all of them where batches follow with no time between', () => {
    expect(returning({ batch: 2, every: '0s', down: '0s' }).summary().closedBy.restart).toBe(1200);
  });
});

describe('a surge', () => {
  const surge = { surge: 2, batch: 2, every: '5s', drain: '10s', down: '10s', minReady: '5s' };

  it('brings instances before the first batch, and takes them away after the last', () => {
    const later: TestFile['clients'][number] = {
      ...fileOf({}).clients[0]!,
      name: 'later',
      count: 600,
      arrivals: { start: '21s', rampUp: '4s' },
    };
    const run = finishedRun(fileOf(surge, { clients: [...fileOf({}).clients, later] }));
    // 4 of the 6 serve until 20 s, then all 6; batches of 2 begin at 25 and 50 s, and are back at 45 and 70 s.
    expect(columnOf(run.recorder.series, 'backends.5:connections')[20]).toBe(0);
    expect(columnOf(run.recorder.series, 'backends.0:connections')[20]).toBe(300);
    expect(columnOf(run.recorder.series, 'backends.5:connections')[30]).toBe(100);
    expect(columnOf(run.recorder.series, 'backends.0:connections')[30]).toBe(200);
    expect([35, 60, 75, 80, 85].map((sec) => columnOf(run.recorder.series, 'concurrent')[sec])).toEqual([
      1000, 200, 200, 100, 0,
    ]);
    expect([...run.net.stations[1]!.status]).toEqual([0, 0, 0, 0, 2, 2]);
    expect(run.summary().closedBy).toMatchObject({ restart: 1800, 'scale-in': 0 });
  });

  it('leaves one that serves without it', () => {
    const faults = (file: TestFile) => {
      const outcome = parseScenarioValue({ fivetuple: 1, ...file });
      return outcome.ok ? [] : outcome.errors.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(faults(fileOf({ surge: 6 }))[0]).toMatch(/^events\.0\.surge: a surge of 6 leaves none/);
    expect(faults(fileOf({ surge: 5 }))).toEqual([]);
    const again = fileOf(surge).events!;
    expect(faults(fileOf(surge, { events: [...again, { ...again[0]!, at: '2m' }] }))).toEqual([]);
    expect(faults(fileOf(surge, { events: [...again, { ...again[0]!, at: '80s' }] }))[0]).toMatch(
      /would join again before they have left at 85s/,
    );
  });
});
