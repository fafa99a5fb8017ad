import { describe, expect, test } from 'vitest';
import { fivetuple, json } from '../../../test/support/command-line.ts';

const LINE = 'kernel: nf_conntrack: nf_conntrack: table full, dropping packet';

describe('lookup', () => {
  test('the limit, how to confirm it, and the scenario', async () => {
    const { code, out } = await fivetuple(['lookup', LINE]);
    expect(code).toBe(0);
    expect(out).toMatch(/^nf_conntrack: table full, dropping packet\n/);
    expect(out).toContain('The limit: flow table\n');
    expect(out).toContain(
      'cat /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max',
    );
    expect(out).toContain('public/scenarios/no-snat.json');
  });

  test('reads standard input, and gives one document', async () => {
    const document = json(await fivetuple(['lookup', '-', '--json'], { '-': `a\n${LINE}\nb\n` }));
    expect(document).toMatchObject({
      hits: [{ id: 'conntrack-full', limits: [{ resource: 'flow-table' }] }],
    });
  });

  test('a miss says what could be given', async () => {
    const { code, out } = await fivetuple(['lookup', 'it is slow']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Nothing known is in this text\.\nGive the line of the log/);
    expect(json(await fivetuple(['lookup', 'it is slow', '--json']))).toMatchObject({
      hits: [],
      advice: expect.any(String) as string,
    });
  });

  test.each([
    [[], /the error or log line is missing \(accepted: a text, or - for standard input\)/],
    [['too', 'many'], /put the text in quotes: "many" is a second argument/],
    [[' '], /the text is empty\. Give the line/],
  ])('%j is refused', async (argv, message) => {
    const { code, err } = await fivetuple(['lookup', ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
