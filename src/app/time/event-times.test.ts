import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snapped, stepped, stepsOf, timeAfterKey } from './event-times.ts';

const HOUR = 3600;

describe('steps of a timeline', () => {
  it('are whole by the length of the run', () => {
    expect(stepsOf(HOUR)).toEqual({ coarseSec: 30, fineSec: 1 });
    expect(stepsOf(600)).toEqual({ coarseSec: 5, fineSec: 0.5 });
    expect(stepsOf(86_400)).toEqual({ coarseSec: 1800, fineSec: 30 });
    expect(stepsOf(1)).toEqual({ coarseSec: 0.01, fineSec: 0.001 });
  });

  it('never lead out of the run, whatever is asked', () => {
    const durations = fc.double({ min: 0.01, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(durations, fc.double({ min: -1e8, max: 1e8, noNaN: true }), (durationSec, sec) => {
        const { coarseSec, fineSec } = stepsOf(durationSec);
        for (const step of [coarseSec, fineSec]) {
          const at = snapped(sec, step, durationSec);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThan(durationSec);
        }
      }),
    );
  });

  it('go on from a time between two of them', () => {
    expect(stepped(95, 1, 30, HOUR)).toBe(120);
    expect(stepped(95, -1, 30, HOUR)).toBe(90);
    expect(stepped(90, 1, 30, HOUR)).toBe(120);
    expect(stepped(0.3, 1, 0.1, 10)).toBe(0.4);
  });
});

describe('keys', () => {
  it('move by a step, a small one, ten, or to an end', () => {
    const keys = (isFine: boolean) =>
      ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'End'].map((key) =>
        timeAfterKey(key, isFine, 1200, HOUR),
      );
    expect(keys(false)).toEqual([1230, 1170, 1500, 900, 0, 3570]);
    expect(keys(true)).toEqual([1201, 1199, 1210, 1190, 0, 3599]);
    expect(timeAfterKey('x', false, 1200, HOUR)).toBeNull();
  });
});
