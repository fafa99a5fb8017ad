import { describe, expect, it } from 'vitest';
import { movedTo } from './plot-keys.ts';

describe('movedTo', () => {
  const shown = { fromSec: 100, toSec: 200 };
  const moved = (key: string, fromSec = 150): number | null => movedTo(key, fromSec, 2, shown);

  it('goes by steps and by pages, and to the ends of what is on display', () => {
    expect(['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp'].map((key) => moved(key))).toEqual([
      148, 152, 148, 152,
    ]);
    expect(['PageDown', 'PageUp', 'Home', 'End'].map((key) => moved(key))).toEqual([110, 190, 100, 200]);
  });

  it('stays on display, and leaves all other keys alone', () => {
    expect(moved('ArrowLeft', 101)).toBe(100);
    expect(moved('PageUp', 190)).toBe(200);
    expect(moved('Enter')).toBeNull();
  });
});
