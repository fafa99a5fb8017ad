import { describe, expect, it } from 'vitest';
import { absencesOf, type ScaleEvent, sizesOverTime } from './timeline.ts';

const scaleOut = (atSec: number, instances: number): ScaleEvent => ({
  action: 'scale-out',
  atSec,
  instances,
});
const scaleIn = (atSec: number, instances: number): ScaleEvent => ({
  action: 'scale-in',
  atSec,
  instances,
  drainSec: 0,
});

function sizes(most: number, events: readonly ScaleEvent[]): number[] {
  const { first, changes } = sizesOverTime(most, events);
  return [first, ...changes.map(({ after }) => after)];
}

describe('sizesOverTime', () => {
  it('reaches the number in the file and never more', () => {
    expect(sizes(6, [])).toEqual([6]);
    expect(sizes(6, [scaleOut(10, 2)])).toEqual([4, 6]);
    expect(sizes(6, [scaleIn(10, 2)])).toEqual([6, 4]);
    expect(sizes(6, [scaleOut(10, 2), scaleIn(30, 2)])).toEqual([4, 6, 4]);
    expect(sizes(6, [scaleIn(10, 2), scaleOut(30, 2)])).toEqual([6, 4, 6]);
    expect(sizes(8, [scaleOut(20, 2), scaleOut(10, 2), scaleIn(30, 5)])).toEqual([4, 6, 8, 3]);
  });

  it('tells when events take more than there are', () => {
    expect(sizes(3, [scaleOut(10, 3)])).toEqual([0, 3]);
    expect(sizes(3, [scaleIn(10, 2), scaleIn(20, 1)])).toEqual([3, 1, 0]);
  });
});

describe('absencesOf', () => {
  it('says from when to when the instances from one on are missing', () => {
    expect(absencesOf(sizesOverTime(6, [scaleOut(10, 2), scaleIn(30, 3)]))).toEqual([
      { first: 4, fromSec: 0, toSec: 10 },
      { first: 6, fromSec: 10, toSec: 30 },
      { first: 3, fromSec: 30, toSec: Infinity },
    ]);
  });
});
