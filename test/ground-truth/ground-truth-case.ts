/** What a ground-truth case is: a scenario in the public file format, and what was measured against what it predicts. */
import type { NetworkState } from '../../src/network/network-state.ts';
import type { RunResult } from '../../src/network/results/run-result.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { TestFile } from '../support/finished-run.ts';

/** How close a prediction must come. The verdicts are worked out in `judge.ts`. */
export type Tolerance =
  /** Every seed gives every measured value. */
  | { readonly kind: 'exact' }
  /** Measured values within the predicted 99 % band; medians within 2 % where there are three or more runs. */
  | { readonly kind: 'distribution' }
  /** Shares of blocked attempts: pooled difference within the binomial error (99 %) of the `trials` of each run. */
  | { readonly kind: 'binomial'; readonly trials: readonly number[] }
  /** The predicted median lies between the lowest and the highest published value. */
  | { readonly kind: 'range' }
  /**
   * Measured values within the predicted 99 % band: of runs that share what decides most, and so are not as many draws (a ring
   * that follows from the servers' names).
   */
  | { readonly kind: 'band' }
  /** Medians within so many of the measured one. */
  | { readonly kind: 'absolute'; readonly by: number }
  /** Medians within this share of the measured one. */
  | { readonly kind: 'relative'; readonly share: number };

/** A finished run as a reading sees it. */
export interface CaseRun extends RunResult {
  readonly scenario: Scenario;
  /** The connections themselves, at the end of the run. */
  readonly net: NetworkState;
}

export interface Reading {
  readonly quantity: string;
  /** One value a measured run; a published answer has one. */
  readonly measured: readonly number[];
  readonly read: (run: CaseRun) => number;
  readonly tolerance: Tolerance;
}

/** A case that the simulator is held to. */
export interface SimulatedCase {
  readonly id: string;
  readonly what: string;
  /** One file for all seeds, or one for each where the measured runs used other client addresses. */
  readonly scenario: TestFile | ((seed: number) => TestFile);
  /** Seeds 1 to this number. */
  readonly seeds: number;
  readonly readings: readonly Reading[];
  /** Runs in the unit tests too: some tens of milliseconds for all its seeds. */
  readonly quick: boolean;
}

/** A case that the model cannot express or does not reproduce; it is shown with the reason. */
export interface OpenCase {
  readonly id: string;
  readonly what: string;
  readonly quantity: string;
  readonly measured: readonly number[];
  readonly notReproduced: string;
}

export type GroundTruthCase = SimulatedCase | OpenCase;

export const EXACT: Tolerance = { kind: 'exact' };
export const DISTRIBUTION: Tolerance = { kind: 'distribution' };
export const within = (share: number): Tolerance => ({ kind: 'relative', share });

export function isOpen(each: GroundTruthCase): each is OpenCase {
  return 'notReproduced' in each;
}
