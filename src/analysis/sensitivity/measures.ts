/** What of an answer is asked whether it moves. */
import type { Scenario } from '../../scenario/scenario.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { blockingByTheory } from '../targets/blocking-theory.ts';
import { formatCount, formatProbability } from '../wording/format-quantity.ts';
import { resourceName } from '../wording/phrases.ts';
import { wholeWithin } from '../wording/whole-units.ts';

/** In closed form: what follows a slider. */
export const CLOSED_FORM_MEASURES = ['headroom', 'capacity', 'blocking'] as const;
export type ClosedFormMeasure = (typeof CLOSED_FORM_MEASURES)[number];

/** By simulation, under the same seeds. */
export const SIMULATED_MEASURES = ['blocking', 'peak', 'failed'] as const;
export type SimulatedMeasure = (typeof SIMULATED_MEASURES)[number];

export type Measure = ClosedFormMeasure | SimulatedMeasure;

export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  headroom: 'headroom of the first limit',
  capacity: 'connections at the first limit',
  blocking: 'blocking',
  peak: 'peak concurrent connections',
  failed: 'failed attempts',
};

export interface ClosedFormOutcome {
  /** (capacity - demand) / capacity of the limit that binds first; negative where the demand does not fit. */
  readonly headroom: number;
  /** Connections at which it binds; Infinity without a limit. */
  readonly capacity: number;
  /** By theory; null where none fits the scenario. */
  readonly blocking: number | null;
  /** "the SNAT ports at the edge"; null without a limit. */
  readonly binding: string | null;
}

export function closedFormOutcome(scenario: Scenario): ClosedFormOutcome {
  const rows = ladderOfLimits(scenario);
  const [first] = rows;
  const blocking = blockingByTheory(scenario, rows);
  return {
    headroom: first?.headroomShare ?? 1,
    capacity: first?.capacityConnections ?? Infinity,
    blocking: blocking === null || blocking.kind === 'lower bound' ? null : blocking.probability,
    binding: first === undefined ? null : resourceName(first),
  };
}

export function measureText(measure: Measure, value: number): string {
  switch (measure) {
    case 'headroom':
      // One digit for all of them, so that they stand in a column.
      return `${(value * 100).toFixed(1)} %`;
    case 'blocking':
      return formatProbability(Math.abs(value) < 1e-300 ? 0 : value);
    case 'capacity':
      return formatCount(wholeWithin(value));
    case 'peak':
    case 'failed':
      return formatCount(value);
  }
}
