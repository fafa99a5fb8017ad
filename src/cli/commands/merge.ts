import type { JobOutcome } from '../../analysis/sweep/point-result.ts';
import { jobsOf, sweepPoints, WHOLE } from '../../analysis/sweep/sweep.ts';
import { addOutcome, readLog, type SweepLog } from '../../analysis/sweep/sweep-log.ts';
import { counted } from '../../analysis/wording/format-quantity.ts';
import { parseFiles } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { textOf } from '../read-scenario.ts';
import { FORMAT_OPTIONS, formatOf, sweepOutput } from '../sweep-output.ts';
import { UsageError } from '../usage-error.ts';

/** `merge LOG... [--partial] [--json|--csv]`: what `sweep` would have printed in one go. */
export function merge(argv: readonly string[], io: Io): number {
  const { files, values } = parseFiles(argv, { ...FORMAT_OPTIONS, partial: { type: 'boolean' } });
  const format = formatOf(values);
  const logs = files.map((path) => ({ path, log: logAt(path, io) }));
  const [first, ...others] = logs;
  if (first === undefined) throw new UsageError('a LOG is missing');
  const outcomes = new Map<number, JobOutcome>();
  for (const { path, log } of [first, ...others]) {
    if (log.head !== first.log.head)
      throw new UsageError(`${path} is of another sweep than ${first.path} (accepted: logs of one sweep)`);
    for (const [job, outcome] of log.outcomes) {
      if (addOutcome(outcomes, job, outcome)) continue;
      throw new UsageError(`${path} says other things of run ${job} than a log before it`);
    }
  }
  const { sweep } = first.log;
  const points = sweepPoints(sweep);
  const missing = jobsOf(sweep, points, WHOLE).filter((job) => !outcomes.has(job));
  if (missing.length > 0 && values.partial !== true)
    throw new UsageError(
      `${counted(missing.length, 'run')} of the sweep ${missing.length === 1 ? 'is' : 'are'} in none of the logs, the first is run ${missing[0]} ` +
        '(accepted: the logs of all shards, or --partial)',
    );
  io.out(sweepOutput(sweep, points, outcomes, format));
  return EXIT_OK;
}

/** @throws UsageError when there is no log at the path */
function logAt(path: string, io: Io): SweepLog {
  const reading = readLog(textOf(path, io));
  if (reading.ok) return reading.log;
  throw new UsageError(`${path}: ${reading.message} (accepted: what sweep --out or --shard has written)`);
}
