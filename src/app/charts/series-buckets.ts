import type { RunSeries } from '../../network/results/run-result.ts';
import { AppearanceWatch } from './appearance.ts';
import { Buckets } from './buckets.ts';
import type { ChartSeries } from './chart-model.ts';
import type { TimeDomain } from './plot-scales.ts';
import { readSample } from './reading.ts';

/** The samples of every series of a chart gathered by pixel, grown as the run grows. */
export class SeriesBuckets {
  readonly bySeries: ReadonlyMap<string, Buckets>;
  private readonly series: readonly ChartSeries[];
  private readonly watches: ReadonlyMap<string, AppearanceWatch>;

  constructor(series: readonly ChartSeries[], domain: TimeDomain, count: number) {
    this.series = series;
    this.bySeries = new Map(series.map(({ id }) => [id, new Buckets(domain.fromSec, domain.toSec, count)]));
    const optional = series.filter(({ appears }) => appears !== 'always');
    this.watches = new Map(optional.map((each) => [each.id, new AppearanceWatch(each, series)]));
  }

  update(run: RunSeries): void {
    for (const { id, reading } of this.series) {
      this.bySeries.get(id)?.update(run.timeSec, run.length, (index) => readSample(run, reading, index));
    }
    for (const watch of this.watches.values()) watch.update(run);
  }

  /** Whether a series is drawn and said: not while it is zero throughout, or where it has nothing to add to another. */
  isShown(id: string): boolean {
    if ((this.bySeries.get(id)?.highest ?? 0) <= 0) return false;
    return this.watches.get(id)?.appears ?? true;
  }

  /** Whether a line that is drawn passes between two values anywhere in those buckets, both ends included. */
  passes(fromBucket: number, toBucket: number, low: number, high: number): boolean {
    for (const [id, buckets] of this.bySeries) {
      if (!this.isShown(id)) continue;
      for (let at = Math.max(0, fromBucket); at <= toBucket && at < buckets.count; at += 1)
        if (buckets.samples[at]! > 0 && buckets.low[at]! <= high && buckets.high[at]! >= low) return true;
    }
    return false;
  }

  /** Highest value of all series, or 0 before the first sample. */
  get highest(): number {
    let highest = 0;
    for (const buckets of this.bySeries.values()) highest = Math.max(highest, buckets.highest);
    return highest;
  }
}
