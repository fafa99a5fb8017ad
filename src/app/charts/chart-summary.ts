import type { RunSeries } from '../../network/run-result.ts';
import { formatCount, formatRate, speakDuration } from '../format/numbers.ts';
import { appearing } from './appearance.ts';
import type { ChartModel, ChartSeries, ChartView } from './chart-model.ts';
import { readSample } from './reading.ts';

/** A chart in sentences: the peak and the last value of each labelled line, and the limits. */
export function chartSummary({ title }: ChartModel, view: ChartView, run: RunSeries): string {
  if (view.empty !== null) return `${title}. ${view.empty}`;
  if (run.length === 0) return `${title}. No samples yet.`;
  const shown = appearing(view, run).filter(({ labelled }) => labelled);
  const lines = shown.map((each) => lineSummary(each, view, run));
  if (view.allZero !== null && lines.every(({ peak }) => peak === 0)) return `${title}. ${view.allZero}`;
  const moving = lines.filter(({ peak }) => peak > 0).map(({ text }) => text);
  const said = moving.length > 0 ? moving : ['all values are zero'];
  const limits = view.limits.map(({ label, value }) => `${label} at ${formatCount(value)}`);
  return [`${title}, ${view.unit}`, ...said, ...limits].join('. ').concat('.');
}

function lineSummary(series: ChartSeries, view: ChartView, run: RunSeries): { peak: number; text: string } {
  let peak = 0;
  let peakAt = 0;
  const reading = series.shown ?? series.reading;
  for (let index = 0; index < run.length; index += 1) {
    const value = readSample(run, reading, index);
    if (value > peak) {
      peak = value;
      peakAt = index;
    }
  }
  const say = view.isRate ? formatRate : formatCount;
  const last = readSample(run, reading, run.length - 1);
  const when = speakDuration(run.timeSec[peakAt] ?? 0);
  return { peak, text: `${series.label}: peak ${say(peak)} at ${when}, last ${say(last)}` };
}

/** Evenly spaced sample indices for a table, the last sample included. */
export function tableRows(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: most }, (_, row) => Math.round((row * (length - 1)) / (most - 1)));
}
