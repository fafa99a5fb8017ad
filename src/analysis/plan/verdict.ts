/** What simulations say of a plan. */
import type { FailureCount } from '../../network/results/run-result.ts';
import type { Targets } from '../../scenario/targets.ts';
import { boundWithoutEvents, type Interval, studentInterval } from '../runs/interval.ts';
import { REACHED_SHARE } from '../runs/reached-connections.ts';
import { counted, formatCount, formatDuration, formatProbability } from '../wording/format-quantity.ts';
import type { Plan } from './plan.ts';
import type { Trial } from './trial.ts';
import type { TrialOutcome } from './trial-outcome.ts';

/**
 * `verified`: the runs show that the target is met. `theory`: they do not contradict it, and are too short to count so rare
 * an event; theory says that it is met. `open`: they can neither show nor refute it. `refuted`: they show that it is missed.
 */
export type Standing = 'verified' | 'theory' | 'open' | 'refuted';
const WORST_FIRST: readonly Standing[] = ['refuted', 'open', 'theory', 'verified'];

export interface Finding {
  readonly target: 'concurrent' | 'blocking' | 'reconnectWithin';
  readonly standing: Standing;
  /** With the figures: "peak 99,971 (95 % 99,912 to 99,990), 99,954 expected". */
  readonly text: string;
}

export interface Verdict {
  /** That of the worst finding. */
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  /** Runs of each trial. */
  readonly seeds: number;
  /** What failed most in a run that refutes; null where nothing failed. */
  readonly cause: FailureCount | null;
}

export interface TriedTrial {
  readonly trial: Trial;
  /** One a seed. */
  readonly outcomes: readonly TrialOutcome[];
}

/** The verdict on a plan from all runs of its trials. */
export function verdictOn(plan: Plan, tried: readonly TriedTrial[]): Verdict {
  const { targets } = plan.scenario;
  const findings: Finding[] = [];
  let cause: FailureCount | null = null;
  for (const { trial, outcomes } of tried) {
    const here =
      trial.kind === 'steady'
        ? [...peakFindings(trial, outcomes), ...blockingFindings(plan, targets, outcomes)]
        : returnFindings(targets, outcomes);
    findings.push(...here);
    if (here.some(({ standing }) => standing === 'refuted'))
      cause ??= outcomes.find((each) => each.cause !== null)?.cause ?? null;
  }
  const standing =
    WORST_FIRST.find((each) => findings.some((finding) => finding.standing === each)) ?? 'verified';
  return { standing, findings, seeds: tried[0]?.outcomes.length ?? 0, cause };
}

function peakFindings({ expected }: Trial, outcomes: readonly TrialOutcome[]): Finding[] {
  if (expected === null) return [];
  const peaks = outcomes.map(({ peakConcurrent }) => peakConcurrent);
  const mean = meanOf(peaks);
  const interval = studentInterval(peaks);
  const spread =
    interval === null
      ? ''
      : ` (95 % ${formatCount(Math.round(interval.low))} to ${formatCount(Math.round(interval.high))})`;
  const isReached = mean >= REACHED_SHARE * expected;
  return [
    {
      target: 'concurrent',
      standing: isReached ? 'verified' : 'refuted',
      text: `peak ${formatCount(Math.round(mean))}${spread}, ${formatCount(Math.round(expected))} expected`,
    },
  ];
}

function blockingFindings(
  plan: Plan,
  { blocking: target }: Targets,
  outcomes: readonly TrialOutcome[],
): Finding[] {
  if (target === null) return [];
  const attempts = sumOf(outcomes.map((each) => each.attempts));
  const failed = sumOf(outcomes.map((each) => each.failed));
  if (failed === 0) {
    const bound = boundWithoutEvents(attempts);
    const none = `no failure in ${counted(attempts, 'attempt')}: at most ${formatProbability(bound?.high ?? 1)}`;
    if (bound !== null && bound.high <= target) return [ofBlocking('verified', none)];
    const theory = plan.blocking;
    if (theory === null && !plan.leasesPorts)
      return [
        ofBlocking('theory', `nothing on the path is leased, so that nothing is refused by chance; ${none}`),
      ];
    if (theory === null) return [ofBlocking('open', `${none}; too few to show ${formatProbability(target)}`)];
    const [worst] = theory.parts;
    const predicted = `${worst?.theory ?? 'theory'} says ${formatProbability(theory.probability)}`;
    return [ofBlocking(theory.probability <= target ? 'theory' : 'open', `${predicted}; ${none}`)];
  }
  const measured = failed / attempts;
  const interval = blockingInterval(outcomes);
  const text =
    `blocking ${formatProbability(measured)}` +
    (interval === null
      ? ''
      : ` (95 % ${formatProbability(Math.max(0, interval.low))} to ${formatProbability(interval.high)})`) +
    `, at most ${formatProbability(target)}`;
  const beyond = outcomes.filter((each) => isBeyond(each, target)).length;
  if (beyond > 0 && outcomes.length > 1)
    return [ofBlocking('refuted', `${text}; beyond it in ${beyond} of ${outcomes.length} runs`)];
  if (interval === null) return [ofBlocking(measured <= target ? 'open' : 'refuted', text)];
  if (interval.high <= target) return [ofBlocking('verified', text)];
  return [ofBlocking(interval.low > target ? 'refuted' : 'open', text)];
}

function ofBlocking(standing: Standing, text: string): Finding {
  return { target: 'blocking', standing, text };
}

/** So many failures are no chance of a single run. */
const MANY_FAILURES = 10;

/**
 * A plan must hold under every seed: where a hash spreads connections unevenly in some of them only, the mean of few runs
 * has an interval that says nothing. Twice the target, so that a run that only scatters about it does not count.
 */
function isBeyond({ attempts, failed, interval }: TrialOutcome, target: number): boolean {
  if (failed < MANY_FAILURES || failed / attempts <= 2 * target) return false;
  return interval === null || interval.low > target;
}

/** Over the seeds; of a single run the one that it gives itself. */
function blockingInterval(outcomes: readonly TrialOutcome[]): Interval | null {
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0) return only.interval;
  return studentInterval(
    outcomes.flatMap(({ attempts, failed }) => (attempts === 0 ? [] : [failed / attempts])),
  );
}

function returnFindings({ reconnectWithinSec }: Targets, outcomes: readonly TrialOutcome[]): Finding[] {
  if (reconnectWithinSec === null) return [];
  const times = outcomes.flatMap(({ backAfterSec }) => backAfterSec ?? []);
  const slowest = Math.max(...times);
  const text =
    slowest === Infinity
      ? `not all back within ${formatDuration(reconnectWithinSec * 1.5)}, at most ${formatDuration(reconnectWithinSec)}`
      : `99 % back after ${formatDuration(slowest)} at the latest, at most ${formatDuration(reconnectWithinSec)}`;
  return [
    {
      target: 'reconnectWithin',
      standing: slowest <= reconnectWithinSec ? 'verified' : 'refuted',
      text,
    },
  ];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}
