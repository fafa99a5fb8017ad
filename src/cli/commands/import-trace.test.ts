import { describe, expect, test } from 'vitest';
import { fivetuple, SMALL } from '../../../test/support/command-line.ts';

const FILES = {
  'rate.csv': 'time (min),connections per minute\n0,2400\n720,9600\n',
  'lifetimes.csv': 'up_to,count\n10s,5\n1m,3\n',
  'bad.csv': 'time,rate\n0,5\n10,often\n',
};

describe('import-trace', () => {
  test('arrivals become a profile that a scenario takes as it stands', async () => {
    const argv = ['import-trace', 'rate.csv', '--as', 'arrivals', '--repeats', '24h'];
    const { code, out, err } = await fivetuple(argv, FILES);
    expect(code).toBe(0);
    expect(err).toContain('connections per minute: new connections a unit of time, numbers in /min\n');
    expect(err).toContain('highest rate 160/s at 12h\n');
    const fragment = JSON.parse(out) as { arrivals: object };
    expect(fragment.arrivals).toMatchObject({ pattern: 'poisson', repeats: '24h' });
    const scenario = { ...SMALL, duration: '2h', clients: [{ addresses: 9, ...fragment }] };
    const checked = await fivetuple(['check', 's.json'], { 's.json': JSON.stringify(scenario) });
    expect(checked).toMatchObject({ code: 0, err: '' });
  });

  test('a histogram becomes an empirical lifetime', async () => {
    const { out } = await fivetuple(['import-trace', 'lifetimes.csv', '--as', 'lifetime'], FILES);
    expect(JSON.parse(out)).toEqual({
      lifetime: {
        distribution: 'empirical',
        histogram: [
          { upTo: '10s', count: 5 },
          { upTo: '1m', count: 3 },
        ],
      },
    });
  });

  test.each([
    [['bad.csv', '--as', 'arrivals'], '3:4 "often" is not a rate'],
    [['rate.csv'], '--as "" (accepted: arrivals, lifetime)'],
    [['rate.csv', '--as', 'lifetime', '--repeats', '1h'], '--repeats "1h"'],
    [['none.csv', '--as', 'arrivals'], 'cannot read none.csv'],
  ])('%j is refused with its reason', async (argv, reason) => {
    const { code, out, err } = await fivetuple(['import-trace', ...argv], FILES);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(reason);
  });
});
