import { useEffect, useRef, useState } from 'react';
import type { NearestTarget } from '../../analysis/plan/nearest-feasible.ts';
import { byCost, type Planning } from '../../analysis/plan/planning.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { PlannerClient } from '../../workers/planner-client.ts';
import { spawnPlannerWorker } from '../../workers/spawn-worker.ts';
import { type PlanCheck, verifyPlans } from '../../workers/verify-plans.ts';
import { pagePool } from '../run/page-pool.ts';

/** Seeds of each plan; enough for an interval. */
export const REPLICATIONS = 5;
/** A field in motion changes the file many times a second; plans are made when it rests this long. */
const DEBOUNCE_MS = 250;

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

/** Plans for the open file: those of the closed form at once, then what simulations say of them. Null before the first. */
export function usePlans(file: ScenarioFile): Plans | null {
  const [plans, setPlans] = useState<Plans | null>(null);
  const isFirst = useRef(true);

  useEffect(() => {
    const stop = new AbortController();
    const planner = new PlannerClient(spawnPlannerWorker);
    const make = async (): Promise<void> => {
      const planning = await planner.plan(file);
      const isVerifying = planning.plans.length > 0;
      setPlans({ file, planning, checks: [], isVerifying, nearest: null, underRanges: null });
      const underRanges = await planner.underRanges(file);
      setPlans((now) => (now === null || now.file !== file ? now : { ...now, underRanges }));
      if (!isVerifying) {
        const nearest = await planner.nearest(file);
        setPlans((now) => (now === null ? now : { ...now, nearest }));
        return;
      }
      const tell = (checks: readonly PlanCheck[], isDone: boolean): void => {
        const sorted = checks.map(({ plan }) => plan).sort(byCost);
        setPlans((now) =>
          now === null || now.file !== file
            ? now
            : { ...now, planning: { ...planning, plans: sorted }, checks, isVerifying: !isDone },
        );
      };
      const checks = await verifyPlans(file, planning.plans, {
        pool: pagePool(stop.signal),
        planner,
        replications: REPLICATIONS,
        onChange: (some) => {
          if (!stop.signal.aborted) tell(some, false);
        },
      });
      tell(checks, true);
    };
    const start = (): void => {
      make().catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    };
    const timer = setTimeout(start, isFirst.current ? 0 : DEBOUNCE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
      planner.dispose();
    };
  }, [file]);
  return plans;
}
