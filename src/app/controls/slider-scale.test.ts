import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionOf, type SliderRange, stepValue, TRACK, valueAt } from './slider-scale.ts';

const clients: SliderRange = { kind: 'count', scale: 'log', min: 1000, max: 10_000_000 };
const mark = (value: number) => ({ value, label: 'a mark' });
const ports: SliderRange = {
  kind: 'count',
  scale: 'log',
  min: 100,
  max: 65_535,
  marks: [28_232, 64_512].map(mark),
};
const hold: SliderRange = { kind: 'duration', scale: 'log', min: 1, max: 86_400, marks: [mark(60)] };
const pool: SliderRange = { kind: 'count', scale: 'linear', min: 1, max: 16 };

describe('slider positions', () => {
  it('covers the track from end to end', () => {
    expect(positionOf(clients, 1000)).toBe(0);
    expect(positionOf(clients, 10_000_000)).toBe(TRACK);
    expect(positionOf(clients, 100_000)).toBe(TRACK / 2);
  });

  it('puts values beyond the range at its ends', () => {
    expect(positionOf(clients, 5)).toBe(0);
    expect(positionOf(clients, 1e9)).toBe(TRACK);
  });

  it('gives a value of two digits that lies within a hundredth of the track of the thumb', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TRACK }), (position) => {
        const value = valueAt(clients, position);
        expect(Number(value.toPrecision(2))).toBe(value);
        expect(Math.abs(positionOf(clients, value) - position)).toBeLessThanOrEqual(TRACK / 100);
      }),
    );
  });

  it('snaps to marks', () => {
    expect(valueAt(ports, positionOf(ports, 28_232) + 5)).toBe(28_232);
    expect(valueAt(ports, positionOf(ports, 64_512) - 5)).toBe(64_512);
    expect(valueAt(hold, positionOf(hold, 60) + 1)).toBe(60);
  });
});

describe('keyboard steps', () => {
  it.each([
    [clients, 100_000, 1, 200_000],
    [clients, 200_000, 1, 500_000],
    [clients, 140_000, -1, 100_000],
    [clients, 10_000_000, 1, 10_000_000],
    [clients, 1000, -1, 1000],
    [hold, 30, 1, 60],
    [hold, 600, -1, 300],
    [pool, 3, 1, 4],
    [pool, 3, -10, 1],
  ])('%o: %d by %d is %d', (range, from, steps, to) => {
    expect(stepValue(range, from, steps)).toBe(to);
  });

  it('takes the second digit when fine', () => {
    expect(stepValue(clients, 100_000, 1, true)).toBe(110_000);
    expect(stepValue(hold, 60, -1, true)).toBe(59);
  });

  it('always moves inside the range, and stays in it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1000.5, max: 9_999_999, noNaN: true }), fc.boolean(), (value, fine) => {
        const up = stepValue(clients, value, 1, fine);
        const down = stepValue(clients, value, -1, fine);
        expect(up).toBeGreaterThan(value);
        expect(down).toBeLessThan(value);
        expect(up).toBeLessThanOrEqual(clients.max);
        expect(down).toBeGreaterThanOrEqual(clients.min);
      }),
    );
  });
});
