import { demandOf } from '../limits/demand.ts';
import { isSameLimit } from '../limits/limit-row.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import type { Plan } from './plan.ts';
import type { Strain } from './shortfall.ts';
import { usableConnections } from './shortfalls.ts';
import type { Verdict } from './verdict.ts';

/** A limit whose plan failed is next asked for at least so much more. */
const LEAST_GROWTH = 1.1;
/** Beyond what the plan has: the next larger number of things, and a step that tells where there are thousands. */
const BEYOND = 1.05;
const FAR_BEYOND = 1.25;

/**
 * The strains under which the next plan of the same way is to be made, after this one was refuted, or is by the means
 * of its runs: the limit that failed in the simulation must carry more than the plan gave it. Null where no limit of the ladder is to blame.
 * @param beyond ask for more than the plan has of it, however far that is beyond the demand
 */
export function raisedStrains(
  plan: Plan,
  { isLikely, cause }: Verdict,
  strains: readonly Strain[],
  beyond = false,
): Strain[] | null {
  if (isLikely || cause === null) return null;
  const { station, resource } = cause;
  const isCause = (each: Pick<Strain, 'station' | 'resource'>): boolean => isSameLimit(each, cause);
  const row = ladderOfLimits(plan.scenario).find(isCause);
  if (row === undefined) return null;
  const before = strains.find(isCause)?.factor ?? 1;
  const given = usableConnections(row, plan.scenario) / demandOf(plan.scenario).connections;
  // Far beyond the demand it is no matter of connections: what is asked of a queue in the time given grows step by step.
  const isFar = given >= 2;
  const most = Math.max(before, given);
  const factor = isFar && !beyond ? before * LEAST_GROWTH : most * (isFar ? FAR_BEYOND : BEYOND);
  return [...strains.filter((each) => !isCause(each)), { station, resource, factor }];
}
