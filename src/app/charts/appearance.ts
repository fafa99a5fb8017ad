import { VISIBLE_SHARE } from '../../analysis/answer/run-notes.ts';
import type { RunSeries } from '../../network/results/run-result.ts';
import type { ChartSeries, ChartView } from './chart-model.ts';
import { type Reading, readSample } from './reading.ts';

/** Watches, sample by sample, whether a series that need not be there has something to show. */
export class AppearanceWatch {
  private readonly reading: Reading;
  /** What it has to stand apart from; null where any value above zero will do. */
  private readonly base: Reading | null;
  private next = 0;
  private highest = 0;
  private widestGap = 0;

  constructor({ reading, appears }: ChartSeries, all: readonly ChartSeries[]) {
    this.reading = reading;
    const base = typeof appears === 'string' ? undefined : all.find(({ id }) => id === appears.apartFrom);
    this.base = base?.reading ?? null;
  }

  /** Takes in the samples that have come since the last call. */
  update(run: RunSeries): void {
    for (; this.next < run.length; this.next += 1) {
      const value = readSample(run, this.reading, this.next);
      const base = this.base === null ? 0 : readSample(run, this.base, this.next);
      this.highest = Math.max(this.highest, value);
      this.widestGap = Math.max(this.widestGap, Math.abs(value - base));
    }
  }

  get appears(): boolean {
    return this.highest > 0 && this.widestGap >= VISIBLE_SHARE * this.highest;
  }
}

/** The series of a view that have a place in its table and its summary. */
export function appearing(view: ChartView, run: RunSeries): ChartSeries[] {
  return view.series.filter((series) => {
    if (series.appears === 'always') return true;
    const watch = new AppearanceWatch(series, view.series);
    watch.update(run);
    return watch.appears;
  });
}
