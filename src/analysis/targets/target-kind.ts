/** What a target of a scenario is judged by, and what comes of it. */
import type { FailureCause, FailureCount } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Targets } from '../../scenario/targets.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import type { BlockingPrediction } from '../limits/predicted-blocking.ts';
import type { Interval } from '../runs/interval.ts';
import type { RunFigures } from '../runs/run-figures.ts';

/** What is read of a run under one seed. */
export type TargetRun = Pick<
  RunFigures,
  | 'reachedConnections'
  | 'peakConcurrent'
  | 'attempts'
  | 'refused'
  | 'fullest'
  | 'blocking'
  | 'blockingInterval'
  | 'settledAttempts'
>;

/** What one run of a trial (`trial.ts`) says of the targets. */
export interface TrialRun extends TargetRun {
  /** New connections a second in the steady state; null where there is none. */
  readonly arrivalsPerSec: number | null;
  /** Until nearly all were back after the cut; Infinity: not in this run. Null in a steady trial. */
  readonly backAfterSec: number | null;
  /** What failed most; null where nothing did. */
  readonly cause: FailureCount | null;
}

export interface TargetEvidence {
  readonly scenario: Scenario;
  readonly targets: Targets;
  /** Connections open on average once all clients of a trial have come; null where runs are of the scenario as it is. */
  readonly expectedOpen: number | null;
  /** Of the scenario as it is, or brought to its targets (`trial.ts`); at least one. */
  readonly runs: readonly TargetRun[];
  /** The closed form of the same scenario. */
  readonly ladder: readonly LimitRow[];
  /** What theory says of the blocking, asked where the runs do not decide; null where none fits. */
  readonly theory: () => BlockingPrediction | null;
  /** Runs of the steady trial, whose rate of new connections is that of the target; empty where none was made. */
  readonly steadyTrials: readonly TrialRun[];
  /** Runs in which all clients were cut at once; empty where none was made. */
  readonly returnTrials: readonly TrialRun[];
}

/** `unclear`: neither can be said with the confidence of the interval. */
export type TargetVerdict = 'met' | 'missed' | 'unclear';

/** As a scenario file calls them. */
export type TargetName = 'concurrent' | 'blocking' | 'headroom' | 'arrivalRate' | 'reconnectWithin';

export interface Judgement {
  readonly target: TargetName;
  readonly verdict: TargetVerdict;
  /** By the means alone, whatever their intervals say. */
  readonly isLikelyMet: boolean;
  /** Why it is unclear: the runs lie on both sides, or there is too little evidence; null where it is not. */
  readonly doubt: 'spread' | 'evidence' | null;
  /** "at most 1e-6 of attempts fail". */
  readonly asked: string;
  /** "0.12 % to 0.15 % (95 % interval, 5 runs)". */
  readonly found: string;
  /** Why that gives the verdict. */
  readonly judged: string;
  readonly basis: 'simulation' | 'theory';
  /** What must hold for the theory that was asked, in a sentence; null where none was. */
  readonly assumptions: string | null;
  readonly runs: number;
  readonly interval: Pick<Interval, 'mean' | 'low' | 'high' | 'confidence'> | null;
  /** The limit that stands in the way, where the target is missed and one is to blame. */
  readonly cause: FailureCause | null;
}

/** The part of a judgement that says how it came out. */
export type Outcome = Pick<Judgement, 'verdict' | 'doubt' | 'judged'>;

/** A kind of target: one entry of the list in `judge-targets.ts`. */
export interface TargetKind {
  readonly name: TargetName;
  readonly field: keyof Targets;
  /** Called only where the scenario sets this target, with its value. */
  readonly judge: (wanted: number, evidence: TargetEvidence) => Judgement;
}

export function met(judged: string): Outcome {
  return { verdict: 'met', doubt: null, judged };
}

export function missed(judged: string): Outcome {
  return { verdict: 'missed', doubt: null, judged };
}

export function unclear(doubt: 'spread' | 'evidence', judged: string): Outcome {
  return { verdict: 'unclear', doubt, judged };
}
