/** The same scenarios simulated, all under the same seeds: chance does to each what it does to the base. */

import type { RunResult } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { blockingFromSeries } from '../runs/blocking.ts';
import { type Interval, meanOf, pairedInterval } from '../runs/interval.ts';
import { replicationSeeds, underSeeds } from '../runs/replications.ts';
import type { SimulatedMeasure } from './measures.ts';
import { type Bar, type BarEnd, type SensitivityPlan, sortedBars, type TriedScenario } from './tornado.ts';

/** What one run says of each measure; null where it has no steady state. */
export type SimulatedOutcome = Readonly<Record<SimulatedMeasure, number | null>>;

/** What is made of a run. @param warmUpSec of the scenario */
export function simulatedOutcome(warmUpSec: Scenario['warmUpSec']): (result: RunResult) => SimulatedOutcome {
  return ({ summary, series }) => ({
    blocking: blockingFromSeries(series, warmUpSec).probability,
    peak: summary.peakConcurrent,
    failed: summary.failed,
  });
}

/** What is to be run, in order: the base under each seed, then each end that is possible. */
export function simulatedJobs(plan: SensitivityPlan, replications: number): Scenario[] {
  const seeds = replicationSeeds(plan.base.seed, replications);
  const ends = plan.inputs.flatMap(({ low, high }) => [low, high]);
  const scenarios = [plan.base, ...ends.flatMap((end) => (end?.ok === true ? [end.scenario] : []))];
  return scenarios.flatMap((scenario) => underSeeds(scenario, seeds));
}

export interface SimulatedSensitivity {
  /** Mean over the replications that have one; null where none has. */
  readonly base: number | null;
  readonly bars: readonly Bar[];
}

/** @param outcomes in the order of the jobs */
export function simulatedBars(
  plan: SensitivityPlan,
  outcomes: readonly SimulatedOutcome[],
  replications: number,
  measure: SimulatedMeasure,
): SimulatedSensitivity {
  let next = 0;
  const take = (): (number | null)[] => {
    const taken = outcomes.slice(next, next + replications).map((outcome) => outcome[measure]);
    next += replications;
    return taken;
  };
  const own = take();
  const barEnd = (tried: TriedScenario | null): BarEnd | null => {
    if (tried === null) return null;
    if (!tried.ok) return { text: tried.text, value: null, problem: tried.problem, difference: null };
    const values = take();
    return {
      text: tried.text,
      value: meanOfPresent(values),
      problem: '',
      difference: differenceOf(values, own),
    };
  };
  const bars = plan.inputs.map(({ input, low, high }) => ({ input, low: barEnd(low), high: barEnd(high) }));
  const base = meanOfPresent(own);
  return { base, bars: sortedBars(base, bars) };
}

function meanOfPresent(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : meanOf(present);
}

/** Of the pairs of which both have a value. */
function differenceOf(values: readonly (number | null)[], own: readonly (number | null)[]): Interval | null {
  const pairs = values.flatMap((value, i) => {
    const other = own[i] ?? null;
    return value === null || other === null ? [] : [[value, other] as const];
  });
  return pairedInterval(
    pairs.map(([value]) => value),
    pairs.map(([, other]) => other),
  );
}
