import { describe, expect, it } from 'vitest';
import { synSchedule } from './syn-schedule.ts';

describe('synSchedule', () => {
  const schedule = (linearTimeouts: number, retries: number): number[] => {
    let firesSec = 0;
    return [...synSchedule(linearTimeouts, retries).timeoutsSec].map((timeoutSec) => {
      firesSec += timeoutSec;
      return firesSec;
    });
  };

  it('follows the four settings that a Linux 6.18 kernel was watched under', () => {
    expect(schedule(4, 6)).toEqual([1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131]);
    expect(schedule(0, 6)).toEqual([1, 3, 7, 15, 31, 63, 127]);
    expect(schedule(4, 2)).toEqual([1, 2, 3, 4, 5, 7]);
    expect(schedule(0, 2)).toEqual([1, 3, 7]);
  });

  it('gives up after a second when nothing is to be sent again', () => {
    expect(schedule(0, 0)).toEqual([1]);
    expect(schedule(4, 0)).toEqual([1]);
  });
});
