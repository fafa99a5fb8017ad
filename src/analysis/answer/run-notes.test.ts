import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import type { EventFile } from '../../scenario/file-format.ts';
import { portSearches, searchSentence } from '../limits/port-search.ts';
import { runToEnd } from '../runs/run.ts';
import { answerFromRun } from './answer.ts';
import { runNotes } from './run-notes.ts';

const hour = { lifetime: { distribution: 'deterministic', value: '1h' } } as const;

function notesOf(file: TestFile): readonly string[] {
  const scenario = buildScenario(file);
  return runNotes(scenario, runToEnd(scenario).summary);
}

describe('clients that wait without knowing', () => {
  const short = (backends: object): TestFile => ({
    duration: '60s',
    clients: [{ count: 200, connectTimeout: '1h', arrivals: { rampUp: '1s' }, session: hour }],
    backends: { count: 1, fileDescriptors: 50, backlog: 20, ...backends },
  });

  test('are told of, as many as the backlog takes', () => {
    expect(notesOf(short({}))).toEqual([
      'Clients saw up to 71 open connections; at least 21 of them still waited to be accepted.',
    ]);
    const [note] = notesOf(short({ handshakesPerSecond: 30 }));
    expect(note).toContain('waited to be accepted or for their handshake.');
  });

  test('are not told of where everybody is served at once', () => {
    expect(notesOf(short({ fileDescriptors: 'unlimited' }))).toEqual([]);
  });
});

describe('handshakes for clients that have given up', () => {
  const storm = (client: object): TestFile => ({
    duration: '60s',
    clients: [
      {
        count: 3000,
        connectTimeout: '2s',
        arrivals: { rampUp: 0 },
        session: hour,
        reconnect: { policy: 'fixed', base: '1s' },
        ...client,
      },
    ],
    backends: {
      name: 'tls',
      count: 2,
      handshakesPerSecond: 200,
      backlog: 'unlimited',
      handshake: { queue: 'backlog', abandonedCost: 0.88 },
    },
  });

  test('are told of, with the number from which such a storm does not end, and what would end it', () => {
    const [, note] = notesOf(storm({}));
    expect(note).toMatch(
      /^[\d,]+ of [\d,]+ handshakes \(9\d(\.\d+)? %\) at the tls were done for clients that had given up\. /,
    );
    expect(note).toContain(
      'When all 3,000 come back at once, the storm does not end by itself. It would up to 2,163 = 400/s x (timeout 2 s + (timeout + retry after 1 s) / cost 0.88 of an abandoned one). A timeout above 8 s, or reconnects spread over a window of 8 s would do.',
    );
  });

  test('are told of where the storm has ended, and not where there were none', () => {
    expect(notesOf(storm({ count: 2000 })).join()).toContain('the storm ends by itself up to 2,163');
    expect(notesOf(storm({ connectTimeout: '9s' })).join()).not.toContain('given up');
  });
});

describe('instances that join or leave', () => {
  test('are told of, with what the capacities count', () => {
    const file: TestFile = {
      duration: '1h',
      clients: [{ count: 2, session: hour }],
      path: [{ name: 'edge', mode: 'dnat', instances: 3 }],
      backends: { name: 'servers', count: 6 },
      events: [
        { at: '10m', action: 'scale-out', instances: 2 },
        { at: '30m', action: 'scale-in', instances: 3 },
        { at: '20m', action: 'scale-in', target: 'edge' },
        { at: '5m', action: 'crash' },
      ],
    };
    expect(notesOf(file)).toEqual([
      'The edge: 3 at first, 2 from 20 m on; capacities count all 3.',
      'The servers: 4 at first, 6 from 10 m on, 3 from 30 m on; capacities count all 6.',
    ]);
    expect(notesOf({ ...file, events: [{ at: '5m', action: 'crash' }] })).toEqual([]);
  });
});

describe('connections that a flow table forgot', () => {
  const idle = (session: object, flowTable: object): TestFile => ({
    duration: '60s',
    clients: [
      { count: 10, arrivals: { rampUp: 0 }, session: { ...hour, ...session }, reconnect: { policy: 'none' } },
    ],
    path: [{ name: 'firewall', mode: 'router', flowTable: { established: '5s', ...flowTable } }],
    backends: { count: 1 },
  });

  test('are counted as often as they are forgotten, with what came of them', () => {
    expect(notesOf(idle({ heartbeat: '7s' }, {}))).toEqual([
      'The firewall forgot an idle connection 80 times: 80 went on with their next packet.',
    ]);
    expect(notesOf(idle({ heartbeat: '7s' }, { loose: false, invalid: 'drop' }))).toEqual([
      'The firewall forgot an idle connection 10 times: 10 got no answer any more.',
    ]);
    expect(notesOf(idle({}, {}))).toEqual([
      'The firewall forgot an idle connection 10 times: 10 have sent nothing since.',
    ]);
  });

  test('belong to the answer of the run', () => {
    const scenario = buildScenario(idle({}, {}));
    const { summary } = runToEnd(scenario);
    expect(answerFromRun(scenario, summary).notes).toEqual(runNotes(scenario, summary));
  });
});

