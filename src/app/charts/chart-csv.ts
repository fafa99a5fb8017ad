import type { RunSeries } from '../../network/run-result.ts';
import type { ChartView } from './chart-model.ts';

/** Indices of the recorded columns that a view is drawn from, in the order of the recording. */
export function viewColumns(view: ChartView): number[] {
  const indices = view.series.flatMap(({ reading, shown }) => [
    ...reading.columns,
    ...(shown?.columns ?? []),
  ]);
  return [...new Set(indices)].sort((a, b) => a - b);
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Every sample of those columns as recorded (RFC 4180, one header line, times in seconds). */
export function chartCsv(run: RunSeries, columns: readonly number[]): string {
  const lines = [['time_s', ...columns.map((at) => run.info[at]?.key ?? '')].map(cell).join(',')];
  for (let index = 0; index < run.length; index += 1) {
    lines.push([run.timeSec[index], ...columns.map((at) => run.columns[at]?.[index] ?? 0)].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
