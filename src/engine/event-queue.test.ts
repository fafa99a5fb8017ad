import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';
import { KIND_SHIFT } from './event-tag.ts';

interface Pushed {
  readonly time: number;
  readonly kind: number;
  readonly order: number;
}

/** What the queue promises: time, then kind, then insertion. */
const inOrder = (a: Pushed, b: Pushed): number => a.time - b.time || a.kind - b.kind || a.order - b.order;

function drain(queue: EventQueue): number[] {
  const ids: number[] = [];
  while (queue.peek(Infinity) !== Infinity) {
    queue.pop();
    ids.push(queue.id);
  }
  return ids;
}

describe('EventQueue', () => {
  it('hands events out by time, then kind, then insertion', () => {
    const event = fc.record({
      // Few distinct times, so that ties are common.
      time: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 20, noNaN: true })),
      kind: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 400 }), (events) => {
        const queue = new EventQueue(20, 1000);
        events.forEach(({ time, kind }, order) => queue.push(time, order, kind << KIND_SHIFT));
        const expected = events
          .map(({ time, kind }, order) => ({ time, kind, order }))
          .sort(inOrder)
          .map(({ order }) => order);
        expect(drain(queue)).toEqual(expected);
      }),
    );
  });

  it('keeps the order when events are pushed while the clock moves', () => {
    const delays = fc.array(
      fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 0, max: 5 })),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(delays, (pushes) => {
        const queue = new EventQueue(50, 5000);
        const waiting: Pushed[] = [];
        let now = 0;
        pushes.forEach(([delay, kind], order) => {
          queue.push(now + delay, order, kind << KIND_SHIFT);
          waiting.push({ time: now + delay, kind, order });
          if (order % 3 !== 0) return;
          waiting.sort(inOrder);
          const next = waiting.shift()!;
          expect(queue.peek(next.time)).toBe(next.time);
          queue.pop();
          expect(queue.id).toBe(next.order);
          now = next.time;
        });
        expect(drain(queue)).toEqual(waiting.sort(inOrder).map(({ order }) => order));
      }),
    );
  });

  it('looks no further than the bound, and copes with an earlier event that comes later', () => {
    const queue = new EventQueue(100, 1000);
    queue.push(80, 1, 0);
    expect(queue.peek(10)).toBe(Infinity);
    queue.push(20, 2, 0);
    expect(queue.peek(100)).toBe(20);
    queue.push(15, 3, 0);
    expect(drain(queue)).toEqual([3, 2, 1]);
  });

  it('drops events beyond the horizon and keeps one exactly on it', () => {
    const queue = new EventQueue(10, 100);
    queue.push(10, 1, 0);
    queue.push(10.000001, 2, 0);
    queue.push(Infinity, 3, 0);
    expect(queue.size).toBe(1);
    expect(drain(queue)).toEqual([1]);
  });

  it('sorts many events of mixed kinds at one instant', () => {
    const queue = new EventQueue(10, 100);
    const pushed: Pushed[] = [];
    for (let order = 0; order < 20000; order++) {
      const kind = (order * 7) % 5;
      queue.push(4, order, kind << KIND_SHIFT);
      pushed.push({ time: 4, kind, order });
    }
    expect(drain(queue)).toEqual(pushed.sort(inOrder).map(({ order }) => order));
  });
});
