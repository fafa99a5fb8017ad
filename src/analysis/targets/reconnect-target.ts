import type { Scenario } from '../../scenario/scenario.ts';
import { runCount } from '../answer/precision-sentences.ts';
import { type Interval, studentInterval } from '../runs/interval.ts';
import { formatDuration, formatShare } from '../wording/format-quantity.ts';
import {
  type Judgement,
  met,
  missed,
  type Outcome,
  type TargetEvidence,
  type TargetKind,
  unclear,
} from './target-kind.ts';

/** All clients, cut at once, are connected again within this time. */
export const reconnectTarget: TargetKind = { name: 'reconnectWithin', field: 'reconnectWithinSec', judge };

/** A target of all clients is one of every run: one that is late misses it. */
function judge(wantedSec: number, { scenario, returnTrials }: TargetEvidence): Judgement {
  const times = returnTrials.flatMap(({ backAfterSec }) => backAfterSec ?? []);
  const interval = times.includes(Infinity) ? null : studentInterval(times);
  const late = returnTrials.filter(({ backAfterSec }) => (backAfterSec ?? 0) > wantedSec);
  return {
    target: 'reconnectWithin',
    asked: `all are back within ${formatDuration(wantedSec)} of being cut at once`,
    found: foundText(times, interval),
    basis: times.length === 0 ? 'theory' : 'simulation',
    runs: times.length,
    assumptions: null,
    interval,
    isLikelyMet: times.length > 0 && late.length === 0,
    cause: late.find(({ cause }) => cause !== null)?.cause ?? null,
    ...(times.length === 0 ? withoutTrial(scenario) : outcomeOf(times, wantedSec)),
  };
}

function outcomeOf(times: readonly number[], wantedSec: number): Outcome {
  const late = times.filter((sec) => sec > wantedSec).length;
  if (late > 0)
    return missed(
      times.length === 1 ? 'the run takes longer' : `${late} of ${times.length} runs take longer`,
    );
  if (times.length === 1) return unclear('evidence', 'one run is no proof: ask for more replications');
  return met('no run takes longer');
}

function withoutTrial({ clients }: Scenario): Outcome {
  return clients.some(({ arrivals }) => arrivals.pattern === 'population')
    ? missed('whose reconnect policy is "none" never comes back')
    : unclear('evidence', 'there are only arrivals of one connection each, which do not come back');
}

function foundText(times: readonly number[], interval: Interval | null): string {
  if (times.length === 0) return 'nobody comes back';
  const runs = runCount(times.length);
  const slowest = Math.max(...times);
  if (slowest === Infinity) return `not all are back before the end (${runs})`;
  if (interval === null) return `99 % back after ${formatDuration(slowest)} (${runs})`;
  const mean = formatDuration(interval.mean);
  const ends = `${formatDuration(Math.max(0, interval.low))} to ${formatDuration(interval.high)}`;
  return `99 % back after ${mean} (${formatShare(interval.confidence)} ${ends}, ${runs}), ${formatDuration(slowest)} at the latest`;
}
