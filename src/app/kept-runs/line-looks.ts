import { dashOf } from '../charts/chart-model.ts';
import type { ColourToken } from '../charts/palette.ts';

export type Marker = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'star';

/** How the line of one run is told from others: by its colour, its dash and its marker together. */
export interface LineLook {
  /** In words, for a select; the dash is its own. */
  readonly name: string;
  /** One that has the contrast of text, as lines are thin. */
  readonly colour: ColourToken;
  readonly dash: readonly number[];
  readonly marker: Marker;
}

const STYLES: readonly (readonly [name: string, colour: ColourToken, marker: Marker])[] = [
  ['Blue circles', 'in-use-text', 'circle'],
  ['Orange squares', 'failed-text', 'square'],
  ['Green triangles', 'healthy-text', 'triangle'],
  ['Pink diamonds', 'series-2', 'diamond'],
  ['Ochre crosses', 'held-text', 'cross'],
  ['Grey stars', 'text-quiet', 'star'],
];

/** As many as a comparison has columns at most. */
export const LINE_LOOKS: readonly LineLook[] = STYLES.map(([name, colour, marker], index) => ({
  name,
  colour,
  dash: dashOf(index),
  marker,
}));

export function lookAt(index: number): LineLook {
  return LINE_LOOKS[index % LINE_LOOKS.length]!;
}

/** The first look that the fewest have. */
export function leastUsedLook(used: readonly number[]): number {
  const counts = LINE_LOOKS.map((_, look) => used.filter((each) => each === look).length);
  return counts.indexOf(Math.min(...counts));
}

/**
 * Looks for lines that stand together: each keeps the one that it wants unless one before it has that; the others get what
 * is left. With more lines than looks some share one.
 * @param wanted null where any will do
 */
export function distinctLooks(wanted: readonly (number | null)[]): number[] {
  const looks = wanted.map((look, index) => (look !== null && wanted.indexOf(look) === index ? look : null));
  for (const [index, look] of looks.entries())
    looks[index] = look ?? leastUsedLook(looks.flatMap((each) => each ?? []));
  return looks.map((look) => look ?? 0);
}
