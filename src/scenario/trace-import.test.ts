import { describe, expect, it } from 'vitest';
import { readArrivalTrace } from './arrival-trace.ts';
import { readCsv } from './csv.ts';
import { readLifetimeTrace } from './lifetime-trace.ts';
import { parseScenarioValue } from './parse.ts';

const arrivalsOf = (text: string, repeats?: string): unknown => {
  const reading = readArrivalTrace(text, repeats);
  return reading.ok ? reading.file : reading.fault;
};
const lifetimeOf = (text: string): unknown => {
  const reading = readLifetimeTrace(text);
  return reading.ok ? reading.file : reading.fault;
};
const profile = (...points: [at: string, rate: string][]) => ({
  pattern: 'poisson',
  profile: points.map(([at, rate]) => ({ at, rate })),
});

describe('readCsv', () => {
  it('takes the delimiter of the first line, quoted cells, comments and any line ends', () => {
    const reading = readCsv('\uFEFF# exported\r\na;"b;""c"""\r\n\r\n 1 ; "2" ;3\r');
    expect(reading.ok && reading.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['a', 'b;"c"'],
      ['1', '2', '3'],
    ]);
    expect(reading.ok && reading.rows[1]?.map(({ line, column }) => [line, column])).toEqual([
      [4, 2],
      [4, 6],
      [4, 11],
    ]);
  });

  it.each([
    ['a,"b\n1,2', 1, 3, 'a quoted cell that does not end'],
    ['a,b\n"1"x,2', 2, 4, 'text after a quoted cell'],
  ])('%j has a fault at its place', (text, line, column, message) => {
    expect(readCsv(text)).toMatchObject({ ok: false, fault: { line, column, message } });
  });
});

describe('an arrival trace', () => {
  it.each([
    ['seconds without headings', '0,40\n600,80', profile(['0s', '40/s'], ['10m', '80/s'])],
    ['units in headings', 'time (min),rate (/min)\n5,120\n15,60', profile(['0s', '2/s'], ['10m', '1/s'])],
    ['units in cells', 'at;rate\n0s;40/s\n1h;2k/s', profile(['0s', '40/s'], ['1h', '2k/s'])],
    ['a clock', 'time\tcps\n08:00\t5\n08:30:30\t6', profile(['0s', '5/s'], ['1830s', '6/s'])],
    [
      'dates, with other columns and counts',
      'date,host,connections\n2026-02-28T23:30:00Z,a,900\n2026-03-01T00:00:00Z,a,1800\n2026-03-01T01:30:00+01:00,b,0',
      profile(['0s', '0.5/s'], ['30m', '1/s'], ['1h', '0/s']),
    ],
    [
      'Unix times',
      'timestamp,requests per minute\n1767225600,60\n1767225660,120',
      profile(['0s', '1/s'], ['1m', '2/s']),
    ],
    [
      'Unix times in ms',
      'timestamp,rps\n1767225600000,1\n1767225601500,2',
      profile(['0s', '1/s'], ['1.5s', '2/s']),
    ],
  ])('of %s', (_, text, expected) => {
    expect(arrivalsOf(text)).toEqual(expected);
  });

  it.each([
    ['', 1, 1, 'an empty table'],
    ['time,rate', 1, 1, 'no rows below the headings'],
    ['when,what\n1,2', 1, 1, 'no column of times with one of rates or counts'],
    ['1,2,3', 1, 1, '3 columns without headings'],
    ['time,rate\n0,1\n0,2', 3, 1, '"0" is not after the row before'],
    ['time,rate\n0,1\n10,many', 3, 4, '"many" is not a rate'],
    ['time,rate\n0,1\n10,', 3, 4, 'an empty cell'],
    ['time,rate\n0,1\n10', 3, 3, 'an empty cell'],
    ['time,rate\n0,-1', 2, 3, '-1 is below 0'],
    ['time,rate\nsoon,1', 2, 1, '"soon" is not a duration'],
    ['time,rate\n0,0\n5,0', 1, 1, 'every rate is 0'],
    ['time,count\n0,5', 2, 3, 'a count of one row'],
  ])('%j has its first fault at line %d, column %d', (text, line, column, message) => {
    expect(arrivalsOf(text)).toMatchObject({
      line,
      column,
      message: expect.stringContaining(message) as string,
    });
  });

  it('says what it took each column for, and what it amounts to', () => {
    const reading = readArrivalTrace('minute,connections per hour\n0,3600\n60,7200\n120,0');
    expect(reading).toMatchObject({
      rows: 3,
      columns: [
        { name: 'minute', is: 'time of the point, numbers in min' },
        { name: 'connections per hour', is: 'new connections a unit of time, numbers in /h' },
      ],
      summary: [
        'from 0s to 2h; the last rate holds after that',
        'highest rate 2/s at 1h',
        'mean rate 1.5/s until the last row',
      ],
    });
  });
});

