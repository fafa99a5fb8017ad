/** Doublings after which a number that does not help is given up. */
const MOST_DOUBLINGS = 10;

/**
 * The smallest whole number above `from` and at most `most` of which `isEnough` is true; null where there is none. True
 * from some number on, the closed form's `guess` is asked first: where that is right two questions are enough.
 */
export function smallestAbove(
  from: number,
  most: number,
  guess: number,
  isEnough: (value: number) => boolean,
): number | null {
  if (most <= from) return null;
  let low = from;
  let high = Math.min(most, Math.max(from + 1, guess));
  for (let doubling = 0; !isEnough(high); doubling++) {
    if (high === most || doubling === MOST_DOUBLINGS) return null;
    low = high;
    high = Math.min(most, high + Math.max(1, high - from));
  }
  if (low === from && high - 1 > from) {
    if (!isEnough(high - 1)) return high;
    high -= 1;
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
