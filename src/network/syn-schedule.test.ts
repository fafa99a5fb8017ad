import { describe, expect, it } from 'vitest';
import { synRetransmissionsSec } from './syn-schedule.ts';

describe('synRetransmissionsSec', () => {
  it('follows the schedule that a Linux 6.18 kernel was seen to keep', () => {
    expect([...synRetransmissionsSec(4, 6)]).toEqual([1, 2, 3, 4, 5, 7, 11, 19, 35, 67]);
    expect([...synRetransmissionsSec(0, 6)]).toEqual([1, 3, 7, 15, 31, 63]);
  });

  it('is empty when nothing is sent again', () => {
    expect([...synRetransmissionsSec(0, 0)]).toEqual([]);
  });
});