describe('a lifetime table', () => {
  it.each([
    [
      'bins',
      'up_to,count\n10s,5\n1m,3',
      {
        histogram: [
          { upTo: '10s', count: 5 },
          { upTo: '1m', count: 3 },
        ],
      },
    ],
    [
      'bins without headings',
      '10,5\n60,3',
      {
        histogram: [
          { upTo: '10s', count: 5 },
          { upTo: '1m', count: 3 },
        ],
      },
    ],
    [
      'a cumulative histogram of Prometheus',
      'le,count\n10,5\n60,8\n+Inf,8',
      {
        histogram: [
          { upTo: '10s', count: 5 },
          { upTo: '1m', count: 3 },
        ],
      },
    ],
    [
      'percentiles',
      'percentile,duration_ms\n50,1500\n100,60000',
      {
        quantiles: [
          { share: 0.5, value: '1.5s' },
          { share: 1, value: '1m' },
        ],
      },
    ],
    [
      'lifetimes, a row each',
      'lifetime\n30\n10\n20',
      {
        quantiles: [
          { share: 0, value: '10s' },
          { share: 0.5, value: '20s' },
          { share: 1, value: '30s' },
        ],
      },
    ],
  ])('of %s', (_, text, expected) => {
    expect(lifetimeOf(text)).toEqual({ distribution: 'empirical', ...expected });
  });

  it.each([
    ['up_to,count\n10,5\n10,3', 3, 1, '10 is not above the bin before'],
    ['le,count\n10,5\n20,3', 3, 4, 'a count below that of the row before'],
    ['le,count\n10,5\n+Inf,9', 3, 1, '4 connections without an upper end'],
    ['up_to,count\n10,0', 2, 4, 'no connection in any bin'],
    ['share,value\n0.5,10\n0.9,20', 3, 1, 'the shares end at 0.9'],
    ['share,value\n0.5,10\n1,5', 3, 3, 'a lifetime below that of the row before'],
    ['lifetime\n0\n0', 2, 1, 'every lifetime is 0'],
    ['name\nx', 1, 1, 'no column of lifetimes'],
  ])('%j has its first fault at line %d, column %d', (text, line, column, message) => {
    expect(lifetimeOf(text)).toMatchObject({
      line,
      column,
      message: expect.stringContaining(message) as string,
    });
  });

  it('keeps the middle of many lifetimes', () => {
    const text = Array.from({ length: 5001 }, (_, i) => String(i)).join('\n');
    const { quantiles } = lifetimeOf(text) as { quantiles: { share: number; value: string }[] };
    expect(quantiles).toHaveLength(101);
    expect(quantiles[50]).toEqual({ share: 0.5, value: '2500s' });
  });
});

it('what is imported stands in a scenario', () => {
  const arrivals = arrivalsOf('0,40\n600,80', '24h');
  const lifetime = lifetimeOf('10,5\n60,3');
  const outcome = parseScenarioValue({
    fivetuple: 1,
    duration: '48h',
    clients: [{ addresses: 9, arrivals, session: { lifetime } }],
    backends: { count: 1 },
  });
  expect(outcome.ok && outcome.scenario.clients[0]?.arrivals).toMatchObject({
    profile: [{ atSec: 0 }, { atSec: 600 }, { atSec: 86_400 }, { atSec: 87_000 }, {}, {}],
    repeats: { everySec: 86_400, points: 2 },
  });
});
