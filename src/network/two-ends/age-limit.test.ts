import { describe, expect, it } from 'vitest';
import {
  finishedRun,
  finishedSummary,
  resourceOf,
  type TestFile,
} from '../../../test/support/finished-run.ts';
import { columnOf } from '../results/series-columns.ts';

const aging = (backends: object, change: Partial<TestFile> = {}, session: object = {}): TestFile => ({
  duration: '60s',
  sampleEvery: '1s',
  clients: [
    {
      count: 500,
      arrivals: { pattern: 'population', rampUp: 0 },
      session: { lifetime: { distribution: 'deterministic', value: '1h' }, ...session },
      reconnect: { policy: 'none' },
    },
  ],
  path: 'direct',
  backends: { count: 2, ...backends },
  ...change,
});

/** Samples of the number of connections that have closed so far. */
function closedAt(file: TestFile): (sec: number) => number {
  const { series } = finishedRun(file).recorder;
  const column = columnOf(series, 'closed');
  return (sec) => column[sec]!;
}

describe('an age limit', () => {
  it('closes every connection at its age', () => {
    const closed = closedAt(aging({ maxAge: '10s' }));
    expect([closed(9), closed(10), closed(60)]).toEqual([0, 500, 500]);
    expect(finishedSummary(aging({ maxAge: '10s' })).closedBy).toMatchObject({ lifetime: 0, 'max-age': 500 });
  });

  it('spreads the ages evenly about the limit', () => {
    const closed = closedAt(aging({ maxAge: '20s', maxAgeSpread: 0.5 }));
    expect([closed(10), closed(30)]).toEqual([0, 500]);
    // A quarter every five seconds; 4 sigma of a binomial of 500.
    for (const [sec, share] of [
      [15, 0.25],
      [20, 0.5],
      [25, 0.75],
    ] as const)
      expect(Math.abs(closed(sec) - 500 * share)).toBeLessThan(4 * Math.sqrt(500 * share * (1 - share)));
  });

  it('leaves connections alone that end before', () => {
    const short = { lifetime: { distribution: 'deterministic', value: '5s' } };
    expect(finishedSummary(aging({ maxAge: '10s' }, {}, short)).closedBy).toMatchObject({
      lifetime: 500,
      'max-age': 0,
    });
  });

  it('is closed by the stage that is first, so that no port of the client is in TIME_WAIT', () => {
    const path: TestFile['path'] = [
      { mode: 'proxy', snat: { ports: '20000-29999', hold: '2m' }, limits: { maxAge: '30s' } },
    ];
    const byServers = finishedSummary(aging({ maxAge: '10s' }, { path }));
    expect(byServers.closedBy['max-age']).toBe(500);
    expect(resourceOf(byServers, 'clients.0', 'client-ports')?.held).toBe(0);
    // The proxy did not close first toward the servers either.
    expect(resourceOf(byServers, 'path.0', 'source-ports')?.held).toBe(0);
    const byProxy = finishedSummary(aging({ maxAge: '40s' }, { path }));
    expect(resourceOf(byProxy, 'path.0', 'source-ports')?.held).toBe(500);
  });
});
