import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

/** A few runs of a moment each. */
const FILE = { ...SMALL, duration: '3m', clients: [{ ...SMALL.clients[0], count: 150 }] };
const FILES = { 'small.json': JSON.stringify(FILE) };
const OVER = '--over path.0.snat.hold=5s,20s --over backends.count=1..3 --replications 2'.split(' ');

const sweep = (more: readonly string[], files: Record<string, string> = { ...FILES }) =>
  fivetuple(['sweep', 'small.json', ...OVER, ...more], files);

describe('a sweep in shards, from logs and in one go', () => {
  test('is the same byte for byte', async () => {
    const whole = await sweep(['--json', '--workers', '2']);
    expect(whole).toMatchObject({ code: 0, err: '', threads: 2 });
    expect(JSON.parse(whole.out)).toMatchObject({
      sweep: 1,
      seed: 3,
      replications: 2,
      targets: { concurrent: 400, blocking: null },
      axes: [
        { path: 'path.0.snat.hold', unit: 's', values: [5, 20] },
        { path: 'backends.count', unit: '1', values: [1, 2, 3] },
      ],
    });

    const files: Record<string, string> = { ...FILES };
    for (const [shard, workers] of [
      ['1/3', '1'],
      ['2/3', '2'],
    ] as const) {
      const part = await sweep(['--shard', shard, '--workers', workers], files);
      files[`${shard[0]}.log`] = part.out;
    }
    await sweep(['--shard', '3/3', '--out', '3.log', '--workers', '1'], files);
    for (const order of [
      ['1.log', '2.log', '3.log'],
      ['3.log', '1.log', '2.log'],
    ]) {
      expect(await fivetuple(['merge', ...order, '--json'], files)).toMatchObject({
        code: 0,
        out: whole.out,
      });
    }
    // A shard twice says the same twice.
    const twice = await fivetuple(['merge', '1.log', '1.log', '2.log', '3.log', '--json'], files);
    expect(twice.out).toBe(whole.out);

    const missing = await fivetuple(['merge', '1.log', '3.log'], files);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('4 runs of the sweep are in none of the logs, the first is run 1');
    const partial = json(await fivetuple(['merge', '1.log', '3.log', '--partial', '--json'], files));
    expect(partial['points']).toMatchObject([
      { state: 'done', runs: 2 },
      { state: 'waiting', meetsTargets: null },
      {},
      {},
      {},
      {},
    ]);

    // Killed in the middle of a line.
    const log = files['3.log'] ?? '';
    const cut = `${log.split('\n').slice(0, 3).join('\n')}\n${log.split('\n')[3]?.slice(0, 30)}`;
    const after: Record<string, string> = { ...FILES, 'cut.log': cut };
    const resumed = await sweep(['--out', 'cut.log', '--json', '--workers', '1'], after);
    expect(resumed.out).toBe(whole.out);
    // All lines are whole, and none of the two that were there was run again.
    const lines = (after['cut.log'] ?? '').trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual(log.split('\n').slice(0, 3));
    expect(new Set(lines.slice(1).map((line) => (JSON.parse(line) as { job: number }).job)).size).toBe(12);
    expect(lines).toHaveLength(13);
    // Nothing is left to do.
    expect(await sweep(['--out', 'cut.log', '--json'], after)).toMatchObject({ out: whole.out, threads: 0 });
  });
});

test('as a table and as CSV: where one parameter meets the targets', async () => {
  const files: Record<string, string> = { 'small.json': JSON.stringify({ ...SMALL, duration: '4m' }) };
  const over = ['--over', 'path.0.snat.addresses=1..3', '--replications', '1'];
  const run = (format: readonly string[]) =>
    fivetuple(['sweep', 'small.json', ...over, '--out', 'a.log', '--workers', '1', ...format], files);
  const text = await run([]);
  expect(text.out).toMatch(/^a small edge\n3 points, 1 run each\n/);
  expect(text.out).toMatch(/^ +1 {2}missed +0\.\d+ .*SYN dropped by NAT \(edge\) after 1 m/m);
  expect(text.out).toContain(
    'The targets are met at 2 of 3 points. path.0.snat.addresses: met from 2 on (missed at 1).',
  );
  const [head, ...rows] = (await run(['--csv'])).out.trimEnd().split('\r\n');
  expect(head).toMatch(/^path\.0\.snat\.addresses,state,runs,blocking,/);
  expect(rows.map((row) => row.split(',').slice(0, 3))).toEqual([
    ['1', 'done', '1'],
    ['2', 'done', '1'],
    ['3', 'done', '1'],
  ]);
});

