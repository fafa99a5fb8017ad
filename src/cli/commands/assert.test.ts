import { describe, expect, test } from 'vitest';
import { fivetuple, SMALL } from '../../../test/support/command-line.ts';

const GOOD = {
  ...SMALL,
  name: 'enough ports',
  duration: '4m',
  path: [{ ...SMALL.path[0], snat: { ...SMALL.path[0]!.snat, ports: '1024-3023' } }],
  targets: { concurrent: 400, blocking: 0.1 },
};
const BAD = { ...SMALL, name: 'too few "ports" & more', duration: '4m', targets: { concurrent: 400 } };
const files = {
  'good.json': JSON.stringify(GOOD),
  'bad.json': JSON.stringify(BAD),
  'none.json': JSON.stringify({ ...SMALL, targets: undefined }),
  'broken.json': JSON.stringify({ ...SMALL, duration: '10 parsecs' }),
};
const gate = (...argv: readonly string[]) =>
  fivetuple(['assert', ...argv, '--workers', '1', '--replications', '2'], files);

describe('assert', () => {
  test('exits 0 where all targets are met, with one line a target', async () => {
    const { code, out, err } = await gate('good.json');
    expect(err).toBe('');
    expect(out).toMatch(/^good\.json: enough ports$/m);
    expect(out).toMatch(
      /^met +concurrent +asked: 400 connections at the same time; found: 400 \(95 % interval, 2 runs\); judged: all of the interval reaches 99 % of it \(396\)\.$/m,
    );
    expect(out).toMatch(/^met +blocking +asked: at most 0\.1 of attempts fail/m);
    expect(code).toBe(0);
  });

  test('exits 1 where one is missed, and the report has a suite a file', async () => {
    const { code, out, written } = await gate('good.json', 'bad.json', '--junit', 'out.xml');
    expect(code).toBe(1);
    expect(out).toMatch(/^missed +concurrent +asked: 400 .* \(95 % interval, 2 runs\)/m);
    const xml = written['out.xml']!;
    expect(xml).toContain('<testsuites name="fivetuple assert" tests="3" failures="1"');
    expect(xml.match(/<testsuite /g)).toHaveLength(2);
    expect(xml).toContain('<testsuite name="bad.json" tests="1" failures="1" errors="0" skipped="0"');
    expect(xml).toContain('classname="too few &quot;ports&quot; &amp; more"');
  });

  test('simulates what the other targets ask for: a rate, and everybody cut at once', async () => {
    const all = {
      ...GOOD,
      name: 'all targets',
      targets: { concurrent: 400, headroom: '50%', arrivalRate: '4/s', reconnectWithin: '5m' },
    };
    const { code, out } = await fivetuple(
      ['assert', 'all.json', '--workers', '1', '--replications', '2', '--json'],
      { 'all.json': JSON.stringify(all) },
    );
    const [{ targets }] = (JSON.parse(out) as { files: [{ targets: { target: string; verdict: string }[] }] })
      .files;
    expect(targets.map(({ target, verdict }) => [target, verdict])).toEqual([
      ['concurrent', 'met'],
      ['headroom', 'met'],
      ['arrivalRate', 'met'],
      ['reconnectWithin', 'met'],
    ]);
    expect(targets[3]).toMatchObject({ basis: 'simulation', runs: 2 });
    expect(code).toBe(0);
  });

  test('fails what is unclear unless that is allowed', async () => {
    const one = ['assert', 'good.json', '--replications', '1', '--junit', 'out.xml'];
    const strict = await fivetuple(one, files);
    expect(strict.code).toBe(1);
    expect(strict.out).toMatch(/^unclear +concurrent .* \(1 run\); judged: one run has no interval/m);
    const allowed = await fivetuple([...one, '--allow-unclear'], files);
    expect(allowed.code).toBe(0);
    expect(allowed.written['out.xml']).toContain('failures="0" errors="0" skipped="1"');
  });

  test('--json is one document', async () => {
    const { code, out } = await gate('bad.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      files: [{ file: 'bad.json', targets: [{ target: 'concurrent', verdict: 'missed', runs: 2 }] }],
    });
  });

  test('exits 2 with the faults of every file, before anything is run', async () => {
    const { code, out, err } = await gate('good.json', 'broken.json', 'none.json', 'missing.json');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('broken.json has 1 fault');
    expect(err).toContain(
      'none.json has no target to judge (accepted in "targets": concurrent, blocking, headroom, arrivalRate, reconnectWithin)',
    );
    expect(err).toContain('cannot read missing.json');
  });

  test('exits 2 where the report cannot be written', async () => {
    const { code, err } = await gate('good.json', '--junit', 'no/such/folder.xml');
    expect(code).toBe(2);
    expect(err).toContain('cannot write no/such/folder.xml: ENOENT');
  });
});
