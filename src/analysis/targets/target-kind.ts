/** What a target of a scenario is judged by, and what comes of it. */
import type { RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Targets } from '../../scenario/targets.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import type { BlockingEstimate } from '../runs/blocking.ts';
import type { Interval } from '../runs/interval.ts';
import type { ReplicationOutcome } from '../runs/replications.ts';

/** One run under one seed. */
export interface TargetRun extends ReplicationOutcome {
  readonly summary: RunSummary;
  readonly blockingEstimate: BlockingEstimate;
}

export interface TargetEvidence {
  readonly scenario: Scenario;
  /** At least one. */
  readonly runs: readonly [TargetRun, ...TargetRun[]];
  /** The closed form of the same scenario. */
  readonly ladder: readonly LimitRow[];
}

/** `unclear`: neither can be said with the confidence of the interval. */
export type TargetVerdict = 'met' | 'missed' | 'unclear';

export interface Judgement {
  readonly target: keyof Targets;
  readonly verdict: TargetVerdict;
  /** "at most 1e-6 of attempts fail". */
  readonly asked: string;
  /** "0.12 % to 0.15 % (95 % interval, 5 runs)". */
  readonly found: string;
  /** Why that gives the verdict. */
  readonly judged: string;
  readonly basis: 'simulation' | 'theory';
  readonly runs: number;
  readonly interval: Pick<Interval, 'mean' | 'low' | 'high' | 'confidence'> | null;
}

/** A kind of target: one entry of the list in `judge-targets.ts`. */
export interface TargetKind {
  readonly target: keyof Targets;
  /** Called only where the scenario sets this target, with its value. */
  readonly judge: (wanted: number, evidence: TargetEvidence) => Judgement;
}
