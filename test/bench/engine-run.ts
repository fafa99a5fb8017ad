/** Port-loss on the engine, through the interface that app and command line use, with its statistics on. */
import { runToEnd } from '../../src/analysis/runs/run.ts';
import type { RunResult } from '../../src/network/results/run-result.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { portLossScenario } from './scenarios/port-loss.ts';
import type { Outcome, Workload } from './workload.ts';

/** What a run may take here: it is measured, not refused. */
export const MEMORY_LIMIT_BYTES = 16 * 2 ** 30;

export function parsed(file: ScenarioFile): Scenario {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok)
    throw new Error(outcome.errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return outcome.scenario;
}

export function runPortLoss(workload: Workload, onProgress: (share: number) => void = () => {}): Outcome {
  return outcomeOf(
    runToEnd(parsed(portLossScenario(workload)), { memoryLimitBytes: MEMORY_LIMIT_BYTES, onProgress }),
  );
}

/** What a run of port-loss says about itself, wherever it ran. */
export function outcomeOf(result: RunResult): Outcome {
  const { summary } = result;
  return {
    events: summary.events,
    arrivals: summary.attempts,
    blocked: summary.failed,
    meanConcurrent: meanOfColumn(result, 'concurrent'),
    meanHeld: meanOfColumn(result, 'path.0:ports-held'),
  };
}

function meanOfColumn({ series }: RunResult, key: string): number {
  const index = series.info.findIndex((info) => info.key === key);
  const column = series.columns[index];
  if (column === undefined) throw new Error(`the run has no column ${key}`);
  let sum = 0;
  for (let i = 0; i < series.length; i++) sum += column[i]!;
  return sum / series.length;
}
