import { describe, expect, it } from 'vitest';
import { streamFor } from '../../engine/random.ts';
import { HANDSHAKE } from '../../scenario/defaults.ts';
import type { HandshakeWork } from '../../scenario/limits.ts';
import { HandshakeQueue } from './handshake-queue.ts';

const NEVER = Infinity;

function queue(work: Partial<HandshakeWork> = {}, acceptsPerSec = Infinity): HandshakeQueue {
  const rates = { handshakesPerSec: 10, acceptsPerSec };
  return new HandshakeQueue(2, rates, { ...HANDSHAKE, ...work }, streamFor(1, 'handshakes'));
}

describe('a queue of handshakes', () => {
  it('serves in the order of coming, each instance for itself', () => {
    const handshakes = queue();
    expect(handshakes.enter(0, 0, NEVER, false)).toBeCloseTo(0.1);
    expect(handshakes.enter(0, 0, NEVER, false)).toBeCloseTo(0.2);
    expect(handshakes.enter(1, 0, NEVER, false)).toBeCloseTo(0.1);
    expect(handshakes.enter(0, 5, NEVER, false)).toBeCloseTo(5.1);
  });

  it('counts those that have not begun', () => {
    const handshakes = queue();
    for (let i = 0; i < 40; i++) handshakes.enter(0, 0, NEVER, false);
    expect(handshakes.waiting(0, 0)).toBe(39);
    expect(handshakes.waiting(0, 0.25)).toBe(37);
    expect(handshakes.waiting(0, 4)).toBe(0);
    handshakes.enter(0, 4.5, NEVER, false);
    expect(handshakes.waiting(0, 4.5)).toBe(0);
  });

  it('shares the rate among its workers', () => {
    const handshakes = queue({ workers: 2 });
    const ends = Array.from({ length: 4 }, () => handshakes.enter(0, 0, NEVER, false));
    expect(ends.map((end) => Number(end.toFixed(9)))).toEqual([0.2, 0.2, 0.4, 0.4]);
    expect(handshakes.waiting(0, 0.1)).toBe(2);
  });

  it('works on a handshake whose client has left, and counts it once it has begun', () => {
    const handshakes = queue({ abandonedCost: 0.5 });
    handshakes.enter(0, 0, 1, false);
    // Its turn comes at 0.1 s, when its client has left; the next one has half the time to wait.
    expect(handshakes.enter(0, 0, 0.05, false)).toBeCloseTo(0.15);
    expect(handshakes.enter(0, 0, 1, false)).toBeCloseTo(0.25);
    expect(handshakes.doneUntil(0)).toEqual({ begun: 1, abandoned: 0 });
    expect(handshakes.doneUntil(0.2)).toEqual({ begun: 3, abandoned: 1 });
  });

  it('does a good one in full whose client leaves in the middle of it', () => {
    const handshakes = queue({ abandonedCost: 0.5 });
    expect(handshakes.enter(0, 0, 0.05, false)).toBeCloseTo(0.1);
    expect(handshakes.doneUntil(1)).toEqual({ begun: 1, abandoned: 0 });
  });

  it('has less work with those that resume a session', () => {
    const handshakes = queue({ resumed: 1, resumedCost: 0.25 });
    expect(handshakes.enter(0, 0, NEVER, true)).toBeCloseTo(0.025);
    expect(handshakes.enter(0, 1, NEVER, false)).toBeCloseTo(1.1);
  });

  it('begins no faster than the process may accept', () => {
    const handshakes = queue({}, 5);
    const ends = [0, 0, 0].map((nowSec) => handshakes.enter(0, nowSec, NEVER, false));
    expect(ends.map((end) => Number(end.toFixed(9)))).toEqual([0.1, 0.3, 0.5]);
  });

  it('forgets what waits at a restart, and keeps count of what it has done', () => {
    const handshakes = queue();
    for (let i = 0; i < 20; i++) handshakes.enter(0, 0, NEVER, false);
    expect(handshakes.doneUntil(0.35).begun).toBe(4);
    handshakes.clear(0, 0.35);
    expect(handshakes.waiting(0, 0.35)).toBe(0);
    expect(handshakes.enter(0, 0.35, NEVER, false)).toBeCloseTo(0.45);
    expect(handshakes.doneUntil(9).begun).toBe(5);
  });

  it('takes longer for what waits when its rate falls', () => {
    const handshakes = queue({ workers: 2 });
    for (let i = 0; i < 4; i++) handshakes.enter(0, 0, NEVER, false);
    expect(handshakes.setRate(0, 0.1, 5)).toBe(2);
    // Two are half done: they end at 0.3 s instead of 0.2 s, and the two that wait begin then.
    expect(handshakes.waiting(0, 0.29)).toBe(2);
    expect(handshakes.waiting(0, 0.31)).toBe(0);
    expect(handshakes.enter(0, 0.3, NEVER, false)).toBeCloseTo(0.7 + 0.4);
    expect(handshakes.enter(1, 0.3, NEVER, false)).toBeCloseTo(0.5);
  });
});
