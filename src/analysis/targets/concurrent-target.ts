import { intervalText, runCount } from '../answer/precision-sentences.ts';
import { type Interval, meanOf, studentInterval } from '../runs/interval.ts';
import { REACHED_SHARE } from '../runs/reached-connections.ts';
import { counted, formatCount, formatShare } from '../wording/format-quantity.ts';
import {
  type Judgement,
  met,
  missed,
  type Outcome,
  type TargetEvidence,
  type TargetKind,
  unclear,
} from './target-kind.ts';

/** Connections at the same time. */
export const concurrentTarget: TargetKind = { name: 'concurrent', field: 'concurrent', judge };

function judge(wanted: number, { runs, expectedOpen }: TargetEvidence): Judgement {
  const values = runs.map(({ reachedConnections }) => reachedConnections);
  const interval = studentInterval(values);
  const mean = meanOf(values);
  // Of the clients of a trial some are on their way back at any time.
  const open = Math.min(wanted, expectedOpen ?? wanted);
  const enough = REACHED_SHARE * open;
  const whole = open < wanted ? `the ${formatCount(Math.round(open))} that are open on average` : 'it';
  return {
    target: 'concurrent',
    asked: `${counted(Math.round(wanted), 'connection')} at the same time`,
    found:
      interval === null
        ? `${formatCount(mean)} (${runCount(runs.length)})`
        : `${intervalText('peak', interval)} (${formatShare(interval.confidence)} interval, ${runCount(runs.length)})`,
    basis: 'simulation',
    runs: runs.length,
    assumptions: null,
    interval,
    isLikelyMet: mean >= enough,
    cause: null,
    ...outcomeOf(
      values,
      interval,
      enough,
      runs.some(({ refused }) => refused > 0),
      `${formatShare(REACHED_SHARE)} of ${whole} (${formatCount(enough)})`,
    ),
  };
}

/**
 * A client on its way back holds no connection, so that a share of the target counts as all of it. Of the few runs that are
 * made an interval can be very wide: where all of them say the same, that decides.
 */
function outcomeOf(
  values: readonly number[],
  interval: Interval | null,
  enough: number,
  isRefused: boolean,
  share: string,
): Outcome {
  if (interval === null) return unclear('evidence', 'one run has no interval: ask for more replications');
  if (interval.low >= enough) return met(`all of the interval reaches ${share}`);
  if (values.every((value) => value >= enough)) return met(`every run reaches ${share}`);
  if (!isRefused)
    return interval.mean >= enough
      ? met(`nothing is refused, and the mean of the runs reaches ${share}`)
      : unclear('evidence', 'nothing is refused, but the clients of the scenario do not ask for as many');
  if (interval.high < enough) return missed(`all of the interval lies below ${share}`);
  if (values.every((value) => value < enough)) return missed(`no run reaches ${share}`);
  return unclear('spread', `the interval holds ${share}: more replications narrow it`);
}
