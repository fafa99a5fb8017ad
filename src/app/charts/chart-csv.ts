import { csvCell } from '../../analysis/wording/csv-cell.ts';
import type { RunSeries } from '../../network/results/run-result.ts';
import type { ChartSeries, ChartView } from './chart-model.ts';
import { readSample } from './reading.ts';

/** Indices of the recorded columns that a view is drawn from, in the order of the recording. */
export function viewColumns(view: ChartView): number[] {
  const indices = view.series.flatMap(({ reading, shown }) => [
    ...reading.columns,
    ...(shown?.columns ?? []),
  ]);
  return [...new Set(indices)].sort((a, b) => a - b);
}

/** The lines whose values a reader could not add up from recorded columns by hand: ratios. */
export function derivedSeries({ scale, series }: ChartView): readonly ChartSeries[] {
  return scale === 'ratio' ? series : [];
}

/**
 * Every sample of those columns as recorded, and of the derived series, empty where there is no ratio (RFC 4180, one header
 * line, times in seconds).
 */
export function chartCsv(
  run: RunSeries,
  columns: readonly number[],
  derived: readonly ChartSeries[] = [],
): string {
  const names = [...columns.map((at) => run.info[at]?.key ?? ''), ...derived.map(({ label }) => label)];
  const lines = [['time_s', ...names].map(csvCell).join(',')];
  for (let index = 0; index < run.length; index += 1) {
    const ratios = derived.map(({ reading }) => readSample(run, reading, index));
    const values = columns.map((at) => run.columns[at]?.[index] ?? 0);
    lines.push([run.timeSec[index], ...values, ...ratios.map(numberOrNothing)].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function numberOrNothing(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
