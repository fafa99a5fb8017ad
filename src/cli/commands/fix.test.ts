import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

describe('fix', () => {
  test('without a change, the smallest one of the first limit that does not carry the target', async () => {
    const { code, out } = await fivetuple(['fix', 'small.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/^1\. Source addresses and ports of the NAT at edge: path\.0\.snat\.addresses = 2$/m);
    expect(out).toMatch(/SNAT ports at the edge: 276 -> 553 connections/);
    expect(out).toMatch(/^table ip edge_snat \{$/m);
    expect(out).toContain('snat to 198.51.100.10-198.51.100.11:1024-1323');
    expect(out).toMatch(/Also written for: iptables, /);
  });

  test('changes are read as JSON where they are, and nothing is the default', async () => {
    const argv = [
      'fix',
      'small.json',
      '--json',
      '--change',
      'path.0.snat.addresses=3',
      '--change',
      'clients.0.reconnect.policy=window',
      '--change',
      'path.0.snat.hold=',
    ];
    const document = json(await fivetuple(argv));
    expect(document).toMatchObject({
      scenario: 'a small edge',
      changes: [
        { path: 'path.0.snat.addresses', to: 3 },
        { path: 'clients.0.reconnect.policy', to: 'window' },
        { path: 'path.0.snat.hold' },
      ],
      steps: [
        { system: 'nftables', station: 'edge' },
        { system: 'javascript' },
        { snippets: [{ syntax: 'sysctl' }] },
      ],
      withoutSnippet: [],
    });
  });

  test('--system chooses; where it has no words it says which ones have', async () => {
    const f5 = await fivetuple(['fix', 'small.json', '--system', 'f5']);
    expect(f5.out).toContain(
      'tmsh create ltm snatpool edge_snatpool members add { 198.51.100.10 198.51.100.11 }',
    );
    const envoy = await fivetuple(['fix', 'small.json', '--system', 'envoy']);
    expect(envoy.out).toContain('Envoy has no words for it. Written for: nftables, iptables');
  });

  test('a scenario that carries its target needs nothing', async () => {
    const files = { 'fits.json': JSON.stringify({ ...SMALL, targets: { concurrent: 10 } }) };
    const { code, out } = await fivetuple(['fix', 'fits.json'], files);
    expect([code, out]).toEqual([0, 'Every limit carries the target: there is nothing to change.\n']);
  });

  test('what is no setting is listed', async () => {
    const { out } = await fivetuple(['fix', 'small.json', '--change', 'clients.0.count=5']);
    expect(out).toBe('No snippet for:\n  clients.0.count = 5: it is how clients behave, and not a setting\n');
  });

  test.each([
    [['--system', 'nginxx'], /--system "nginxx" \(accepted: linux, nftables, /],
    [
      ['--change', 'path.0.snat.addresses'],
      /--change "path\.0\.snat\.addresses" \(accepted: a field and its value/,
    ],
    [['--change', 'path.0.snat.adresses=2'], /path\.0\.snat\.adresses: .*addresses/],
    [['--change', 'path.0.snat.addresses=none'], /path\.0\.snat\.addresses: /],
    [['--change', 'path.9.mode=dsr'], /--change: .*past the end of a list of 1/],
    [['--nonsense'], /accepted: --change, --system, --json/],
  ])('%j is refused with what would be accepted', async (argv, message) => {
    const { code, out, err } = await fivetuple(['fix', 'small.json', ...argv]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
