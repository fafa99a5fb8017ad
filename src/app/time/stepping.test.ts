import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextMoment, nextSample, nextSpeed, SPEEDS } from './stepping.ts';

describe('nextSample', () => {
  it('goes to the sample before or after, also from between two', () => {
    expect(nextSample(10, 1, 0.5, 60)).toBe(10.5);
    expect(nextSample(10.2, 1, 0.5, 60)).toBe(10.5);
    expect(nextSample(10.2, -1, 0.5, 60)).toBe(10);
    expect(nextSample(10, -1, 0.5, 60)).toBe(9.5);
  });

  it('stays within the run', () => {
    expect(nextSample(0, -1, 0.5, 60)).toBe(0);
    expect(nextSample(60, 1, 0.5, 60)).toBe(60);
  });

  it('comes back to a sample after a step on and a step back', () => {
    const every = double({ min: 0.01, max: 100, noNaN: true });
    assert(
      property(every, integer({ min: 1, max: 1000 }), (everySec, at) => {
        const timeSec = at * everySec;
        const there = nextSample(timeSec, 1, everySec, Number.POSITIVE_INFINITY);
        expect(there).toBeGreaterThan(timeSec);
        expect(nextSample(there, -1, everySec, Number.POSITIVE_INFINITY)).toBeCloseTo(timeSec, 6);
      }),
    );
  });
});

it('jumps from mark to mark, and nowhere beyond the last', () => {
  const marks = [300, 60, 900];
  expect(nextMoment(0, 1, marks)).toBe(60);
  expect(nextMoment(60, 1, marks)).toBe(300);
  expect(nextMoment(60, -1, marks)).toBeNull();
  expect(nextMoment(1000, -1, marks)).toBe(900);
  expect(nextMoment(1000, 1, marks)).toBeNull();
});

it('has speeds from a quarter of the usual one to sixteen times it', () => {
  expect(SPEEDS).toContain(120 / 4);
  expect(SPEEDS).toContain(120 * 16);
  expect(nextSpeed(120, 1)).toBe(240);
  expect(nextSpeed(120, -1)).toBe(60);
  expect(nextSpeed(1, -1)).toBe(1);
  expect(nextSpeed(1920, 1)).toBe(1920);
});
