import { refuseBeyond } from '../../network/memory-estimate.ts';
import { compile } from '../../network/plan.ts';
import type { RunResult } from '../../network/results/run-result.ts';
import { Simulation } from '../../network/simulation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { stayCompiled } from './stay-compiled.ts';

/** Two gibibytes: what a 64-bit browser tab or a default Node process bears without trouble. */
export const DEFAULT_MEMORY_LIMIT_BYTES = 2 * 2 ** 30;
/** Events between two reports of progress: some tens of milliseconds of work. */
const EVENTS_PER_STEP = 262_144;

export interface RunToEndOptions {
  readonly memoryLimitBytes?: number;
  /** Told now and then how far the run is, as a share of its simulated time. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Runs a scenario to its end in the calling thread.
 * @throws MemoryRefusedError when the run would need more memory than the limit
 * @throws TooManyPortSpacesError when the scenario has more port spaces than can be tracked
 */
export function runToEnd(scenario: Scenario, options: RunToEndOptions = {}): RunResult {
  const plan = compile(scenario);
  refuseBeyond(plan, options.memoryLimitBytes ?? DEFAULT_MEMORY_LIMIT_BYTES);
  const simulation = new Simulation(plan);
  while (!simulation.done) {
    simulation.advance(EVENTS_PER_STEP);
    options.onProgress?.(simulation.timeSec / scenario.durationSec);
  }
  const result = simulation.result();
  stayCompiled(scenario, result.summary.events);
  return result;
}
