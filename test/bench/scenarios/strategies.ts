import type { ScenarioFile } from '../../../src/scenario/file-format.ts';
import { STRATEGIES, type Strategy, withStrategy } from '../../../src/scenario/strategies.ts';
import { workloadOf } from '../workload.ts';
import { portLossScenario } from './port-loss.ts';

/** Port-loss at 100k with its hop exchanged, as the app's strategy switch does it. */
export function strategyScenario(strategy: Strategy): ScenarioFile {
  const file = withStrategy(portLossScenario(workloadOf('100k')), strategy);
  return { ...file, name: `Port-loss at 100k through ${strategy}` };
}

export const STRATEGY_SCENARIOS: Readonly<Record<string, () => ScenarioFile>> = Object.fromEntries(
  STRATEGIES.map((strategy) => [`strategy ${strategy}`, () => strategyScenario(strategy)]),
);
