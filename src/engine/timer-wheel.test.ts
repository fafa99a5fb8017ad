import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanWheelDelaySec, wheelTimerEndSec } from './timer-wheel.ts';

describe('wheelTimerEndSec', () => {
  it('rounds a TIME_WAIT of 60 s up by at most 2.048 s', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (nowSec) => {
        const tookSec = wheelTimerEndSec(nowSec, 60) - nowSec;
        expect(tookSec).toBeGreaterThan(59.999999);
        expect(tookSec).toBeLessThan(62.049);
      }),
    );
    expect(meanWheelDelaySec(60)).toBeCloseTo(61.024, 3);
  });

  it('is finer for near timers', () => {
    expect(meanWheelDelaySec(0.1)).toBeCloseTo(0.102, 6);
    expect(meanWheelDelaySec(1)).toBeCloseTo(1.016, 6);
    expect(meanWheelDelaySec(10)).toBeCloseTo(10.128, 6);
  });

  it('keeps the order of timers with one delay', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (nowSec, laterSec) => {
          expect(wheelTimerEndSec(nowSec + laterSec, 60)).toBeGreaterThanOrEqual(
            wheelTimerEndSec(nowSec, 60),
          );
        },
      ),
    );
  });
});
