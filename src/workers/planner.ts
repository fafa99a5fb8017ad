import { type NearestTarget, nearestFeasible } from '../analysis/plan/nearest-feasible.ts';
import { planUnderRanges } from '../analysis/plan/plan-under-ranges.ts';
import { type Planning, planTargets } from '../analysis/plan/planning.ts';
import type { Strain } from '../analysis/plan/shortfall.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';

/** What simulations have shown a way to take more; of every way where none is named. */
export interface WayStrains {
  readonly way: string | null;
  readonly strains: readonly Strain[];
}

/** Makes plans, in this thread or in another one: the estimate of a bounded port search takes seconds. */
export interface Planner {
  plan(file: ScenarioFile, shown?: WayStrains): Planning | Promise<Planning>;
  nearest(file: ScenarioFile): NearestTarget | null | Promise<NearestTarget | null>;
  /** What to choose where inputs are ranges, in a sentence; null where none is. */
  underRanges(file: ScenarioFile): string | null | Promise<string | null>;
}

/** Plans in the thread that asks. */
export const OWN_PLANNER = {
  plan: (file: ScenarioFile, shown?: WayStrains): Planning =>
    planTargets(file, (id) =>
      shown !== undefined && (shown.way === null || shown.way === id) ? shown.strains : [],
    ),
  nearest: nearestFeasible,
  underRanges: (file: ScenarioFile): string | null => planUnderRanges(file)?.sentence ?? null,
} satisfies Planner;