test('a point that is no valid scenario is marked, and the others are run', async () => {
  const bad = { ...FILE, events: [{ at: '1m', action: 'crash', instances: 2 }] };
  const outcome = await fivetuple(
    [
      'sweep',
      'small.json',
      '--over',
      'backends.count=1,2',
      '--replications',
      '1',
      '--workers',
      '1',
      '--json',
    ],
    { 'small.json': JSON.stringify({ ...bad, backends: { count: 2 } }) },
  );
  expect(json(outcome)['points']).toMatchObject([
    { state: 'invalid', error: expect.stringContaining('events.0.instances') as string, runs: 0 },
    { state: 'done', runs: 1 },
  ]);
});

test('progress tells the time left, on a terminal', async () => {
  const { err } = await fivetuple(['sweep', 'small.json', ...OVER, '--workers', '1'], { ...FILES }, true);
  expect(err).toMatch(/\r12 runs: \d+ %, \d+(\.\d+)? s left/);
});

describe('what is not acceptable', () => {
  test.each([
    [[], '0 parameters are given (accepted: one or 2 parameters)'],
    [
      ['--over', 'path.0.snat.addresses'],
      '--over "path.0.snat.addresses" names no values (accepted: PATH=VALUES',
    ],
    [['--over', 'path.0.snat.adresses=1..2'], 'did you mean "path.0.snat.addresses"?'],
    [['--over', 'path.0.snat.scope=1..2'], 'path.0.snat.scope is no single number'],
    [['--over', 'path.3.snat.hold=1s,2s'], 'there is no path.3 in this file (accepted: path.0)'],
    [
      ['--over', 'backends.count=0..3'],
      'backends.count: 0 is out of range (accepted: a whole number from 1 to',
    ],
    [['--over', 'backends.count=1..3', '--over', 'backends.count=1..3'], 'backends.count is given twice'],
    [
      ['--over', 'backends.count=1..900', '--over', 'path.0.snat.addresses=1..900'],
      '810000 points are too many',
    ],
    [['--over', 'backends.count=1..3', '--shard', '4/3'], '--shard "4/3" (accepted: I/N'],
    [['--over', 'backends.count=1..3', '--shard', '1/3', '--json'], '--json is given with --shard'],
    [['--over', 'backends.count=1..3', '--json', '--csv'], '--json and --csv are both given'],
    [['--over', 'backends.count=1..3', '--out', 'other.log'], 'is the log of another sweep'],
    [['--over', 'backends.count=1..3', '--out', 'small.json'], 'it is no log of a sweep'],
  ])('%j', async (argv, message) => {
    const files: Record<string, string> = { ...FILES };
    const head = await fivetuple(
      ['sweep', 'small.json', '--over', 'backends.count=9', '--shard', '2/2', '--replications', '1'],
      files,
    );
    files['other.log'] = head.out;
    const { code, out, err } = await fivetuple(['sweep', 'small.json', ...argv], files);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    // Nothing that was there is lost.
    expect(files['other.log']).toBe(head.out);
    expect(files['small.json']).toBe(FILES['small.json']);
  });

  test('logs that do not belong together', async () => {
    const files: Record<string, string> = { ...FILES };
    for (const [log, values] of [
      ['a.log', '1,2'],
      ['b.log', '1,3'],
    ] as const) {
      const part = await fivetuple(
        [
          'sweep',
          'small.json',
          '--over',
          `backends.count=${values}`,
          '--shard',
          '1/4',
          '--replications',
          '1',
        ],
        files,
      );
      files[log] = part.out;
    }
    const merged = await fivetuple(['merge', 'a.log', 'b.log'], files);
    expect(merged).toMatchObject({ code: 2, out: '' });
    expect(merged.err).toContain('b.log is of another sweep than a.log');
    files['c.log'] = (files['a.log'] ?? '').replace(/"peakConcurrent":(\d+)/, '"peakConcurrent":1$1');
    expect((await fivetuple(['merge', 'a.log', 'c.log'], files)).err).toContain(
      'c.log says other things of run 0',
    );
    files['d.log'] = `${files['a.log']}nonsense\n`;
    expect((await fivetuple(['merge', 'd.log'], files)).err).toContain(
      'd.log: line 3 is no run of this sweep',
    );
  });
});
