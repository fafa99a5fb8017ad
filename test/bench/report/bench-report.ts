import type { AppTiming } from '../measure/app-timing.ts';
import type { Comparison } from '../measure/compare.ts';
import type { FillCost, MemoryUse, ScenarioCost } from '../measure/sections.ts';
import type { Machine } from './machine.ts';
import type { Target } from './targets.ts';

/** Everything that one run of the benchmark found. */
export interface BenchReport {
  readonly where: string;
  readonly clock: string;
  readonly machine: Machine;
  readonly engineVersion: string;
  readonly rounds: number;
  /** Port-loss by size; the sizes in order, random ports first. */
  readonly comparisons: readonly Comparison[];
  readonly strategies: readonly ScenarioCost[];
  readonly heavy: readonly ScenarioCost[];
  readonly questions: readonly ScenarioCost[];
  readonly fill: readonly FillCost[];
  /** Node only. */
  readonly memory: readonly MemoryUse[];
  /** Browser only. */
  readonly app: AppTiming | null;
  readonly skipped: readonly string[];
  readonly targets: readonly Target[];
}
