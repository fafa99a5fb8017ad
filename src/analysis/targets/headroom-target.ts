import { runCount } from '../answer/precision-sentences.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import type { FullestResource } from '../runs/fullest-resource.ts';
import { type Interval, meanOf, studentInterval } from '../runs/interval.ts';
import { REACHED_SHARE } from '../runs/reached-connections.ts';
import { formatShare } from '../wording/format-quantity.ts';
import { resourceName } from '../wording/phrases.ts';
import {
  type Judgement,
  met,
  missed,
  type Outcome,
  type TargetEvidence,
  type TargetKind,
  unclear,
} from './target-kind.ts';

/** The share of every resource that must stay free: of those that fill up by the runs, of rates in closed form. */
export const headroomTarget: TargetKind = { name: 'headroom', field: 'headroom', judge };

function judge(wanted: number, { runs, ladder }: TargetEvidence): Judgement {
  const free = runs.map(({ fullest }) => 1 - (fullest?.usedShare ?? 0));
  const fullest = runs.reduce<FullestResource | null>(
    (most, run) =>
      run.fullest !== null && (most === null || run.fullest.usedShare > most.usedShare) ? run.fullest : most,
    null,
  );
  const interval = studentInterval(free);
  const mean = meanOf(free);
  // As of connections, a hundredth of what may be in use does not count.
  const least = 1 - (1 - wanted) / REACHED_SHARE;
  const rate = busiestRate(ladder);
  const isRateShort = rate !== null && rate.headroomShare < least;
  return {
    target: 'headroom',
    asked: `${formatShare(wanted)} of every resource stays free`,
    found: foundText(fullest, mean, interval, runs.length),
    runs: runs.length,
    assumptions: null,
    interval,
    isLikelyMet: mean >= least && !isRateShort,
    cause: isRateShort ? rate : mean < least ? fullest : null,
    ...(isRateShort
      ? {
          basis: 'theory' as const,
          ...missed(`${resourceName(rate)} have ${formatShare(rate.headroomShare)} free in closed form`),
        }
      : { basis: 'simulation' as const, ...outcomeOf(free, interval, least, wanted) }),
  };
}

/** The rate that is nearest to its limit: no state of a run shows how near. */
function busiestRate(ladder: readonly LimitRow[]): LimitRow | null {
  return ladder.reduce<LimitRow | null>(
    (least, row) =>
      row.kind === 'rate' && (least === null || row.headroomShare < least.headroomShare) ? row : least,
    null,
  );
}

function outcomeOf(
  free: readonly number[],
  interval: Interval | null,
  least: number,
  wanted: number,
): Outcome {
  if (interval === null) return unclear('evidence', 'one run has no interval: ask for more replications');
  const share = `${formatShare(wanted)} (within a hundredth of what may be in use)`;
  if (interval.low >= least) return met(`all of the interval leaves ${share}`);
  if (free.every((each) => each >= least)) return met(`every run leaves ${share}`);
  if (interval.high < least) return missed(`all of the interval leaves less than ${share}`);
  if (free.every((each) => each < least)) return missed(`no run leaves ${share}`);
  return unclear('spread', `the interval holds ${share}: more replications narrow it`);
}

function foundText(
  fullest: FullestResource | null,
  mean: number,
  interval: Interval | null,
  runs: number,
): string {
  if (fullest === null) return 'nothing on the path has a limit';
  const name = resourceName(fullest);
  if (interval === null) return `${formatShare(mean)} free of ${name} at their fullest (${runCount(runs)})`;
  const [low, high] = [formatShare(interval.low), formatShare(Math.min(1, interval.high))];
  const share = low === high ? low : `${low} to ${high}`;
  return `${share} free of ${name} at their fullest (${formatShare(interval.confidence)} interval, ${runCount(runs)})`;
}
