import { describe, expect, it } from 'vitest';
import {
  finishedRun,
  finishedSummary,
  resourceOf,
  type TestFile,
} from '../../../test/support/finished-run.ts';
import type { EventFile } from '../../scenario/file-format.ts';
import { columnOf } from '../results/series-columns.ts';

const FOR_EVER = { distribution: 'deterministic', value: '1d' } as const;

/** Ten clients a second come at even distances, from 0 s on, and stay. */
const tenASecond = (sec: number, rest: object = {}): TestFile['clients'] => [
  {
    count: 10 * sec,
    arrivals: { rampUp: sec },
    session: { lifetime: FOR_EVER },
    connectTimeout: '1h',
    reconnect: { policy: 'none' },
    ...rest,
  },
];

function fileOf(events: EventFile[], rest: Partial<TestFile> = {}): TestFile {
  return {
    duration: '100s',
    sampleEvery: '1s',
    clients: tenASecond(100),
    path: [{ name: 'edge', mode: 'dnat' }],
    backends: { count: 1 },
    events,
    ...rest,
  };
}

describe('a changed limit', () => {
  it('lets no more in beyond a lower one, leaves what is there, and ends when it is taken back', () => {
    const run = finishedRun(
      fileOf([{ at: '50s', action: 'change', set: { maxConnections: 200 }, for: '20s' }]),
    );
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    expect([concurrent[50], concurrent[60], concurrent[70], concurrent[100]]).toEqual([500, 500, 500, 800]);
    expect(run.summary().failures).toMatchObject([{ resource: 'max-connections', count: 200 }]);
  });

  it('lets in what a higher one has room for', () => {
    const set = { limits: { maxConnections: 700 } };
    const run = finishedRun(
      fileOf([{ at: '60s', action: 'change', target: 'edge', set }], {
        path: [{ name: 'edge', mode: 'dnat', limits: { maxConnections: 300 } }],
      }),
    );
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    expect([concurrent[30], concurrent[60], concurrent[90], concurrent[100]]).toEqual([300, 300, 600, 700]);
    expect(resourceOf(run.summary(), 'path.0', 'max-connections')).toMatchObject({
      capacity: 700,
      peakUsed: 700,
    });
  });

  it('is one of the first instances only where the event says so', () => {
    const run = finishedRun(
      fileOf([{ at: '0s', action: 'change', set: { maxConnections: 100 }, instances: 1 }], {
        path: [{ mode: 'dnat', balance: 'round-robin' }],
        backends: { count: 2 },
      }),
    );
    expect([...run.net.stations[1]!.open]).toEqual([100, 500]);
    expect(run.summary().failures).toMatchObject([{ resource: 'max-connections', count: 400 }]);
  });

  it('of several changes is that of the last one that is not over', () => {
    const run = finishedRun(
      fileOf([
        { at: '10s', action: 'change', set: { maxConnections: 150 } },
        { at: '20s', action: 'change', set: { maxConnections: 250 }, for: '30s' },
        { at: '25s', action: 'change', set: { backlog: 7 } },
        { at: '90s', action: 'change', set: { maxConnections: 'unlimited' } },
      ]),
    );
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    expect([15, 30, 60, 90, 100].map((sec) => concurrent[sec])).toEqual([150, 250, 250, 250, 350]);
  });

  it('on descriptors takes those that wait for some from the backlog', () => {
    const run = finishedRun(
      fileOf([{ at: '60s', action: 'change', set: { fileDescriptors: 550 } }], {
        backends: { count: 1, fileDescriptors: 500, backlog: 99 },
        clients: tenASecond(100, { connectTimeout: '2m' }),
      }),
    );
    const [open, seen] = [
      columnOf(run.recorder.series, 'concurrent'),
      columnOf(run.recorder.series, 'client-established'),
    ];
    // Linux admits one more than the backlog; ten of a second have come by 60 s that found it full.
    expect([open[59], seen[60]]).toEqual([500, 600]);
    expect([open[61], seen[100]]).toEqual([550, 650]);
  });

  it('on a flow table drops SYNs until it has room', () => {
    const set = { flowTable: { max: 400 } };
    const run = finishedRun(
      fileOf([{ at: '20s', action: 'change', target: 'edge', set, for: '60s' }], {
        clients: tenASecond(100, { connectTimeout: '500ms' }),
      }),
    );
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    expect([concurrent[40], concurrent[80], concurrent[100]]).toEqual([400, 400, 600]);
    expect(run.summary().failures).toMatchObject([{ station: 'path.0', resource: 'flow-table', count: 400 }]);
  });

  it('on admission fills a new bucket once', () => {
    const set = { admission: { rate: 2, burst: 20 } };
    const run = finishedRun(fileOf([{ at: '50s', action: 'change', set, for: '30s' }]));
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    expect(concurrent[50]).toBe(500);
    // 20 tokens at once, and 2 a second.
    expect(Math.abs(concurrent[80]! - (500 + 20 + 2 * 30))).toBeLessThanOrEqual(1);
    expect(concurrent[100]! - concurrent[80]!).toBe(200);
  });
});

