import { isAway } from '../../network/results/outcomes.ts';
import type { FailureCount, RunResult, RunSeries } from '../../network/results/run-result.ts';
import { columnOf } from '../../network/results/series-columns.ts';
import { blockingFromSeries } from '../runs/blocking.ts';
import type { Interval } from '../runs/interval.ts';
import type { Trial } from './trial.ts';

/** What one run of a trial says of the targets. */
export interface TrialOutcome {
  readonly peakConcurrent: number;
  /** In the steady state; where there is none, or events disturb it, of the whole run. */
  readonly attempts: number;
  /** Of them those that failed, but for attempts that met an instance that was away. */
  readonly failed: number;
  /** Of this run alone, by batch means; null where it gives none. */
  readonly interval: Interval | null;
  /** Until nearly all were back after the cut; Infinity: not in this run. Null in a steady trial. */
  readonly backAfterSec: number | null;
  /** What failed most; null where nothing did. */
  readonly cause: FailureCount | null;
}

/** With so large a share of the connections of before all are back: some have ended in the meantime. */
const BACK_SHARE = 0.99;

export function trialOutcome(trial: Trial, { summary, series }: RunResult): TrialOutcome {
  const { scenario, cutAtSec } = trial;
  const refusals = summary.failures.filter(({ resource }) => !isAway(resource));
  const whole = { attempts: summary.attempts, failed: sumOf(refusals), interval: null };
  const steady = scenario.events.length > 0 ? null : blockingFromSeries(series, scenario.warmUpSec);
  const { attempts, failed, interval } = steady === null || steady.probability === null ? whole : steady;
  return {
    peakConcurrent: summary.peakConcurrent,
    attempts,
    failed,
    interval,
    backAfterSec: cutAtSec === null ? null : backAfterSec(series, cutAtSec),
    cause: refusals.reduce<FailureCount | null>(
      (most, each) => (most === null || each.count > most.count ? each : most),
      null,
    ),
  };
}

function sumOf(failures: readonly FailureCount[]): number {
  return failures.reduce((sum, { count }) => sum + count, 0);
}

function backAfterSec(series: RunSeries, cutAtSec: number): number {
  const connected = columnOf(series, 'concurrent');
  const cut = series.timeSec.findIndex((sec) => sec >= cutAtSec);
  const enough = BACK_SHARE * (connected[Math.max(0, cut - 1)] ?? 0);
  // The sample at the cut itself may still show those who are being cut.
  const back = connected.findIndex(
    (value, i) => i > cut && (series.timeSec[i] ?? 0) > cutAtSec && value >= enough,
  );
  return back < 0 ? Infinity : (series.timeSec[back] ?? 0) - cutAtSec;
}
