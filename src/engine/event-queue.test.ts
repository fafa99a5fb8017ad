import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

interface Pushed {
  readonly time: number;
  readonly kind: number;
  readonly order: number;
}

/** What the queue promises: time, then kind, then insertion. */
const inOrder = (a: Pushed, b: Pushed): number => a.time - b.time || a.kind - b.kind || a.order - b.order;

function queueOf(horizonSec: number, expectedEvents: number): EventQueue {
  return new EventQueue({ horizonSec, expectedEvents, expectedWaiting: 10, payloadWords: 1 });
}

function push(queue: EventQueue, timeSec: number, id: number, kind = 0): void {
  const at = queue.push(timeSec, kind, 0);
  queue.words[at + 1] = id;
}

function pop(queue: EventQueue): number {
  queue.pop();
  return queue.words[queue.at + 1]!;
}

function drain(queue: EventQueue): number[] {
  const ids: number[] = [];
  while (queue.peek(Infinity) !== Infinity) ids.push(pop(queue));
  return ids;
}

describe('EventQueue', () => {
  it('hands events out by time, then kind, then insertion', () => {
    const event = fc.record({
      // Few distinct times, so that ties are common.
      time: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 20, noNaN: true })),
      kind: fc.constantFrom(0, 1, 2, 15, 16, 30),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 400 }), (events) => {
        const queue = queueOf(20, 1000);
        events.forEach(({ time, kind }, order) => push(queue, time, order, kind));
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
        const queue = queueOf(50, 5000);
        const waiting: Pushed[] = [];
        let now = 0;
        pushes.forEach(([delay, kind], order) => {
          push(queue, now + delay, order, kind);
          waiting.push({ time: now + delay, kind, order });
          if (order % 3 !== 0) return;
          waiting.sort(inOrder);
          const next = waiting.shift()!;
          expect(queue.peek(next.time)).toBe(next.time);
          expect(pop(queue)).toBe(next.order);
          now = next.time;
        });
        expect(drain(queue)).toEqual(waiting.sort(inOrder).map(({ order }) => order));
      }),
    );
  });

  it('looks no further than the bound, and copes with an earlier event that comes later', () => {
    const queue = queueOf(100, 1000);
    push(queue, 80, 1);
    expect(queue.peek(10)).toBe(Infinity);
    push(queue, 20, 2);
    expect(queue.peek(100)).toBe(20);
    push(queue, 15, 3);
    expect(drain(queue)).toEqual([3, 2, 1]);
  });

  it('hands out nothing beyond the horizon, but one exactly on it', () => {
    const queue = queueOf(10, 100);
    push(queue, 10, 1);
    push(queue, 10.000001, 2);
    push(queue, Infinity, 3);
    expect(queue.size).toBe(1);
    expect(drain(queue)).toEqual([1]);
    const left: number[] = [];
    queue.forEach((at) => left.push(queue.words[at + 1]!));
    expect(new Set(left)).toEqual(new Set([2, 3]));
  });

  it('sorts many events of mixed kinds at one instant', () => {
    const queue = queueOf(10, 100);
    const pushed: Pushed[] = [];
    for (let order = 0; order < 20000; order++) {
      const kind = (order * 7) % 5;
      push(queue, 4, order, kind);
      pushed.push({ time: 4, kind, order });
    }
    expect(drain(queue)).toEqual(pushed.sort(inOrder).map(({ order }) => order));
  });
});
