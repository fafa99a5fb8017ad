import type { RunSeries } from '../../network/run-result.ts';
import { Buckets } from './buckets.ts';
import type { ChartSeries } from './chart-model.ts';
import type { TimeDomain } from './plot-scales.ts';
import { readSample } from './reading.ts';

/** The samples of every series of a chart gathered by pixel, grown as the run grows. */
export class SeriesBuckets {
  readonly bySeries: ReadonlyMap<string, Buckets>;
  private readonly series: readonly ChartSeries[];

  constructor(series: readonly ChartSeries[], domain: TimeDomain, count: number) {
    this.series = series;
    this.bySeries = new Map(series.map(({ id }) => [id, new Buckets(domain.fromSec, domain.toSec, count)]));
  }

  update(run: RunSeries): void {
    for (const { id, reading } of this.series) {
      this.bySeries.get(id)?.update(run.timeSec, run.length, (index) => readSample(run, reading, index));
    }
  }

  /** Highest value of all series, or 0 before the first sample. */
  get highest(): number {
    let highest = 0;
    for (const buckets of this.bySeries.values()) highest = Math.max(highest, buckets.highest);
    return highest;
  }
}
