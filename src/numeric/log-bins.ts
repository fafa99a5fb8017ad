/**
 * Bins for positive numbers of any size, each about as wide as its numbers are large: 128 to a doubling, so 0.4 to 0.8 %.
 * The bin of a number is a shift of its bits, and the edges of bins are exact doubles.
 */
import { highWord, powerOfTwo } from './float-bits.ts';

const BITS = 7;
export const BINS_PER_DOUBLING = 1 << BITS;
/** Everything below 2^-10 lies in the first bin, everything from 2^26 on in the last one. */
const FIRST_EXPONENT = -10;
const END_EXPONENT = 26;
const EXPONENT_BIAS = 1023;
const FIRST = (FIRST_EXPONENT + EXPONENT_BIAS) << BITS;
const FRACTION_SHIFT = 20 - BITS;

export const LOG_BINS = (END_EXPONENT - FIRST_EXPONENT) << BITS;

/** Index of the bin that a number of at least 0 lies in. */
export function logBinOf(x: number): number {
  const bin = (highWord(x) >> FRACTION_SHIFT) - FIRST;
  return bin < 0 ? 0 : bin < LOG_BINS ? bin : LOG_BINS - 1;
}

/** The least number of a bin, exactly: 0 of the first. What is below the edge of bin b lies in the bins before b. */
export function logBinEdge(bin: number): number {
  if (bin <= 0) return 0;
  return powerOfTwo(FIRST_EXPONENT + (bin >> BITS)) * (1 + (bin % BINS_PER_DOUBLING) / BINS_PER_DOUBLING);
}
