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
import type { NearestTarget } from './nearest-feasible.ts';
import type { DeadEnd, Plan } from './plan.ts';
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
 * @param nearest a target for which there is a plan, where there is none for those of the file
 */
export function planSentence(
  { plans, deadEnds }: Planning,
  standings: ReadonlyMap<string, Standing> = new Map(),
  nearest: NearestTarget | null = null,
): string {
  const best = plans.find(({ id }) => standings.get(id) !== 'refuted');
  if (best === undefined) return noPlanSentence(plans, deadEnds, nearest);
  const wanted = formatCount(Math.round(demandOf(best.scenario).connections));
  if (best.changes.length === 0) return `Nothing has to change: the scenario carries ${wanted} as it is.`;
  const others =
    plans.length === 1
      ? 'the only way'
      : `the cheapest of ${plans.length} ways${best === plans[0] ? '' : ' that simulation does not refute'}`;
  const phrases = best.changes.map(({ phrase }) => phrase);
  const last = phrases.pop() ?? '';
  const changed = phrases.length === 0 ? last : `${phrases.join(', ')} and ${last}`;
  return `With ${changed} it carries ${wanted}: ${others}, at a cost of ${costText(best.cost)}.`;
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
  nearest: NearestTarget | null,
): string {
  if (plans.length > 0) return `Simulation refutes ${plans.length === 1 ? 'the plan' : 'all plans'}.`;
  const [first] = deadEnds;
  const reason = first === undefined ? '' : ` ${capitalised(first.limit)} stand in the way.`;
  const near = nearest === null ? '' : ` The nearest target with a plan: ${nearest.text}.`;
  return `No plan meets the targets.${reason}${near}`;
}
