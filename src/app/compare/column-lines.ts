/** The line of each column in the chart that all share: what is drawn, and what it says at a moment. */
import { bisectRight } from 'd3';
import type { ColumnInfo } from '../../network/results/run-result.ts';
import { type ChartSeries, series } from '../charts/chart-model.ts';
import { columnsOf } from '../charts/columns.ts';
import { readSample } from '../charts/reading.ts';
import { type LineLook, lookAt } from '../kept-runs/line-looks.ts';
import type { ComparedRun } from './compared-run.ts';
import type { ComparisonColumn } from './use-comparison.ts';

export interface LineMeasure {
  readonly id: 'concurrent' | 'failed';
  readonly name: string;
  readonly quantity: ColumnInfo['quantity'];
  /** The highest value of a run, as far as it has come. */
  readonly highest: (run: ComparedRun) => number;
}

export const LINE_MEASURES: readonly LineMeasure[] = [
  {
    id: 'concurrent',
    name: 'Concurrent connections',
    quantity: 'concurrent',
    highest: ({ summary }) => summary?.peakConcurrent ?? 0,
  },
  {
    id: 'failed',
    name: 'Failed attempts so far',
    quantity: 'failed',
    highest: ({ summary }) => summary?.failed ?? 0,
  },
];

/** Of a line whose inputs have changed since. */
const STALE_OPACITY = 0.4;

export interface ColumnLine {
  readonly id: string;
  readonly name: string;
  readonly look: LineLook;
  readonly run: ComparedRun;
  readonly series: ChartSeries;
}

export function columnLines(
  columns: readonly ComparisonColumn[],
  { id, quantity }: LineMeasure,
): ColumnLine[] {
  return columns.flatMap(({ variant, run }) => {
    if (run === null) return [];
    const look = lookAt(variant.look);
    const reading = { kind: 'sum', columns: columnsOf(run.info, quantity).map(({ at }) => at) } as const;
    const line = series({
      id,
      label: variant.name,
      reading,
      colour: look.colour,
      textColour: look.colour,
      dash: look.dash,
      widthPx: 1.75,
      opacity: run.stale ? STALE_OPACITY : 1,
    });
    return [{ id: variant.id, name: variant.name, look, run, series: line }];
  });
}

/** The value of the last sample at or before a moment; NaN before the first and beyond the last that there is yet. */
export function valueAt({ run, series }: Pick<ColumnLine, 'run' | 'series'>, timeSec: number): number {
  const index = bisectRight(run.timeSec, timeSec + 1e-9, 0, run.length) - 1;
  const isBeyond = index === run.length - 1 && run.summary?.completed !== true;
  return index < 0 || isBeyond ? Number.NaN : readSample(run, series.reading, index);
}
