/** A blocking probability that may be too small to be counted, and how it was found. */
export interface RareEstimate {
  readonly probability: number;
  /** 95 % interval; both equal the probability where it is exact. */
  readonly low: number;
  readonly high: number;
  readonly method: RareMethod;
  /** Independent runs behind it; 0 where it is a formula. */
  readonly runs: number;
}

/**
 * `Erlang B`: exact. `conditional expectation`: the mean, over states that runs come through, of the exact probability that
 * the next connection is refused. `loads in stages`: from runs at higher loads, down by the product form. `upper bound`: too rare for the runs to tell; what it certainly does not exceed.
 */
export type RareMethod = 'Erlang B' | 'conditional expectation' | 'loads in stages' | 'upper bound';

export function exactly(probability: number): RareEstimate {
  return { probability, low: probability, high: probability, method: 'Erlang B', runs: 0 };
}

/** Applies a rule that rises with the blocking of what it is made of to the estimate and to both ends of its interval. */
export function carriedOver(parts: RareEstimate, rule: (probability: number) => number): RareEstimate {
  return {
    ...parts,
    probability: rule(parts.probability),
    low: rule(parts.low),
    high: rule(parts.high),
  };
}
