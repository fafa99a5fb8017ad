/** From a scenario with targets to the ways of meeting them, cheapest first. */
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { approachesTo } from './approaches.ts';
import { type Approach, planBy } from './make-plan.ts';
import type { DeadEnd, Plan } from './plan.ts';
import type { Shortfall, Strain } from './shortfall.ts';
import { shortfallsOf } from './shortfalls.ts';
import { validScenario } from './valid-scenario.ts';

export interface Planning {
  /** What the scenario as it is lacks; empty where it meets its targets, and then there is one plan without changes. */
  readonly shortfalls: readonly Shortfall[];
  /** Cheapest first, then those with fewer changes. */
  readonly plans: readonly Plan[];
  readonly deadEnds: readonly DeadEnd[];
}

/** The way of a scenario that meets its targets as it is. */
export const NOTHING: Approach = { id: 'nothing', title: 'Change nothing', first: null, lead: null };

/**
 * Plans for the targets of a valid file, in closed form.
 * @param strainsOf limits that a simulation of a way has shown to take more, by the identity of the way
 * @throws RangeError when the file is not valid
 */
export function planTargets(
  file: ScenarioFile,
  strainsOf: (way: string) => readonly Strain[] = () => [],
): Planning {
  const scenario = validScenario(file);
  const shortfalls = shortfallsOf(scenario, strainsOf(NOTHING.id));
  const [first] = shortfalls;
  const approaches = first === undefined ? [NOTHING] : approachesTo(first, file, scenario);
  const plans: Plan[] = [];
  const deadEnds: DeadEnd[] = [];
  for (const approach of approaches) {
    const way = planBy(approach, file, strainsOf(approach.id));
    if ('deadEnd' in way) deadEnds.push(way.deadEnd);
    else if (leads(approach, way.plan) && !plans.some((other) => sameChanges(other, way.plan)))
      plans.push(way.plan);
  }
  plans.sort(byCost);
  return { shortfalls, plans, deadEnds: furthest(deadEnds) };
}

/** Cheapest first, then those with fewer changes. */
export function byCost(a: Plan, b: Plan): number {
  return a.cost - b.cost || a.changes.length - b.changes.length;
}

/** A way without the lever that it is named after is another one. */
function leads({ lead }: Approach, { changes }: Plan): boolean {
  return lead === null || changes.some(({ lever }) => lever === lead);
}

function sameChanges(a: Plan, b: Plan): boolean {
  return JSON.stringify(a.file) === JSON.stringify(b.file);
}

/** Of the ways that one limit stops the one that gets furthest; it names every lever on it. */
function furthest(deadEnds: readonly DeadEnd[]): DeadEnd[] {
  const byPlace = new Map<string, DeadEnd>();
  for (const end of deadEnds) {
    const other = byPlace.get(end.place);
    if (other === undefined || end.factor < other.factor) byPlace.set(end.place, end);
  }
  return [...byPlace.values()];
}
