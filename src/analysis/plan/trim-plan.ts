import type { ScenarioFile } from '../../scenario/file-format.ts';
import { smallestValue } from '../levers/smallest-value.ts';
import { leverCost } from './lever-cost.ts';
import { type Draft, draftOf, meetsTargets, type Step, withStep } from './plan-draft.ts';
import type { Strain } from './shortfall.ts';

/** A later change can make an earlier one too large or needless; more rounds than levers have never been seen. */
const MOST_ROUNDS = 8;

/**
 * The draft without what it does not need: no step can be left out and no number be a step smaller without missing a
 * target. Dear steps are tried first.
 */
export function trimmed(base: ScenarioFile, draft: Draft, strains: readonly Strain[]): Draft {
  let best = draft;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best;
    const dearFirst = [...best.steps].sort(
      (a, b) => leverCost(b.lever, b.value, before.scenario) - leverCost(a.lever, a.value, before.scenario),
    );
    for (const { lever } of dearFirst) {
      const step = best.steps.find((each) => each.lever.id === lever.id);
      if (step !== undefined) best = lowered(base, best, step, strains);
    }
    if (best === before) return best;
  }
  return best;
}

/** The draft with the step at its smallest value that meets the targets, or without it. */
function lowered(base: ScenarioFile, draft: Draft, step: Step, strains: readonly Strain[]): Draft {
  const { lever } = step;
  const at = (value: number): Draft | null => draftOf(base, withStep(draft.steps, { ...step, value }));
  const without = at(lever.now);
  if (meetsTargets(without, strains)) return without;
  const from = Math.floor(lever.now / lever.step);
  const now = Math.round(step.value / lever.step);
  const shareAt = (units: number): number => (meetsTargets(at(units * lever.step), strains) ? Infinity : 0);
  const least = smallestValue({ from, most: now, guess: now, shareAt });
  if (least === null || least === now) return draft;
  return at(least * lever.step) ?? draft;
}
