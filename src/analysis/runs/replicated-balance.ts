/** The balance of a stage over several runs of one scenario. */
import type { StationKey } from '../../network/results/run-result.ts';
import { type Interval, studentInterval } from './interval.ts';
import type { StageBalance } from './stage-balance.ts';

export interface ReplicatedBalance {
  readonly station: StationKey;
  readonly stationName: string;
  /** Of the worst max/mean of each run, and of the last one, with Student's 95 % interval; null where fewer than two runs have one. */
  readonly worst: Interval | null;
  readonly end: Interval | null;
}

/** One a stage, from the balances of each run. */
export function replicatedBalances(runs: readonly (readonly StageBalance[])[]): ReplicatedBalance[] {
  return (runs[0] ?? []).map(({ station, stationName }, stage) => {
    const ratios = (of: (balance: StageBalance) => number | null | undefined): Interval | null =>
      atLeastOne(
        studentInterval(
          runs.flatMap((balances) => {
            const balance = balances[stage];
            return (balance === undefined ? null : of(balance)) ?? [];
          }),
        ),
      );
    return {
      station,
      stationName,
      worst: ratios(({ worst }) => worst?.maxOverMean),
      end: ratios(({ end }) => end.maxOverMean),
    };
  });
}

/** No maximum lies below its mean. */
function atLeastOne(interval: Interval | null): Interval | null {
  return interval === null ? null : { ...interval, low: Math.max(1, interval.low) };
}
