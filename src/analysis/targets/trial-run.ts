import { isAway } from '../../network/results/outcomes.ts';
import type { FailureCount, RunResult, RunSeries } from '../../network/results/run-result.ts';
import { columnOf } from '../../network/results/series-columns.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { blockingFromSeries } from '../runs/blocking.ts';
import { runFigures } from '../runs/run-figures.ts';
import type { TargetRun, TrialRun } from './target-kind.ts';
import type { Trial } from './trial.ts';

/** With so large a share of the connections of before all are back: some have ended in the meantime. */
const BACK_SHARE = 0.99;

/**
 * What one run of a scenario says of its targets. A timeline leaves no steady state: then all attempts of the run count, but
 * for those that met an instance that was away.
 */
export function targetRun(scenario: Scenario, { summary, series }: RunResult): TargetRun {
  const figures = runFigures(scenario, summary, series);
  if (scenario.events.length === 0) return figures;
  const { attempts, refused } = figures;
  return {
    ...figures,
    blocking: attempts === 0 ? null : refused / attempts,
    blockingInterval: null,
    settledAttempts: attempts,
  };
}

export function trialRun({ scenario, cutAtSec }: Trial, result: RunResult): TrialRun {
  const { summary, series } = result;
  const { attempts, warmUpSec } = blockingFromSeries(series, scenario.warmUpSec);
  return {
    ...targetRun(scenario, result),
    arrivalsPerSec:
      warmUpSec === null || summary.simulatedSec <= warmUpSec
        ? null
        : attempts / (summary.simulatedSec - warmUpSec),
    backAfterSec: cutAtSec === null ? null : backAfterSec(series, cutAtSec),
    cause: summary.failures
      .filter(({ resource }) => !isAway(resource))
      .reduce<FailureCount | null>(
        (most, each) => (most === null || each.count > most.count ? each : most),
        null,
      ),
  };
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
