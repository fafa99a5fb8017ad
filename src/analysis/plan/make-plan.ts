/** One way to the targets: the limit that binds is lifted by the smallest change that does it, then the next, until all fits. */
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { FileLever } from '../levers/lever.ts';
import { smallestValue } from '../levers/smallest-value.ts';
import { type Demand, demandOf } from '../limits/demand.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { ladderFor } from '../limits/limits.ts';
import { pathBlocking } from '../limits/path-blocking.ts';
import { estimatedBlocking } from '../rare/estimated-blocking.ts';
import { leverCost } from './lever-cost.ts';
import { leversOn } from './levers.ts';
import type { Plan, PlanChange, Way } from './plan.ts';
import { costOf, type Draft, draftOf, fieldsOf, type Step, withStep } from './plan-draft.ts';
import { planNotes } from './plan-notes.ts';
import type { Shortfall, Strain } from './shortfall.ts';
import { shortfallsOf, usableConnections } from './shortfalls.ts';
import { trimmed } from './trim-plan.ts';

/** What a way begins with. */
export interface Approach {
  readonly id: string;
  readonly title: string;
  /** A strategy that takes the place of the present one, before anything else is lifted. */
  readonly first: Step | null;
  /** The lever that is preferred to cheaper ones. */
  readonly lead: string | null;
}

/** Limits that one way lifts; no real topology has so many. */
const MOST_LIFTS = 40;

/** The plan of an approach, or what stands in its way. The file must be valid. */
export function planBy(approach: Approach, base: ScenarioFile, strains: readonly Strain[] = []): Way {
  const { id, title, first } = approach;
  let draft = draftOf(base, first === null ? [] : [first]);
  const end = (limit: string, place: string, factor: number, because: readonly string[]): Way => ({
    deadEnd: { id, title, limit, place, factor, because },
  });
  if (draft === null) return end('the file', id, Infinity, ['the strategy does not fit it']);
  if (first !== null && costOf(draft) === Infinity)
    return end(first.lifts, first.lever.id, Infinity, [notToBeChanged(first.lever)]);
  for (let lift = 0; lift < MOST_LIFTS; lift++) {
    const [shortfall] = shortfallsOf(draft.scenario, strains);
    if (shortfall === undefined) return { plan: planOf(approach, base, trimmed(base, draft, strains)) };
    const lifted = liftedBy(approach, base, draft, shortfall, strains);
    if ('because' in lifted)
      return end(
        shortfall.text,
        `${shortfall.station} ${shortfall.resource}`,
        shortfall.factor,
        lifted.because,
      );
    draft = lifted.draft;
  }
  return end('the ladder', id, Infinity, ['one limit follows another without end']);
}

type Lifted = { readonly draft: Draft } | { readonly because: readonly string[] };

/** The draft with one limit lifted, by the lead where that does it, else as cheaply as one lever can. */
function liftedBy(
  { lead }: Approach,
  base: ScenarioFile,
  draft: Draft,
  shortfall: Shortfall,
  strains: readonly Strain[],
): Lifted {
  const before = costOf(draft);
  let best: { draft: Draft; cost: number } | null = null;
  const because: string[] = [];
  const levers = leversOn(shortfall, draft.file, draft.scenario);
  // The lead comes first, so that nothing is searched for beside it.
  levers.sort((a, b) => Number(b.id === lead) - Number(a.id === lead));
  for (const found of levers) {
    const used = draft.steps.find(({ lever }) => lever.id === found.id);
    const lever = used?.lever ?? found;
    if (leverCost(lever, lever.most, draft.scenario) === Infinity) {
      because.push(notToBeChanged(lever));
      continue;
    }
    const next = smallestLift(lever, used?.value ?? lever.now, base, draft, shortfall, strains);
    if (next === null) {
      because.push(whyNot(lever, used?.value ?? lever.now));
      continue;
    }
    if (lever.id === lead) return { draft: next };
    const cost = costOf(next) - before;
    if (best === null || cost < best.cost) best = { draft: next, cost };
  }
  return best ?? partlyLifted(levers, base, draft, shortfall, strains) ?? { because };
}

