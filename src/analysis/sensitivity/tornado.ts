/**
 * One input at a time from its low to its high value, all others as they are: which moves the answer most (the tornado
 * diagram; T. G. Eschenbach, "Spiderplots versus tornado diagrams for sensitivity analysis", Interfaces 22, 1992). It
 * says nothing of inputs that move it only together.
 */
import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { describeScenarioError } from '../../scenario/scenario-error.ts';
import type { Interval } from '../runs/interval.ts';
import {
  DEFAULT_SPREAD,
  likelyChanges,
  type SensitivityInput,
  sensitivityInputs,
  type TriedValue,
} from './inputs.ts';
import { type ClosedFormMeasure, type ClosedFormOutcome, closedFormOutcome } from './measures.ts';

/** A scenario with one input at one end of its range. */
export type TriedScenario =
  | { readonly ok: true; readonly text: string; readonly scenario: Scenario }
  | { readonly ok: false; readonly text: string; readonly problem: string };

export interface TriedInput {
  readonly input: SensitivityInput;
  /** Null where the input cannot be lower, or higher. */
  readonly low: TriedScenario | null;
  readonly high: TriedScenario | null;
}

export interface SensitivityPlan {
  readonly base: Scenario;
  readonly inputs: readonly TriedInput[];
}

/** One end of a bar. */
export interface BarEnd {
  /** The value of the input. */
  readonly text: string;
  /** The measure there; null where the scenario is not possible, or has no such measure. */
  readonly value: number | null;
  /** Why it is not possible; empty where it is. */
  readonly problem: string;
  /** 95 % interval of the difference from the base, pair by pair under the same seeds; null without replications. */
  readonly difference: Interval | null;
}

export interface Bar {
  readonly input: SensitivityInput;
  readonly low: BarEnd | null;
  readonly high: BarEnd | null;
  /** Distance between the lowest and the highest of low, base and high. */
  readonly swing: number;
}

/**
 * The scenarios to try.
 * @param file of a valid scenario
 * @param isWanted of a field: those that are not are left out
 */
export function sensitivityPlan(
  file: ScenarioFile,
  scenario: Scenario,
  spread = DEFAULT_SPREAD,
  isWanted: (field: string) => boolean = () => true,
): SensitivityPlan {
  const likely = withChanges(file, likelyChanges(file, scenario));
  const outcome = parseScenarioValue(likely);
  // Each likely value is possible by itself, and may not be together with others.
  const [baseFile, base] = outcome.ok ? [likely, outcome.scenario] : [file, scenario];
  const inputs = sensitivityInputs(baseFile, base, spread)
    .filter(({ field }) => isWanted(field))
    .map(
      (input): TriedInput => ({
        input,
        low: triedScenario(baseFile, input.low),
        high: triedScenario(baseFile, input.high),
      }),
    );
  return { base, inputs };
}

function triedScenario(file: ScenarioFile, value: TriedValue | null): TriedScenario | null {
  return value === null ? null : { text: value.text, ...scenarioWith(file, value.changes) };
}

/** The scenario of a file with changes, or what is wrong with it. */
export function scenarioWith(
  file: ScenarioFile,
  changes: readonly FieldChange[],
): { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly problem: string } {
  // The ranges of the file are those of its own values.
  const outcome = parseScenarioValue({ ...withChanges(file, changes), uncertain: [] });
  if (outcome.ok) return outcome;
  const [first] = outcome.errors;
  return { ok: false, problem: first === undefined ? 'not possible' : describeScenarioError(first) };
}

/** All measures in closed form: those of the base, and of each input at its ends. */
export interface ClosedFormSensitivity {
  readonly base: ClosedFormOutcome;
  readonly inputs: readonly {
    readonly input: SensitivityInput;
    readonly low: ClosedFormEnd | null;
    readonly high: ClosedFormEnd | null;
  }[];
}

interface ClosedFormEnd {
  readonly text: string;
  readonly problem: string;
  readonly outcome: ClosedFormOutcome | null;
}

export function closedFormSensitivity(plan: SensitivityPlan): ClosedFormSensitivity {
  return {
    base: closedFormOutcome(plan.base),
    inputs: plan.inputs.map(({ input, low, high }) => ({
      input,
      low: closedFormEnd(low),
      high: closedFormEnd(high),
    })),
  };
}

function closedFormEnd(tried: TriedScenario | null): ClosedFormEnd | null {
  if (tried === null) return null;
  const { text } = tried;
  return tried.ok
    ? { text, problem: '', outcome: closedFormOutcome(tried.scenario) }
    : { text, problem: tried.problem, outcome: null };
}

/** The bars of one measure, the widest first; those that do not move it are left out. */
export function closedFormBars({ base, inputs }: ClosedFormSensitivity, measure: ClosedFormMeasure): Bar[] {
  const barEnd = (end: ClosedFormEnd | null): BarEnd | null =>
    end === null
      ? null
      : { text: end.text, value: end.outcome?.[measure] ?? null, problem: end.problem, difference: null };
  return sortedBars(
    base[measure],
    inputs.map(({ input, low, high }) => ({ input, low: barEnd(low), high: barEnd(high) })),
  );
}

/** Equal swings keep their order. */
export function sortedBars(base: number | null, bars: readonly Omit<Bar, 'swing'>[]): Bar[] {
  if (base === null) return [];
  return bars
    .map((bar) => ({ ...bar, swing: swingOf(base, bar) }))
    .filter(({ swing }) => swing > 0)
    .sort((a, b) => (a.swing === b.swing ? 0 : b.swing - a.swing));
}

function swingOf(base: number, { low, high }: Omit<Bar, 'swing'>): number {
  const values = [base, low?.value ?? base, high?.value ?? base];
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  // Without a limit at either end nothing moves.
  return highest === lowest ? 0 : highest - lowest;
}
