import { describe, expect, it } from 'vitest';
import { FREE, HELD, IN_USE, portAfterKey, portBands } from './port-cells.ts';

describe('portBands', () => {
  it('counts each state and leaves out what is outside the range', () => {
    const cells = new Uint8Array(65_536);
    cells.fill(FREE, 1024, 8192);
    cells.fill(IN_USE, 1024, 2024);
    cells.fill(HELD, 5000, 5010);
    expect(portBands(cells)).toEqual([
      { first: 0, last: 4095, inUse: 1000, held: 0, free: 2072 },
      { first: 4096, last: 8191, inUse: 0, held: 10, free: 4086 },
    ]);
  });
});

describe('portAfterKey', () => {
  it.each([
    ['ArrowRight', 10, 11],
    ['ArrowDown', 10, 266],
    ['ArrowUp', 10, 0],
    ['PageDown', 65_000, 65_535],
    ['Home', 500, 0],
    ['End', 0, 65_535],
    ['x', 5, null],
  ])('%s from %d goes to %s', (key, port, next) => {
    expect(portAfterKey(key, port)).toBe(next);
  });

  it('leaps over as many rows as are seen', () => {
    expect(portAfterKey('PageDown', 100, 8)).toBe(100 + 8 * 256);
  });
});
