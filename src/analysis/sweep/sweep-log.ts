/**
 * The log of a sweep: its description on the first line, then a line a run in the order in which they end. It is appended to
 * while the sweep goes on, so that a sweep that was killed continues from its log; the logs of shards are joined by their lines.
 */
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { numericField } from '../../scenario/numeric-field.ts';
import { isPlainObject } from '../../scenario/plain-value.ts';
import type { RunFigures } from '../runs/run-figures.ts';
import type { SweepAxis } from './axis.ts';
import type { JobOutcome, JobOutcomes } from './point-result.ts';
import { jobCount, MOST_REPLICATIONS, type Sweep, sweepOf } from './sweep.ts';
import { SWEEP_FORMAT } from './sweep-document.ts';

/** The description of a sweep, without a line end; sweeps with the same description have the same results. */
export function logHead({ file, axes, replications }: Sweep): string {
  return JSON.stringify({
    sweepLog: SWEEP_FORMAT,
    engineVersion: ENGINE_VERSION,
    replications,
    axes: axes.map(({ path, values }) => ({ path, values })),
    file,
  });
}

/** The line of a run, without a line end. */
export function logLine(job: number, outcome: JobOutcome): string {
  return JSON.stringify({ job, ...outcome });
}

export interface SweepLog {
  readonly sweep: Sweep;
  /** The first line as it was read: logs of one sweep have the same. */
  readonly head: string;
  readonly outcomes: JobOutcomes;
  /** The text without a last line that was cut when the program was killed. */
  readonly whole: string;
}

export type LogReading =
  | { readonly ok: true; readonly log: SweepLog }
  | { readonly ok: false; readonly message: string };

/** Reads a log. A last line without its end is left out; anything else that is not understood is named by its line. */
export function readLog(text: string): LogReading {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const [head = '', ...lines] = whole.split('\n').slice(0, -1);
  const sweep = sweepOfHead(head);
  if (typeof sweep === 'string') return { ok: false, message: sweep };
  const outcomes = new Map<number, JobOutcome>();
  const count = jobCount(sweep);
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, count);
    const where = `line ${index + 2}`;
    if (read === null) return { ok: false, message: `${where} is no run of this sweep` };
    if (!addOutcome(outcomes, read.job, read.outcome))
      return { ok: false, message: `${where} says other things of run ${read.job} than an earlier line` };
  }
  return { ok: true, log: { sweep, head, outcomes, whole } };
}

/**
 * Adds what came of a job. A run that could not be made gives way to one that was.
 * @returns false where a different result is there already
 */
export function addOutcome(outcomes: Map<number, JobOutcome>, job: number, outcome: JobOutcome): boolean {
  const before = outcomes.get(job);
  if (before !== undefined && 'figures' in before) {
    return 'error' in outcome || logLine(job, before) === logLine(job, outcome);
  }
  outcomes.set(job, outcome);
  return true;
}

/** The sweep that a first line describes, or why it describes none. */
function sweepOfHead(head: string): Sweep | string {
  const value = parsed(head);
  if (!isPlainObject(value) || value.sweepLog !== SWEEP_FORMAT) return 'it is no log of a sweep';
  const { engineVersion, replications, axes, file } = value;
  if (engineVersion !== ENGINE_VERSION)
    return `its runs were made by engine ${String(engineVersion)}; this is ${ENGINE_VERSION}, whose runs may differ`;
  if (!isPlainObject(file) || !Array.isArray(axes) || !isReplications(replications))
    return 'its first line describes no sweep';
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every point is judged by parseScenarioValue
  const scenarioFile = file as ScenarioFile;
  const read = axes.map((axis) => readAxis(scenarioFile, axis));
  const known = read.filter((axis) => axis !== null);
  if (known.length < read.length) return 'its first line names parameters that its scenario does not have';
  const sweep = sweepOf(scenarioFile, known, replications);
  return sweep.ok ? sweep.sweep : `its first line describes no sweep: ${sweep.message}`;
}

function isReplications(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MOST_REPLICATIONS;
}

function readAxis(file: ScenarioFile, axis: unknown): SweepAxis | null {
  if (!isPlainObject(axis) || typeof axis.path !== 'string' || !Array.isArray(axis.values)) return null;
  const reading = numericField(file, axis.path);
  const values: unknown[] = axis.values;
  const numbers = values.filter((value) => typeof value === 'number');
  if (!reading.ok || numbers.length < values.length || !numbers.every(reading.field.takes)) return null;
  return { path: axis.path, kind: reading.field.kind, values: numbers };
}

function readLine(
  line: string,
  count: number,
): { readonly job: number; readonly outcome: JobOutcome } | null {
  const value = parsed(line);
  if (!isPlainObject(value)) return null;
  const { job, figures, error } = value;
  if (typeof job !== 'number' || !Number.isSafeInteger(job) || job < 0 || job >= count) return null;
  if (typeof error === 'string') return { job, outcome: { error } };
  return isFigures(figures) ? { job, outcome: { figures } } : null;
}

const COUNTED = [
  'seed',
  'settledAttempts',
  'peakConcurrent',
  'reachedConnections',
  'attempts',
  'failed',
  'refused',
];

function isFigures(value: unknown): value is RunFigures {
  if (!isPlainObject(value)) return false;
  const { blocking, fullest, seriesHash } = value;
  return (
    COUNTED.every((name) => typeof value[name] === 'number') &&
    (blocking === null || typeof blocking === 'number') &&
    (fullest === null || (isPlainObject(fullest) && typeof fullest.usedShare === 'number')) &&
    typeof seriesHash === 'string' &&
    /^[0-9a-f]{16}$/.test(seriesHash)
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
