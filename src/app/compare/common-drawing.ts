import { symbol } from 'd3';
import { beginDrawing, CanvasSurface } from '../charts/canvas-surface.ts';
import { type ChartView, view } from '../charts/chart-model.ts';
import { useCrosshair } from '../charts/crosshair.ts';
import { drawCrosshair } from '../charts/draw-cursor.ts';
import { drawSeries } from '../charts/draw-series.ts';
import { colour, paletteVersion } from '../charts/palette.ts';
import type { PlotScales, TimeDomain } from '../charts/plot-scales.ts';
import { SeriesBuckets } from '../charts/series-buckets.ts';
import type { ElementSize } from '../charts/use-element-size.ts';
import { MARKER_AREA, MARKER_SYMBOLS } from '../kept-runs/LineKey.tsx';
import { type ColumnLine, valueAt } from './column-lines.ts';

/** A line has so many markers; those of the next line stand between them. */
const MARKERS = 6;

/** A column's line as it is drawn. */
interface DrawnLine {
  readonly line: ColumnLine;
  readonly only: ChartView;
  readonly buckets: SeriesBuckets;
}

/** Draws the lines of all columns, their markers and the crosshair; anew only when something has changed. */
export class CommonDrawing {
  private readonly canvas: HTMLCanvasElement;
  private readonly size: ElementSize;
  private readonly scales: PlotScales;
  private readonly lines: readonly DrawnLine[];
  private drawn = '';

  constructor(
    canvas: HTMLCanvasElement,
    size: ElementSize,
    lines: readonly ColumnLine[],
    time: TimeDomain,
    scales: PlotScales,
  ) {
    this.canvas = canvas;
    this.size = size;
    this.scales = scales;
    this.lines = lines.map((line) => ({
      line,
      only: view({ id: line.id, label: line.name, unit: '', series: [line.series] }),
      buckets: new SeriesBuckets([line.series], time, scales.width),
    }));
  }

  frame(): void {
    const atSec = useCrosshair.getState().timeSec;
    const versions = this.lines.map(({ line }) => line.run.version).join();
    const state = `${versions} ${paletteVersion()} ${atSec}`;
    if (state === this.drawn) return;
    const context = beginDrawing(this.canvas, this.size.width, this.size.height);
    if (context === null) return;
    this.drawn = state;
    const surface = new CanvasSurface(context);
    for (const { line, only, buckets } of this.lines) {
      buckets.update(line.run);
      drawSeries(surface, only, [], buckets, this.scales);
    }
    this.lines.forEach((each, index) => this.drawMarkers(context, each, index));
    if (atSec === null) return;
    drawCrosshair(surface, this.scales.x(atSec), this.scales);
    this.drawReadings(context, atSec);
  }

  private drawMarkers(context: CanvasRenderingContext2D, { line, buckets }: DrawnLine, index: number): void {
    const values = buckets.bySeries.get(line.series.id);
    if (values === undefined || values.highest <= 0) return;
    for (let marker = 0; marker < MARKERS; marker += 1) {
      const share = (marker + (index + 0.5) / this.lines.length) / MARKERS;
      let bucket = Math.floor(share * values.count);
      // Samples may lie further apart than pixels.
      while (bucket > 0 && values.samples[bucket] === 0) bucket -= 1;
      if (values.samples[bucket] === 0) continue;
      const x = this.scales.left + ((bucket + 0.5) / values.count) * this.scales.width;
      this.drawMarker(context, line, x, this.scales.y(values.last[bucket] ?? 0));
    }
  }

  private drawMarker(
    context: CanvasRenderingContext2D,
    { look, series }: ColumnLine,
    x: number,
    y: number,
  ): void {
    context.save();
    context.translate(x, y);
    context.beginPath();
    symbol(MARKER_SYMBOLS[look.marker], MARKER_AREA).context(context)();
    context.globalAlpha = series.opacity;
    context.fillStyle = colour(look.colour);
    context.strokeStyle = colour('page');
    context.lineWidth = 1;
    context.fill();
    context.stroke();
    context.restore();
  }

  /** A marker on each line at the crosshair. */
  private drawReadings(context: CanvasRenderingContext2D, atSec: number): void {
    const at = Math.round(this.scales.x(atSec)) + 0.5;
    for (const { line } of this.lines) {
      const value = valueAt(line, atSec);
      if (!Number.isNaN(value)) this.drawMarker(context, line, at, this.scales.y(value));
    }
  }
}
