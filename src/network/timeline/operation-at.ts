/**
 * The order of operations of one instant: an instance is up before the balancers learn of it, and they know that one leaves
 * before it drains or goes. What comes back does so before all else, and what fails does last.
 */
export const RANK = { return: 0, resize: 1, change: 2, reload: 3, drain: 4, cut: 5 } as const;

export interface OperationAt {
  readonly atSec: number;
  readonly station: number;
  /** Orders what happens in one instant; see `RANK`. */
  readonly rank: number;
}
