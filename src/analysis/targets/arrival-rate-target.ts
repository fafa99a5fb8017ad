import { runCount } from '../answer/precision-sentences.ts';
import { carriedWithoutDrops } from '../limits/lift.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { meanOf } from '../runs/interval.ts';
import { REACHED_SHARE } from '../runs/reached-connections.ts';
import { counted, formatCount, formatNumber, formatProbability } from '../wording/format-quantity.ts';
import { ofWanted, resourceName } from '../wording/phrases.ts';
import {
  type Judgement,
  met,
  missed,
  type Outcome,
  type TargetEvidence,
  type TargetKind,
  type TrialRun,
  unclear,
} from './target-kind.ts';

/**
 * New connections a second, all the time. The ladder says whether every limit carries that for ever; runs at that rate say
 * whether anything is refused on the way.
 */
export const arrivalRateTarget: TargetKind = { name: 'arrivalRate', field: 'arrivalsPerSec', judge };

function judge(wanted: number, { targets, ladder, steadyTrials }: TargetEvidence): Judgement {
  const short = ladder.find(({ fits }) => !fits);
  const allowed = targets.blocking ?? 0;
  const outcome = outcomeOf(wanted, allowed, short, steadyTrials);
  const isFromRuns = outcome.basis === 'simulation';
  return {
    target: 'arrivalRate',
    asked: `${formatNumber(wanted)} new connections a second, all the time`,
    found: foundText(steadyTrials, short),
    runs: steadyTrials.length,
    assumptions: null,
    interval: null,
    isLikelyMet: isFromRuns ? outcome.verdict === 'met' : short === undefined,
    cause: short ?? steadyTrials.find((run) => run.cause !== null)?.cause ?? null,
    ...outcome,
  };
}

function outcomeOf(
  wanted: number,
  allowed: number,
  short: LimitRow | undefined,
  trials: readonly TrialRun[],
): Outcome & Pick<Judgement, 'basis'> {
  const refusing = trials.filter(({ refused, attempts }) => refused > allowed * attempts).length;
  const basis = 'simulation';
  if (trials.length > 0 && refusing === trials.length)
    return { basis, ...missed(`every run refuses more than ${shareAllowed(allowed)}`) };
  if (short !== undefined)
    return { basis: 'theory', ...missed('the closed form carries less than that for ever') };
  if (refusing > 0)
    return { basis, ...unclear('spread', `${refusing} of them refuse more than ${shareAllowed(allowed)}`) };
  const slow = trials.filter(({ arrivalsPerSec }) => (arrivalsPerSec ?? 0) < REACHED_SHARE * wanted).length;
  if (trials.length > 1 && slow === 0)
    return { basis, ...met('every limit carries it in closed form, and no run refuses it') };
  const runs = trials.length === 0 ? '' : '; the runs refuse nothing, and do not settle at that rate';
  return { basis: 'theory', ...met(`every limit carries it in closed form${runs}`) };
}

function shareAllowed(allowed: number): string {
  return allowed === 0 ? 'none' : formatProbability(allowed);
}

function foundText(trials: readonly TrialRun[], short: LimitRow | undefined): string {
  const ladder =
    short === undefined
      ? 'no limit binds'
      : `${resourceName(short)} carry ${ofWanted(carriedWithoutDrops(short), short.demandConnections)} connections at that rate`;
  if (trials.length === 0) return `${ladder} (closed form)`;
  const attempts = trials.reduce((sum, run) => sum + run.attempts, 0);
  const refused = trials.reduce((sum, run) => sum + run.refused, 0);
  const rates = trials.flatMap(({ arrivalsPerSec }) => arrivalsPerSec ?? []);
  const rate = rates.length === 0 ? '' : `, ${formatNumber(meanOf(rates))} a second`;
  return `${ladder}; ${formatCount(refused)} of ${counted(attempts, 'attempt')} refused${rate} (${runCount(trials.length)})`;
}
