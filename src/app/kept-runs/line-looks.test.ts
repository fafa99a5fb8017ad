import { describe, expect, it } from 'vitest';
import { distinctLooks, LINE_LOOKS, leastUsedLook } from './line-looks.ts';

describe('the looks of lines', () => {
  it('differ in colour, in dash and in marker', () => {
    for (const part of ['colour', 'dash', 'marker', 'name'] as const)
      expect(new Set(LINE_LOOKS.map((look) => JSON.stringify(look[part]))).size).toBe(LINE_LOOKS.length);
  });

  it('are given to new runs in turn', () => {
    expect(leastUsedLook([])).toBe(0);
    expect(leastUsedLook([0, 1, 3])).toBe(2);
    expect(leastUsedLook([0, 1, 2, 3, 4, 5, 0])).toBe(1);
  });

  it('are kept where they can be, and never shared by six', () => {
    expect(distinctLooks([null, 2, 2, 0, null, 5])).toEqual([1, 2, 3, 0, 4, 5]);
    expect(distinctLooks([4, null])).toEqual([4, 0]);
  });
});