describe('a slow server', () => {
  const slow: EventFile = { at: '20s', action: 'change', set: { handshakesPerSecond: 4 }, for: '30s' };

  it('has a backlog that grows by what comes less what it serves, and shrinks at the rate that returns', () => {
    const run = finishedRun(fileOf([slow], { backends: { count: 1, handshakesPerSecond: 20 } }));
    const waiting = columnOf(run.recorder.series, 'connecting');
    // 10 a second come and 4 are served for 30 s: 180 wait at 50 s; then 20 are served: 18 s until none waits.
    expect(waiting[20]).toBeLessThanOrEqual(1);
    for (const [sec, expected] of [
      [30, 60],
      [50, 180],
      [59, 90],
      [68, 0],
    ] as const)
      expect(Math.abs(waiting[sec]! - expected)).toBeLessThanOrEqual(1);
    expect(run.summary().finalConcurrent).toBeGreaterThanOrEqual(999);
    // The one that came last before 50 s waits for 180 of them at 20 a second: 9 s. One that came a time t after 20 s waits
    // for 6t handshakes, of which 4 (30 - t) are slow: the longest wait is that of t = 12 s, 18 s.
    expect(run.summary().longestSetUpSec).toBeCloseTo(18, 0);
  });

  it('loses those whose patience ends, and does their work all the same', () => {
    const clients = tenASecond(100, { connectTimeout: '5s' });
    const run = finishedRun(fileOf([slow], { clients, backends: { count: 1, handshakesPerSecond: 20 } }));
    const { failures, finalConcurrent } = run.summary();
    // Who comes t after 20 s waits at most 5 s: for 6t slow handshakes until t = 3.33 s, and the work on the others is
    // done at 20 a second from 50 s on: the wait is again below 5 s for who comes from 46 2/3 s on: (6t - 4 (30 - t)) / 20
    // + 30 - t <= 5.
    const [handshakes] = failures;
    expect(handshakes?.resource).toBe('handshakes');
    expect(Math.abs(handshakes!.count - 10 * (50 - 20 - 10 / 3))).toBeLessThanOrEqual(120);
    expect(finalConcurrent).toBe(1000 - handshakes!.count);
  });

  it('that stops being slow still serves those who wait, in the order in which they came', () => {
    const twice = [slow, { ...slow, at: '20s', set: { acceptsPerSecond: 3 } }];
    const run = finishedRun(
      fileOf(twice, { backends: { count: 1, handshakesPerSecond: 20, acceptsPerSecond: 25 } }),
    );
    expect(run.summary().failed).toBe(0);
    expect(run.summary().finalConcurrent).toBeGreaterThanOrEqual(998);
  });
});

