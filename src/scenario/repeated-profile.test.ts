import { describe, expect, it } from 'vitest';
import { dailyProfile } from './daily-profile.ts';
import { parseScenarioValue } from './parse.ts';
import { repeatedProfile } from './repeated-profile.ts';
import { toScenarioFile } from './write.ts';

const withArrivals = (arrivals: object, duration = '3d') =>
  parseScenarioValue({
    fivetuple: 1,
    duration,
    clients: [{ addresses: 1, arrivals: { pattern: 'poisson', ...arrivals } }],
    backends: { count: 1 },
  });
const faultsOf = (arrivals: object): unknown => {
  const outcome = withArrivals(arrivals);
  return outcome.ok ? [] : outcome.errors.map(({ path, message }) => `${path}: ${message}`);
};
const TWO = [
  { at: 0, rate: 5 },
  { at: '12h', rate: 9 },
];

describe('a profile that repeats', () => {
  it('has its points anew after each time, until the end of the run', () => {
    const day = [
      { atSec: 0, ratePerSec: 1 },
      { atSec: 40, ratePerSec: 2 },
    ];
    expect(repeatedProfile(day, Infinity, 1000)).toEqual(day);
    expect(repeatedProfile(day, 100, 250).map(({ atSec }) => atSec)).toEqual([0, 40, 100, 140, 200, 240]);
  });

  it('is written as it was given', () => {
    const outcome = withArrivals({ profile: TWO, repeats: '24h' });
    if (!outcome.ok) throw new Error('not valid');
    expect(toScenarioFile(outcome.scenario).clients?.[0]?.arrivals).toEqual({
      pattern: 'poisson',
      profile: [
        { at: '0s', rate: '5/s' },
        { at: '12h', rate: '9/s' },
      ],
      repeats: '1d',
    });
  });

  it('needs a profile that is over before, and few enough points in all', () => {
    expect(faultsOf({ rate: 5, repeats: '24h' })).toEqual([
      'clients.0.arrivals.repeats: a constant rate has nothing to repeat',
    ]);
    expect(faultsOf({ profile: TWO, repeats: '12h' })).toEqual([
      'clients.0.arrivals.repeats: the last point at 12h comes no earlier',
    ]);
    const short = [
      { at: 0, rate: 5 },
      { at: 1, rate: 9 },
    ];
    expect(faultsOf({ profile: short, repeats: '2s' })).toEqual([
      'clients.0.arrivals.repeats: 259200 points over the whole run',
    ]);
  });
});

describe('dailyProfile', () => {
  it('is lowest at the start, highest twelve hours later, and has the given mean', () => {
    const rates = dailyProfile(100).map(({ ratePerSec }) => ratePerSec);
    expect(rates).toHaveLength(24);
    expect([rates[0], rates[6], rates[12], rates[18]]).toEqual([40, 100, 160, 100]);
    expect(rates.reduce((sum, rate) => sum + rate, 0) / 24).toBeCloseTo(100, 2);
    expect(rates[1]).toBe(rates[23]);
    expect(rates[10]).toBeCloseTo(100 * (1 - 0.6 * Math.cos((10 / 24) * 2 * Math.PI)), 1);
  });
});
