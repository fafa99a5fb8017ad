/**
 * Views onto the bits of a double, the same on little- and big-endian machines, and exact powers of two.
 */

const cell = new Float64Array(1);
const words = new Int32Array(cell.buffer);
cell[0] = 1;
/** Index of the word that holds sign, exponent and the top 20 bits of the fraction. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;
const LOW = 1 - HIGH;

/** The upper 32 bits of `x` (sign, 11 exponent bits, 20 fraction bits) as a signed integer. */
export function highWord(x: number): number {
  cell[0] = x;
  return words[HIGH]!;
}

/** The lower 32 fraction bits of `x` as a signed integer. */
export function lowWord(x: number): number {
  cell[0] = x;
  return words[LOW]!;
}

/** The double that comes next after `x`, which is not negative. */
export function nextUp(x: number): number {
  if (x === Infinity) return x;
  cell[0] = x;
  words[LOW]! += 1;
  if (words[LOW] === 0) words[HIGH]! += 1;
  return cell[0];
}

const MIN_POWER_OF_TWO = -1074;
const MAX_POWER_OF_TWO = 1023;

const powersOfTwo = new Float64Array(MAX_POWER_OF_TWO - MIN_POWER_OF_TWO + 1);
let power = Number.MIN_VALUE;
for (let i = 0; i < powersOfTwo.length; i++) {
  powersOfTwo[i] = power;
  power *= 2;
}

/**
 * 2^k, exact, for integers k from -1074 to 1023. A table look-up: building the double from its words would
 * stall on a narrow store followed by a wide load.
 */
export function powerOfTwo(k: number): number {
  return powersOfTwo[k - MIN_POWER_OF_TWO]!;
}
