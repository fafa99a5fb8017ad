/** How many runs were made for a precision, and why no more, in sentences. */
import type { Interval } from '../runs/interval.ts';
import {
  OUTPUT_NAMES,
  type PrecisionGoal,
  type PrecisionOutput,
  type PrecisionState,
} from '../runs/precision.ts';
import type { ReplicationOutcome, ReplicationResult } from '../runs/replications.ts';
import { counted, formatCount, formatProbability, formatShare } from '../wording/format-quantity.ts';

/** "1 run", "10 runs". */
export function runCount(runs: number): string {
  return counted(runs, 'run');
}

/** What is known of the procedure itself: it stands beside every number that it gave. */
export const STOPPING_NOTE =
  'Runs that are stopped when the interval is narrow hold the mean a little less often than 95 %; at least 10 runs and looks after every tenth keep that small.';

/** "30 runs: blocking is known within 4.2 % of its mean, 5 % was asked." */
export function precisionSentence(goal: PrecisionGoal, state: PrecisionState): string {
  const runs = runCount(state.wanted);
  const name = OUTPUT_NAMES[goal.output];
  const asked = widthText(goal, 'share' in goal.halfWidth ? goal.halfWidth.share : goal.halfWidth.amount);
  const reached = state.reached === null ? null : widthText(goal, state.reached);
  switch (state.stop) {
    case 'precise':
      return `${runs}: ${name} is known within ${reached ?? asked}; ${asked} was asked.`;
    case 'most':
      return reached === null
        ? `${runs}, the most allowed: ${name} has no interval; ${asked} was asked.`
        : `${runs}, the most allowed: ${name} is known within ${reached} only; ${asked} was asked.`;
    case 'no-event':
      return `${runs} without a failure: no share of 0 is narrow enough, so that there are no more. Ask for a --half-width instead, or see what theory says.`;
    case 'no-steady-state':
      return `${runs}, none with a steady state: there is no blocking to measure. Give a warmUp, or make the run longer.`;
    case null:
      return `${runs} so far.`;
  }
}

/** "0.12 % to 0.15 %", "61,220 to 61,480", "at most 3e-7" where nothing failed. */
export function intervalText(
  output: PrecisionOutput,
  { mean, low, high }: Pick<Interval, 'mean' | 'low' | 'high'>,
): string {
  if (output === 'blocking' && mean === 0) return `at most ${formatProbability(high)}`;
  const say = output === 'blocking' ? formatShare : formatCount;
  const [from, to] = [say(low), say(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** "10 runs: blocking 0.12 % to 0.15 %, peak 61,220 to 61,480 (95 % intervals)." */
export function replicationsSentence({
  outcomes,
  unsettled,
  blocking,
  peakConcurrent,
}: ReplicationResult<ReplicationOutcome>): string {
  const parts = [
    unsettled === outcomes.length
      ? 'blocking not settled in any'
      : blocking === null
        ? 'blocking settled in one only'
        : `blocking ${intervalText('blocking', blocking)}`,
    ...(peakConcurrent === null ? [] : [`peak ${intervalText('peak', peakConcurrent)}`]),
  ];
  const left = unsettled === 0 || blocking === null ? '' : `; ${unsettled} not settled, left out of blocking`;
  return `${runCount(outcomes.length)}: ${parts.join(', ')} (95 % intervals${left}).`;
}

function widthText({ output, halfWidth }: PrecisionGoal, width: number): string {
  if ('share' in halfWidth) return `${formatShare(Number(width.toPrecision(3)))} of its mean`;
  return output === 'blocking' ? formatProbability(width) : formatCount(width);
}
