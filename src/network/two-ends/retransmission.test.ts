import { describe, expect, it } from 'vitest';
import { nextRetransmissionSec } from './retransmission.ts';

describe('data that is sent again', () => {
  it.each([
    [0, 0],
    [0.1, 0.2],
    [0.5, 0.6],
    [30, 51],
    [51.1, 102.2],
    [300, 324.6],
    [800, 804.6],
    [805, Infinity],
    [Infinity, Infinity],
  ])('passes after a silence of %d s at %d s', (silentSec, passesSec) => {
    const sec = nextRetransmissionSec(silentSec);
    if (passesSec === Infinity) expect(sec).toBe(Infinity);
    else expect(sec).toBeCloseTo(passesSec, 9);
  });
});