/** Where no lever is enough: the first that helps, turned as far as it goes. Another one may then do the rest. */
function partlyLifted(
  levers: readonly FileLever[],
  base: ScenarioFile,
  draft: Draft,
  shortfall: Shortfall,
  strains: readonly Strain[],
): { readonly draft: Draft } | null {
  for (const lever of levers) {
    const isUsed = draft.steps.some((step) => step.lever.id === lever.id);
    const isFixed = leverCost(lever, lever.most, draft.scenario) === Infinity;
    const part = isUsed || isFixed ? null : partialLift(lever, base, draft, shortfall, strains);
    if (part !== null) return { draft: part };
  }
  return null;
}

function smallestLift(
  lever: FileLever,
  from: number,
  base: ScenarioFile,
  draft: Draft,
  shortfall: Shortfall,
  strains: readonly Strain[],
): Draft | null {
  const { step } = lever;
  const at = (units: number): Draft | null =>
    draftOf(base, withStep(draft.steps, { lever, value: units * step, lifts: shortfall.text }));
  const shareAt = (units: number): number => {
    const next = at(units);
    if (next === null) return 0;
    const left = shortfallsOf(next.scenario, strains).find((each) => isSame(each, shortfall));
    return left === undefined ? Infinity : 1 / left.factor;
  };
  const units = smallestValue({
    from: Math.floor(from / step),
    most: Math.floor(lever.most / step),
    guess: Math.ceil((from / step) * Math.min(shortfall.factor, 1e9)),
    shareAtFrom: 1 / shortfall.factor,
    shareAt,
  });
  return units === null ? null : at(units);
}

/** All that a lever can do, where that is not enough but something. */
function partialLift(
  lever: FileLever,
  base: ScenarioFile,
  draft: Draft,
  shortfall: Shortfall,
  strains: readonly Strain[],
): Draft | null {
  if (lever.most === lever.now || (lever.isNumber && lever.mostBecause === null)) return null;
  const next = draftOf(base, withStep(draft.steps, { lever, value: lever.most, lifts: shortfall.text }));
  if (next === null) return null;
  const left = shortfallsOf(next.scenario, strains).find((each) => isSame(each, shortfall));
  return left === undefined || left.factor < shortfall.factor ? next : null;
}

function isSame(a: Shortfall, b: Shortfall): boolean {
  if (a.station !== b.station || a.resource !== b.resource) return false;
  // Connections beyond the limit and beyond its headroom are one shortfall of it.
  return a.target === b.target || (isOfCapacity(a) && isOfCapacity(b));
}

function isOfCapacity({ target }: Shortfall): boolean {
  return target === 'concurrent' || target === 'headroom';
}

function notToBeChanged({ what }: FileLever): string {
  return `${what}: not to be changed`;
}

function whyNot(lever: FileLever, value: number): string {
  if (value >= lever.most || lever.mostBecause !== null)
    return `${lever.what}: ${lever.mostBecause ?? `no more than ${lever.text(lever.most)}`}`;
  return `${lever.what}: more of it does not help`;
}

function planOf({ id, title }: Approach, base: ScenarioFile, draft: Draft): Plan {
  const { steps, file, scenario } = draft;
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const next = rows.reduce<LimitRow | null>(
    (tightest, row) =>
      tightest === null || freeOf(row, scenario, demand) < freeOf(tightest, scenario, demand)
        ? row
        : tightest,
    null,
  );
  return {
    id,
    title,
    changes: steps.map((step) => changeOf(step, scenario)),
    cost: costOf(draft),
    file,
    scenario,
    next,
    // What is taken as Poisson arrivals for a target of blocking is no news where nobody asks for one.
    blocking:
      scenario.targets.blocking === null
        ? pathBlocking(scenario, rows)
        : pathBlocking(scenario, rows, estimatedBlocking),
    notes: planNotes(base, scenario),
  };
}

/** Connections that could still be added before the limit binds. */
function freeOf(row: LimitRow, scenario: Scenario, { connections }: Demand): number {
  return usableConnections(row, scenario) - connections;
}

function changeOf(step: Step, scenario: Scenario): PlanChange {
  const { lever, value, lifts } = step;
  const { what } = lever;
  const from = lever.text(lever.now);
  const to = lever.text(value);
  return {
    lever: lever.id,
    what,
    from,
    to,
    phrase: lever.isCounted ? `${to} ${what}` : `${what} ${to} instead of ${from}`,
    fields: fieldsOf(step),
    lifts,
    cost: leverCost(lever, value, scenario),
  };
}
