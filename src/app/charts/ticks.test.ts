import { assert, boolean, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTickLabel, timeTicks, valueTicks } from './ticks.ts';

describe('timeTicks', () => {
  it('takes round steps', () => {
    expect(timeTicks(0, 3600, 6)).toEqual([0, 600, 1200, 1800, 2400, 3000, 3600]);
    expect(timeTicks(0, 100, 4)).toEqual([0, 30, 60, 90]);
    expect(timeTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('stays inside the domain and never crowds', () => {
    assert(
      property(
        double({ min: 0, max: 1e6, noNaN: true }),
        double({ min: 0.5, max: 1e8, noNaN: true }),
        integer({ min: 2, max: 12 }),
        (from, span, most) => {
          const ticks = timeTicks(from, from + span, most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(from - span * 1e-6);
            expect(tick).toBeLessThanOrEqual(from + span * (1 + 1e-6));
          }
        },
      ),
    );
  });
});

describe('timeTickLabel', () => {
  it.each([
    [0, '0'],
    [30, '30 s'],
    [90, '1:30 m'],
    [600, '10 m'],
    [3600, '1 h'],
    [5400, '1:30 h'],
    [86_400, '24 h'],
    [259_200, '3 d'],
    [62.5, '1:02.5 m'],
    [3605, '1:00:05 h'],
    [7384.25, '2:03:04.25 h'],
    [172_860, '48:01 h'],
  ])('%d reads %s', (seconds, text) => {
    expect(timeTickLabel(seconds)).toBe(text);
  });
});

describe('valueTicks', () => {
  it.each([
    [100_000, true, [0, 25_000, 50_000, 75_000, 100_000]],
    [110_000, true, [0, 30_000, 60_000, 90_000, 120_000]],
    [3, true, [0, 1, 2, 3]],
    [0.3, false, [0, 0.1, 0.2, 0.3]],
    [0, true, [0, 1]],
  ])('covers %d', (highest, whole, ticks) => {
    expect(valueTicks(highest, whole)).toEqual(ticks);
  });

  it('covers any highest value with two to six ticks', () => {
    assert(
      property(double({ min: 1e-6, max: 1e15, noNaN: true }), boolean(), (highest, whole) => {
        const ticks = valueTicks(highest, whole);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * 0.999);
      }),
    );
  });
});
