/**
 * Centres of marks of a width, moved apart as little as it takes so that none covers another, in the order of where they want to
 * be. Where there is no room for all they overlap evenly.
 * @param wanted centres in pixels
 */
export function spreadMarks(wanted: readonly number[], markWidth: number, width: number): number[] {
  const count = wanted.length;
  const gap = Math.min(markWidth, count < 2 ? markWidth : (width - markWidth) / (count - 1));
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const first = markWidth / 2;
  const centres = Array.from<number>({ length: count }).fill(0);
  let free = first;
  for (const index of order) {
    const centre = Math.max(wanted[index] ?? 0, free);
    centres[index] = centre;
    free = centre + gap;
  }
  let limit = Math.max(first, width - markWidth / 2);
  for (const index of order.toReversed()) {
    const centre = Math.min(centres[index] ?? 0, limit);
    centres[index] = centre;
    limit = centre - gap;
  }
  return centres;
}
