/** A planning in sentences; the command line and the app say the same. */
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { demandOf } from '../limits/demand.ts';
import {
  counted,
  formatCount,
  formatDuration,
  formatNumber,
  formatProbability,
  formatShare,
} from '../wording/format-quantity.ts';
import { capitalised, resourceName } from '../wording/phrases.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import type { DeadEnd, Plan, PlanChange } from './plan.ts';
import type { Planning } from './planning.ts';
import { usableConnections } from './shortfalls.ts';
import { validScenario } from './valid-scenario.ts';
import type { Standing } from './verdict.ts';

/** "100,000 connections, blocking at most 1e-6, 20 % free". */
export function targetsText(file: ScenarioFile): string {
  const scenario = validScenario(file);
  const { blocking, headroom, arrivalsPerSec, reconnectWithinSec } = scenario.targets;
  const { connections } = demandOf(scenario);
  return [
    counted(Math.round(connections), 'connection'),
    ...(blocking === null ? [] : [`blocking at most ${formatProbability(blocking)}`]),
    ...(headroom === null || headroom === 0 ? [] : [`${formatShare(headroom)} free`]),
    ...(arrivalsPerSec === null ? [] : [`${formatNumber(arrivalsPerSec)} new ones a second`]),
    ...(reconnectWithinSec === null ? [] : [`all back within ${formatDuration(reconnectWithinSec)}`]),
  ].join(', ');
}

/**
 * The answer: what carries the targets, at what cost.
 * @param standings what simulations say of a plan, by its identity; a plan that they refute is not recommended
 * @param nearest the nearest number of connections for which there is a plan, where there is none for the target
 */
export function planSentence(
  { plans, deadEnds }: Planning,
  standings: ReadonlyMap<string, Standing> = new Map(),
  nearest: number | null = null,
): string {
  const best = plans.find(({ id }) => standings.get(id) !== 'refuted');
  if (best === undefined) return noPlanSentence(plans, deadEnds, nearest);
  const wanted = formatCount(Math.round(demandOf(best.scenario).connections));
  if (best.changes.length === 0) return `Nothing has to change: the scenario carries ${wanted} as it is.`;
  const others =
    plans.length === 1
      ? 'The only way'
      : `The cheapest of ${plans.length} ways${best === plans[0] ? '' : ' that simulation does not refute'}`;
  return `${capitalised(best.changes.map(changeText).join(', '))}: that carries ${wanted}. ${others}, at a cost of ${formatNumber(best.cost)}.`;
}

/** "source addresses at the edge from 1 to 2". */
export function changeText({ what, from, to }: PlanChange): string {
  return `${what} from ${from} to ${to}`;
}

/** "the flow table at the edge at 236,059 (58 % free)". */
export function nextLimitText({ next, scenario }: Plan): string {
  if (next === null) return 'nothing on the path has a limit';
  const usable = usableConnections(next, scenario);
  return `${resourceName(next)} at ${formatCount(wholeWithin(usable))} (${formatShare(Math.max(0, next.headroomShare))} free)`;
}

/** Why a way does not reach the targets. */
export function deadEndText({ title, limit, because }: DeadEnd): string {
  return `${title}: ${limit}. ${capitalised(because.join('; '))}.`;
}

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  verified: 'verified by simulation',
  theory: 'bound by theory, not refuted by simulation',
  open: 'open: the runs are too few to tell',
  refuted: 'refuted by simulation',
};

/** "12.7", whole numbers without a point. */
export function costText(cost: number): string {
  return cost === Infinity ? 'never' : formatNumber(cost);
}

function noPlanSentence(
  plans: readonly Plan[],
  deadEnds: readonly DeadEnd[],
  nearest: number | null,
): string {
  if (plans.length > 0) return `Simulation refutes ${plans.length === 1 ? 'the plan' : 'all plans'}.`;
  const [first] = deadEnds;
  const reason = first === undefined ? '' : ` ${capitalised(first.limit)} stand in the way.`;
  const near =
    nearest === null ? '' : ` The nearest target with a plan is ${formatCount(nearest)} connections.`;
  return `No plan meets the targets.${reason}${near}`;
}
