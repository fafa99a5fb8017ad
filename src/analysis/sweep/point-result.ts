/** What the runs of a point say together. */
import type { FailureCause } from '../../network/results/run-result.ts';
import { SeriesHash } from '../../numeric/hash.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { meanOf, studentInterval } from '../runs/interval.ts';
import { type RunFigures, settledBlocking } from '../runs/run-figures.ts';
import { blockingTarget } from '../targets/blocking-target.ts';
import { concurrentTarget } from '../targets/concurrent-target.ts';
import { headroomTarget } from '../targets/headroom-target.ts';
import { judgeTargets } from '../targets/judge-targets.ts';
import type { TargetKind } from '../targets/target-kind.ts';
import { jobOf, pointValues, type Sweep, type SweepPoint } from './sweep.ts';

/** What came of a job. */
export type JobOutcome = { readonly figures: RunFigures } | { readonly error: string };

/** By the number of the job; jobs that are not over are missing. */
export type JobOutcomes = ReadonlyMap<number, JobOutcome>;

/** A mean with its 95 % interval; without the bounds where there is no interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * `done`: all runs are over; `partial`: some are; `waiting`: none is. `invalid`: the values make no scenario; `failed`: a
 * run could not be made. Both say why.
 */
export type PointState = 'done' | 'partial' | 'waiting' | 'invalid' | 'failed';

export interface PointResult {
  readonly values: readonly number[];
  readonly state: PointState;
  /** Of a point that is `invalid` or `failed`. */
  readonly error: string | null;
  /** Runs that are over. */
  readonly runs: number;
  /** Of these, those without a steady state: they have no part in `blocking`. */
  readonly unsettled: number;
  /** Share of the attempts in the steady state that fail; null where no run has settled. */
  readonly blocking: Estimate | null;
  readonly peakConcurrent: Estimate | null;
  /** Failed attempts of a whole run. */
  readonly failed: Estimate | null;
  /** The earliest first failure of all runs. */
  readonly firstFailure: (FailureCause & { readonly atSec: number }) | null;
  /** By the means; null before the first run is over. */
  readonly meetsTargets: boolean | null;
  /** False where an interval spans a target, or runs disagree. */
  readonly isCertain: boolean;
  /** Over the hashes of the runs, in order. */
  readonly seriesHash: string | null;
}

/** The result of every point, in the order of the grid; it does not matter in which order the jobs came to their ends. */
export function pointResults(
  sweep: Sweep,
  points: readonly SweepPoint[],
  outcomes: JobOutcomes,
): PointResult[] {
  return points.map((point, index) => pointResultAt(sweep, point, index, outcomes));
}

/** The result of one point, whose place in the order of the grid is `index`. */
export function pointResultAt(
  sweep: Sweep,
  point: SweepPoint,
  index: number,
  outcomes: JobOutcomes,
): PointResult {
  const values = pointValues(sweep, index);
  if (!point.ok) return withoutRuns(values, 'invalid', point.error);
  const runs: RunFigures[] = [];
  for (let replication = 0; replication < sweep.replications; replication++) {
    const outcome = outcomes.get(jobOf(sweep, { point: index, replication }));
    if (outcome === undefined) continue;
    if ('error' in outcome) return withoutRuns(values, 'failed', outcome.error);
    runs.push(outcome.figures);
  }
  if (runs.length === 0) return withoutRuns(values, 'waiting', null);
  return pointResult(values, point.scenario, runs, sweep.replications);
}

function withoutRuns(values: readonly number[], state: PointState, error: string | null): PointResult {
  return {
    values,
    state,
    error,
    runs: 0,
    unsettled: 0,
    blocking: null,
    peakConcurrent: null,
    failed: null,
    firstFailure: null,
    meetsTargets: null,
    isCertain: true,
    seriesHash: null,
  };
}

function pointResult(
  values: readonly number[],
  scenario: Scenario,
  runs: readonly RunFigures[],
  wanted: number,
): PointResult {
  const blocking = blockingOf(runs);
  return {
    values,
    state: runs.length < wanted ? 'partial' : 'done',
    error: null,
    runs: runs.length,
    unsettled: runs.filter((run) => run.blocking === null).length,
    blocking,
    peakConcurrent: estimateOf(runs.map((run) => run.peakConcurrent)),
    failed: estimateOf(runs.map((run) => run.failed)),
    firstFailure: earliestFailure(runs),
    ...judged(scenario, runs),
    seriesHash: hashOf(runs),
  };
}

function blockingOf(runs: readonly RunFigures[]): Estimate | null {
  const settled = runs.filter((run) => run.blocking !== null);
  if (settled.length === 0) return null;
  const interval = settledBlocking(settled);
  const mean = meanOf(settled.map(({ blocking }) => blocking ?? 0));
  return { mean, low: interval?.low ?? null, high: interval?.high ?? null };
}

function estimateOf(values: readonly number[]): Estimate {
  const mean = meanOf(values);
  const interval = studentInterval(values);
  return { mean, low: interval === null ? null : Math.max(0, interval.low), high: interval?.high ?? null };
}

function earliestFailure(runs: readonly RunFigures[]): PointResult['firstFailure'] {
  let earliest: PointResult['firstFailure'] = null;
  for (const { firstFailure } of runs) {
    if (firstFailure !== null && (earliest === null || firstFailure.atSec < earliest.atSec))
      earliest = firstFailure;
  }
  return earliest;
}

/** Targets that the runs of a point can be judged by; the others take trials of their own. */
const JUDGED: readonly TargetKind[] = [concurrentTarget, blockingTarget, headroomTarget];

/**
 * By the means, as long as the runs do not decide. Without a target of blocking none may be refused. Theory is not asked: a
 * point says what its runs say.
 */
function judged(
  scenario: Scenario,
  runs: readonly RunFigures[],
): Pick<PointResult, 'meetsTargets' | 'isCertain'> {
  const { targets } = scenario;
  const judgements = judgeTargets(
    {
      scenario,
      targets,
      expectedOpen: null,
      runs,
      ladder: [],
      theory: () => null,
      steadyTrials: [],
      returnTrials: [],
    },
    JUDGED,
  );
  const refusing = targets.blocking === null ? runs.filter(({ refused }) => refused > 0).length : 0;
  return {
    meetsTargets: refusing === 0 && judgements.every(({ isLikelyMet }) => isLikelyMet),
    isCertain:
      (refusing === 0 || refusing === runs.length) && judgements.every(({ doubt }) => doubt !== 'spread'),
  };
}

/** FNV-1a over the hashes of the runs, each as two words of 32 bits. */
function hashOf(runs: readonly RunFigures[]): string {
  const hash = new SeriesHash();
  hash.update(
    Float64Array.from(
      runs.flatMap(({ seriesHash }) => [
        Number.parseInt(seriesHash.slice(0, 8), 16),
        Number.parseInt(seriesHash.slice(8), 16),
      ]),
    ),
  );
  return hash.hex();
}
