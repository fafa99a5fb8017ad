import type { Plan } from '../analysis/plan/plan.ts';
import { NOTHING } from '../analysis/plan/planning.ts';
import { raisedStrains } from '../analysis/plan/raise-strain.ts';
import type { Strain } from '../analysis/plan/shortfall.ts';
import { type Verdict, verdictOn } from '../analysis/plan/verdict.ts';
import { replicationSeeds } from '../analysis/runs/replications.ts';
import type { TrialRun } from '../analysis/targets/target-kind.ts';
import { type Trial, trialsOf } from '../analysis/targets/trial.ts';
import { trialRun } from '../analysis/targets/trial-run.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import type { Planner } from './planner.ts';
import { resultPool } from './result-pool.ts';
import type { PoolOptions } from './run-pool.ts';

/** How far the simulations of a plan are, and what they say. */
export interface PlanCheck {
  readonly plan: Plan;
  readonly runsDone: number;
  readonly runs: number;
  /** Null until all runs are done, and where one could not be made. */
  readonly verdict: Verdict | null;
  /** Why there is no verdict; empty where there is one, or will be. */
  readonly error: string;
  /** How often simulations refuted a smaller plan of the same way. */
  readonly adjusted: number;
}

export interface VerifyOptions {
  readonly pool: PoolOptions;
  /** Who makes the plans that are larger. */
  readonly planner: Planner;
  /** Seeds of each trial; the same for all plans, so that all see the same clients and lifetimes. */
  readonly replications: number;
  /** Told whenever one of the checks changes, with all of them. */
  readonly onChange?: (checks: readonly PlanCheck[]) => void;
  /** Share of the runs that are known of. */
  readonly onProgress?: (share: number) => void;
}

/** A plan that was refuted is made larger so often; then it is shown as it is. */
const MOST_ADJUSTMENTS = 3;

interface Job {
  readonly way: string;
  readonly trial: Trial;
}

/**
 * Simulates every plan at the targets of the file. One that is refuted is replaced by the next larger one of the same way, a
 * few times; what is refuted in the end stays so. Where a scenario that seemed enough is refuted as it is, the ways beyond it are
 * tried too.
 * @returns the plans in the order in which they came
 * @throws the reason of the pool's signal when that aborts
 */
export async function verifyPlans(
  file: ScenarioFile,
  plans: readonly Plan[],
  options: VerifyOptions,
): Promise<readonly PlanCheck[]> {
  const { planner } = options;
  const checks = new Map(plans.map((plan) => [plan.id, waiting(plan, options.replications, 0)]));
  const strains = new Map<string, readonly Strain[]>();
  const tell = (): void => options.onChange?.([...checks.values()]);
  const put = (plan: Plan): string => {
    const adjusted = (checks.get(plan.id)?.adjusted ?? -1) + 1;
    checks.set(plan.id, waiting(plan, options.replications, adjusted));
    return plan.id;
  };
  let open = [...checks.keys()];
  tell();
  for (let round = 0; open.length > 0; round++) {
    await runRound(open, checks, options, tell);
    if (round === MOST_ADJUSTMENTS) break;
    const next: Plan[] = [];
    for (const way of open) {
      const check = checks.get(way);
      if (check === undefined) continue;
      const made =
        way === NOTHING.id
          ? await waysBeyond(planner, file, check, strains)
          : [await larger(planner, file, check, strains)];
      next.push(...made.filter((plan) => plan !== null));
    }
    options.pool.signal?.throwIfAborted();
    open = next.map(put);
    tell();
  }
  return [...checks.values()];
}

function waiting(plan: Plan, replications: number, adjusted: number): PlanCheck {
  const runs = trialsOf(plan.scenario).length * replications;
  return { plan, runsDone: 0, runs, verdict: null, error: '', adjusted };
}

/** The plan of the same way that gives the limit that failed more; null where there is none or no need of one. */
async function larger(
  planner: Planner,
  file: ScenarioFile,
  { plan, verdict }: PlanCheck,
  strains: Map<string, readonly Strain[]>,
): Promise<Plan | null> {
  const before = strains.get(plan.id) ?? [];
  for (const beyond of [false, true]) {
    const raised = verdict === null ? null : raisedStrains(plan, verdict, before, beyond);
    if (raised === null) return null;
    strains.set(plan.id, raised);
    const { plans } = await planner.plan(file, { way: plan.id, strains: raised });
    const next = plans.find(({ id }) => id === plan.id);
    if (next === undefined) return null;
    if (JSON.stringify(next.file) !== JSON.stringify(plan.file)) return next;
  }
  return null;
}

/** Where the scenario as it is was thought to be enough, and is not: the ways to give the limit that failed more. */
async function waysBeyond(
  planner: Planner,
  file: ScenarioFile,
  { plan, verdict }: PlanCheck,
  strains: Map<string, readonly Strain[]>,
): Promise<Plan[]> {
  const raised = verdict === null ? null : raisedStrains(plan, verdict, [], true);
  if (raised === null) return [];
  const { plans } = await planner.plan(file, { way: null, strains: raised });
  for (const { id } of plans) strains.set(id, raised);
  return plans.filter(({ id }) => id !== NOTHING.id);
}

/** All runs of the open checks on the pool. */
async function runRound(
  open: readonly string[],
  checks: Map<string, PlanCheck>,
  { pool, replications, onProgress }: VerifyOptions,
  tell: () => void,
): Promise<void> {
  const jobs: Job[] = open.flatMap((way) => {
    const scenario = checks.get(way)?.plan.scenario;
    if (scenario === undefined) return [];
    const seeds = replicationSeeds(scenario.seed, replications);
    return trialsOf(scenario).flatMap((trial) =>
      seeds.map((seed) => ({ way, trial: { ...trial, scenario: { ...trial.scenario, seed } } })),
    );
  });
  const outcomes = new Array<TrialRun>(jobs.length);
  const change = (way: string, next: (check: PlanCheck) => Partial<PlanCheck>): void => {
    const check = checks.get(way);
    if (check === undefined) return;
    checks.set(way, { ...check, ...next(check) });
    tell();
  };
  await resultPool(
    jobs.map(({ trial }) => trial.scenario),
    pool,
    {
      onResult(index, result) {
        const job = jobs[index];
        if (job === undefined) return;
        outcomes[index] = trialRun(job.trial, result);
        change(job.way, ({ plan, runsDone, runs, error }) => ({
          runsDone: runsDone + 1,
          verdict: runsDone + 1 < runs || error !== '' ? null : verdictOf(plan, job.way, jobs, outcomes),
        }));
      },
      onError(index, { message }) {
        change(jobs[index]?.way ?? '', () => ({ error: message }));
      },
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  );
}

function verdictOf(plan: Plan, way: string, jobs: readonly Job[], outcomes: readonly TrialRun[]): Verdict {
  const kinds = new Map<Trial['kind'], { trial: Trial; runs: TrialRun[] }>();
  jobs.forEach((job, index) => {
    const outcome = outcomes[index];
    if (job.way !== way || outcome === undefined) return;
    const tried = kinds.get(job.trial.kind) ?? { trial: job.trial, runs: [] };
    tried.runs.push(outcome);
    kinds.set(job.trial.kind, tried);
  });
  return verdictOn(plan, [...kinds.values()]);
}
