/** What simulations say of a plan. */
import type { FailureCause } from '../../network/results/run-result.ts';
import { demandOf } from '../limits/demand.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { estimatedBlocking } from '../rare/estimated-blocking.ts';
import { blockingByTheory } from '../targets/blocking-theory.ts';
import { judgeTargets } from '../targets/judge-targets.ts';
import type { Judgement, TargetName, TrialRun } from '../targets/target-kind.ts';
import type { Trial } from '../targets/trial.ts';
import type { Plan } from './plan.ts';

/**
 * `verified`: the runs show that the target is met. `theory`: they do not contradict it, and are too short to count so rare
 * an event; theory says that it is met. `open`: they can neither show nor refute it. `refuted`: it is missed.
 */
export type Standing = 'verified' | 'theory' | 'open' | 'refuted';
const WORST_FIRST: readonly Standing[] = ['refuted', 'open', 'theory', 'verified'];

export interface Finding {
  readonly target: TargetName;
  readonly standing: Standing;
  /** With the figures: "400 connections at the same time: 400 (95 % interval, 3 runs); every run reaches 99 % of it (396)". */
  readonly text: string;
}

export interface Verdict {
  /** That of the worst finding. */
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  /** Runs of each trial. */
  readonly seeds: number;
  /** False where by the means a target is missed, also where the runs are too few to refute the plan. */
  readonly isLikely: boolean;
  /** The limit to blame where a target is missed; null where none is. */
  readonly cause: FailureCause | null;
}

export interface TriedTrial {
  readonly trial: Trial;
  /** One a seed. */
  readonly runs: readonly TrialRun[];
}

/** The verdict on a plan from all runs of its trials. */
export function verdictOn(plan: Plan, tried: readonly TriedTrial[]): Verdict {
  const steady = tried.find(({ trial }) => trial.kind === 'steady');
  const steadyTrials = steady?.runs ?? [];
  const returnTrials = tried.find(({ trial }) => trial.kind === 'return')?.runs ?? [];
  const ladder = ladderOfLimits(plan.scenario);
  const { targets } = plan.scenario;
  const judgements = judgeTargets({
    scenario: plan.scenario,
    targets: {
      ...targets,
      concurrent: targets.concurrent ?? Math.round(demandOf(plan.scenario).connections),
    },
    expectedOpen: steady?.trial.expected ?? null,
    runs: steadyTrials,
    ladder,
    theory: () => blockingByTheory(plan.scenario, ladder, estimatedBlocking),
    steadyTrials,
    returnTrials,
  });
  const findings = judgements.map((judgement): Finding => {
    const { target, asked, found, judged } = judgement;
    return { target, standing: standingOf(judgement), text: `${asked}: ${found}; ${judged}` };
  });
  const standing =
    WORST_FIRST.find((each) => findings.some((finding) => finding.standing === each)) ?? 'verified';
  const unlikely = judgements.filter((each) => each.verdict === 'missed' || !each.isLikelyMet);
  return {
    standing,
    findings,
    seeds: steadyTrials.length,
    isLikely: unlikely.length === 0,
    cause: causeOf(unlikely, steadyTrials, returnTrials),
  };
}

function standingOf({ verdict, basis }: Judgement): Standing {
  if (verdict === 'met') return basis === 'theory' ? 'theory' : 'verified';
  return verdict === 'missed' ? 'refuted' : 'open';
}

/** What a judgement names itself, else what failed most in the runs that it is made of. */
function causeOf(
  [first]: readonly Judgement[],
  steadyTrials: readonly TrialRun[],
  returnTrials: readonly TrialRun[],
): FailureCause | null {
  if (first === undefined) return null;
  const runs = first.target === 'reconnectWithin' ? returnTrials : steadyTrials;
  return first.cause ?? runs.find(({ cause }) => cause !== null)?.cause ?? null;
}
