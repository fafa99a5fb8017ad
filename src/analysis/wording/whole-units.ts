/** Whole connections, ports, addresses: what rounding errors of a product or a quotient make of 64,512 stays 64,512. */
const ROUNDING = 1e-12;

/** The most whole units in an amount: for capacities. */
export function wholeWithin(amount: number): number {
  return Math.floor(amount * (1 + ROUNDING));
}

/** The fewest whole units that are enough for an amount: for what is needed. */
export function wholeEnough(amount: number): number {
  return Math.ceil(amount * (1 - ROUNDING));
}
