/** One run of the benchmark on a host, from the contestants to the targets. */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { ENGINE_VERSION } from '../../src/network/engine-version.ts';
import type { AppTiming } from './measure/app-timing.ts';
import { type Comparison, type Contestant, compare, gatherContestants } from './measure/compare.ts';
import type { Host } from './measure/host.ts';
import { DEFAULT_HOUR, ROLLING_DEPLOY } from './measure/job.ts';
import { fillCosts, type MemoryUse, scenarioCosts } from './measure/sections.ts';
import type { BenchOptions } from './options.ts';
import type { BenchReport } from './report/bench-report.ts';
import type { Machine } from './report/machine.ts';
import { textReport } from './report/tables.ts';
import { targetsOf } from './report/targets.ts';
import { writePage } from './report/write-page.ts';
import { HEAVY_SCENARIOS } from './scenarios/heavy-features.ts';
import { STRATEGY_SCENARIOS } from './scenarios/strategies.ts';
import { type Selection, type SizeName, workloadOf } from './workload.ts';

/** What one contestant may spend on one size in all its rounds. */
const BUDGET_MS = 60_000;
const QUICK_BUDGET_MS = 12_000;

/** What only one kind of host can measure. */
export interface Extras {
  readonly machine: Machine;
  memory(size: SizeName): Promise<MemoryUse | null>;
  app(rounds: number, withLargest: boolean): Promise<AppTiming | null>;
}

export async function runBench(host: Host, options: BenchOptions, extras: Extras): Promise<BenchReport> {
  const { sizes, rounds, only, quick } = options;
  const whole = !quick && only === '';
  const wanted = (names: readonly string[]): string[] => names.filter((name) => name.includes(only));
  const { contestants, skipped } = gatherContestants(host);
  const field = contestants.filter(({ name, kind }) => kind === 'engine' || name.includes(only));
  const comparisons = await comparisonsOf(field, options);
  const scenarios = (
    names: readonly string[],
    times: number,
    warmUps: number,
  ): ReturnType<typeof scenarioCosts> => scenarioCosts(host, wanted(names), { rounds: times, warmUps, log });
  const few = Math.min(rounds, 3);
  const strategies = await scenarios(Object.keys(STRATEGY_SCENARIOS), few, quick ? 0 : 1);
  const heavy = await scenarios(Object.keys(HEAVY_SCENARIOS), few, quick ? 0 : 1);
  // The one has a target of less than a second, which needs more care than the other's of ten.
  const questions = [
    ...(await scenarios([DEFAULT_HOUR], few, quick ? 1 : 2)),
    ...(await scenarios(quick ? [] : [ROLLING_DEPLOY], 1, 1)),
  ];
  const fill = whole ? await fillCosts(host, few, log) : [];
  const memory: MemoryUse[] = [];
  for (const size of sizes) {
    const found = await extras.memory(size);
    if (found !== null) memory.push(found);
  }
  const app = await extras.app(quick ? 3 : 9, whole);
  const figures = {
    where: host.name,
    clock: host.clock,
    machine: extras.machine,
    engineVersion: ENGINE_VERSION,
    rounds,
    comparisons,
    strategies,
    heavy,
    questions,
    fill,
    memory,
    app,
    skipped,
  };
  return { ...figures, targets: targetsOf(figures) };
}

async function comparisonsOf(
  field: readonly Contestant[],
  { sizes, rounds, quick }: BenchOptions,
): Promise<Comparison[]> {
  const selections: readonly Selection[] = quick ? ['random'] : ['random', 'linear'];
  for (const contestant of field) await contestant.warmUp();
  const comparisons: Comparison[] = [];
  for (const size of sizes) {
    for (const selection of selections) {
      // The smallest size is only there for those that need long for a larger one.
      if (size === '10k' && selection === 'linear') continue;
      const able = quick ? field.filter((each) => belongsInQuick(each, size)) : field;
      comparisons.push(
        await compare(size, workloadOf(size, selection), able, {
          rounds,
          budgetMs: quick ? QUICK_BUDGET_MS : BUDGET_MS,
          log,
        }),
      );
    }
  }
  return comparisons;
}

/** In a hurry the slow ones meet the engine at 10k, the others at 100k. */
function belongsInQuick({ kind, smallSize }: Contestant, size: SizeName): boolean {
  return kind === 'engine' || size === smallSize;
}

/** Prints a report and writes what the options ask for. */
export function deliver(report: BenchReport, { json, write }: BenchOptions): void {
  process.stdout.write(textReport(report));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  if (write) writePage(report);
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
