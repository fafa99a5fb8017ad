/** A sweep: every combination of the values of one or two parameters, each under the same few seeds. */
import { setField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { describeScenarioError } from '../../scenario/scenario-error.ts';
import { fileValue } from '../../scenario/units.ts';
import { replicationSeeds } from '../runs/replications.ts';
import type { SweepAxis } from './axis.ts';

const MOST_AXES = 2;
export const MOST_POINTS = 10_000;
export const MOST_REPLICATIONS = 10_000;
const MOST_JOBS = 1_000_000;
/** Enough to see how far runs lie apart, few enough to wait for. */
export const DEFAULT_REPLICATIONS = 3;

/** What is swept; two sweeps with equal fields have equal results. */
export interface Sweep {
  /** The file with every parameter at its first value, so that it does not matter where the parameters stood. */
  readonly file: ScenarioFile;
  /** One or two. */
  readonly axes: readonly SweepAxis[];
  /** Runs of each point. */
  readonly replications: number;
}

export type SweepReading =
  | { readonly ok: true; readonly sweep: Sweep }
  | { readonly ok: false; readonly message: string; readonly accepted: string };

/** Puts a sweep together from its parts; what would be too large or ambiguous is refused. */
export function sweepOf(file: ScenarioFile, axes: readonly SweepAxis[], replications: number): SweepReading {
  const [first, second] = axes;
  if (first === undefined || axes.length > MOST_AXES)
    return refusal(`${axes.length} parameters are given`, `one or ${MOST_AXES} parameters`);
  if (first.path === second?.path) return refusal(`${first.path} is given twice`, 'two different parameters');
  const points = pointCount({ axes });
  if (points > MOST_POINTS) return refusal(`${points} points are too many`, `at most ${MOST_POINTS} points`);
  if (points * replications > MOST_JOBS)
    return refusal(
      `${points} points with ${replications} runs each are too many`,
      `at most ${MOST_JOBS} runs in all`,
    );
  const template = axes.reduce((changed, axis) => withValue(changed, axis, axis.values[0] ?? 0), file);
  return { ok: true, sweep: { file: template, axes, replications } };
}

function refusal(message: string, accepted: string): SweepReading {
  return { ok: false, message, accepted };
}

function withValue(file: ScenarioFile, { path, kind }: SweepAxis, value: number): ScenarioFile {
  return setField(file, path, fileValue(kind, value));
}

/** Points of the grid. The last parameter varies fastest. */
export function pointCount({ axes }: Pick<Sweep, 'axes'>): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

/** The values of the parameters at a point, in the order of the parameters. */
export function pointValues({ axes }: Sweep, point: number): number[] {
  const values: number[] = [];
  let rest = point;
  for (const axis of axes.toReversed()) {
    values.unshift(axis.values[rest % axis.values.length] ?? 0);
    rest = Math.floor(rest / axis.values.length);
  }
  return values;
}

/** The file at a point. */
export function pointFile(sweep: Sweep, point: number): ScenarioFile {
  const values = pointValues(sweep, point);
  return sweep.axes.reduce((file, axis, a) => withValue(file, axis, values[a] ?? 0), sweep.file);
}

/** The scenario of a point, or why there is none. */
export type SweepPoint =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly error: string };

/** The scenarios of all points, each under its own seed. A point that is no valid scenario leaves the others alone. */
export function sweepPoints(sweep: Sweep): SweepPoint[] {
  return Array.from({ length: pointCount(sweep) }, (_, point) => {
    const outcome = parseScenarioValue(pointFile(sweep, point));
    if (outcome.ok) return { ok: true, scenario: outcome.scenario };
    const [first] = outcome.errors;
    return { ok: false, error: first === undefined ? 'no scenario' : describeScenarioError(first) };
  });
}

/**
 * Jobs of the sweep, one a run. All points come once before any comes again, so that a sweep that was cancelled has
 * seen the whole grid.
 */
export function jobCount(sweep: Sweep): number {
  return pointCount(sweep) * sweep.replications;
}

export interface SweepJob {
  readonly point: number;
  readonly replication: number;
}

export function jobAt(sweep: Sweep, job: number): SweepJob {
  const points = pointCount(sweep);
  return { point: job % points, replication: Math.floor(job / points) };
}

/** The number of a job: its place in the order of all. */
export function jobOf(sweep: Sweep, { point, replication }: SweepJob): number {
  return replication * pointCount(sweep) + point;
}

/** The scenario that a job runs; null where its point is none. All points are under the same seeds: they see the same clients. */
export function jobScenario(sweep: Sweep, points: readonly SweepPoint[], job: number): Scenario | null {
  const { point, replication } = jobAt(sweep, job);
  const found = points[point];
  if (found === undefined || !found.ok) return null;
  const { scenario } = found;
  const seed = replicationSeeds(scenario.seed, replication + 1)[replication] ?? scenario.seed;
  return { ...scenario, seed };
}

/** A part of the jobs: every `of`-th, beginning with number `shard` (from 1). */
export interface Shard {
  readonly shard: number;
  readonly of: number;
}

export const WHOLE: Shard = { shard: 1, of: 1 };

/** Numbers of the jobs of a shard whose points are scenarios, in order. */
export function jobsOf(sweep: Sweep, points: readonly SweepPoint[], { shard, of }: Shard): number[] {
  const jobs: number[] = [];
  for (let job = shard - 1; job < jobCount(sweep); job += of) {
    if (points[jobAt(sweep, job).point]?.ok === true) jobs.push(job);
  }
  return jobs;
}
