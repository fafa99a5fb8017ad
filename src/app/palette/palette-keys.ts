/** Page keys go so many entries on. */
const PAGE = 8;

/**
 * Which of `count` entries a key goes to from the one at `at`; null for keys that belong to the field, as Home and End do. The
 * arrow keys go round.
 */
export function paletteTarget(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'PageDown':
      return Math.min(count - 1, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    default:
      return null;
  }
}
