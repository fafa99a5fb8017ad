import type { Space } from './spaces.ts';

/** Where the parts of the matrix lie, in CSS pixels. The heads and the sums stay in place while the cells scroll. */
export interface MatrixGeometry {
  readonly rows: number;
  readonly columns: number;
  readonly rowPx: number;
  readonly columnPx: number;
  /** Of the names of the addresses with the sums of the rows, and of those of the destinations with the sums of the columns. */
  readonly headWidthPx: number;
  readonly headHeightPx: number;
  readonly sumPx: number;
  /** Of everything, were it not scrolled. */
  readonly widthPx: number;
  readonly heightPx: number;
}

const ROW_PX = 24;
const LEAST_COLUMN_PX = 46;
const MOST_COLUMN_PX = 120;
const SUM_PX = 58;
const NAME_SHARE = 0.35;
const MOST_NAME_PX = 180;
const PIXELS_A_CHARACTER = 7;

/** @param longestName characters of the longest name of an address */
export function matrixGeometry(
  rows: number,
  columns: number,
  widthPx: number,
  longestName: number,
): MatrixGeometry {
  const namePx = Math.min(MOST_NAME_PX, widthPx * NAME_SHARE, longestName * PIXELS_A_CHARACTER + 16);
  const headWidthPx = Math.round(namePx) + SUM_PX;
  const room = (widthPx - headWidthPx) / columns;
  const columnPx = Math.floor(Math.min(MOST_COLUMN_PX, Math.max(LEAST_COLUMN_PX, room)));
  const headHeightPx = 2 * ROW_PX;
  return {
    rows,
    columns,
    rowPx: ROW_PX,
    columnPx,
    headWidthPx,
    headHeightPx,
    sumPx: SUM_PX,
    widthPx: headWidthPx + columns * columnPx,
    heightPx: headHeightPx + rows * ROW_PX,
  };
}

/** Which cell: the row as it stands in the order of the rows. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** How far the cells are scrolled. */
export interface Scroll {
  readonly left: number;
  readonly top: number;
}

/** The row and column at a place of the visible part; null on the heads and beside the cells. */
export function cellAt(
  { rows, columns, rowPx, columnPx, headWidthPx, headHeightPx }: MatrixGeometry,
  { left, top }: Scroll,
  x: number,
  y: number,
): CellPlace | null {
  if (x < headWidthPx || y < headHeightPx) return null;
  const row = Math.floor((y - headHeightPx + top) / rowPx);
  const column = Math.floor((x - headWidthPx + left) / columnPx);
  return row < rows && column < columns ? { row, column } : null;
}

/** The scroll, moved no further than needed for a cell to be seen whole. */
export function scrollTo(
  geometry: MatrixGeometry,
  { left, top }: Scroll,
  view: { readonly width: number; readonly height: number },
  { row, column }: CellPlace,
): Scroll {
  const { rowPx, columnPx, headWidthPx, headHeightPx } = geometry;
  return {
    left: inside(left, column, columnPx, view.width - headWidthPx),
    top: inside(top, row, rowPx, view.height - headHeightPx),
  };
}

/** Where a view of `roomPx` begins that shows the cell at an index; where it began, if it shows it already. */
function inside(from: number, at: number, sizePx: number, roomPx: number): number {
  return Math.min(at * sizePx, Math.max(from, (at + 1) * sizePx - Math.max(sizePx, roomPx)));
}

const PAGE_ROWS = 10;

/** Where a key leads from a cell; null for keys that do not move. */
export function cellAfterKey(
  key: string,
  { row, column }: CellPlace,
  { rows, columns }: Pick<MatrixGeometry, 'rows' | 'columns'>,
): CellPlace | null {
  const at = (r: number, c: number): CellPlace => ({
    row: Math.min(rows - 1, Math.max(0, r)),
    column: Math.min(columns - 1, Math.max(0, c)),
  });
  switch (key) {
    case 'ArrowRight':
      return at(row, column + 1);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowUp':
      return at(row - 1, column);
    case 'PageDown':
      return at(row + PAGE_ROWS, column);
    case 'PageUp':
      return at(row - PAGE_ROWS, column);
    case 'Home':
      return at(row, 0);
    case 'End':
      return at(row, columns - 1);
    default:
      return null;
  }
}

/** The space of a cell, whose row holds the address that the order has there. */
export function spaceOfCell(order: readonly number[], { row, column }: CellPlace): Space {
  return { address: order[row] ?? 0, destination: column };
}
