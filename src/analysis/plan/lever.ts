import type { FieldChange } from '../../scenario/field-change.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { CostName } from '../../scenario/targets.ts';

/** Something that can be turned up to lift a limit: a number of the file, or a setting that is on or off (0 and 1). */
export interface Lever {
  /** The field that it is about; unique within a scenario. */
  readonly id: string;
  /** "SNAT addresses at the edge". */
  readonly what: string;
  /** What a way that begins with it is called. */
  readonly title: string;
  readonly now: number;
  readonly most: number;
  /** Why there is no more, in words; null where that is a bound of the format. */
  readonly mostBecause: string | null;
  /** Whether a value is told as so many of it, "2 source addresses at the edge". */
  readonly isCounted: boolean;
  /** Distance between two values: 1 but for sizes. */
  readonly step: number;
  /** False where the two values are two words. */
  readonly isNumber: boolean;
  readonly write: (value: number) => readonly FieldChange[];
  readonly text: (value: number) => string;
  /** What is paid beside the change itself, and how much of it the value takes in a scenario. */
  readonly cost: CostName;
  readonly amount: (value: number, scenario: Scenario) => number;
}

/** What a lever costs at a value; Infinity where the scenario says that it may not be touched. */
export function leverCost({ cost, amount, now }: Lever, value: number, scenario: Scenario): number {
  const { change, [cost]: each } = scenario.costs;
  if (value === now) return 0;
  if (change === Infinity || each === Infinity) return Infinity;
  return cost === 'change' ? change : change + each * amount(value, scenario);
}