describe('failures that nobody is told of', () => {
  /** 1,200 connections that last, with a heartbeat every 20 s. */
  const quiet = (event: EventFile, session: object = {}, change: Partial<TestFile> = {}): TestFile => ({
    duration: '2m',
    clients: [
      {
        name: 'phones',
        count: 1200,
        arrivals: { rampUp: '10s' },
        session: { ...hour, heartbeat: '20s', ...session },
        reconnect: { policy: 'none' },
      },
    ],
    path: [{ name: 'edge', mode: 'proxy', snat: { addresses: 4 } }],
    backends: { name: 'servers', count: 2 },
    events: [event],
    ...change,
  });
  const failover: EventFile = { at: '30s', action: 'failover', target: 'edge', down: '0s' };

  test('a failover is told of with what came of the connections', () => {
    expect(notesOf(quiet(failover))).toEqual([
      '1,200 connections were lost and nobody was told: 1,200 were reset at their next packet.',
    ]);
    expect(notesOf(quiet(failover, { heartbeat: 'none' }))).toEqual([
      '1,200 connections were lost and nobody was told; none has found out.',
    ]);
    expect(notesOf(quiet({ ...failover, mirrored: true }))).toEqual([]);
    const balancer: TestFile['path'] = [{ name: 'edge', mode: 'dnat', balance: 'maglev' }];
    expect(notesOf(quiet(failover, {}, { path: balancer }))).toEqual([
      '1,200 connections were lost and nobody was told: 1,200 went on with their next packet.',
    ]);
    expect(notesOf(quiet(failover, { heartbeatFrom: 'server' }, { path: balancer }))).toEqual([
      '1,200 connections were lost and nobody was told: 1,200 were reset at the server, which their clients were not told.',
    ]);
  });

  test('a standby that knows all and comes too late loses them all the same', () => {
    const late = { ...failover, mirrored: true, down: '50s' } as const;
    expect(notesOf(quiet(late, { heartbeatTimeout: '5s' }))).toEqual([
      '1,200 were given up without an answer while an instance was away.',
    ]);
  });

  test('a silent crash is told of with those who gave up', () => {
    const crash: EventFile = { at: '30s', action: 'crash', silent: true, down: 'forever' };
    expect(notesOf(quiet(crash, { heartbeatTimeout: '5s' }))).toEqual([
      '600 connections were lost and nobody was told: 600 were given up without an answer.',
    ]);
    expect(notesOf(quiet(crash))).toEqual([
      '600 connections were lost and nobody was told; none has found out.',
    ]);
  });

  test('a cut link is told of with those that did not outlive it', () => {
    const cut: EventFile = { at: '30s', action: 'link-cut', target: 'phones', for: '30s' };
    expect(notesOf(quiet(cut, { heartbeatTimeout: '10s' }))).toEqual([
      'The cut link ended 1,200 connections that had no answer for too long.',
    ]);
    expect(notesOf(quiet(cut))).toEqual([
      'The cut link ended no connection: who sent something was answered in time.',
    ]);
    // Until it is restored nothing is known of those that have found out nothing.
    expect(notesOf(quiet({ ...cut, for: '10m' }))).toEqual([]);
  });

  test('clients that vanish are told of with the places that they leave taken', () => {
    const gone = { lifetime: { distribution: 'deterministic', value: '40s' }, vanish: 1 };
    const server = { name: 'servers', count: 2, idleTimeout: '1m' };
    const file = quiet(failover, gone, { path: 'direct', backends: server, events: [] });
    expect(notesOf({ ...file, duration: '55s' })).toEqual([
      '1,200 sessions ended without a word and still took up to 1,200 places at a time, 1,200 at the end.',
    ]);
    expect(notesOf(file)).toEqual([
      '1,200 sessions ended without a word and still took up to 1,200 places at a time, 0 at the end.',
    ]);
  });
});

describe('the search for ports', () => {
  const searchesOf = (file: TestFile) => {
    const scenario = buildScenario(file);
    return portSearches(scenario, runToEnd(scenario));
  };
  const dials = (client: object, path: TestFile['path'] = []): TestFile => ({
    duration: '60s',
    clients: [
      {
        count: 900,
        addresses: 1,
        ports: '20000-20999',
        arrivals: { rampUp: '30s' },
        session: hour,
        ...client,
      },
    ],
    path,
    backends: { count: 1 },
  });

  test('costs half the range as soon as one parity is used up', () => {
    const [search] = searchesOf(dials({}));
    expect(search).toMatchObject({ station: 'clients.0', call: 'connect', searches: 900 });
    // 500 ports of the first parity in vain for four of nine connects, and the run of taken ones before a free one.
    expect(search!.meanPortsExamined).toBeGreaterThan((500 * 4) / 9);
    expect(searchSentence(search!)).toMatch(
      /^connect\(\) looked at \d+ ports on average: [\d.]+ µs of CPU a connection\.$/,
    );
    expect(searchesOf(dials({ bind: 'early' }))[0]).toMatchObject({ call: 'bind' });
  });

  test('is a proxy’s where it connects, and nobody’s where ports are only counted', () => {
    const proxy = dials({ addresses: 900 }, [
      { name: 'edge', mode: 'proxy', snat: { ports: '20000-20799' } },
    ]);
    const own = searchesOf(proxy).filter(({ station }) => station === 'path.0');
    expect(own).toMatchObject([{ stationName: 'edge', call: 'connect' }]);
    // Those that found no port have looked at all of them.
    expect(own[0]!.searches).toBeGreaterThan(900);
    expect(own[0]!.meanPortsExamined).toBeLessThanOrEqual(800);
    expect(searchesOf(dials({ count: 4000, addresses: 4000 }))).toEqual([]);
    expect(searchesOf(dials({}, [{ mode: 'snat' }])).map(({ station }) => station)).toEqual(['clients.0']);
  });
});
