import { type ReactElement, useEffect, useRef } from 'react';
import { onFrame } from '../../run/frame-loop.ts';
import type { LiveRun } from '../../run/live-run.ts';
import { beginDrawing, CanvasSurface } from '../canvas-surface.ts';
import { concurrentChart } from '../concurrent-chart.ts';
import { drawSeries } from '../draw-series.ts';
import { paletteVersion } from '../palette.ts';
import { plotScales } from '../plot-scales.ts';
import { SeriesBuckets } from '../series-buckets.ts';
import { useElementSize } from '../use-element-size.ts';
import { useRunInfo } from '../use-run-value.ts';
import { wholeOf } from './chart-span.ts';

const MARGIN = { left: 0, right: 0, top: 2, bottom: 0 } as const;

/** The connections of the whole run as one small area, without axes. */
export function SmallRun({ run }: { readonly run: LiveRun }): ReactElement {
  const [box, size] = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const info = useRunInfo(run);

  useEffect(() => {
    const [view] = concurrentChart(info, run.scenario).views;
    const [connected] = view?.series ?? [];
    if (view === undefined || connected === undefined) return undefined;
    const small = { ...view, series: [{ ...connected, fillTo: 'zero', widthPx: 1 } as const] };
    const buckets = new SeriesBuckets(small.series, wholeOf(run), size.width);
    let drawn = '';
    return onFrame(() => {
      const state = `${run.version} ${paletteVersion()}`;
      if (state === drawn || canvas.current === null) return;
      drawn = state;
      buckets.update(run);
      const scales = plotScales(size, wholeOf(run), Math.max(1, buckets.highest), MARGIN);
      const context = beginDrawing(canvas.current, size.width, size.height);
      if (context !== null && scales !== null)
        drawSeries(new CanvasSurface(context), small, [], buckets, scales);
    });
  }, [run, info, size]);

  return (
    <div ref={box} className="span-small" aria-hidden="true">
      <canvas ref={canvas} className="chart-canvas" />
    </div>
  );
}
