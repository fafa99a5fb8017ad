/** Replications until an output is known as well as is asked: how many, and why no more. */
import type { RunSummary } from '../../network/results/run-result.ts';
import { type Interval, studentInterval } from './interval.ts';
import { type ReplicationOutcome, replicatedBlocking } from './replications.ts';

/** Outputs of a run whose mean over replications can be asked for. */
export const PRECISION_OUTPUTS = ['blocking', 'peak', 'mean', 'failed'] as const;
export type PrecisionOutput = (typeof PRECISION_OUTPUTS)[number];

/** How each output is called in a sentence. */
export const OUTPUT_NAMES: Readonly<Record<PrecisionOutput, string>> = {
  blocking: 'blocking',
  peak: 'peak concurrent connections',
  mean: 'mean concurrent connections',
  failed: 'failed attempts',
};

export interface PrecisionGoal {
  readonly output: PrecisionOutput;
  /** Half of the width of the 95 % interval, as a share of the mean, or in the output's own unit. */
  readonly halfWidth: { readonly share: number } | { readonly amount: number };
  /** Runs before the first look. */
  readonly least: number;
  /** Runs between two looks. */
  readonly batch: number;
  /** The end, precise or not. */
  readonly most: number;
}

/**
 * A sequential procedure stops sooner where its first runs happen to be alike, so that its intervals hold the mean less often
 * than they say. The fault fades with the number of runs at the first look: at least 10, and a relative half-width of at most
 * 15 %, keep it small (A. M. Law, Simulation Modeling and Analysis, 5th ed. 2015, section 9.4.1). Looks at the end of whole
 * batches only leave fewer chances to stop by luck. As the width goes to 0 the coverage is exact (Y. S. Chow and
 * H. Robbins, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean", Annals of
 * Mathematical Statistics 36, 1965).
 */
export const LEAST_REPLICATIONS = 10;
export const REPLICATIONS_A_BATCH = 10;
export const MOST_REPLICATIONS_UNLESS_GIVEN = 100;
export const WIDEST_SHARE = 0.15;

/** Why there are no more runs. */
export type StopReason = 'precise' | 'most' | 'no-event' | 'no-steady-state';

/** What a replication contributes to any output. */
export interface PreciseOutcome extends ReplicationOutcome {
  readonly summary: Pick<RunSummary, 'failed' | 'meanConcurrent'>;
}

/** The state of the procedure after some runs. */
export interface PrecisionState {
  /** Null while more runs are wanted. */
  readonly stop: StopReason | null;
  /** Runs in all to look at next; as many as there are where it stops. */
  readonly wanted: number;
  readonly interval: Interval | null;
  /** Half of the interval's width over its mean, or in the output's unit; null where there is none. */
  readonly reached: number | null;
}

/**
 * What follows from the runs so far. It depends on them alone, in the order of their seeds: whatever the number of
 * workers, the procedure stops after the same run.
 */
export function precisionAfter(goal: PrecisionGoal, outcomes: readonly PreciseOutcome[]): PrecisionState {
  const count = outcomes.length;
  const interval = count === 0 ? null : outputInterval(goal.output, outcomes);
  const reached = interval === null ? null : halfWidth(goal, interval);
  const stop = count < Math.min(goal.least, goal.most) ? null : stopReason(goal, outcomes, interval, reached);
  const wanted = stop === null ? Math.min(goal.most, nextLook(goal, count)) : count;
  return { stop, wanted, interval, reached };
}

/** The interval of an output over replications; an upper bound for blocking that never happened. */
function outputInterval(output: PrecisionOutput, outcomes: readonly PreciseOutcome[]): Interval | null {
  switch (output) {
    case 'blocking':
      return replicatedBlocking(outcomes);
    case 'peak':
      return studentInterval(outcomes.map(({ peakConcurrent }) => peakConcurrent));
    case 'mean':
      return studentInterval(outcomes.map(({ summary }) => summary.meanConcurrent));
    case 'failed':
      return studentInterval(outcomes.map(({ summary }) => summary.failed));
  }
}

function nextLook({ least, batch }: PrecisionGoal, count: number): number {
  return count < least ? least : count + batch;
}

function stopReason(
  goal: PrecisionGoal,
  outcomes: readonly PreciseOutcome[],
  interval: Interval | null,
  reached: number | null,
): StopReason | null {
  if (isPrecise(goal, interval, reached)) return 'precise';
  // No number of runs without a steady state gives one, and no share of nothing is narrow enough.
  if (goal.output === 'blocking') {
    if (outcomes.every(({ blocking }) => blocking === null)) return 'no-steady-state';
    if ('share' in goal.halfWidth && outcomes.every(({ blocking }) => (blocking ?? 0) === 0))
      return 'no-event';
  }
  return outcomes.length >= goal.most ? 'most' : null;
}

function isPrecise(goal: PrecisionGoal, interval: Interval | null, reached: number | null): boolean {
  if (interval === null || reached === null) return false;
  const { halfWidth: wanted } = goal;
  // With an estimate in place of the mean a share of s/(1 + s) is needed for one of s (Law, section 9.4.1).
  return 'share' in wanted ? reached <= wanted.share / (1 + wanted.share) : reached <= wanted.amount;
}

/** The larger side: an interval that was cut at 0 is not narrower for that. */
function halfWidth({ halfWidth: wanted }: PrecisionGoal, interval: Interval): number | null {
  const { mean, low, high } = interval;
  const width = Math.max(high - mean, mean - low);
  if (!('share' in wanted)) return width;
  if (mean === 0) return width === 0 ? 0 : null;
  return width / Math.abs(mean);
}
