import { type Dispatch, type SetStateAction, useCallback, useState } from 'react';
import type { NearestTarget } from '../../analysis/plan/nearest-feasible.ts';
import { byCost, type Planning } from '../../analysis/plan/planning.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { PlannerClient } from '../../workers/planner-client.ts';
import { spawnPlannerWorker } from '../../workers/spawn-worker.ts';
import { type PlanCheck, verifyPlans } from '../../workers/verify-plans.ts';
import { pagePool } from '../run/page-pool.ts';
import { useWorkAtRest } from '../run/work-at-rest.ts';

/** Seeds of each plan; enough for an interval. */
export const REPLICATIONS = 5;

export interface Plans {
  /** The file that they are for: an older one than the open file while new plans are being made. */
  readonly file: ScenarioFile;
  /** With the plans that simulations made larger. */
  readonly planning: Planning;
  /** Of every plan, from the moment its simulations are waited for. */
  readonly checks: readonly PlanCheck[];
  readonly isVerifying: boolean;
  /** What to choose where inputs are ranges; null where none is, or until it is known. */
  readonly underRanges: string | null;
  /** A target that has a plan, where those of the file have none; null until it is known. */
  readonly nearest: NearestTarget | null;
}

type SetPlans = Dispatch<SetStateAction<Plans | null>>;

/** Plans for the open file: those of the closed form at once, then what simulations say of them. Null before the first. */
export function usePlans(file: ScenarioFile): Plans | null {
  const [plans, setPlans] = useState<Plans | null>(null);
  const plan = useCallback((next: ScenarioFile, signal: AbortSignal) => {
    makePlans(next, setPlans, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }, []);
  useWorkAtRest(file, plan);
  return plans;
}

async function makePlans(file: ScenarioFile, setPlans: SetPlans, signal: AbortSignal): Promise<void> {
  const planner = new PlannerClient(spawnPlannerWorker);
  signal.addEventListener('abort', () => planner.dispose(), { once: true });
  const change = (next: Partial<Plans>): void =>
    setPlans((now) => (now === null || now.file !== file ? now : { ...now, ...next }));
  const planning = await planner.plan(file);
  const isVerifying = planning.plans.length > 0;
  setPlans({ file, planning, checks: [], isVerifying, nearest: null, underRanges: null });
  change({ underRanges: await planner.underRanges(file) });
  if (!isVerifying) {
    change({ nearest: await planner.nearest(file) });
    return;
  }
  const tell = (checks: readonly PlanCheck[], isDone: boolean): void => {
    const plans = checks.map(({ plan }) => plan).sort(byCost);
    change({ planning: { ...planning, plans }, checks, isVerifying: !isDone });
  };
  const checks = await verifyPlans(file, planning.plans, {
    pool: pagePool(signal),
    planner,
    replications: REPLICATIONS,
    onChange: (some) => {
      if (!signal.aborted) tell(some, false);
    },
  });
  tell(checks, true);
}
