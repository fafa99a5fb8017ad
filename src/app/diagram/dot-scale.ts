/** Dots that leave a second at a rate that all but a tenth of the run stays below, and in its highest bursts. */
const DOTS_PER_SEC = 60;
const MOST_DOTS_PER_SEC = 600;

/** Steps of the scale of `RateScale` per doubling of the rate. */
const STEPS_PER_DOUBLING = 4;

/**
 * Learns which rates a run has, so that dots are neither too few in calm times nor too many in bursts. Rates are counted on
 * a logarithmic scale, which needs no memory of single samples.
 */
export class RateScale {
  private readonly counts = new Map<number, number>();
  private samples = 0;
  private highest = 0;

  add(ratePerSec: number): void {
    if (!(ratePerSec > 0)) return;
    const step = Math.ceil(Math.log2(ratePerSec) * STEPS_PER_DOUBLING);
    this.counts.set(step, (this.counts.get(step) ?? 0) + 1);
    this.samples += 1;
    this.highest = Math.max(this.highest, ratePerSec);
  }

  /**
   * Connections that one dot stands for: the smallest 1, 2 or 5 times a power of ten with which the dots stay below the
   * numbers above. Their number is always in proportion to the rate.
   */
  connectionsPerDot(speed: number): number {
    const usual = (this.usualRate() * speed) / DOTS_PER_SEC;
    const burst = (this.highest * speed) / MOST_DOTS_PER_SEC;
    return roundUp(Math.max(usual, burst));
  }

  /** The rate that nine tenths of the samples with any events stay below, to a step of the scale. */
  private usualRate(): number {
    let left = this.samples * 0.1;
    for (const [step, count] of [...this.counts].sort(([a], [b]) => b - a)) {
      left -= count;
      if (left < 0) return Math.min(this.highest, 2 ** (step / STEPS_PER_DOUBLING));
    }
    return this.highest;
  }
}

/** The next of 1, 2, 5, 10, 20 ... that is not below the value. */
function roundUp(value: number): number {
  if (!(value > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= value * 0.9999) ?? 10;
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
