import type { RunSeries } from '../../network/results/run-result.ts';
import type { LiveRun } from '../run/live-run.ts';
import type { ChartSeries, ChartView } from './chart-model.ts';
import { type Reading, readSaid, readSample } from './reading.ts';
import { sayValue } from './say-value.ts';
import type { SeriesBuckets } from './series-buckets.ts';

/** At most so many labels stand at the cursor; the rest is in the table. */
const MOST_LABELS = 6;

export interface CursorLabel {
  readonly series: ChartSeries;
  /** Value at which the dot stands. */
  readonly height: number;
  readonly text: string;
}

/**
 * What a view says about one sample: the labelled series that are not zero throughout the run. The dot of a rate stands on
 * its line, at the mean of the pixel; its number is the recent rate, which the diagram says as well. Where samples lie far
 * apart on the screen a dot stands on the line between two of them.
 */
export function cursorLabels(
  view: ChartView,
  buckets: SeriesBuckets,
  run: LiveRun,
  atSec: number,
  bucket: number,
): CursorLabel[] {
  const index = run.indexAt(atSec);
  if (index < 0) return [];
  const alive = view.series.filter(({ id, labelled }) => labelled && buckets.isShown(id));
  return alive
    .map((series): CursorLabel => {
      const mean = buckets.bySeries.get(series.id)?.mean(bucket);
      const isMean = view.scale === 'rate' && mean !== undefined && !Number.isNaN(mean);
      const height = isMean ? mean : heightBetween(run, series.reading, index, atSec);
      const shown = readSaid(run, series.shown ?? series.reading, index);
      return { series, height, text: sayValue(shown, view.scale) };
    })
    .filter(({ height }) => !Number.isNaN(height))
    .slice(0, MOST_LABELS);
}

function heightBetween(run: RunSeries, reading: Reading, index: number, atSec: number): number {
  const value = readSample(run, reading, index);
  const [fromSec = 0, toSec = 0] = [run.timeSec[index], run.timeSec[index + 1]];
  if (index + 1 >= run.length || atSec <= fromSec) return value;
  const next = readSample(run, reading, index + 1);
  return Number.isNaN(next) ? value : value + ((next - value) * (atSec - fromSec)) / (toSec - fromSec);
}

/** The same in one line, for screen readers. */
export function cursorSentence(labels: readonly CursorLabel[]): string {
  return labels.map(({ series, text }) => `${series.label} ${text}`).join(', ');
}
