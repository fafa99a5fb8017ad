import { intervalText, runCount } from '../answer/precision-sentences.ts';
import { probabilityText } from '../limits/blocking-text.ts';
import type { BlockingPrediction } from '../limits/predicted-blocking.ts';
import { type Interval, meanOf, studentInterval } from '../runs/interval.ts';
import { settledBlocking } from '../runs/run-figures.ts';
import { counted, formatCount, formatProbability, formatShare } from '../wording/format-quantity.ts';
import {
  type Judgement,
  met,
  missed,
  type Outcome,
  type TargetEvidence,
  type TargetKind,
  type TargetRun,
  unclear,
} from './target-kind.ts';

/** The highest share of attempts that may fail in the steady state. */
export const blockingTarget: TargetKind = { name: 'blocking', field: 'blocking', judge };

/** With fewer failures, seen and expected at the target itself, counting them cannot tell whether it is met. */
const FEW_FAILURES = 10;

/** What the runs have counted: in the steady state of those that have one, else over all of their time. */
interface Count {
  readonly isSettled: boolean;
  readonly runs: readonly TargetRun[];
  readonly attempts: number;
  readonly failed: number;
  /** Mean over the runs. */
  readonly mean: number;
  readonly interval: Pick<Interval, 'mean' | 'low' | 'high' | 'confidence'> | null;
}

function judge(wanted: number, evidence: TargetEvidence): Judgement {
  const count = countOf(evidence.runs);
  return {
    target: 'blocking',
    asked: `at most ${formatProbability(wanted)} of attempts fail in the steady state`,
    found: foundText(count, evidence.runs.length),
    runs: evidence.runs.length,
    interval: count.interval,
    isLikelyMet: count.mean <= wanted,
    cause: null,
    basis: 'simulation',
    assumptions: null,
    ...(outcomeByRuns(wanted, count) ?? outcomeByTheory(wanted, count, evidence.theory())),
  };
}

/** Null where failures are too rare to be counted. */
function outcomeByRuns(wanted: number, count: Count): Outcome | null {
  const { interval, attempts, failed, runs, isSettled } = count;
  if (interval !== null && interval.low > wanted) return missed('all of the interval lies above');
  const beyond = runs.filter((run) => isBeyond(run, wanted)).length;
  if (isSettled && runs.length > 1 && beyond > 0)
    return missed(`${beyond} of ${runs.length} runs lie beyond twice that`);
  if (isSettled && interval !== null && interval.high <= wanted) return met('all of the interval lies below');
  if (attempts === 0) return unclear('evidence', 'there is nothing to judge by');
  if (failed > 0 && !isSettled)
    return unclear(
      'evidence',
      'there is no steady state to count in: make the runs longer, or give a warmUp',
    );
  if (!isSettled || Math.max(failed, wanted * attempts) < FEW_FAILURES) return null;
  return interval === null
    ? unclear('evidence', 'one run gives no interval here: ask for more replications')
    : unclear(
        interval.mean > 0 ? 'spread' : 'evidence',
        'the interval does not decide: more replications narrow it',
      );
}

/**
 * A target is one of every seed: where a hash spreads connections unevenly in some of them only, the mean of few runs has an
 * interval that says nothing. Twice the target, so that a run that only scatters about it does not count.
 */
function isBeyond({ blocking, settledAttempts, blockingInterval }: TargetRun, wanted: number): boolean {
  if (blocking === null || blocking * settledAttempts < FEW_FAILURES || blocking <= 2 * wanted) return false;
  return blockingInterval === null || blockingInterval.low > wanted;
}

function outcomeByTheory(
  wanted: number,
  { attempts, isSettled }: Count,
  theory: BlockingPrediction | null,
): Outcome & Pick<Judgement, 'basis'> & Partial<Pick<Judgement, 'assumptions'>> {
  const tooRare = isSettled
    ? `too rare to be counted in ${counted(attempts, 'attempt')}`
    : 'there is no steady state to count in: make the runs longer, or give a warmUp';
  if (theory === null)
    return {
      basis: 'simulation',
      ...unclear('evidence', `${tooRare}, and no theory fits this scenario`),
    };
  const { assumptions } = theory;
  const says = `${tooRare}; ${theory.theory} gives ${probabilityText(theory)}`;
  if (theory.high <= wanted) return { basis: 'theory', assumptions, ...met(says) };
  // Where failures could have been counted and there is none, it takes a steady state to say that they must come.
  const isExpected = !isSettled && wanted * attempts >= FEW_FAILURES;
  if (theory.low > wanted && !isExpected) return { basis: 'theory', assumptions, ...missed(says) };
  return { basis: 'theory', assumptions, ...unclear('evidence', `${says}, which does not decide`) };
}

function countOf(all: readonly TargetRun[]): Count {
  const settled = all.filter(({ blocking }) => blocking !== null);
  if (settled.length === 0) {
    const attempts = sum(all.map((run) => run.attempts));
    const failed = sum(all.map(({ refused }) => refused));
    const mean = attempts === 0 ? 0 : failed / attempts;
    const interval = studentInterval(all.map((run) => (run.attempts === 0 ? 0 : run.refused / run.attempts)));
    return { isSettled: false, runs: all, attempts, failed, mean, interval };
  }
  return {
    isSettled: true,
    runs: settled,
    attempts: sum(settled.map(({ settledAttempts }) => settledAttempts)),
    failed: sum(
      settled.map(({ blocking, settledAttempts }) => Math.round((blocking ?? 0) * settledAttempts)),
    ),
    mean: meanOf(settled.map(({ blocking }) => blocking ?? 0)),
    interval: settledBlocking(settled),
  };
}

function foundText({ isSettled, runs, attempts, failed, interval }: Count, all: number): string {
  const count = runCount(all);
  const counts = `${formatCount(failed)} of ${formatCount(attempts)}`;
  if (!isSettled) return `no steady state reached; ${counts} over the whole of ${count}`;
  const left = runs.length === all ? '' : `; ${all - runs.length} without a steady state left out`;
  if (interval === null) return `${counts} (${count}, no interval${left})`;
  const confidence = formatShare(interval.confidence);
  const kind =
    failed === 0 ? `${confidence} bound that takes attempts as independent` : `${confidence} interval`;
  return `${counts}: ${intervalText('blocking', interval)} (${kind}, ${count}${left})`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
