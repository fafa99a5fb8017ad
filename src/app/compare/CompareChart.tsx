import { type ReactElement, useEffect, useRef } from 'react';
import { beginDrawing, CanvasSurface } from '../charts/canvas-surface.ts';
import { concurrentChart } from '../charts/concurrent-chart.ts';
import { drawSeries } from '../charts/draw-series.ts';
import { canvasFont, colour, paletteVersion } from '../charts/palette.ts';
import { type PlotScales, plotScales } from '../charts/plot-scales.ts';
import { SeriesBuckets } from '../charts/series-buckets.ts';
import { timeTickLabel } from '../charts/ticks.ts';
import { useElementSize } from '../charts/use-element-size.ts';
import { useRunValue } from '../charts/use-run-value.ts';
import { formatCompact, formatCount } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';

const MARGIN = { left: 1, right: 1, top: 14, bottom: 16 } as const;

/** Concurrent connections of one strategy, on the axes that all columns share. */
export function CompareChart({ run, top }: { readonly run: LiveRun; readonly top: number }): ReactElement {
  const [box, size] = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const info = useRunValue(run, infoOf);

  useEffect(() => {
    const view = concurrentChart(info, run.scenario).views[0];
    const time = { fromSec: 0, toSec: run.scenario.durationSec };
    const scales = plotScales(size, time, top, MARGIN);
    if (view === undefined || scales === null) return undefined;
    const buckets = new SeriesBuckets(view.series, time, scales.width);
    const limits = view.limits.filter(({ value }) => value <= top);
    let drawn = '';
    return onFrame(() => {
      const state = `${run.version} ${paletteVersion()}`;
      if (state === drawn || canvas.current === null) return;
      drawn = state;
      buckets.update(run);
      const context = beginDrawing(canvas.current, size.width, size.height);
      if (context === null) return;
      drawAxes(context, scales, top, time.toSec);
      drawSeries(new CanvasSurface(context), view, limits, buckets, scales);
    });
  }, [run, info, size, top]);

  return (
    <div ref={box} className="compare-chart">
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}

function infoOf(run: LiveRun): LiveRun['info'] {
  return run.info;
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

/** What a chart shows, for those who do not see it. */
export function chartWords(run: LiveRun): string {
  const { summary } = run;
  return summary === null
    ? 'no samples yet'
    : `concurrent connections: peak ${formatCount(summary.peakConcurrent)}, ${formatCount(summary.finalConcurrent)} at the end`;
}
