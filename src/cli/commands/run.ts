import { replicationSeeds } from '../../analysis/replications.ts';
import { DEFAULT_MEMORY_LIMIT_BYTES, runToEnd } from '../../analysis/run.ts';
import { MemoryRefusedError, refuseBeyond } from '../../network/memory-estimate.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { compiled } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { readScenario } from '../read-scenario.ts';
import { type ReplicationRun, replicationRun, reportOf, runDocument } from '../run-document.ts';
import { runText } from '../run-text.ts';
import { UsageError } from '../usage-error.ts';

const HIGHEST_SEED = 2 ** 32 - 1;
const MOST_REPLICATIONS = 10_000;

/** `run FILE [--json] [--seed N] [--replications R]`: simulates to the end. */
export function run(argv: readonly string[], io: Io): number {
  const { file, values } = parseCommand(argv, {
    json: { type: 'boolean' },
    seed: { type: 'string' },
    replications: { type: 'string' },
  });
  const seed = values.seed === undefined ? null : wholeNumber('--seed', values.seed, 0, HIGHEST_SEED);
  const count = wholeNumber('--replications', values.replications ?? '1', 1, MOST_REPLICATIONS);
  const { scenario: read, products } = readScenario(file, io);
  const scenario = seed === null ? read : { ...read, seed };
  refuseTooLarge(scenario);
  const startedMs = io.nowMs();
  const runs = runAll(scenario, count, io);
  const report = reportOf(scenario, products, runs, (io.nowMs() - startedMs) / 1000);
  io.out(values.json === true ? jsonDocument(runDocument(report)) : runText(report));
  return EXIT_OK;
}

function runAll(scenario: Scenario, count: number, io: Io): [ReplicationRun, ...ReplicationRun[]] {
  const progress = new Progress(io, count);
  const runOne = (seed: number, index: number): ReplicationRun =>
    replicationRun(
      scenario,
      runToEnd({ ...scenario, seed }, { onProgress: (share) => progress.show(index, share) }),
    );
  const [own, ...others] = replicationSeeds(scenario.seed, count);
  const runs: [ReplicationRun, ...ReplicationRun[]] = [runOne(own ?? scenario.seed, 0)];
  others.forEach((seed, index) => runs.push(runOne(seed, index + 1)));
  progress.clear();
  return runs;
}

function refuseTooLarge(scenario: Scenario): void {
  try {
    refuseBeyond(compiled(scenario), DEFAULT_MEMORY_LIMIT_BYTES);
  } catch (error) {
    if (error instanceof MemoryRefusedError) throw new UsageError(error.message);
    throw error;
  }
}

/** One line on the terminal that is rewritten as the runs go on; nothing where there is no terminal. */
class Progress {
  private readonly io: Io;
  private readonly count: number;
  private shown = '';

  constructor(io: Io, count: number) {
    this.io = io;
    this.count = count;
  }

  show(index: number, share: number): void {
    if (!this.io.showsProgress) return;
    const run = this.count === 1 ? '' : `run ${index + 1} of ${this.count}: `;
    const text = `${run}${Math.floor(share * 100)} %`;
    if (text === this.shown) return;
    this.io.err(`\r${text.padEnd(this.shown.length)}`);
    this.shown = text;
  }

  clear(): void {
    if (this.shown !== '') this.io.err(`\r${' '.repeat(this.shown.length)}\r`);
  }
}
