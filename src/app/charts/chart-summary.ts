import type { RunSeries } from '../../network/results/run-result.ts';
import { speakDuration } from '../format/numbers.ts';
import { appearing } from './appearance.ts';
import { type ChartModel, type ChartSeries, type ChartView, titleOf } from './chart-model.ts';
import { readSample } from './reading.ts';
import { sayValue } from './say-value.ts';

/** A chart in sentences: the peak and the last value of each labelled line, and the limits. */
export function chartSummary(model: ChartModel, view: ChartView, run: RunSeries): string {
  const title = titleOf(model, view);
  if (view.empty !== null) return `${title}. ${view.empty}`;
  if (run.length === 0) return `${title}. No samples yet.`;
  const shown = appearing(view, run).filter(({ labelled }) => labelled);
  const lines = shown.map((each) => lineSummary(each, view, run));
  if (view.allZero !== null && lines.every(({ peak }) => peak === 0)) return `${title}. ${view.allZero}`;
  const moving = lines.filter(({ peak }) => peak > 0).map(({ text }) => text);
  const said = moving.length > 0 ? moving : ['all values are zero'];
  const limits = view.limits.map(({ label, value }) => `${label} ${sayValue(value, view.scale)}`);
  return [`${title}, ${view.unit}`, ...said, ...limits].join('. ').concat('.');
}

function lineSummary(series: ChartSeries, view: ChartView, run: RunSeries): { peak: number; text: string } {
  let peak = 0;
  let told = series.telling === 'peak' ? 0 : Number.POSITIVE_INFINITY;
  let toldAt = 0;
  const reading = series.shown ?? series.reading;
  for (let index = 0; index < run.length; index += 1) {
    const value = readSample(run, reading, index);
    if (value > peak) peak = value;
    if (series.telling === 'peak' ? value > told : value < told) {
      told = value;
      toldAt = index;
    }
  }
  const say = (value: number): string => sayValue(value, view.scale);
  const last = readSample(run, reading, run.length - 1);
  const when = speakDuration(run.timeSec[toldAt] ?? 0);
  return { peak, text: `${series.label}: ${series.telling} ${say(told)} at ${when}, last ${say(last)}` };
}

/** Evenly spaced sample indices for a table, the last sample included. */
export function tableRows(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: most }, (_, row) => Math.round((row * (length - 1)) / (most - 1)));
}
