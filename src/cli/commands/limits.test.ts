import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

describe('limits', () => {
  test('the sentence first, then the ladder', async () => {
    const { code, out } = await fivetuple(['limits', 'small.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/^No\. SNAT ports at the edge run out at 276 of 400 after 1 m 23 s\.\n/);
    const firstRow = out.split('\n').find((line) => line.endsWith('%'));
    expect(firstRow).toMatch(/^edge +SNAT ports +276 +144 %$/);
    expect(out).not.toContain('Source:');
  });

  test('--explain adds the arithmetic, the way to raise it and the source of each limit', async () => {
    const { out } = await fivetuple(['limits', 'small.json', '--explain']);
    expect(out).toContain(
      '1 address x 300 ports = 300 ports; each is taken 1 m + 5 s hold for 1 m of use: 276 connections',
    );
    expect(out).toContain('To carry the demand: 2 addresses carry 400.');
    expect(out.match(/^ {2}Source: /gm)).toHaveLength(4);
  });

  test('the timers of a quiet connection in order, and the heartbeat that none of them beats', async () => {
    const [clients] = SMALL.clients;
    const session = { ...clients!.session, heartbeat: '350s', heartbeatJitter: '5s' };
    const [hop] = SMALL.path;
    const path = [{ ...hop, flowTable: { established: '350s' } }];
    const files = { 'nat.json': JSON.stringify({ ...SMALL, clients: [{ ...clients, session }], path }) };
    const { out } = await fivetuple(['limits', 'nat.json'], files);
    expect(out).toMatch(/^5 m 50 s +edge +flow table entry +forgets it and tells nobody$/m);
    expect(out).toMatch(/is too late in 50 % of the intervals\.\n/);
    // Ten chances within the hour.
    expect(out).toContain('Of connections that stay open, 99.902 % are ended within an hour.');
    expect(out).toContain(
      'Safe heartbeat: 5 m 50 s / 2 - 5 s of jitter = 2 m 50 s, so that one may be lost.',
    );
    const { timeouts } = json(await fivetuple(['limits', 'nat.json', '--json'], files));
    expect(timeouts).toMatchObject([{ missShare: 0.5, safeHeartbeatSec: 170 }]);
  });

  test('the waterfall: what binds next, and what lifts it to there', async () => {
    const { out } = await fivetuple(['limits', 'small.json', '--explain']);
    expect(out).toMatch(
      /What binds next, each limit lifted just far enough:\n *carries +then binds +to go on\n/,
    );
    expect(out).toMatch(/^ *276 +edge SNAT ports +\d+ addresses$/m);
    expect(out).toMatch(/^Nothing binds below 4,000, 10 times the demand, once all of these are lifted; /m);
    expect(out).toMatch(/^ {2}To go on: \d+ addresses \(path\.0\.snat\.addresses 1 -> \d+\)$/m);
    const { waterfall } = json(await fivetuple(['limits', 'small.json', '--json']));
    expect(waterfall).toMatchObject({
      demandConnections: 400,
      topConnections: 4000,
      steps: [
        {
          station: 'path.0',
          resource: 'snat-ports',
          carriesNext: 4000,
          lifts: [{ text: '15 addresses', settings: [{ path: 'path.0.snat.addresses', from: 1, to: 15 }] }],
          besides: [],
        },
      ],
    });
  });

  test('no step goes beyond what the product of a hop allows', async () => {
    const [clients] = SMALL.clients;
    const many = { ...clients, count: 100_000 };
    const path = [{ name: 'nat', preset: 'aws-nat-gateway' }];
    const files = {
      'aws.json': JSON.stringify({ ...SMALL, clients: [many], path, backends: { count: 2 }, targets: {} }),
    };
    const { out } = await fivetuple(['limits', 'aws.json'], files);
    // Ten times 100,000 to two destinations would take 19 of the NAT's addresses, of which there are at most eight on each.
    expect(out).toMatch(/^ *[\d,]+ +nat SNAT ports +19 instances$/m);
  });

  test('--explain says what theory predicts, under which assumptions, of each limit and of the path', async () => {
    const [clients] = SMALL.clients;
    const open = {
      ...SMALL,
      duration: '2h',
      clients: [
        {
          ...clients,
          addresses: 400,
          count: undefined,
          arrivals: { pattern: 'poisson', rate: '4.5/s' },
          reconnect: { policy: 'none' },
        },
      ],
      path: [{ ...SMALL.path[0], flowTable: { max: 310, timeWait: 0 } }],
    };
    const files = { 'open.json': JSON.stringify(open) };
    const { out } = await fivetuple(['limits', 'open.json', '--explain'], files);
    expect(out).toMatch(
      /^Blocking on the whole path: at most [\d.]+ of the attempts \(Erlang fixed point\); /m,
    );
    expect(out).toMatch(
      /^ {2}Blocking at the demand: [\d.]+ of the attempts \(Erlang B\); assumes Poisson arrivals/m,
    );
    const { limits, pathBlocking } = json(await fivetuple(['limits', 'open.json', '--json'], files));
    expect(limits).toMatchObject([{ blocking: { theory: 'Erlang B' } }, {}, {}, {}]);
    expect(pathBlocking).toMatchObject({ theory: 'Erlang fixed point', kind: 'upper bound' });
  });

  test('--json is one document', async () => {
    const document = json(await fivetuple(['limits', 'small.json', '--json']));
    expect(document).toMatchObject({
      scenario: 'a small edge',
      answer: { verdict: 'no', basis: 'closed form' },
      demand: { connections: 400 },
      limits: [{ station: 'path.0', resource: 'snat-ports', demandConnections: 400 }, {}, {}, {}],
    });
  });
});
