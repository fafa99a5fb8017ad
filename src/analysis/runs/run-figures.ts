/** The few figures that are kept of a run when there are too many runs to keep them. */
import type { FailureCause, RunSeries, RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { demandOf } from '../limits/demand.ts';
import { ladderFor } from '../limits/limits.ts';
import { blockingFromSeries } from './blocking.ts';
import { type FullestResource, fullestResource } from './fullest-resource.ts';
import type { Interval } from './interval.ts';
import { reachedConnections, refusedAttempts } from './reached-connections.ts';
import { type ReplicationOutcome, replicatedBlocking } from './replications.ts';

/** Plain data: it crosses the worker boundary and is written to files. */
export interface RunFigures extends ReplicationOutcome {
  readonly seed: number;
  /** 95 % interval of `blocking` by batch means; null where the run cannot give it. */
  readonly blockingInterval: { readonly low: number; readonly high: number } | null;
  /** Connections that it counts as having reached (see `reachedConnections`). */
  readonly reachedConnections: number;
  readonly attempts: number;
  readonly failed: number;
  /** Of those that failed, those that did not meet an instance that was away. */
  readonly refused: number;
  /** Null where nothing on the path has a limit. */
  readonly fullest: FullestResource | null;
  readonly firstFailure: (FailureCause & { readonly atSec: number }) | null;
  readonly events: number;
  /** Of every sampled column: equal runs have equal hashes. */
  readonly seriesHash: string;
}

/** Figures of a run that is over. */
export function runFigures(scenario: Scenario, summary: RunSummary, series: RunSeries): RunFigures {
  const { probability, interval, attempts } = blockingFromSeries(series, scenario.warmUpSec);
  const { firstFailure } = summary;
  const demand = demandOf(scenario);
  return {
    seed: summary.seed,
    blocking: probability,
    blockingInterval: interval === null ? null : { low: interval.low, high: interval.high },
    settledAttempts: attempts,
    peakConcurrent: summary.peakConcurrent,
    reachedConnections: reachedConnections(scenario, summary, demand.connections),
    attempts: summary.attempts,
    failed: summary.failed,
    refused: refusedAttempts(summary),
    fullest: fullestResource(summary, ladderFor(scenario, demand)),
    firstFailure:
      firstFailure === null
        ? null
        : {
            station: firstFailure.station,
            stationName: firstFailure.stationName,
            resource: firstFailure.resource,
            atSec: firstFailure.atSec,
          },
    events: summary.events,
    seriesHash: summary.seriesHash,
  };
}

/** Interval of blocking over runs that have all settled, or over batches of the only one; without any failure an upper bound. */
export function settledBlocking(
  settled: readonly Pick<RunFigures, 'blocking' | 'blockingInterval' | 'settledAttempts'>[],
): Pick<Interval, 'mean' | 'low' | 'high' | 'confidence'> | null {
  const [only, ...others] = settled;
  if (only === undefined || others.length > 0) return replicatedBlocking(settled);
  const { blocking, blockingInterval } = only;
  return blocking === null || blockingInterval === null
    ? null
    : { mean: blocking, confidence: 0.95, ...blockingInterval };
}
