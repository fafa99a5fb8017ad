import { describe, expect, it } from 'vitest';
import { cellAfterKey, cellAt, matrixGeometry, scrollTo } from './matrix-geometry.ts';

const LARGE = matrixGeometry(1000, 40, 600, 3);

describe('matrixGeometry', () => {
  it('gives few columns the width that there is, and many the least that shows a number', () => {
    expect(matrixGeometry(2, 5, 600, 3).columnPx).toBeGreaterThan(90);
    expect(LARGE.columnPx).toBe(46);
    expect(LARGE.heightPx).toBe(1002 * 24);
  });
});

describe('cellAt', () => {
  it('knows the cell under a place, scrolled or not', () => {
    const [x, y] = [LARGE.headWidthPx + 50, LARGE.headHeightPx + 30];
    expect(cellAt(LARGE, { left: 0, top: 0 }, x, y)).toEqual({ row: 1, column: 1 });
    expect(cellAt(LARGE, { left: 92, top: 240 }, x, y)).toEqual({ row: 11, column: 3 });
  });

  it('knows none on the heads and beside the cells', () => {
    expect(cellAt(LARGE, { left: 500, top: 500 }, 5, 200)).toBeNull();
    expect(cellAt(LARGE, { left: 500, top: 500 }, 300, 5)).toBeNull();
    expect(cellAt(matrixGeometry(2, 2, 600, 3), { left: 0, top: 0 }, 300, 590)).toBeNull();
  });
});

describe('scrollTo', () => {
  const view = { width: 600, height: 400 };

  it('moves no further than needed', () => {
    expect(scrollTo(LARGE, { left: 0, top: 0 }, view, { row: 3, column: 2 })).toEqual({ left: 0, top: 0 });
    const { left, top } = scrollTo(LARGE, { left: 0, top: 0 }, view, { row: 100, column: 30 });
    expect(top).toBe(101 * 24 - (400 - LARGE.headHeightPx));
    expect(left).toBe(31 * 46 - (600 - LARGE.headWidthPx));
    expect(scrollTo(LARGE, { left, top }, view, { row: 0, column: 0 })).toEqual({ left: 0, top: 0 });
  });

  it('shows the beginning of a cell that is larger than the view', () => {
    const small = { width: LARGE.headWidthPx + 10, height: LARGE.headHeightPx + 10 };
    expect(scrollTo(LARGE, { left: 0, top: 0 }, small, { row: 5, column: 5 })).toEqual({
      left: 230,
      top: 120,
    });
  });
});

describe('cellAfterKey', () => {
  it.each([
    ['ArrowRight', { row: 5, column: 6 }],
    ['ArrowUp', { row: 4, column: 5 }],
    ['PageDown', { row: 15, column: 5 }],
    ['PageUp', { row: 0, column: 5 }],
    ['Home', { row: 5, column: 0 }],
    ['End', { row: 5, column: 39 }],
    ['x', null],
  ])('%s', (key, next) => {
    expect(cellAfterKey(key, { row: 5, column: 5 }, LARGE)).toEqual(next);
  });
});
