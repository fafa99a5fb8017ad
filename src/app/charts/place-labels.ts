/** A label that wants to stand at a height; those that come first in a list are placed first. */
export interface LabelWish {
  readonly id: string;
  /** Wanted distance of the label's centre from the top, in pixels. */
  readonly centre: number;
  readonly height: number;
}

export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Moves labels that stand one above the other apart, as little as possible, keeping their order, inside `space` and off
 * the `taken` bands. Labels for which there is no room are left out, the last ones first. Returns centres by id.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  space: Band,
  taken: readonly Band[] = [],
): Map<string, number> {
  const gaps = freeGaps(space, taken);
  const placed: { wish: LabelWish; gap: number }[] = [];
  for (const wish of wishes) {
    const gap = nearestGapWithRoom(wish, gaps, placed);
    if (gap !== -1) placed.push({ wish, gap });
  }
  const centres = new Map<string, number>();
  gaps.forEach((gap, index) => {
    const inside = placed.filter((entry) => entry.gap === index).map((entry) => entry.wish);
    for (const [id, centre] of spread(inside, gap)) centres.set(id, centre);
  });
  return centres;
}

function freeGaps(space: Band, taken: readonly Band[]): Band[] {
  const gaps: Band[] = [];
  let top = space.top;
  for (const band of taken.toSorted((a, b) => a.top - b.top)) {
    if (band.top > top) gaps.push({ top, bottom: Math.min(band.top, space.bottom) });
    top = Math.max(top, band.bottom);
  }
  if (top < space.bottom) gaps.push({ top, bottom: space.bottom });
  return gaps;
}

function nearestGapWithRoom(
  wish: LabelWish,
  gaps: readonly Band[],
  placed: readonly { wish: LabelWish; gap: number }[],
): number {
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  gaps.forEach((gap, index) => {
    const used = placed.reduce((sum, entry) => sum + (entry.gap === index ? entry.wish.height : 0), 0);
    if (gap.bottom - gap.top - used < wish.height) return;
    const distance = Math.max(
      gap.top + wish.height / 2 - wish.centre,
      wish.centre - (gap.bottom - wish.height / 2),
      0,
    );
    if (distance < bestDistance) {
      best = index;
      bestDistance = distance;
    }
  });
  return best;
}

/** One pass down to undo overlaps, one pass up to come back inside. The labels are known to fit. */
function spread(wishes: readonly LabelWish[], gap: Band): [string, number][] {
  const sorted = wishes.toSorted((a, b) => a.centre - b.centre);
  const tops: number[] = [];
  let free = gap.top;
  for (const { centre, height } of sorted) {
    const top = Math.max(centre - height / 2, free);
    tops.push(top);
    free = top + height;
  }
  let limit = gap.bottom;
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const height = sorted[index]?.height ?? 0;
    const top = Math.min(tops[index] ?? 0, limit - height);
    tops[index] = top;
    limit = top;
  }
  return sorted.map(({ id, height }, index) => [id, (tops[index] ?? 0) + height / 2]);
}
