/** The finished sweep as a document for programs and as a table; the same text wherever the runs were made. */
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { QuantityKind } from '../../scenario/units.ts';
import { csvCell } from '../wording/csv-cell.ts';
import { feasibleBorder } from './feasible-border.ts';
import type { Estimate, PointResult } from './point-result.ts';
import type { Sweep, SweepPoint } from './sweep.ts';

/** Of the format of the document and of the log of a sweep. */
export const SWEEP_FORMAT = 1;

/** What a plain number of each kind counts. */
const BASE_UNITS: Readonly<Record<QuantityKind, string>> = {
  duration: 's',
  bytes: 'B',
  rate: '/s',
  count: '1',
  share: '1',
};

/**
 * The document as JSON, a point a line. `border` lists the pairs of neighbouring points of which only one meets the targets,
 * by their places in `points`; the last parameter varies fastest there.
 */
export function sweepJson(
  sweep: Sweep,
  points: readonly SweepPoint[],
  results: readonly PointResult[],
): string {
  const { axes, file, replications } = sweep;
  const scenario = points.find((point) => point.ok)?.scenario ?? null;
  const head = {
    sweep: SWEEP_FORMAT,
    scenario: file.name ?? null,
    engineVersion: ENGINE_VERSION,
    seed: scenario?.seed ?? null,
    replications,
    targets: scenario?.targets ?? null,
    axes: axes.map(({ path, kind, values }) => ({ path, unit: BASE_UNITS[kind], values })),
    meetTargets: results.filter(({ meetsTargets }) => meetsTargets === true).length,
    border: feasibleBorder(axes, results),
  };
  const fields = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const lines = results.map((result) => `    ${JSON.stringify(result)}`);
  return `{\n${fields.join(',\n')},\n  "points": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

const RESULT_COLUMNS = [
  'state',
  'runs',
  'blocking',
  'blocking_low',
  'blocking_high',
  'peak_concurrent',
  'peak_concurrent_low',
  'peak_concurrent_high',
  'failed_attempts',
  'failed_attempts_low',
  'failed_attempts_high',
  'first_failure_at',
  'first_failure_resource',
  'first_failure_s',
  'meets_targets',
  'certain',
  'series_hash',
  'error',
];

/** A row a point (RFC 4180, one header line); what is not known is empty. Parameters in their base units. */
export function sweepCsv({ axes }: Sweep, results: readonly PointResult[]): string {
  const lines = [[...axes.map(({ path }) => path), ...RESULT_COLUMNS].map(csvCell).join(',')];
  for (const result of results) {
    const { values, state, runs, firstFailure, meetsTargets, isCertain, seriesHash, error } = result;
    const row = [
      ...values,
      state,
      runs,
      ...threeOf(result.blocking),
      ...threeOf(result.peakConcurrent),
      ...threeOf(result.failed),
      firstFailure?.stationName,
      firstFailure?.resource,
      firstFailure?.atSec,
      meetsTargets,
      meetsTargets === null ? null : isCertain,
      seriesHash,
      error,
    ];
    lines.push(row.map((value) => csvCell(String(value ?? ''))).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function threeOf(estimate: Estimate | null): readonly (number | null | undefined)[] {
  return [estimate?.mean, estimate?.low, estimate?.high];
}
