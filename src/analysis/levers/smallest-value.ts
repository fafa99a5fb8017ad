/** A value, and how much of what is wanted there is at it. */
interface Point {
  readonly value: number;
  readonly share: number;
}

export interface SmallestValue {
  /** Known to be too little. */
  readonly from: number;
  readonly most: number;
  /** The value that the closed form expects; asked first. */
  readonly guess: number;
  /** Share of what is wanted at `from`, where that is known. */
  readonly shareAtFrom?: number;
  /**
   * Share of what is wanted at a value: 1 or more is enough, and Infinity is enough of which nobody knows how much more.
   * It does not fall when the value rises.
   */
  readonly shareAt: (value: number) => number;
}

/**
 * The smallest whole number above `from` and at most `most` that is enough; null where there is none.
 *
 * What a resource carries is nearly always a straight line in the number that is turned (but for whole units), so the line
 * through two known points most often names the answer, and the search ends after two or three questions. Where two points
 * make no line the distance grows ever faster; where the line is no help any more the stretch that is left is halved.
 */
export function smallestValue({ from, most, guess, shareAtFrom, shareAt }: SmallestValue): number | null {
  let low: Point = { value: from, share: shareAtFrom ?? Number.NaN };
  let high: Point | null = null;
  let next = guess;
  let growth = 2;
  let width = Infinity;
  while (high === null || high.value - low.value > 1) {
    if (low.value >= most) return null;
    const value = within(next, low.value + 1, high === null ? most : high.value - 1);
    const point = { value, share: shareAt(value) };
    const reached = lineReaches(low, point);
    if (point.share >= 1) {
      // Where the line leads here it remains to be seen that one less is too little.
      next = Math.min(reached ?? value - 1, value - 1);
      high = point;
    } else {
      low = point;
      next = reached ?? from + (value - from) * growth;
      growth *= 2;
    }
    if (high === null) continue;
    const left = high.value - low.value;
    if (left > width / 2 || !(next > low.value && next < high.value)) next = middle(low, high);
    width = left;
  }
  return high.value;
}

/** Where the line through two points reaches what is wanted, in whole units; null where it never does, or is none. */
function lineReaches(from: Point, to: Point): number | null {
  const slope = (to.share - from.share) / (to.value - from.value);
  return slope > 0 && slope < Infinity ? Math.ceil(from.value + (1 - from.share) / slope) : null;
}

function middle(low: Point, high: Point): number {
  return low.value + Math.floor((high.value - low.value) / 2);
}

function within(value: number, least: number, most: number): number {
  return value >= least ? Math.min(most, value) : Math.min(most, least);
}
