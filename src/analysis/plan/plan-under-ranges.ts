/** Which plan to choose where inputs are known as ranges only. */
import { withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { type DesignPoint, designOf } from '../sensitivity/design.ts';
import { type Alternative, type LeastRegret, leastRegret } from '../sensitivity/least-regret.ts';
import { fieldChangesOf, type Plan } from './plan.ts';
import { planTargets } from './planning.ts';
import { validScenario } from './valid-scenario.ts';

/** So many combinations of the ranges are planned for; of more than that only the first and the last, the likely and the high end. */
const MOST_PLANNED = 9;
/** Of each combination the cheapest ways. */
const WAYS_EACH = 3;
/** A missed target is regretted more than any of the plans costs: so many times the dearest. */
const MISSED_TARGET = 10;

/**
 * Of doing nothing and of the cheapest plans for each combination of the ranges' ends, the one whose worst case is least
 * regretted, in closed form. Null where the file has no range, or no combination has a plan.
 * @throws RangeError when the file is not valid
 */
export function planUnderRanges(file: ScenarioFile): LeastRegret | null {
  const scenario = validScenario(file);
  if (scenario.uncertain.length === 0) return null;
  const { points } = designOf(file, scenario);
  const alternatives = new Map<string, Alternative>();
  for (const point of plannedFor(points))
    for (const each of plansIn(file, point)) alternatives.set(each.name, each);
  if (alternatives.size === 0) return null;
  const all = [...alternatives.values()];
  const dearest = Math.max(1, ...all.map(({ cost }) => cost));
  return leastRegret(file, scenario, all, { penalty: MISSED_TARGET * dearest });
}

function plannedFor(points: readonly DesignPoint[]): readonly DesignPoint[] {
  return points.length <= MOST_PLANNED ? points : [...points.slice(0, 1), ...points.slice(-1)];
}

function plansIn(file: ScenarioFile, { changes }: DesignPoint): Alternative[] {
  const outcome = parseScenarioValue(withChanges(file, changes));
  if (!outcome.ok) return [];
  return planTargets(outcome.file)
    .plans.slice(0, WAYS_EACH)
    .map((plan) => ({ name: nameOf(plan), changes: fieldChangesOf(plan), cost: plan.cost }));
}

/** What it changes, with the values: the same way takes another number in another case. */
function nameOf({ title, changes }: Plan): string {
  if (changes.length === 0) return title;
  return changes.map(({ what, to }) => `${what} ${to}`).join(', ');
}
