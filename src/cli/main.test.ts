import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../test/support/command-line.ts';
import { threadsFor } from './threads.ts';

describe('fivetuple', () => {
  test('--help and no arguments list the commands', async () => {
    for (const argv of [[], ['--help'], ['-h'], ['help']]) {
      const { code, out } = await fivetuple(argv);
      expect(code).toBe(0);
      for (const command of ['check FILE', 'limits FILE', 'run FILE']) expect(out).toContain(command);
    }
    expect((await fivetuple(['run', '--help'])).out).toContain('--replications R');
  });

  test('--version', async () => {
    expect(await fivetuple(['--version'])).toMatchObject({ code: 0, out: '9.9.9\n', err: '', threads: 0 });
  });

  test.each([
    [
      ['predict', 'small.json'],
      'unknown command "predict" (accepted: check, limits, run, plan, assert, sensitivity, sweep, merge, policies, addresses, fix, lookup, import-trace, --help, --version)',
    ],
    [['--verbose'], 'unknown option "--verbose"'],
    [['toString'], 'unknown command "toString"'],
    [['run'], 'a scenario FILE is missing'],
    [['run', 'small.json', 'other.json'], '"other.json" is one too many'],
    [
      ['run', 'small.json', '--sed', '1'],
      "Unknown option '--sed' (accepted: --json, --seed, --replications, --precision, --half-width, --of, --most-replications, --workers)",
    ],
    [['check', 'small.json', '--json'], "Unknown option '--json' (accepted: none)"],
    [['run', 'small.json', '--seed'], 'argument missing (accepted: --json'],
    [['run', 'small.json', '--seed', '-1'], '--seed'],
    [['run', 'small.json', '--seed=1.5'], '--seed "1.5" (accepted: a whole number from 0 to 4294967295)'],
    [
      ['run', 'small.json', '--replications', '0'],
      '--replications "0" (accepted: a whole number from 1 to 10000)',
    ],
    [['run', 'small.json', '--workers', '0'], '--workers "0" (accepted: a whole number from 1 to 1024)'],
    [['run', 'missing.json'], 'cannot read missing.json: ENOENT'],
  ])('%j is refused', async (argv, message) => {
    const { code, out, err } = await fivetuple(argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });
});

describe.each(['check', 'limits', 'run'])('%s of a scenario with faults', (command) => {
  test('writes every fault with its path on standard error', async () => {
    const broken = { ...SMALL, duration: '10 parsecs', backends: { count: 0, colour: 'blue' } };
    const { code, out, err } = await fivetuple([command, 'broken.json'], {
      'broken.json': JSON.stringify(broken),
    });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('broken.json has 3 faults');
    for (const path of ['duration', 'backends.count', 'backends.colour']) expect(err).toContain(`${path}: `);
  });

  test('a syntax error names line and column', async () => {
    const { code, err } = await fivetuple([command, '-'], { '-': '{\n  "fivetuple": 1,,\n}' });
    expect(code).toBe(2);
    expect(err).toContain('standard input has 1 fault');
    expect(err).toMatch(/2:18/);
  });
});

describe('check', () => {
  test('says what the scenario describes', async () => {
    const { code, out } = await fivetuple(['check', 'small.json']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^valid: a small edge\n1 client population, 1 hop, 3 backends, 0 events, 10 m; a run needs about [\d.]+ MiB of memory\n$/,
    );
  });

  test('reads standard input', async () => {
    expect((await fivetuple(['check', '-'], { '-': JSON.stringify(SMALL) })).code).toBe(0);
  });
});

describe('run', () => {
  test('the sentence first, then the numbers', async () => {
    const { code, out, err } = await fivetuple(['run', 'small.json']);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^No\. SNAT ports at the edge run out at \d+ of 400 after 1 m \d+ s\.\n/);
    expect(out).toMatch(/^edge +SYN dropped by NAT +[\d,]+ +\d+\.?\d* % +1 m \d+ s$/m);
    expect(out).toMatch(/^edge +SNAT ports +300 +300 +100 % +100 %$/m);
    expect(out).toMatch(
      /^blocking +0\.\d+, 95 % interval 0\.\d+ to 0\.\d+ \(1 run; warm-up .*; 20 batches\)$/m,
    );
  });

  test('--json carries what the design asks for', async () => {
    const document = json(await fivetuple(['run', 'small.json', '--json']));
    expect(document).toMatchObject({
      scenario: 'a small edge',
      seed: 3,
      simulatedSec: 600,
      failures: [{ hop: 'path.0', name: 'edge', resource: 'snat-ports', outcome: 'SYN dropped by NAT' }],
      firstFailure: { hop: 'path.0', resource: 'snat-ports' },
      blocking: { method: 'batch means', interval: { confidence: 0.95 } },
    });
    expect(document).toMatchObject({
      engineVersion: expect.any(String) as string,
      concurrent: {
        peak: expect.any(Number) as number,
        timeWeightedMean: expect.any(Number) as number,
        final: expect.any(Number) as number,
      },
      seriesHash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
    const { attempts, established, failed, events, eventsPerSecond } = document as Record<string, number>;
    // The rest are under way: their SYNs were dropped and will be sent again.
    expect(attempts! - established! - failed!).toBeGreaterThan(0);
    expect(document['droppedSyns']).toMatchObject([{ hop: 'path.0', resource: 'snat-ports' }]);
    // The clock of the test moves by 500 ms between its two readings.
    expect(eventsPerSecond).toBe(events! * 2);
    const ports = (document['resources'] as Record<string, unknown>[]).find(
      (each) => each['resource'] === 'snat-ports',
    );
    expect(ports).toMatchObject({ hop: 'path.0', capacity: 300, peakUsed: 300 });
  });

  test('tells what clients believe, what was forgotten and what the search for ports cost', async () => {
    const dial = {
      ...SMALL,
      targets: undefined,
      clients: [
        {
          count: 200,
          addresses: 1,
          connectTimeout: '1h',
          session: { heartbeat: '2m' },
          arrivals: { rampUp: '10s' },
        },
      ],
      path: [{ name: 'firewall', mode: 'router', flowTable: { established: '1m' } }],
      backends: { count: 1, fileDescriptors: 100, backlog: 50 },
    };
    const files = { 'dial.json': JSON.stringify(dial) };
    const { out } = await fivetuple(['run', 'dial.json'], files);
    expect(out).toMatch(/^Clients saw up to 15\d open connections; at least 5\d of them still waited/m);
    expect(out).toMatch(/^The firewall forgot an idle connection [\d,]+ times: /m);
    expect(out).toMatch(/^port search +clients: connect\(\) looked at [\d.]+ ports? on average: /m);
    const document = json(await fivetuple(['run', 'dial.json', '--json'], files));
    expect(document).toMatchObject({
      answer: { notes: [expect.stringMatching(/^Clients saw/), expect.stringMatching(/^The firewall/)] },
      // 100 descriptors and a backlog of 51; one more ACK was lost, and its client does not know.
      concurrent: { peakSeenByClients: 152 },
      idle: { forgotten: expect.any(Number) as number, reset: 0 },
      portSearches: [{ hop: 'clients.0', call: 'connect', meanPortsExamined: expect.any(Number) as number }],
    });
  });

  test('tells how even each stage with several instances is, in text and in JSON', async () => {
    const restart = {
      ...SMALL,
      targets: undefined,
      duration: '20m',
      clients: [
        {
          count: 900,
          addresses: 900,
          arrivals: { rampUp: '1m' },
          session: { lifetime: { distribution: 'exponential', mean: '2m' } },
          reconnect: { policy: 'immediate' },
        },
      ],
      path: [{ name: 'edge', mode: 'dsr' }],
      backends: { count: 3 },
      events: [{ at: '5m', action: 'restart', every: '1s', down: '1s' }],
    };
    const files = { 'r.json': JSON.stringify(restart) };
    const { out } = await fivetuple(['run', 'r.json'], files);
    expect(out).toMatch(
      /^balance +backends \(3\): max\/mean \d\.\d\d at 5 m.*, 1\.\d\d \(random choice 1\.05\) at the end, variation 0\.\d\d; below 1\.1 again .* after the end of the restart of backends at 5 m$/m,
    );
    const { balance } = json(await fivetuple(['run', 'r.json', '--json'], files));
    expect(balance).toMatchObject([
      {
        hop: 'backends',
        instances: 3,
        evenBelow: 1.1,
        worst: { atSec: expect.any(Number) as number, maxOverMean: expect.any(Number) as number },
        end: { mean: 300 },
        disturbances: [
          { action: 'restart', atSec: 300, endSec: 303, evenAfterSec: expect.any(Number) as number },
        ],
      },
    ]);
    const several = await fivetuple(
      ['run', 'r.json', '--json', '--replications', '3', '--workers', '1'],
      files,
    );
    const mean = expect.any(Number) as number;
    expect(json(several)).toMatchObject({
      answer: {
        notes: expect.arrayContaining([expect.stringMatching(/^Over 3 runs the busiest server/)]) as unknown,
      },
      replications: { balance: [{ hop: 'backends', worst: { mean, low: mean, high: mean, values: 3 } }] },
    });
    const single = { 'one.json': JSON.stringify({ ...SMALL, backends: { count: 1 } }) };
    expect(json(await fivetuple(['run', 'one.json', '--json'], single))['balance']).toEqual([]);
  });

  test('tells how long connections last, how often users come back and whom a drain cuts, in text and in JSON', async () => {
    const lasting = {
      ...SMALL,
      targets: undefined,
      duration: '10m',
      clients: [
        {
          count: 900,
          addresses: 900,
          arrivals: { pattern: 'population', rampUp: '10s' },
          session: { lifetime: { distribution: 'exponential', mean: '2m' } },
          reconnect: { policy: 'fixed', base: '30s' },
        },
      ],
      path: 'direct',
      backends: { count: 3, fileDescriptors: 1024 },
      events: [{ action: 'restart', at: '5m', target: 'backends', batch: 3, drain: '30s', down: '1s' }],
    };
    const files = { 'l.json': JSON.stringify(lasting) };
    const { out } = await fivetuple(['run', 'l.json'], files);
    expect(out).toMatch(
      /^lifetimes +clients: half of [\d,]+ last 1 m \d+ s or less; \d+ % ended by lifetime, \d+ % ended by restart, \d+ % open/m,
    );
    expect(out).toMatch(
      /^user-hours +clients: [\d.]+ reconnects and [\d.]+ disconnects a user-hour \([\d.]+ lifetime, [\d.]+ restart\); 24 when/m,
    );
    expect(out).toMatch(
      /^drain +restart of backends at 5 m: of \d+ connections half end .*; \d+ % outlast the drain of 30 s \(settled, in closed form: 78 %\)$/m,
    );
    const { lives, userHours, drains } = json(await fivetuple(['run', 'l.json', '--json'], files));
    const share = expect.any(Number) as number;
    expect(lives).toMatchObject([
      {
        population: 'clients',
        causes: [{ reason: 'lifetime' }, { reason: 'restart' }],
        survival: expect.arrayContaining([
          expect.objectContaining({ afterSec: 0, share: 1, undisturbed: 1, closedForm: 1 }),
          expect.objectContaining({ afterSec: 128, share, low: share, high: share, closedForm: share }),
        ]) as unknown,
      },
    ]);
    expect(userHours).toMatchObject([{ population: 'clients', settledPerUserHour: 24 }]);
    expect(drains).toMatchObject([
      {
        hop: 'backends',
        event: 0,
        action: 'restart',
        instances: 3,
        drainSec: 30,
        stillOpen: expect.arrayContaining([
          expect.objectContaining({ afterSec: 128, share, closedForm: share }),
        ]) as unknown,
      },
    ]);
  });

  test('a failure shows in the words of the product, in text and in JSON, and in ordinary ones elsewhere', async () => {
    const [edge] = SMALL.path;
    const product = { ...SMALL, path: [{ ...edge, mode: undefined, preset: 'aws-nat-gateway' }] };
    const files = { 'p.json': JSON.stringify(product), 'small.json': JSON.stringify(SMALL) };
    const { out } = await fivetuple(['run', 'p.json'], files);
    expect(out).toContain('First failure: ErrorPortAllocation. AWS NAT gateway: the CloudWatch metric');
    expect(out).toMatch(/^edge +ErrorPortAllocation /m);
    expect(out).toMatch(
      /^shows at edge {2}AWS NAT gateway: the CloudWatch metric ErrorPortAllocation rises/m,
    );
    const failuresOf = async (file: string): Promise<unknown[]> =>
      (JSON.parse((await fivetuple(['run', file, '--json'], files)).out) as { failures: unknown[] }).failures;
    expect((await failuresOf('p.json'))[0]).toMatchObject({
      outcome: 'ErrorPortAllocation',
      symptom: expect.stringContaining('CloudWatch'),
      product: 'AWS NAT gateway',
      symptomConfidence: 'verified',
      symptomSource: expect.stringMatching(/^https:/),
    });
    expect((await failuresOf('small.json'))[0]).toMatchObject({
      outcome: 'SYN dropped by NAT',
      symptom: expect.stringContaining('insert_failed'),
    });
    expect((await failuresOf('small.json'))[0]).not.toHaveProperty('product');
    expect((await fivetuple(['limits', 'p.json', '--explain'], files)).out).toContain(
      'How it shows: the CloudWatch metric ErrorPortAllocation',
    );
  });

  test('gives the same document again, and another one under another seed', async () => {
    const first = (await fivetuple(['run', 'small.json', '--json'])).out;
    expect((await fivetuple(['run', 'small.json', '--json'])).out).toBe(first);
    expect((await fivetuple(['run', 'small.json', '--json', '--seed', '3'])).out).toBe(first);
    const other = json(await fivetuple(['run', 'small.json', '--json', '--seed', '4']));
    expect(other['seed']).toBe(4);
    expect(first).not.toContain(other['seriesHash']);
  });

  test('--replications runs other seeds too and takes intervals over all', async () => {
    const document = json(
      await fivetuple(['run', 'small.json', '--json', '--replications', '3', '--workers', '1']),
    );
    const { blocking, replications } = document as {
      blocking: { probability: number; interval: { low: number; high: number } };
      replications: { count: number; runs: { seed: number; blocking: number; seriesHash: string }[] };
    };
    expect(document).toMatchObject({ seed: 3, blocking: { method: 'replications' } });
    expect(replications.count).toBe(3);
    expect(new Set(replications.runs.map((run) => run.seriesHash)).size).toBe(3);
    expect(replications.runs[0]).toMatchObject({ seed: 3, seriesHash: document['seriesHash'] });
    const mean = replications.runs.reduce((sum, run) => sum + run.blocking, 0) / 3;
    expect(blocking.probability).toBeCloseTo(mean, 12);
    expect(blocking.interval.low).toBeLessThan(mean);
    expect(blocking.interval.high).toBeGreaterThan(mean);
    const text = await fivetuple(['run', 'small.json', '--replications', '3', '--workers', '1']);
    expect(text.out).toContain('3 replications');
  });

  test('replications are the same on any number of threads', async () => {
    const argv = ['run', 'small.json', '--replications', '5'];
    const alone = await fivetuple([...argv, '--json', '--workers', '1']);
    expect(alone).toMatchObject({ code: 0, err: '', threads: 0 });
    for (const workers of [2, 4]) {
      const beside = await fivetuple([...argv, '--json', '--workers', `${workers}`]);
      expect(beside).toEqual({ ...alone, threads: workers });
    }
    // As many as there are processors.
    const text = await fivetuple([...argv, '--workers', '1']);
    expect(await fivetuple(argv)).toEqual({ ...text, threads: 3 });
  });

  test('a single run stays in its thread', async () => {
    expect((await fivetuple(['run', 'small.json', '--workers', '4'])).threads).toBe(0);
  });

  test('takes no more threads than their memory allows, unless they are asked for', () => {
    expect(threadsFor(8, 1e6)).toBe(8);
    expect(threadsFor(8, 0.6e9)).toBe(3);
    expect(threadsFor(8, 2e9)).toBe(1);
  });

  test('draws its progress on a terminal only, and wipes it away', async () => {
    expect((await fivetuple(['run', 'small.json'], undefined, false)).err).toBe('');
    const { err } = await fivetuple(['run', 'small.json'], undefined, true);
    expect(err).toContain('\r100 %');
    expect(err.endsWith('\r')).toBe(true);
    const many = await fivetuple(['run', 'small.json', '--replications', '3'], undefined, true);
    expect(many.err).toContain('\r3 runs: 100 %');
    expect(many.err.endsWith('\r')).toBe(true);
  });

  test('refuses a run that needs too much memory, with the estimate', async () => {
    const huge = { ...SMALL, clients: [{ count: 90_000_000 }] };
    const { code, err } = await fivetuple(['run', 'huge.json'], { 'huge.json': JSON.stringify(huge) });
    expect(code).toBe(2);
    expect(err).toMatch(/needs about \d+ MiB/);
  });
});
