import { demandOf } from '../limits/demand.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import type { Plan } from './plan.ts';
import type { Strain } from './shortfall.ts';
import { usableConnections } from './shortfalls.ts';
import type { Verdict } from './verdict.ts';

/** A limit whose plan failed is next asked for at least so much more. */
const LEAST_GROWTH = 1.1;
/** Just beyond what the plan has, so that the next larger value is taken. */
const BEYOND = 1.000_001;

/**
 * The strains under which the next plan of the same way is to be made, after this one was refuted, or is by the means
 * of its runs: the limit that failed in the simulation must carry more than the plan gave it. Null where no limit of the ladder is to blame.
 */
export function raisedStrains(
  plan: Plan,
  { isLikely, cause }: Verdict,
  strains: readonly Strain[],
): Strain[] | null {
  if (isLikely || cause === null) return null;
  const { station, resource } = cause;
  const isCause = (each: Pick<Strain, 'station' | 'resource'>): boolean =>
    each.station === station && each.resource === resource;
  const row = ladderOfLimits(plan.scenario).find(isCause);
  if (row === undefined) return null;
  const before = strains.find(isCause)?.factor ?? 1;
  const given = usableConnections(row, plan.scenario) / demandOf(plan.scenario).connections;
  // Far beyond the demand it is no matter of connections: what is asked of a queue in the time given grows step by step.
  const factor = given < 2 ? Math.max(before, given) * BEYOND : before * LEAST_GROWTH;
  return [...strains.filter((each) => !isCause(each)), { station, resource, factor }];
}
