/** The point that an arrow key leads to; null for other keys. */
export function neighbourOf(key: string, point: number, across: number, up: number): number | null {
  const [i, j] = [Math.floor(point / up), point % up];
  const at = (column: number, row: number): number =>
    Math.min(across - 1, Math.max(0, column)) * up + Math.min(up - 1, Math.max(0, row));
  switch (key) {
    case 'ArrowRight':
      return at(i + 1, j);
    case 'ArrowLeft':
      return at(i - 1, j);
    case 'ArrowUp':
      return at(i, j + 1);
    case 'ArrowDown':
      return at(i, j - 1);
    case 'Home':
      return at(0, j);
    case 'End':
      return at(across - 1, j);
    case 'PageUp':
      return at(i, up - 1);
    case 'PageDown':
      return at(i, 0);
    default:
      return null;
  }
}
