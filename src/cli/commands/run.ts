import { type RunLives, runLives } from '../../analysis/documents/lives-document.ts';
import {
  type PrecisionReport,
  type ReplicationRun,
  type Runs,
  replicationRun,
  reportOf,
  runDocument,
} from '../../analysis/documents/run-document.ts';
import type { PrecisionGoal } from '../../analysis/runs/precision.ts';
import { replicationSeeds, underSeeds } from '../../analysis/runs/replications.ts';
import type { RunResult } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { replicateToPrecision } from '../../workers/replicate-to-precision.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { refuseTooLarge } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { MOST_REPLICATIONS, PRECISION_OPTIONS, precisionGoal } from '../precision-options.ts';
import { readScenario } from '../read-scenario.ts';
import { runMany } from '../run-many.ts';
import { runText } from '../run-text.ts';
import { threadsFor, workersOption } from '../threads.ts';

const HIGHEST_SEED = 2 ** 32 - 1;

/** `run FILE [--json] [--seed N] [--replications R | --precision P] [--workers N]`: simulates to the end. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { file, values } = parseCommand(argv, {
    json: { type: 'boolean' },
    seed: { type: 'string' },
    replications: { type: 'string' },
    ...PRECISION_OPTIONS,
    workers: { type: 'string' },
  });
  const seed = values.seed === undefined ? null : wholeNumber('--seed', values.seed, 0, HIGHEST_SEED);
  const wanted =
    precisionGoal(values) ?? wholeNumber('--replications', values.replications ?? '1', 1, MOST_REPLICATIONS);
  const given = workersOption(values.workers);
  const { scenario: read, products } = readScenario(file, io);
  const scenario = seed === null ? read : { ...read, seed };
  const memoryBytes = refuseTooLarge(scenario);
  const workers = given ?? threadsFor(io.processors, memoryBytes);
  const startedMs = io.nowMs();
  const runs = await runAll(scenario, wanted, workers, io);
  const report = reportOf(scenario, products, runs, (io.nowMs() - startedMs) / 1000);
  io.out(values.json === true ? jsonDocument(runDocument(report)) : runText(report));
  return EXIT_OK;
}

/** As many runs as are asked for, or as a precision needs. */
async function runAll(
  scenario: Scenario,
  wanted: number | PrecisionGoal,
  workers: number,
  io: Io,
): Promise<Runs> {
  let lives: RunLives | null = null;
  const make = (result: RunResult, index: number): ReplicationRun => {
    // Curves of many points, of which only the first run's are told: those of the others are not kept.
    if (index === 0) lives = runLives(scenario, result);
    return replicationRun(scenario, result);
  };
  let made: readonly ReplicationRun[];
  let precision: PrecisionReport | null = null;
  if (typeof wanted === 'number') {
    const seeds = replicationSeeds(scenario.seed, wanted);
    made = await runMany(underSeeds(scenario, seeds), workers, io, make);
  } else {
    const replicated = await replicateToPrecision(
      scenario,
      wanted,
      (scenarios, each) => runMany(scenarios, workers, io, each),
      make,
    );
    made = replicated.made;
    precision = { goal: wanted, state: replicated.state };
  }
  const [own, ...others] = made;
  if (own === undefined || lives === null) throw new Error('there is no run without a seed');
  return { runs: [own, ...others], lives, precision };
}
