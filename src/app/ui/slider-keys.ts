/**
 * How far a key moves a slider, by the ARIA pattern: a step by an arrow key, a page by a Page key, and infinitely far by Home and
 * End, which is an end once it is kept within bounds; null for any other key.
 */
export function moveByKey(key: string, step: number, page: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return step;
    case 'ArrowLeft':
    case 'ArrowDown':
      return -step;
    case 'PageUp':
      return page;
    case 'PageDown':
      return -page;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}
