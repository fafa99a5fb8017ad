import { describe, expect, it } from 'vitest';
import { ageScale, ageTicks } from './age-scale.ts';

describe('a scale of ages', () => {
  it('gives each factor the same room, and finds the age of a place again', () => {
    const { place, ageAt } = ageScale([1, 10, 10_000]);
    expect([1, 10, 100, 10_000].map(place)).toEqual(
      [0, 0.25, 0.5, 1].map((at) => expect.closeTo(at, 12) as number),
    );
    for (const at of [0, 0.3, 1]) expect(place(ageAt(at))).toBeCloseTo(at, 12);
    expect([place(0), place(1e9)]).toEqual([0, 1]);
  });

  it('has room even for a single age or none', () => {
    for (const ages of [[], [7]]) {
      const { fromSec, toSec, place } = ageScale(ages);
      expect(toSec).toBeGreaterThan(fromSec);
      expect(place(toSec)).toBe(1);
    }
  });

  it('has round ticks that keep their distance', () => {
    const scale = ageScale([1, 3600]);
    expect(ageTicks(scale, 400, 56)).toEqual([1, 5, 20, 120, 600, 3600]);
    const narrow = ageTicks(scale, 200, 56);
    narrow.slice(1).forEach((sec, i) => {
      expect((scale.place(sec) - scale.place(narrow[i]!)) * 200).toBeGreaterThanOrEqual(56);
    });
    expect(narrow.length).toBeGreaterThan(2);
  });
});
