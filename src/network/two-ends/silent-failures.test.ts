import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { EventFile } from '../../scenario/file-format.ts';
import { columnOf } from '../results/series-columns.ts';
import type { Simulation } from '../simulation.ts';

const HOUR = { distribution: 'deterministic', value: '1h' } as const;
type Client = TestFile['clients'][number];

/**
 * 1,200 connections that would last, one established in each 1/120 s of the first ten seconds, and come back at once. The
 * heartbeats of one that came at t are at t + 20, t + 40 ...: of all of them between 20 s and 30 s, 40 s and 50 s ...
 */
function clients(session: Client['session'] = {}, rest: Partial<Client> = {}): Client {
  return {
    name: 'phones',
    count: 1200,
    balance: 'round-robin',
    arrivals: { rampUp: '10s' },
    session: { lifetime: HOUR, heartbeat: '20s', ...session },
    reconnect: { policy: 'immediate' },
    ...rest,
  };
}

function runOf(event: EventFile, change: Partial<TestFile> = {}): Simulation {
  return finishedRun({
    duration: '2m',
    sampleEvery: '1s',
    clients: [clients()],
    path: [{ name: 'edge', mode: 'proxy', snat: { addresses: 4 } }],
    backends: { count: 1 },
    events: [event],
    ...change,
  });
}

function columnAt(run: Simulation, key: string, sec: number): number {
  const { series } = run.recorder;
  return columnOf(series, key)[series.timeSec.indexOf(sec)]!;
}

function about(actual: number, expected: number, within: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(within);
}

const failover: EventFile = { at: '30s', action: 'failover', target: 'edge', down: '0s' };

describe('a failover', () => {
  it('keeps every connection where state is mirrored', () => {
    const { attempts, finalConcurrent, closedBy, unnoticed } = runOf({
      ...failover,
      mirrored: true,
    }).summary();
    expect([attempts, finalConcurrent, closedBy.failover, unnoticed.lost]).toEqual([1200, 1200, 0, 0]);
  });

  it('of a proxy that is not mirrored is seen by each client at its next heartbeat', () => {
    const run = runOf(failover);
    expect(columnAt(run, 'forgotten', 30)).toBe(1200);
    expect(columnAt(run, 'forgotten', 40)).toBe(1200);
    about(columnAt(run, 'forgotten', 45), 600, 1);
    expect(columnAt(run, 'forgotten', 50)).toBe(0);
    const { closedBy, unnoticed, finalConcurrent } = run.summary();
    expect([closedBy.failover, unnoticed.reset, finalConcurrent]).toEqual([1200, 1200, 1200]);
    // Each of the dead connections has still a socket at the server, which sends nothing and so finds out nothing.
    expect(run.net.stations[1]!.totalOpen).toBe(2400);
  });

  it('is never seen by clients that send nothing', () => {
    const run = runOf(failover, { clients: [clients({ heartbeat: 'none' })] });
    expect([columnAt(run, 'forgotten', 120), run.summary().finalConcurrent]).toEqual([1200, 0]);
  });

  it('that half of the connections are mirrored for loses the other half', () => {
    const { lost } = runOf({ ...failover, mirrored: 0.5 }).summary().unnoticed;
    // Five standard deviations of a binomial of 1,200.
    about(lost, 600, 87);
  });

  it.each(['maglev', 'source-hash'] as const)(
    'that is not mirrored costs nothing where packets alone tell the server: %s',
    (balance) => {
      const run = runOf(failover, {
        path: [{ name: 'edge', mode: 'dnat', balance }],
        backends: { count: 6 },
      });
      const { closedBy, unnoticed, finalConcurrent, attempts } = run.summary();
      expect([unnoticed.lost, unnoticed.resumed, closedBy.failover]).toEqual([1200, 1200, 0]);
      expect([finalConcurrent, attempts]).toEqual([1200, 1200]);
    },
  );

  it('of a balancer that draws servers at random leaves one of six where it was', () => {
    const path = [{ name: 'edge', mode: 'dnat', balance: 'random' } as const];
    const { resumed, reset } = runOf(failover, { path, backends: { count: 6 } }).summary().unnoticed;
    expect(resumed + reset).toBe(1200);
    about(resumed, 200, 65);
  });

  it('of a source NAT that draws ports at random breaks nearly all', () => {
    const path = [{ name: 'edge', mode: 'snat', snat: { selection: 'random' } } as const];
    const { lost, resumed } = runOf(failover, { path }).summary().unnoticed;
    expect([lost, resumed < 5]).toEqual([1200, true]);
  });

  it('answers no SYN until the standby is there', () => {
    const later = clients({}, { name: 'later', count: 100, arrivals: { start: '30100ms', rampUp: '800ms' } });
    const run = runOf(
      { ...failover, mirrored: true, down: '1s' },
      {
        clients: [clients(), later],
        path: [{ name: 'edge', mode: 'dnat' }],
      },
    );
    const { failed, establishedAfterRetransmits, droppedSyns } = run.summary();
    expect([failed, establishedAfterRetransmits]).toEqual([0, [1200, 100]]);
    expect(droppedSyns).toEqual([expect.objectContaining({ resource: 'no-answer', count: 100 })]);
  });
});

