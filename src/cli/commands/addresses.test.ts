import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

/** 200 connections through addresses of 100 ports each, which netfilter searches as a whole. */
const [hop] = SMALL.path;
const snat = { ...hop!.snat, ports: '1024-1123', choose: 'round-robin', hold: 0 };
const files = {
  'pool.json': JSON.stringify({
    ...SMALL,
    path: [{ ...hop, snat }],
    targets: { concurrent: 200, blocking: 1e-6 },
  }),
};

describe('addresses', () => {
  test('a row for each scope and selection, netfilter twice', async () => {
    const { code, out } = await fivetuple(['addresses', 'pool.json'], files);
    expect(code).toBe(0);
    expect(out).toContain('200 connections, Poisson arrivals, round-robin, blocking at most 0.000001');
    const rows = out.split('\n').filter((line) => /^(source|destination|client-block) /.test(line));
    expect(rows).toHaveLength(18);
    // Erlang B: 267 ports block 9.6e-7 of 200 erlangs, 266 block 1.3e-6.
    expect(rows[0]).toMatch(/^source +linux-connect +3 +\d\.\de-\d+ .* Erlang B$/);
  });

  test('--blocking replaces the target, --json prints one document', async () => {
    const document = json(await fivetuple(['addresses', 'pool.json', '--blocking', '0.5', '--json'], files));
    expect(document).toMatchObject({ target: 0.5, openErl: 200, hop: 'edge' });
    expect((document as unknown as { rows: unknown[] }).rows[0]).toMatchObject({
      scope: 'source',
      selection: 'linux-connect',
      addresses: 2,
      blocking: { method: 'Erlang B', runs: 0 },
    });
  });

  test.each([
    [['--blocking', '2'], '--blocking "2" (accepted: a number between 0 and 1'],
    [['--hop', 'nowhere'], '--hop "nowhere" (accepted: edge)'],
  ])('%j is refused with what would be accepted', async (options, message) => {
    const { code, err } = await fivetuple(['addresses', 'pool.json', ...options], files);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
