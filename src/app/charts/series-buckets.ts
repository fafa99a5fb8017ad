import type { RunSeries } from '../../network/run-result.ts';
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

  /** Highest value of all series, or 0 before the first sample. */
  get highest(): number {
    let highest = 0;
    for (const buckets of this.bySeries.values()) highest = Math.max(highest, buckets.highest);
    return highest;
  }
}