describe('a silent crash', () => {
  const crash: EventFile = { at: '30s', action: 'crash', silent: true, down: 'forever' };
  const direct = { path: 'direct', backends: { count: 2 } } as const;
  const none = { policy: 'none' } as const;

  it('is found out when TCP has given up, 924.6 s after the next heartbeat', () => {
    const run = runOf(crash, { ...direct, duration: '20m', clients: [clients({}, { reconnect: none })] });
    const lost = [964, 970, 975].map((sec) => columnAt(run, 'forgotten', sec));
    expect([lost[0], lost[2]]).toEqual([600, 0]);
    about(lost[1]!, 600 * (1 - 0.54), 2);
    expect(run.summary().closedBy.crash).toBe(600);
  });

  it('is found out by an application that waits for an answer', () => {
    const watching = clients({ heartbeatTimeout: '5s' }, { reconnect: none });
    const run = runOf(crash, { ...direct, clients: [watching] });
    expect(columnAt(run, 'forgotten', 45)).toBe(600);
    about(columnAt(run, 'forgotten', 50), 300, 1);
    expect(columnAt(run, 'forgotten', 55)).toBe(0);
  });

  it('is found out by a retransmission after the machine is back', () => {
    // Sent again after 0.2, 0.6 ... 25.4 and 51 s; the machine is back 40 to 50 s after the heartbeat.
    const back = clients({}, { reconnect: none });
    const run = runOf({ ...crash, down: '60s' }, { ...direct, clients: [back] });
    expect(columnAt(run, 'forgotten', 91)).toBe(600);
    about(columnAt(run, 'forgotten', 96), 300, 1);
    expect(columnAt(run, 'forgotten', 101)).toBe(0);
    expect(run.summary().unnoticed.reset).toBe(600);
  });

  it('takes its part of the new connections until the health checks have failed', () => {
    for (const balance of ['round-robin', 'least-connections'] as const) {
      const later = clients(
        {},
        { name: 'later', count: 600, arrivals: { start: '30s', rampUp: '20s' }, reconnect: none },
      );
      const run = runOf(crash, {
        path: [{ name: 'edge', mode: 'dnat', balance }],
        backends: { count: 6 },
        clients: [clients({}, { reconnect: none }), later],
      });
      const { failures } = run.summary();
      expect(failures).toEqual([expect.objectContaining({ station: 'backends', resource: 'no-answer' })]);
      about(failures[0]!.count, 50, 2);
    }
  });

  it('is told to a client by the proxy before the server, which gives up in its place', () => {
    const run = runOf(crash, {
      duration: '20m',
      clients: [clients({}, { reconnect: none })],
      backends: { count: 2 },
    });
    expect([columnAt(run, 'forgotten', 964), columnAt(run, 'forgotten', 975)]).toEqual([600, 0]);
    expect(run.net.stations[0]!.totalOpen).toBe(600);
  });

  it('of a crash that resets is no secret, but may be seen late', () => {
    const later = clients(
      {},
      { name: 'later', count: 600, arrivals: { start: '30s', rampUp: '20s' }, reconnect: none },
    );
    const run = runOf(
      { at: '30s', action: 'crash', down: 'forever', detectedAfter: '10s' },
      {
        path: [{ name: 'edge', mode: 'dnat', balance: 'round-robin' }],
        backends: { count: 6 },
        clients: [clients({}, { reconnect: none }), later],
      },
    );
    const { failures, closedBy, unnoticed } = run.summary();
    expect([closedBy.crash, unnoticed.lost]).toEqual([200, 0]);
    expect(failures).toEqual([expect.objectContaining({ resource: 'availability', count: 50 })]);
  });
});

describe('a link that is cut', () => {
  const cut: EventFile = { at: '30s', action: 'link-cut', target: 'phones', for: '30s' };

  it.each(['phones', 'edge', 'backends'])('in front of %s is outlived by what is sent again', (target) => {
    const { attempts, finalConcurrent, closedBy } = runOf({ ...cut, target }).summary();
    expect([attempts, finalConcurrent, closedBy['link-cut']]).toEqual([1200, 1200, 0]);
  });

  it('ends what has no answer in time: that depends on the last retransmission before', () => {
    // A heartbeat at 47.4 s or later passes 12.6 s after it was sent, one before it 25.4 s after.
    const run = runOf(cut, { clients: [clients({ heartbeatTimeout: '20s' })] });
    about(run.summary().closedBy['link-cut'], 888, 1);
    expect(run.summary().finalConcurrent).toBe(1200);
  });

  it('leaves sockets behind that nobody closes', () => {
    const session = { heartbeatTimeout: '10s' } as const;
    const open = (idleTimeout: string): number[] => {
      const run = runOf(cut, {
        clients: [clients(session)],
        backends: { count: 1, idleTimeout },
        path: 'direct',
      });
      expect(run.summary().closedBy['link-cut']).toBe(1200);
      return [columnAt(run, 'backends:connections', 79), columnAt(run, 'backends:connections', 91)];
    };
    expect(open('none')).toEqual([2400, 2400]);
    // The last heartbeat that came was between 20 and 30 s.
    expect(open('60s')).toEqual([2400, 1200]);
  });

  it('is not noticed where nothing is sent', () => {
    const run = runOf(cut, { clients: [clients({ heartbeat: 'none', heartbeatTimeout: '1s' })] });
    expect([run.summary().attempts, run.summary().finalConcurrent]).toEqual([1200, 1200]);
  });

  it('lets no SYN pass', () => {
    const late = clients({}, { arrivals: { start: '31s', rampUp: '0s' }, connectTimeout: '1m' });
    const run = runOf(cut, { clients: [late], path: 'direct' });
    // Sent again after 1, 2, 3, 4, 5, 7, 11, 19 and 35 s.
    expect(run.summary().establishedAfterRetransmits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1200]);
  });
});

