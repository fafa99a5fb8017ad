import { DEFAULT_MEMORY_LIMIT_BYTES } from '../../analysis/runs/run.ts';
import { parseAxis } from '../../analysis/sweep/axis.ts';
import type { JobOutcome } from '../../analysis/sweep/point-result.ts';
import {
  DEFAULT_REPLICATIONS,
  jobScenario,
  jobsOf,
  MOST_REPLICATIONS,
  type Shard,
  type Sweep,
  type SweepPoint,
  sweepOf,
  sweepPoints,
  WHOLE,
} from '../../analysis/sweep/sweep.ts';
import { logHead, logLine, readLog } from '../../analysis/sweep/sweep-log.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { figuresPool } from '../../workers/figures-pool.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { largestRunBytes } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { Progress } from '../progress.ts';
import { readScenario, textOf } from '../read-scenario.ts';
import { FORMAT_OPTIONS, formatOf, sweepOutput } from '../sweep-output.ts';
import { threadsFor, workersOption } from '../threads.ts';
import { UsageError } from '../usage-error.ts';
import { attemptToWrite } from '../write-file.ts';

const MOST_SHARDS = 100_000;

/**
 * `sweep FILE --over PATH=VALUES [--over ...] [--replications R] [--out LOG] [--shard I/N] [--json|--csv] [--workers N]`: every
 * combination of the values of one or two parameters.
 */
export async function sweep(argv: readonly string[], io: Io): Promise<number> {
  const { file, values } = parseCommand(argv, {
    ...FORMAT_OPTIONS,
    over: { type: 'string', multiple: true },
    replications: { type: 'string' },
    out: { type: 'string' },
    shard: { type: 'string' },
    workers: { type: 'string' },
  });
  const format = formatOf(values);
  const shard = values.shard === undefined ? null : shardOf(values.shard);
  if (shard !== null && format !== 'text')
    throw new UsageError(
      `--${format} is given with --shard, which writes a log (accepted: merge LOG... --${format})`,
    );
  const workers = workersOption(values.workers);
  const replications = wholeNumber(
    '--replications',
    values.replications ?? String(DEFAULT_REPLICATIONS),
    1,
    MOST_REPLICATIONS,
  );
  const { file: scenarioFile } = readScenario(file, io);
  const asked = sweepAsked(scenarioFile, values.over ?? [], replications);
  const points = sweepPoints(asked);
  const log = openLog(asked, values.out ?? null, shard !== null, io);
  const jobs = jobsOf(asked, points, shard ?? WHOLE);
  const scenarios = points.flatMap((point) => (point.ok ? [point.scenario] : []));
  const threads = workers ?? threadsFor(io.processors, largestRunBytes(scenarios));
  await runJobs(asked, points, jobs, log, threads, io);
  if (shard === null) io.out(sweepOutput(asked, points, log.outcomes, format));
  return EXIT_OK;
}

/** @throws UsageError when the parameters or their values are not acceptable */
function sweepAsked(file: ScenarioFile, over: readonly string[], replications: number): Sweep {
  const axes = over.map((text) => {
    const reading = parseAxis(file, text);
    if (reading.ok) return reading.axis;
    throw new UsageError(`--over ${reading.message} (accepted: ${reading.accepted})`);
  });
  const reading = sweepOf(file, axes, replications);
  if (reading.ok) return reading.sweep;
  throw new UsageError(`--over: ${reading.message} (accepted: ${reading.accepted})`);
}

/** @throws UsageError unless it is `I/N` with I from 1 to N */
function shardOf(text: string): Shard {
  const [, shard = '', of = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const parts = { shard: Number(shard), of: Number(of) };
  if (parts.shard >= 1 && parts.shard <= parts.of && parts.of <= MOST_SHARDS) return parts;
  throw new UsageError(
    `--shard ${JSON.stringify(text)} (accepted: I/N, such as 1/4, with I from 1 to N and N up to ${MOST_SHARDS})`,
  );
}

/** What is known of the runs, and where what becomes known is written. */
interface OpenLog {
  readonly outcomes: Map<number, JobOutcome>;
  readonly add: (job: number, outcome: JobOutcome) => void;
}

/**
 * The log of a sweep: goes on where the file at `path` ends; without a path on standard output where `isPrinted`.
 * @throws UsageError when the file holds another sweep, or cannot be read or written
 */
function openLog(asked: Sweep, path: string | null, isPrinted: boolean, io: Io): OpenLog {
  const head = logHead(asked);
  const outcomes = new Map<number, JobOutcome>();
  let write: ((line: string) => void) | null = null;
  if (path !== null) {
    const before = io.exists(path) ? textOf(path, io) : '';
    const kept = before === '' ? `${head}\n` : keptLog(path, before, head, outcomes);
    attemptToWrite(path, () => io.write(path, kept));
    write = (line) => attemptToWrite(path, () => io.append(path, line));
  } else if (isPrinted) {
    io.out(`${head}\n`);
    write = (line) => io.out(line);
  }
  return {
    outcomes,
    add: (job, outcome) => {
      outcomes.set(job, outcome);
      write?.(`${logLine(job, outcome)}\n`);
    },
  };
}

/** The whole lines of a log that was begun; its runs go into `outcomes`. Runs that could not be made are tried again. */
function keptLog(path: string, before: string, head: string, outcomes: Map<number, JobOutcome>): string {
  // Killed before its first line was written whole.
  if (`${head}\n`.startsWith(before)) return `${head}\n`;
  const reading = readLog(before);
  if (!reading.ok)
    throw new UsageError(
      `--out ${path}: ${reading.message} (accepted: a new file, or the log of this sweep)`,
    );
  if (reading.log.head !== head)
    throw new UsageError(
      `--out ${path} is the log of another sweep (accepted: a new file, or the log of this sweep)`,
    );
  for (const [job, outcome] of reading.log.outcomes) if ('figures' in outcome) outcomes.set(job, outcome);
  return reading.log.whole;
}

/** Runs those of the jobs that are not in the log yet. */
async function runJobs(
  asked: Sweep,
  points: readonly SweepPoint[],
  jobs: readonly number[],
  log: OpenLog,
  workers: number,
  io: Io,
): Promise<void> {
  const open = jobs.filter((job) => !log.outcomes.has(job));
  const progress = new Progress(io, open.length, true);
  const failure = new AbortController();
  const add = (index: number, outcome: JobOutcome): void => {
    const job = open[index];
    try {
      if (job !== undefined) log.add(job, outcome);
    } catch (error) {
      failure.abort(error);
    }
  };
  await figuresPool(
    open.length,
    (index) => jobScenario(asked, points, open[index] ?? 0)!,
    {
      newRunner: io.newRunner,
      workers,
      memoryLimitBytes: DEFAULT_MEMORY_LIMIT_BYTES,
      signal: failure.signal,
    },
    {
      onDone: (index, figures) => add(index, { figures }),
      onError: (index, { message }) => add(index, { error: message }),
      onProgress: (share) => progress.show(share),
    },
  );
  progress.clear();
}
