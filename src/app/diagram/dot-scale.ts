/** Dots that leave a second at the highest rate of the run. */
const MOST_DOTS_PER_SEC = 60;

/**
 * Connections that one dot stands for: the smallest 1, 2 or 5 times a power of ten with which no more than
 * `MOST_DOTS_PER_SEC` dots leave a second on the wall. The number of dots stays in proportion to the real rates.
 */
export function connectionsPerDot(highestRatePerSec: number, speed: number): number {
  const wanted = (highestRatePerSec * speed) / MOST_DOTS_PER_SEC;
  if (!(wanted > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * 0.9999) ?? 10;
  return factor * power;
}

/** Value of a running total between two samples, as if it grew evenly. */
export function totalAt(column: Float64Array | undefined, length: number, sample: number): number {
  if (column === undefined || length === 0 || sample < 0) return 0;
  const before = Math.min(length - 1, Math.floor(sample));
  const after = Math.min(length - 1, before + 1);
  const low = column[before] ?? 0;
  return low + ((column[after] ?? low) - low) * Math.min(1, sample - before);
}

/** An index drawn in proportion to the weights by a number 0..1; evenly where all weights are zero. */
export function pickWeighted(weights: readonly number[], draw: number): number {
  const total = weights.reduce((sum, each) => sum + each, 0);
  if (total <= 0) return Math.min(weights.length - 1, Math.floor(draw * weights.length));
  let left = draw * total;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}