describe('clients that vanish', () => {
  const SHORT = { distribution: 'deterministic', value: '20s' } as const;
  const gone = (session: Client['session']): Client =>
    clients(
      { lifetime: SHORT, vanish: 1, ...session },
      { count: 100, arrivals: { rampUp: '0s' }, reconnect: { policy: 'none' } },
    );
  const held = (session: Client['session'], change: Partial<TestFile>): number => {
    const run = runOf(
      { at: '1m', action: 'scale-out' },
      {
        path: 'direct',
        duration: '20m',
        clients: [gone(session)],
        events: [],
        ...change,
      },
    );
    expect(run.summary().closedBy.vanished).toBe(100);
    const { info, columns, timeSec } = run.recorder.series;
    const column = columns[info.findIndex(({ key }) => key === 'vanished')]!;
    expect([...column].every((value, at) => value === 0 || (value === 100 && timeSec[at]! >= 20))).toBe(true);
    return timeSec[column.lastIndexOf(100)]! + 1;
  };

  it('keep their places until the idle timeout after their last heartbeat', () => {
    expect(held({ heartbeat: '15s' }, { backends: { count: 1, idleTimeout: '1m' } })).toBe(15 + 60);
    expect(held({ heartbeat: 'none' }, { backends: { count: 1, idleTimeout: '1m' } })).toBe(60);
  });

  it('keep them until the server has had no answer to a heartbeat of its own', () => {
    const server = { heartbeat: '30s', heartbeatFrom: 'server' } as const;
    expect(held({ ...server, heartbeatTimeout: '10s' }, {})).toBe(30 + 10);
    expect(held(server, {})).toBe(30 + 925);
  });

  it('keep them until an age limit, or for ever', () => {
    expect(held({}, { backends: { count: 1, maxAge: '50s', maxAgeSpread: 0 } })).toBe(50);
    expect(held({}, {})).toBe(1201);
  });

  it('are forgotten by a flow table in its time', () => {
    const path = [{ name: 'edge', mode: 'dnat', flowTable: { max: 1000, established: '40s' } } as const];
    const run = runOf(
      { at: '1m', action: 'scale-out' },
      { path, events: [], clients: [gone({ heartbeat: '15s' })] },
    );
    const entries = [54, 56].map((sec) => columnAt(run, 'path.0:flow-table', sec));
    expect([entries, columnAt(run, 'vanished', 119)]).toEqual([[100, 0], 100]);
  });

  it('come back as new connections', () => {
    const run = runOf(
      { at: '1m', action: 'scale-out' },
      {
        path: 'direct',
        events: [],
        clients: [clients({ lifetime: SHORT, vanish: 1 }, { count: 100, arrivals: { rampUp: '0s' } })],
        duration: '110s',
      },
    );
    expect(run.summary().unnoticed).toMatchObject({
      vanished: 500,
      vanishedHeld: 500,
      peakVanishedHeld: 500,
    });
    expect(run.net.stations[0]!.totalOpen).toBe(600);
  });
});

describe('places that nobody is told of', () => {
  it('are only those of lost connections, however often the timer that forgets others has changed', () => {
    const timers = ['20s', '19s', '18s', '17s', '16s', '15s', '14s'];
    const run = finishedRun({
      duration: '4m',
      clients: [
        clients({ heartbeat: 'none', lifetime: { distribution: 'deterministic', value: '40s' } }),
      ].map((each) => ({ ...each, arrivals: { rampUp: '1m' }, reconnect: { policy: 'none' } })),
      path: [
        { name: 'front', mode: 'dnat' },
        { name: 'edge', mode: 'dnat', flowTable: { established: timers[0]! } },
      ],
      backends: { count: 1 },
      events: [
        ...timers.slice(1).map((established, at) => ({
          at: `${5 + 8 * at}s`,
          action: 'change' as const,
          target: 'edge',
          set: { flowTable: { established } },
        })),
        { at: '239s', action: 'link-cut', target: 'edge', for: '500ms' },
      ],
    });
    // The server is told of no end, as its packets would come through the flow table that has forgotten them.
    expect(run.net.stations.map(({ totalOpen }) => totalOpen)).toEqual([0, 0, 1200]);
  });
});
