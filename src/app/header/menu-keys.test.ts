import { describe, expect, it } from 'vitest';
import { menuTarget } from './menu-keys.ts';

const NAMES = ['Share', 'Export', 'Import', 'Errors'];

describe('menuTarget', () => {
  it('goes round by the arrow keys, and to the ends', () => {
    expect(menuTarget('ArrowDown', -1, NAMES)).toBe(0);
    expect(menuTarget('ArrowDown', 3, NAMES)).toBe(0);
    expect(menuTarget('ArrowUp', 0, NAMES)).toBe(3);
    expect(menuTarget('ArrowUp', 2, NAMES)).toBe(1);
    expect(menuTarget('Home', 2, NAMES)).toBe(0);
    expect(menuTarget('End', 0, NAMES)).toBe(3);
  });

  it('goes from item to item with the same first letter, and stays where none has it', () => {
    expect(menuTarget('e', 0, NAMES)).toBe(1);
    expect(menuTarget('E', 1, NAMES)).toBe(3);
    expect(menuTarget('e', 3, NAMES)).toBe(1);
    expect(menuTarget('x', 2, NAMES)).toBe(2);
  });

  it('leaves other keys alone', () => {
    for (const key of ['Enter', ' ', 'F5', 'Shift']) expect(menuTarget(key, 0, NAMES)).toBeNull();
  });
});
