import type { LiveRun } from '../../run/live-run.ts';
import { AXIS_TEXT, axisGeometry, MARK_SIGN } from '../axis-geometry.ts';
import { type ChartModel, type ChartView, titleOf } from '../chart-model.ts';
import { drawLimitLabels, struckBy } from '../draw-labels.ts';
import { drawSeries } from '../draw-series.ts';
import { inDomain, type PlotScales, plotScales, type TimeDomain } from '../plot-scales.ts';
import { SeriesBuckets } from '../series-buckets.ts';
import { type Surface, straight, triangleDown } from '../surface.ts';
import { runMarks, type TimeMark } from '../time-marks.ts';
import { type ValueDomain, valueDomain } from '../value-domain.ts';
import { drawLegend, legendOf, placeLegend } from './legend.ts';

/** What a picture shows. */
export interface ChartPicture {
  readonly run: LiveRun;
  readonly model: ChartModel;
  readonly view: ChartView;
  readonly time: TimeDomain;
}

export interface PictureFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Height of the plot between its axes. */
  readonly plotHeight: number;
  /** Whether the marks are named below; one of several charts is enough. */
  readonly namesMarks: boolean;
}

const TITLE_PX = 24;
const AXIS_LEFT_PX = 46;
const AXIS_RIGHT_PX = 12;
const AXIS_BELOW_PX = 24;
const TEXT_PX = 11;

/** Draws a whole chart: title, axes, marks, lines, limits and what they are. Returns the height that it takes. */
export function drawPicture(surface: Surface, picture: ChartPicture, frame: PictureFrame): number {
  const { run, view, time } = picture;
  const { left, top, width, plotHeight } = frame;
  const buckets = new SeriesBuckets(view.series, time, Math.round(width - AXIS_LEFT_PX - AXIS_RIGHT_PX));
  buckets.update(run);
  const domain = valueDomain(buckets.highest, view.limits, view.scale);
  const plotTop = top + TITLE_PX + 8;
  const plotBottom = plotTop + plotHeight;
  const scales = plotScales({ width: left + width, height: plotBottom }, time, domain.top, {
    left: left + AXIS_LEFT_PX,
    right: AXIS_RIGHT_PX,
    top: plotTop,
    bottom: 0,
  });
  const marks = runMarks(run).filter(({ atSec }) => inDomain(atSec, time));
  drawTitle(surface, picture, left, top);
  if (scales === null) return TITLE_PX;
  const words = blankWords(view, buckets);
  drawAxes(surface, time, words === null ? domain : null, marks, scales);
  if (words === null) drawLines(surface, view, domain, buckets, scales);
  else {
    const middle = { x: scales.left + scales.width / 2, y: scales.top + plotHeight / 2 };
    surface.text(words, middle.x, middle.y, { sizePx: TEXT_PX, colour: 'text-quiet', anchor: 'middle' });
  }
  const entries = legendOf(view, buckets, frame.namesMarks ? marks : []);
  const legend = placeLegend(surface, entries, width - AXIS_LEFT_PX - AXIS_RIGHT_PX);
  drawLegend(surface, legend.placed, left + AXIS_LEFT_PX, plotBottom + AXIS_BELOW_PX);
  return TITLE_PX + 8 + plotHeight + AXIS_BELOW_PX + legend.heightPx;
}

/** What stands in place of the lines where there are none; null where there are some. */
function blankWords({ series, empty, allZero }: ChartView, buckets: SeriesBuckets): string | null {
  if (empty !== null) return empty;
  return series.some(({ id }) => buckets.isShown(id)) ? null : allZero;
}

function drawTitle(surface: Surface, { model, view }: ChartPicture, left: number, top: number): void {
  const title = titleOf(model, view);
  const style = { sizePx: 13, isStrong: true } as const;
  const y = top + TITLE_PX / 2;
  surface.text(title, left, y, { ...style, colour: 'text' });
  const unit = title.toLowerCase().includes(view.unit) ? [] : [view.unit];
  const parts = [...unit, ...(model.views.length > 1 ? [view.label] : [])];
  if (parts.length === 0) return;
  const x = left + surface.textWidth(title, style) + 8;
  surface.text(parts.join(' · '), x, y, { sizePx: TEXT_PX, colour: 'text-quiet' });
}

function drawLines(
  surface: Surface,
  view: ChartView,
  domain: ValueDomain,
  buckets: SeriesBuckets,
  scales: PlotScales,
): void {
  drawSeries(surface, view, domain.inside, buckets, scales);
  drawLimitLabels(surface, domain, scales, true, struckBy(buckets, scales));
}

/** @param domain null where there are no values to show */
function drawAxes(
  surface: Surface,
  time: TimeDomain,
  domain: ValueDomain | null,
  marks: readonly TimeMark[],
  scales: PlotScales,
): void {
  const { left, top, width, height } = scales;
  const bottom = top + height;
  const axes = axisGeometry(time, domain?.ticks ?? [], marks, scales);
  const quiet = { sizePx: AXIS_TEXT.sizePx, colour: 'text-quiet' } as const;
  for (const { y, isBase, text } of axes.values) {
    surface.path(straight(left, y, left + width, y), { stroke: isBase ? 'line-strong' : 'grid' });
    if (text !== '') surface.text(text, left - AXIS_TEXT.leftPx, y, { ...quiet, anchor: 'end' });
  }
  for (const { x, text, textX, anchor } of axes.times) {
    surface.path(straight(x, bottom, x, bottom + AXIS_TEXT.tickPx), { stroke: 'line-strong' });
    surface.text(text, textX, bottom + AXIS_TEXT.belowPx, { ...quiet, anchor });
  }
  const { halfPx, heightPx, abovePx } = MARK_SIGN;
  for (const { mark, x } of axes.marks) {
    const token = mark.kind === 'failure' ? 'failed' : 'text-quiet';
    surface.path(straight(x, top, x, bottom), { stroke: token, dash: [1, 3] });
    surface.path(triangleDown(x, top - abovePx, halfPx, heightPx), { fill: token });
  }
}
