import { compile } from '../../src/network/plan.ts';
import { Simulation } from '../../src/network/simulation.ts';
import { buildScenario } from '../support/build-scenario.ts';
import {
  type GroundTruthCase,
  isOpen,
  type OpenCase,
  type Reading,
  type SimulatedCase,
} from './ground-truth-case.ts';
import { type Judgement, judge } from './judge.ts';

/** One line of the table: a quantity of a case. */
export interface Outcome {
  readonly of: GroundTruthCase;
  readonly quantity: string;
  readonly measured: readonly number[];
  readonly judgement: Judgement;
}

/** Runs a case under all its seeds and judges every quantity. */
export function runCase(each: GroundTruthCase): Outcome[] {
  return isOpen(each) ? [openOutcome(each)] : simulatedOutcomes(each);
}

function openOutcome(each: OpenCase): Outcome {
  const { quantity, measured, notReproduced } = each;
  const judgement = {
    verdict: 'not reproduced',
    reason: notReproduced,
    predicted: null,
    error: null,
  } as const;
  return { of: each, quantity, measured, judgement };
}

function simulatedOutcomes(each: SimulatedCase): Outcome[] {
  const predicted = predictions(each);
  return each.readings.map(({ quantity, measured, tolerance }, r) => ({
    of: each,
    quantity,
    measured,
    judgement: judge(measured, predicted[r] ?? [], tolerance),
  }));
}

/** For each reading its value under seed 1, 2, ... */
function predictions({ scenario, seeds, readings }: SimulatedCase): number[][] {
  const values = readings.map((): number[] => []);
  for (let seed = 1; seed <= seeds; seed++) {
    const file = typeof scenario === 'function' ? scenario(seed) : scenario;
    const parsed = { ...buildScenario(file), seed };
    const simulation = new Simulation(compile(parsed));
    simulation.advance(Infinity);
    const run = { ...simulation.result(), scenario: parsed, net: simulation.net };
    readings.forEach(({ read }: Reading, r) => values[r]?.push(read(run)));
  }
  return values;
}
