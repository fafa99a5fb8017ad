import { intervalText, runCount } from '../answer/precision-sentences.ts';
import type { Interval } from '../runs/interval.ts';
import { summariseReplications } from '../runs/replications.ts';
import { counted, formatCount, formatProbability, formatShare } from '../wording/format-quantity.ts';
import { blockingByTheory } from './blocking-theory.ts';
import type { Judgement, TargetEvidence, TargetKind } from './target-kind.ts';

/** The highest share of attempts that may fail in the steady state. */
export const blockingTarget: TargetKind = { target: 'blocking', judge };

/** With fewer failures, seen and expected at the target itself, counting them cannot tell whether it is met. */
const FEW_FAILURES = 10;

function judge(wanted: number, evidence: TargetEvidence): Judgement {
  const { scenario, runs, ladder } = evidence;
  const interval = intervalOf(evidence);
  const attempts = runs.reduce((sum, { blockingEstimate }) => sum + blockingEstimate.attempts, 0);
  const failed = runs.reduce((sum, { blockingEstimate }) => sum + blockingEstimate.failed, 0);
  const common = {
    target: 'blocking',
    asked: `at most ${formatProbability(wanted)} of attempts fail in the steady state`,
    found: foundText(evidence, interval, failed, attempts),
    basis: 'simulation',
    runs: runs.length,
    interval,
  } as const;
  if (interval !== null && interval.low > wanted)
    return { ...common, verdict: 'missed', judged: 'all of the interval lies above' };
  if (interval !== null && interval.high <= wanted)
    return { ...common, verdict: 'met', judged: 'all of the interval lies below' };
  if (attempts === 0) return { ...common, verdict: 'unclear', judged: 'there is nothing to judge by' };
  if (Math.max(failed, wanted * attempts) >= FEW_FAILURES)
    return {
      ...common,
      verdict: 'unclear',
      judged: 'the interval does not decide: more replications narrow it',
    };
  const tooRare = `too rare to be counted in ${counted(attempts, 'attempt')}`;
  const theory = blockingByTheory(scenario, ladder);
  if (theory === null)
    return { ...common, verdict: 'unclear', judged: `${tooRare}, and no theory fits this scenario` };
  const { theory: name, probability, assumptions } = theory;
  return {
    ...common,
    basis: 'theory',
    verdict: probability <= wanted ? 'met' : 'missed',
    judged: `${tooRare}; ${name} gives ${formatProbability(probability)}. It assumes: ${assumptions.replace(/\.$/, '')}`,
  };
}

/** Over the runs that settled, or over batches of the only one. */
function intervalOf({ runs }: TargetEvidence): Interval | null {
  const [only, ...others] = runs.filter(({ blocking }) => blocking !== null);
  if (only === undefined) return null;
  return others.length === 0 ? only.blockingEstimate.interval : summariseReplications([], runs).blocking;
}

function foundText(
  { runs }: TargetEvidence,
  interval: Interval | null,
  failed: number,
  attempts: number,
): string {
  const count = runCount(runs.length);
  const unsettled = runs.filter(({ blocking }) => blocking === null).length;
  if (unsettled === runs.length) return `${runs[0].blockingEstimate.note} (${count})`;
  const left = unsettled === 0 ? '' : `; ${unsettled} without a steady state left out`;
  const counts = `${formatCount(failed)} of ${formatCount(attempts)}`;
  if (interval === null) return `${counts} (${count}, no interval${left})`;
  const confidence = formatShare(interval.confidence);
  const kind =
    failed === 0 ? `${confidence} bound that takes attempts as independent` : `${confidence} interval`;
  return `${counts}: ${intervalText('blocking', interval)} (${kind}, ${count}${left})`;
}
