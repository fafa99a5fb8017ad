import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABANDON, SET_UP } from '../connections/event-kinds.ts';
import { SetUpTimers } from './set-up-timers.ts';

interface Timer {
  readonly timeSec: number;
  readonly kind: number;
  readonly row: number;
}

describe('SetUpTimers', () => {
  it('fire in the order of their times, SYNs before clients that give up', () => {
    const step = fc.record({
      delay: fc.constantFrom(1, 2, 4),
      population: fc.nat(2),
      gap: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const timers = new SetUpTimers(3);
        const model: Timer[] = [];
        const add = (timer: Timer): void => {
          model.push(timer);
        };
        let now = 0;
        steps.forEach(({ delay, population, gap }, row) => {
          now += gap;
          while (timers.nextSec <= now) expectNext(timers, model);
          timers.resendAt(now + delay, population, delay, row, row * 7);
          add({ timeSec: now + delay, kind: SET_UP, row });
          expect(timers.giveUpAt(now + 10, population, row, row * 7)).toBe(true);
          add({ timeSec: now + 10, kind: ABANDON, row });
        });
        while (model.length > 0) expectNext(timers, model);
        expect(timers.nextSec).toBe(Infinity);
      }),
    );
  });

  it('hand out the ring of the SYNs that are next, and say when the next timer is another one', () => {
    const timers = new SetUpTimers(1);
    timers.resendAt(1, 0, 0, 42, 0);
    timers.resendAt(1, 0, 0, 43, 0);
    timers.giveUpAt(3, 0, 42, 0);
    const ring = timers.nextResends()!;
    expect(ring.countEndingAt(1)).toBe(2);
    expect([ring.pop(), ring.pop()]).toEqual([42, 43]);
    timers.taken();
    expect(timers.nextSec).toBe(3);
    expect(timers.nextResends()).toBeNull();
    timers.pop();
    expect(timers).toMatchObject({ kind: ABANDON, row: 42, nextSec: Infinity });
  });

  it('leave a client whose patience ends before that of others to the queue', () => {
    const timers = new SetUpTimers(1);
    expect(timers.giveUpAt(5, 0, 1, 0)).toBe(true);
    expect(timers.giveUpAt(4, 0, 2, 0)).toBe(false);
  });
});

/** The timers of one moment fire in any order within their kind. */
function expectNext(timers: SetUpTimers, model: Timer[]): void {
  const first = Math.min(...model.map(({ timeSec }) => timeSec));
  const due = model.filter(({ timeSec }) => timeSec === first);
  const kind = due.some((timer) => timer.kind === SET_UP) ? SET_UP : ABANDON;
  expect(timers.nextSec).toBe(first);
  timers.pop();
  const at = model.findIndex(
    (timer) => timer.timeSec === first && timer.kind === kind && timer.row === timers.row,
  );
  expect(timers.kind).toBe(kind);
  expect(timers.epoch).toBe(timers.row * 7);
  expect(at).toBeGreaterThanOrEqual(0);
  model.splice(at, 1);
}
