import type { Plan } from '../analysis/plan/plan.ts';
import { validScenario } from '../analysis/plan/valid-scenario.ts';
import { ENGINE_VERSION } from '../network/engine-version.ts';
import type { PlanCheck } from '../workers/verify-plans.ts';
import type { PlanReport } from './plan-report.ts';

/** `plan --json`. Changes are fields of the file, as `path` and the value that it gets (none: the field goes). */
export function planDocument(report: PlanReport): object {
  const { file, planning, checks, sentence, nearest, underRanges, best } = report;
  const { name, seed, targets, costs } = validScenario(file);
  return {
    scenario: name,
    seed,
    engineVersion: ENGINE_VERSION,
    targets,
    costs,
    answer: { feasible: best !== undefined, sentence, best: best?.id ?? null, nearest },
    shortfalls: planning.shortfalls,
    plans: planning.plans.map((plan) => ({
      ...plainPlan(plan),
      verification: verification(checks.find((check) => check.plan.id === plan.id)),
    })),
    underRanges:
      underRanges === null
        ? null
        : {
            sentence: underRanges.sentence,
            design: underRanges.design.kind,
            cases: underRanges.design.points.length,
            alternatives: underRanges.alternatives.map(({ alternative, worstRegret, meets }) => ({
              ...alternative,
              worstRegret,
              meets,
            })),
          },
    deadEnds: planning.deadEnds.map(({ title, limit, because }) => ({ title, limit, because })),
  };
}

function plainPlan({ id, title, cost, changes, next, scenario, blocking, notes }: Plan): object {
  return {
    id,
    title,
    cost,
    changes,
    next:
      next === null
        ? null
        : {
            station: next.station,
            stationName: next.stationName,
            resource: next.resource,
            capacityConnections: next.capacityConnections,
            headroomShare: next.headroomShare,
          },
    predictedBlocking:
      blocking === null
        ? null
        : {
            probability: blocking.probability,
            low: blocking.low,
            high: blocking.high,
            theory: blocking.theory,
            kind: blocking.kind,
            assumptions: blocking.assumptions,
          },
    notes,
    concurrent: scenario.targets.concurrent,
  };
}

function verification(check: PlanCheck | undefined): object | null {
  if (check === undefined) return null;
  const { verdict, adjusted, error, runs } = check;
  return { standing: verdict?.standing ?? null, runs, adjusted, findings: verdict?.findings ?? [], error };
}
