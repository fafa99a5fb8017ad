import { type BorderEdge, feasibleBorder } from '../analysis/sweep/feasible-border.ts';
import { type JobOutcomes, type PointResult, pointResults } from '../analysis/sweep/point-result.ts';
import { pointCount, type Sweep, type SweepPoint } from '../analysis/sweep/sweep.ts';
import { sweepCsv, sweepJson } from '../analysis/sweep/sweep-document.ts';
import {
  counted,
  formatCount,
  formatDuration,
  formatProbability,
} from '../analysis/wording/format-quantity.ts';
import { describeResource } from '../network/results/outcomes.ts';
import { fileValue } from '../scenario/units.ts';
import { formatTable } from './print-table.ts';
import { UsageError } from './usage-error.ts';

export type SweepFormat = 'text' | 'json' | 'csv';

export const FORMAT_OPTIONS = { json: { type: 'boolean' }, csv: { type: 'boolean' } } as const;

/** @throws UsageError when both are asked for */
export function formatOf(values: { readonly json?: boolean; readonly csv?: boolean }): SweepFormat {
  if (values.json === true && values.csv === true)
    throw new UsageError('--json and --csv are both given (accepted: one of them)');
  if (values.json === true) return 'json';
  return values.csv === true ? 'csv' : 'text';
}

/** The results of a sweep as they are printed. */
export function sweepOutput(
  sweep: Sweep,
  points: readonly SweepPoint[],
  outcomes: JobOutcomes,
  format: SweepFormat,
): string {
  const results = pointResults(sweep, points, outcomes);
  if (format === 'json') return sweepJson(sweep, points, results);
  return format === 'csv' ? sweepCsv(sweep, results) : sweepText(sweep, results);
}

function sweepText(sweep: Sweep, results: readonly PointResult[]): string {
  const { axes, replications, file } = sweep;
  const table = formatTable(
    [
      ...axes.map(({ path }) => ({ title: path, align: 'right' }) as const),
      { title: 'targets', align: 'left' },
      { title: 'blocking', align: 'right' },
      { title: '95 % interval', align: 'left' },
      { title: 'peak', align: 'right' },
      { title: 'first failure', align: 'left' },
    ],
    results.map((result) => [...axisCells(sweep, result.values), ...resultCells(result)]),
  );
  const runs = replications === 1 ? '1 run each' : `${replications} runs each, under the same seeds`;
  const head = `${file.name ?? 'Untitled scenario'}\n${counted(pointCount(sweep), 'point')}, ${runs}\n`;
  return `${head}\n${table}\n${borderSentence(sweep, results)}\n`;
}

function axisCells({ axes }: Sweep, values: readonly number[]): string[] {
  return axes.map(({ kind }, a) => String(fileValue(kind, values[a] ?? 0)));
}

function resultCells(result: PointResult): string[] {
  const { state, error, blocking, peakConcurrent, firstFailure } = result;
  if (error !== null) return [state, '', error, '', ''];
  return [
    verdictOf(result),
    blocking === null ? '' : formatProbability(blocking.mean),
    blocking === null ? 'not settled' : intervalText(blocking),
    peakConcurrent === null ? '' : formatCount(peakConcurrent.mean),
    firstFailure === null
      ? 'none'
      : `${describeResource(firstFailure.resource).outcome} (${firstFailure.stationName}) after ${formatDuration(firstFailure.atSec)}`,
  ];
}

function verdictOf({ state, meetsTargets, isCertain }: PointResult): string {
  if (meetsTargets === null) return state;
  const word = meetsTargets ? 'met' : 'missed';
  return isCertain ? word : `${word}, within the error`;
}

function intervalText({ low, high }: NonNullable<PointResult['blocking']>): string {
  return low === null || high === null ? 'none' : `${formatProbability(low)} to ${formatProbability(high)}`;
}

/** Of one parameter where the answer changes; of two how many points there are on each side. */
function borderSentence(sweep: Sweep, results: readonly PointResult[]): string {
  const met = results.filter(({ meetsTargets }) => meetsTargets === true).length;
  const counts = `The targets are met at ${met} of ${results.length} points.`;
  const [axis, second] = sweep.axes;
  if (axis === undefined || second !== undefined) return counts;
  const changes = feasibleBorder(sweep.axes, results).map(([before, after]: BorderEdge) => {
    const [a, b] = [before, after].map((point) => axisCells(sweep, results[point]?.values ?? []).join());
    return results[after]?.meetsTargets === true
      ? `met from ${b} on (missed at ${a})`
      : `met up to ${a} (missed at ${b})`;
  });
  return changes.length === 0 ? counts : `${counts} ${axis.path}: ${changes.join('; ')}.`;
}
