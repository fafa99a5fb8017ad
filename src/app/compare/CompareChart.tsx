import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { appearing } from '../charts/appearance.ts';
import { beginDrawing, CanvasSurface } from '../charts/canvas-surface.ts';
import type { ChartSeries } from '../charts/chart-model.ts';
import { concurrentChart } from '../charts/concurrent-chart.ts';
import { pointAt, useCrosshair } from '../charts/crosshair.ts';
import { drawCrosshair } from '../charts/draw-cursor.ts';
import { drawSeries } from '../charts/draw-series.ts';
import { canvasFont, colour, paletteVersion } from '../charts/palette.ts';
import { momentUnder } from '../charts/plot-reader.ts';
import { type PlotScales, plotScales, type TimeDomain } from '../charts/plot-scales.ts';
import { SeriesBuckets } from '../charts/series-buckets.ts';
import { timeTickLabel } from '../charts/ticks.ts';
import { useElementSize } from '../charts/use-element-size.ts';
import { formatCompact, formatCount } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import { valueAt } from './column-lines.ts';
import type { ComparedRun } from './compared-run.ts';

const MARGIN = { left: 1, right: 1, top: 14, bottom: 16 } as const;

/** The axes that all columns share. */
export interface SharedAxes {
  /** Highest value. */
  readonly top: number;
  readonly time: TimeDomain;
}

/** Concurrent connections of one column, on the axes and with the crosshair that all columns share. */
export function CompareChart({
  run,
  axes,
}: {
  readonly run: ComparedRun;
  readonly axes: SharedAxes;
}): ReactElement {
  const [box, size] = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { top, time } = axes;
  const view = useMemo(() => viewOf(run), [run]);

  useEffect(() => {
    const scales = plotScales(size, time, top, MARGIN);
    const [first] = view?.series ?? [];
    if (view === undefined || first === undefined || scales === null) return undefined;
    const buckets = new SeriesBuckets(view.series, time, scales.width);
    const limits = view.limits.filter(({ value }) => value <= top);
    let drawn = '';
    return onFrame(() => {
      const atSec = useCrosshair.getState().timeSec;
      const state = `${run.version} ${paletteVersion()} ${atSec}`;
      if (state === drawn || canvas.current === null) return;
      drawn = state;
      buckets.update(run);
      const context = beginDrawing(canvas.current, size.width, size.height);
      if (context === null) return;
      drawAxes(context, scales, top, time.toSec);
      const surface = new CanvasSurface(context);
      drawSeries(surface, view, limits, buckets, scales);
      if (atSec === null) return;
      drawCrosshair(surface, scales.x(atSec), scales);
      drawReading(context, scales, valueAt({ run, series: first }, atSec));
    });
  }, [run, view, size, top, time]);

  return (
    <div
      ref={box}
      className="compare-chart"
      onPointerMove={(event) => pointAt(momentUnder(event, time))}
      onPointerLeave={() => pointAt(null)}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}

function viewOf(run: ComparedRun): ReturnType<typeof concurrentChart>['views'][number] | undefined {
  return concurrentChart(run.info, run.scenario).views[0];
}

/** The lines that the charts of these runs show, each once, for their legend. */
export function linesOf(runs: readonly ComparedRun[]): ChartSeries[] {
  const lines = new Map<string, ChartSeries>();
  for (const run of runs) {
    const view = viewOf(run);
    for (const line of view === undefined ? [] : appearing(view, run)) lines.set(line.id, line);
  }
  return [...lines.values()];
}

function drawAxes(
  context: CanvasRenderingContext2D,
  scales: PlotScales,
  highest: number,
  endSec: number,
): void {
  const { left, top, width, height } = scales;
  context.font = canvasFont(10);
  context.fillStyle = colour('text-quiet');
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(formatCompact(highest), left, top - 4);
  context.fillText('0', left, top + height + 12);
  context.textAlign = 'right';
  context.fillText(timeTickLabel(endSec), left + width, top + height + 12);
  context.lineWidth = 1;
  for (const [y, token] of [
    [top, 'grid'],
    [top + height, 'line-strong'],
  ] as const) {
    context.strokeStyle = colour(token);
    context.beginPath();
    context.moveTo(left, Math.round(y) + 0.5);
    context.lineTo(left + width, Math.round(y) + 0.5);
    context.stroke();
  }
}

/** How many are connected at the crosshair, above the plot. */
function drawReading(context: CanvasRenderingContext2D, scales: PlotScales, value: number): void {
  if (Number.isNaN(value)) return;
  context.font = canvasFont(10, 600);
  context.fillStyle = colour('text');
  context.textAlign = 'right';
  context.fillText(formatCount(value), scales.left + scales.width, scales.top - 4);
}

/** What a chart shows, for those who do not see it. */
export function chartWords(run: ComparedRun): string {
  const { summary } = run;
  return summary === null
    ? 'no samples yet'
    : `concurrent connections: peak ${formatCount(summary.peakConcurrent)}, ${formatCount(summary.finalConcurrent)} at the end`;
}
