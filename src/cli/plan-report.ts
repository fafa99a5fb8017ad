import { type NearestTarget, nearestFeasible } from '../analysis/plan/nearest-feasible.ts';
import { planSentence } from '../analysis/plan/plan-sentence.ts';
import { planUnderRanges } from '../analysis/plan/plan-under-ranges.ts';
import { byCost, type Planning } from '../analysis/plan/planning.ts';
import type { Standing } from '../analysis/plan/verdict.ts';
import type { LeastRegret } from '../analysis/sensitivity/least-regret.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import type { PlanCheck } from '../workers/verify-plans.ts';

/** What `plan` tells. */
export interface PlanReport {
  readonly file: ScenarioFile;
  /** With the plans that simulations made larger. */
  readonly planning: Planning;
  readonly checks: readonly PlanCheck[];
  readonly sentence: string;
  /** A target that has a plan; null where those of the file have one, or none is near. */
  readonly nearest: NearestTarget | null;
  /** What to choose where inputs are ranges; null where none is. */
  readonly underRanges: LeastRegret | null;
  /** The cheapest plan that simulations do not refute. */
  readonly best: Planning['plans'][number] | undefined;
}

/** @param checks of every plan; empty where nothing was simulated */
export function planReport(file: ScenarioFile, made: Planning, checks: readonly PlanCheck[]): PlanReport {
  const plans = checks.length === 0 ? made.plans : checks.map(({ plan }) => plan).sort(byCost);
  const planning = { ...made, plans };
  const standings = new Map<string, Standing>(
    checks.flatMap(({ plan: { id }, verdict }): [string, Standing][] =>
      verdict === null ? [] : [[id, verdict.standing]],
    ),
  );
  const nearest = plans.length === 0 ? nearestFeasible(file) : null;
  const sentence = planSentence(planning, standings, nearest);
  const best = plans.find(({ id }) => standings.get(id) !== 'refuted');
  return { file, planning, checks, sentence, nearest, underRanges: planUnderRanges(file), best };
}