describe('a pool of source addresses', () => {
  const natted = (change: object, events: EventFile[], rest: object = {}): TestFile =>
    fileOf(events, {
      clients: tenASecond(100, { connectTimeout: '500ms', ...rest }),
      path: [
        {
          name: 'nat',
          mode: 'snat',
          snat: { ports: '20001-20300', selection: 'random', choose: 'round-robin', ...change },
        },
      ],
    });
  const grow: EventFile = { at: '50s', action: 'change', target: 'nat', set: { snat: { addresses: 2 } } };

  it('that grows by an address has no more failures until that is full too', () => {
    const run = finishedRun(natted({}, [grow]));
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    expect([30, 50, 80, 100].map((sec) => concurrent[sec])).toEqual([300, 300, 600, 600]);
    const failed = columnOf(run.recorder.series, 'failed:path.0:snat-ports');
    expect(failed[80]! - failed[51]!).toBeLessThanOrEqual(1);
    expect(failed[51]).toBeGreaterThan(190);
    expect(resourceOf(run.summary(), 'path.0', 'snat-ports')).toMatchObject({ capacity: 600, peakUsed: 600 });
  });

  it.each(['source-hash', 'source-destination-hash', 'random', 'least-used'] as const)(
    'chooses among the addresses that are there: %s',
    (choose) => {
      const run = finishedRun(natted({ choose, ports: '20001-21000' }, [grow]));
      const [first, second] = run.net.pools[0]!.takenByAddress;
      expect(first! + second!).toBe(1000);
      const later = second! / 500;
      if (choose === 'least-used') expect(second).toBe(500);
      else expect(Math.abs(later - 0.5)).toBeLessThan(0.1);
    },
  );

  it('that shrinks keeps the connections of the address that is gone, and makes no new ones there', () => {
    const shrink: EventFile = { ...grow, set: { snat: { addresses: 1 } } };
    const pool = { addresses: 2, ports: '20001-20800', hold: '0s' };
    const run = finishedRun(natted(pool, [shrink]));
    expect([...run.net.pools[0]!.takenByAddress]).toEqual([750, 250]);
    const cut = finishedRun(natted(pool, [{ ...shrink, cut: true }]));
    expect([...cut.net.pools[0]!.takenByAddress]).toEqual([750, 0]);
    expect(cut.summary().closedBy).toMatchObject({ change: 250, crash: 0 });
  });

  it('of blocks gives new clients blocks in the address that came', () => {
    const blocks = { scope: 'client-block', blockSize: 10, ports: '20001-20300' };
    const summary = finishedSummary(natted(blocks, [grow]));
    expect(summary.finalConcurrent).toBe(60);
    const still = finishedSummary(natted(blocks, []));
    expect(still.finalConcurrent).toBe(30);
  });
});

describe('a changed timer', () => {
  it('of a flow table holds the entries of later closes for another time', () => {
    const session = { lifetime: { distribution: 'deterministic', value: '1s' } } as const;
    const run = finishedRun(
      fileOf([{ at: '50s', action: 'change', target: 'edge', set: { flowTable: { timeWait: '5s' } } }], {
        clients: tenASecond(100, { session }),
        path: [{ name: 'edge', mode: 'dnat', flowTable: { timeWait: '20s', max: 1e6 } }],
      }),
    );
    const flows = columnOf(run.recorder.series, 'path.0:flow-table');
    // 10 a second, open for 1 s and held for 20 s, later for 5 s; those of before 50 s are held to 70 s.
    for (const [sec, expected] of [
      [45, 210],
      [60, 10 * (10 + 6)],
      [75, 60],
    ] as const)
      expect(Math.abs(flows[sec]! - expected)).toBeLessThanOrEqual(1);
  });

  it('for idle connections is that of the connections that come after it', () => {
    const set = { idleTimeout: '10s' };
    const run = finishedRun(fileOf([{ at: '50s', action: 'change', set }]));
    const concurrent = columnOf(run.recorder.series, 'concurrent');
    // The 500 of before have no timeout; of the later ones 100 are not yet silent for 10 s.
    expect([50, 60, 80, 100].map((sec) => concurrent[sec])).toEqual([500, 600, 600, 600]);
    expect(run.summary().closedBy['idle-timeout']).toBe(400);
  });

  it('of a flow table that forgets connections says so of later ones', () => {
    const set = { flowTable: { established: '10s' } };
    const run = finishedRun(fileOf([{ at: '50s', action: 'change', target: 'edge', set, for: '20s' }]));
    expect(run.summary().idle.forgotten).toBe(200);
  });
});
