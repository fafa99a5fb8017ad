import { replicationSeeds } from '../../analysis/runs/replications.ts';
import { DEFAULT_MEMORY_LIMIT_BYTES, runToEnd } from '../../analysis/runs/run.ts';
import type { RunResult } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { mapRuns } from '../../workers/map-runs.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { refuseTooLarge } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { type RunLives, runLives } from '../lives-document.ts';
import { Progress } from '../progress.ts';
import { readScenario } from '../read-scenario.ts';
import { type ReplicationRun, replicationRun, reportOf, runDocument } from '../run-document.ts';
import { runText } from '../run-text.ts';
import { threadsFor, workersOption } from '../threads.ts';

const HIGHEST_SEED = 2 ** 32 - 1;
const MOST_REPLICATIONS = 10_000;

/** `run FILE [--json] [--seed N] [--replications R] [--workers N]`: simulates to the end. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { file, values } = parseCommand(argv, {
    json: { type: 'boolean' },
    seed: { type: 'string' },
    replications: { type: 'string' },
    workers: { type: 'string' },
  });
  const seed = values.seed === undefined ? null : wholeNumber('--seed', values.seed, 0, HIGHEST_SEED);
  const count = wholeNumber('--replications', values.replications ?? '1', 1, MOST_REPLICATIONS);
  const given = workersOption(values.workers);
  const { scenario: read, products } = readScenario(file, io);
  const scenario = seed === null ? read : { ...read, seed };
  const memoryBytes = refuseTooLarge(scenario);
  const workers = given ?? threadsFor(io.processors, memoryBytes);
  const startedMs = io.nowMs();
  const { runs, lives } = await runAll(scenario, replicationSeeds(scenario.seed, count), workers, io);
  const report = reportOf(scenario, products, runs, lives, (io.nowMs() - startedMs) / 1000);
  io.out(values.json === true ? jsonDocument(runDocument(report)) : runText(report));
  return EXIT_OK;
}

/** In this thread where one run after the other is asked for; a single run gains nothing from another thread. */
async function runAll(
  scenario: Scenario,
  seeds: readonly number[],
  workers: number,
  io: Io,
): Promise<{ runs: [ReplicationRun, ...ReplicationRun[]]; lives: RunLives }> {
  const progress = new Progress(io, seeds.length);
  const scenarios = seeds.map((seed) => ({ ...scenario, seed }));
  let lives: RunLives | null = null;
  const made = (result: RunResult, index: number): ReplicationRun => {
    // Curves of many points, of which only the first run's are told: those of the others are not kept.
    if (index === 0) lives = runLives(scenario, result);
    return replicationRun(scenario, result);
  };
  const runs =
    Math.min(workers, seeds.length) === 1
      ? scenarios.map((one, index) => {
          const onProgress = (share: number): void => progress.show((index + share) / seeds.length);
          return made(runToEnd(one, { onProgress }), index);
        })
      : await mapRuns(
          scenarios,
          { newRunner: io.newRunner, workers, memoryLimitBytes: DEFAULT_MEMORY_LIMIT_BYTES },
          made,
          (share) => progress.show(share),
        );
  progress.show(1);
  progress.clear();
  const [own, ...others] = runs;
  if (own === undefined || lives === null) throw new Error('there is no run without a seed');
  return { runs: [own, ...others], lives };
}
