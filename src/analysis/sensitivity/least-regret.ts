/**
 * A choice among alternatives whose inputs are known as ranges only: the one that is least regretted in the worst case (L. J.
 * Savage, "The theory of statistical decision", Journal of the American Statistical Association 46, 1951). The regret of an
 * alternative in a case is what it costs there beyond the best alternative of that very case.
 */
import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { demandOf } from '../limits/demand.ts';
import { carriedWithoutDrops } from '../limits/lift.ts';
import { ladderFor } from '../limits/limits.ts';
import { blockingByTheory } from '../targets/blocking-theory.ts';
import { counted, formatNumber } from '../wording/format-quantity.ts';
import { type Design, type DesignPoint, designOf } from './design.ts';
import { scenarioWith } from './tornado.ts';

export interface Alternative {
  /** "2 SNAT addresses". */
  readonly name: string;
  readonly changes: readonly FieldChange[];
  /** In any unit, the same for all. */
  readonly cost: number;
}

export interface RegretOptions {
  /** Cost of one target that is missed, in the unit of the costs. */
  readonly penalty: number;
}

export interface JudgedAlternative {
  readonly alternative: Alternative;
  readonly worstRegret: number;
  /** The case of the worst regret. */
  readonly worstPoint: DesignPoint;
  /** What is missed there. */
  readonly missedThere: readonly string[];
  /** Cases in which it meets every target. */
  readonly meets: number;
}

export interface LeastRegret {
  readonly design: Design;
  /** In the order given. */
  readonly alternatives: readonly JudgedAlternative[];
  readonly chosen: JudgedAlternative;
  readonly sentence: string;
}

/** What an alternative is where its scenario is not possible at all. */
const NOT_POSSIBLE = ['not possible'];

/**
 * Of several alternatives that are regretted equally the cheapest, and of these the first.
 * @param file of the scenario, without any of the alternatives
 * @throws RangeError for no alternative, or a scenario without ranges
 */
export function leastRegret(
  file: ScenarioFile,
  scenario: Scenario,
  alternatives: readonly Alternative[],
  { penalty }: RegretOptions,
): LeastRegret {
  if (scenario.uncertain.length === 0) throw new RangeError('the scenario has no range');
  const design = designOf(file, scenario);
  const missed = alternatives.map((alternative) => missedAt(file, design, alternative));
  const losses = alternatives.map(({ cost }, a) =>
    design.points.map((_, p) => cost + penalty * (missed[a]?.[p]?.length ?? 0)),
  );
  const best = design.points.map((_, p) => Math.min(...losses.map((loss) => loss[p] ?? Infinity)));
  const judged = alternatives.map((alternative, a) =>
    judgedAlternative(alternative, losses[a] ?? [], missed[a] ?? [], best, design),
  );
  const [first, ...others] = judged;
  if (first === undefined) throw new RangeError('there is no alternative to choose from');
  const chosen = others.reduce((least, other) => (isBetter(other, least) ? other : least), first);
  return { design, alternatives: judged, chosen, sentence: regretSentence(chosen, design) };
}

function missedAt(file: ScenarioFile, design: Design, { changes }: Alternative): (readonly string[])[] {
  return design.points.map((point) => {
    // What is chosen comes last: it is the engineer's, whatever the case.
    const tried = scenarioWith(withChanges(file, point.changes), changes);
    return tried.ok ? closedFormMisses(tried.scenario) : NOT_POSSIBLE;
  });
}

function judgedAlternative(
  alternative: Alternative,
  losses: readonly number[],
  missed: readonly (readonly string[])[],
  best: readonly number[],
  design: Design,
): JudgedAlternative {
  const regrets = losses.map((loss, p) => loss - (best[p] ?? loss));
  const worstRegret = Math.max(...regrets);
  const at = regrets.indexOf(worstRegret);
  return {
    alternative,
    worstRegret,
    worstPoint: design.points[at] ?? { values: [], changes: [] },
    missedThere: missed[at] ?? [],
    meets: missed.filter((names) => names.length === 0).length,
  };
}

function isBetter(a: JudgedAlternative, b: JudgedAlternative): boolean {
  if (a.worstRegret !== b.worstRegret) return a.worstRegret < b.worstRegret;
  return a.alternative.cost < b.alternative.cost;
}

/** Targets that the scenario misses in closed form; of blocking nothing is said where no theory fits. */
export function closedFormMisses(scenario: Scenario): string[] {
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const [first] = rows;
  const carried = first === undefined ? Infinity : carriedWithoutDrops(first);
  const { blocking } = scenario.targets;
  const isBlocked = blocking !== null && (blockingByTheory(scenario, rows)?.probability ?? 0) > blocking;
  return [...(carried < demand.connections ? ['concurrent'] : []), ...(isBlocked ? ['blocking'] : [])];
}

function regretSentence(chosen: JudgedAlternative, { points, fields }: Design): string {
  const { alternative, worstRegret, worstPoint, missedThere, meets } = chosen;
  const cases = counted(points.length, 'case');
  const meeting = `It meets the targets in ${meets === points.length ? 'all' : `${meets} of`} ${cases}.`;
  if (worstRegret === 0) return `${alternative.name}: nothing else is better in any case. ${meeting}`;
  const where = fields.map((field, i) => `${field} ${worstPoint.values[i] ?? ''}`).join(', ');
  const miss = missedThere.length === 0 ? '' : ` and it misses ${missedThere.join(' and ')}`;
  return (
    `${alternative.name} has the least regret: its worst case is ${where}, where the best choice costs ` +
    `${formatNumber(worstRegret)} less${miss}. ${meeting}`
  );
}
