import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { FileLever } from '../levers/lever.ts';
import { leverCost } from './lever-cost.ts';
import type { Strain } from './shortfall.ts';
import { shortfallsOf } from './shortfalls.ts';

/** A lever at a value, and the limit that it was turned for. */
export interface Step {
  readonly lever: FileLever;
  readonly value: number;
  readonly lifts: string;
}

/** The file with some levers turned. */
export interface Draft {
  readonly steps: readonly Step[];
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
}

/** Null where the steps do not make a valid file. */
export function draftOf(base: ScenarioFile, steps: readonly Step[]): Draft | null {
  const file = withChanges(base, steps.flatMap(fieldsOf));
  const outcome = parseScenarioValue(file);
  return outcome.ok ? { steps, file: outcome.file, scenario: outcome.scenario } : null;
}

export function fieldsOf({ lever, value }: Step): readonly FieldChange[] {
  return lever.write(value);
}

export function meetsTargets(draft: Draft | null, strains: readonly Strain[]): draft is Draft {
  return draft !== null && shortfallsOf(draft.scenario, strains).length === 0;
}

/** The steps with a lever at another value; at the value that it had, the step is gone. */
export function withStep(steps: readonly Step[], step: Step): Step[] {
  const at = steps.findIndex(({ lever }) => lever.id === step.lever.id);
  if (at < 0) return [...steps, step];
  if (step.value === step.lever.now) return steps.filter((_, index) => index !== at);
  return steps.map((each, index) => (index === at ? { ...each, value: step.value } : each));
}

export function costOf({ steps, scenario }: Draft): number {
  return steps.reduce((sum, { lever, value }) => sum + leverCost(lever, value, scenario), 0);
}
