import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

describe('plan', () => {
  test('tells the cheapest way, what it changes in the file, and what simulation says of it', async () => {
    const { code, out, threads } = await fivetuple([
      'plan',
      'small.json',
      '--replications',
      '2',
      '--workers',
      '2',
    ]);
    expect(code).toBe(0);
    expect(threads).toBeGreaterThan(0);
    expect(out).toMatch(
      /^With source ports at the edge 1024-1457 instead of 1024-1323 it carries 400: the cheapest of 8 ways/,
    );
    expect(out).toMatch(/^Targets +400 connections$/m);
    expect(out).toMatch(/^Too small +the SNAT ports at the edge \(\d+ of 400\)$/m);
    expect(out).toMatch(/^1 +.+ +verified, 2 runs$/m);
    expect(out).toMatch(/^ +path\.0\.snat\.addresses = 2$/m);
    expect(out).toMatch(
      /verified by simulation: 400 connections at the same time: 400 \(95 % interval, 2 runs\); all of the interval reaches/m,
    );
  });

  test('writes the same for programs', async () => {
    const found = json(await fivetuple(['plan', 'small.json', '--json', '--no-verify']));
    expect(found).toMatchObject({
      scenario: 'a small edge',
      answer: { feasible: true, nearest: null },
      targets: { concurrent: 400, blocking: null },
      shortfalls: [{ station: 'path.0', resource: 'snat-ports', target: 'concurrent' }],
    });
    const plans = found.plans as { id: string; cost: number; verification: unknown; changes: unknown[] }[];
    expect(plans.map(({ cost }) => cost)).toEqual(plans.map(({ cost }) => cost).sort((a, b) => a - b));
    expect(plans.find(({ id }) => id === 'path.0.snat.addresses')).toMatchObject({
      cost: 3,
      verification: null,
      changes: [{ from: '1', to: '2', fields: [{ path: 'path.0.snat.addresses', to: 2 }] }],
    });
  });

  test('names the choice of least regret where an input is a range', async () => {
    const uncertain = [{ field: 'clients.0.count', low: 200, likely: 400, high: 800 }];
    const files = { 'ranged.json': JSON.stringify({ ...SMALL, uncertain }) };
    const { out } = await fivetuple(['plan', 'ranged.json', '--no-verify'], files);
    expect(out).toMatch(/^Under the ranges: .+ It meets the targets in all 3 cases\.$/m);
    const found = json(await fivetuple(['plan', 'ranged.json', '--no-verify', '--json'], files));
    expect(found).toMatchObject({ underRanges: { design: 'full factorial', cases: 3 } });
  });

  test('exits with 1 where no plan meets the targets, and names the limit and the nearest target', async () => {
    const costs = Object.fromEntries(
      ['snatAddress', 'balancer', 'strategy', 'change'].map((name) => [name, 'never']),
    );
    const fixed = { 'f.json': JSON.stringify({ ...SMALL, costs }) };
    const { code, out } = await fivetuple(['plan', 'f.json'], fixed);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^No plan meets the targets\. The SNAT ports at the edge \((\d+) of 400\) stand in the way\./,
    );
    expect(out).toMatch(/The nearest target with a plan: \d+ connections\.$/m);
    expect(out).toMatch(/source addresses at the edge: not to be changed/i);
  });

  test('refuses what it cannot read', async () => {
    expect((await fivetuple(['plan', 'missing.json'])).code).toBe(2);
    expect((await fivetuple(['plan', 'small.json', '--replications', '0'])).err).toContain(
      'a whole number from 1 to 1000',
    );
  });
});
