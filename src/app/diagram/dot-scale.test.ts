import { array, assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickWeighted, RateScale, totalAt } from './dot-scale.ts';

describe('RateScale', () => {
  it('shows every connection while there are few', () => {
    const scale = new RateScale();
    scale.add(0.2);
    expect(scale.connectionsPerDot(120)).toBe(1);
  });

  it('follows the usual rate, not a burst', () => {
    const scale = new RateScale();
    for (let sample = 0; sample < 100; sample += 1) scale.add(70);
    const calm = scale.connectionsPerDot(60);
    scale.add(900);
    expect(scale.connectionsPerDot(60)).toBe(calm);
  });

  it('never lets more than 600 dots leave a second', () => {
    assert(
      property(
        array(double({ min: 0, max: 1e6, noNaN: true })),
        integer({ min: 1, max: 600 }),
        (rates, speed) => {
          const scale = new RateScale();
          for (const rate of rates) scale.add(rate);
          const perDot = scale.connectionsPerDot(speed);
          if (perDot > 1) expect((Math.max(...rates) * speed) / perDot).toBeLessThanOrEqual(600.1);
          expect(String(perDot)).toMatch(/^[125]0*$/);
        },
      ),
    );
  });
});

describe('totalAt', () => {
  const column = Float64Array.of(0, 10, 30);

  it('grows evenly between samples and stays after the last', () => {
    expect([totalAt(column, 3, 0.5), totalAt(column, 3, 1.25), totalAt(column, 3, 9)]).toEqual([5, 15, 30]);
  });

  it('is zero before there is anything', () => {
    expect([totalAt(undefined, 0, 1), totalAt(column, 0, 1), totalAt(column, 3, -1)]).toEqual([0, 0, 0]);
  });
});

describe('pickWeighted', () => {
  it('draws in proportion', () => {
    expect([0, 0.24, 0.26, 0.99].map((draw) => pickWeighted([1, 3], draw))).toEqual([0, 0, 1, 1]);
  });

  it('draws evenly where nothing weighs', () => {
    expect([0, 0.6, 0.999].map((draw) => pickWeighted([0, 0, 0], draw))).toEqual([0, 1, 2]);
  });
});
