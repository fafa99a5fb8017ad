import type { BorderEdge } from '../../analysis/sweep/feasible-border.ts';

/**
 * The border between cells as the data of an SVG path.
 * @param up points of the second parameter, the first of which is the lowest row
 * @param cell side of a cell
 */
export function borderPath(border: readonly BorderEdge[], up: number, cell: number): string {
  return border
    .map(([point, neighbour]) => {
      const [i, j] = [Math.floor(point / up), point % up];
      const top = (up - 1 - j) * cell;
      // The neighbour of the same column lies above.
      return neighbour === point + 1 && up > 1
        ? `M${i * cell} ${top}h${cell}`
        : `M${(i + 1) * cell} ${top}v${cell}`;
    })
    .join('');
}
