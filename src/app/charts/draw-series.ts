import { area, line } from 'd3';
import type { Buckets } from './buckets.ts';
import type { ChartLimit, ChartSeries, ChartView } from './chart-model.ts';
import { hatchPattern } from './hatch.ts';
import { colour, tint } from './palette.ts';
import type { PlotScales } from './plot-scales.ts';
import type { SeriesBuckets } from './series-buckets.ts';

type Point = readonly [x: number, y: number];

/** Draws limits, areas and lines of a view; everything that depends on samples and not on the moment shown. */
export function drawSeries(
  context: CanvasRenderingContext2D,
  view: ChartView,
  limits: readonly ChartLimit[],
  buckets: SeriesBuckets,
  scales: PlotScales,
): void {
  context.save();
  context.beginPath();
  context.rect(scales.left, scales.top - 1, scales.width, scales.height + 2);
  context.clip();
  for (const each of view.series) drawFill(context, each, buckets, scales);
  for (const each of view.series) drawLine(context, each, view.scale === 'rate', buckets, scales);
  for (const limit of limits) drawLimit(context, limit, scales);
  context.restore();
}

function drawLine(
  context: CanvasRenderingContext2D,
  series: ChartSeries,
  isRate: boolean,
  all: SeriesBuckets,
  scales: PlotScales,
): void {
  const buckets = all.bySeries.get(series.id);
  if (buckets === undefined || !all.isShown(series.id)) return;
  context.strokeStyle = colour(series.colour);
  context.lineWidth = series.widthPx;
  context.lineJoin = 'round';
  context.setLineDash([...series.dash]);
  if (isRate) drawSpread(context, buckets, scales, colour(series.colour));
  context.globalAlpha = series.opacity;
  context.beginPath();
  const broken = line<Point>().defined(([, y]) => !Number.isNaN(y));
  broken.context(context)(isRate ? meanPoints(buckets, scales) : extremePoints(buckets, scales));
  context.stroke();
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** Lowest to highest of each pixel behind the mean line of a rate, where a pixel holds several samples. */
function drawSpread(
  context: CanvasRenderingContext2D,
  buckets: Buckets,
  scales: PlotScales,
  fill: string,
): void {
  const filled = filledBuckets(buckets);
  if (!filled.some((bucket) => (buckets.samples[bucket] ?? 0) > 1)) return;
  context.beginPath();
  area<number>()
    .x((bucket) => bucketX(bucket, buckets, scales))
    .y0((bucket) => scales.y(buckets.low[bucket] ?? 0))
    .y1((bucket) => scales.y(buckets.high[bucket] ?? 0))
    .context(context)(filled);
  context.globalAlpha = tint(0.16);
  context.fillStyle = fill;
  context.fill();
}

function drawFill(
  context: CanvasRenderingContext2D,
  series: ChartSeries,
  all: SeriesBuckets,
  scales: PlotScales,
): void {
  const buckets = all.bySeries.get(series.id);
  if (series.fillTo === null || buckets === undefined || buckets.highest <= 0) return;
  const floor = series.fillTo === 'zero' ? undefined : all.bySeries.get(series.fillTo.series);
  context.beginPath();
  area<number>()
    .x((bucket) => bucketX(bucket, buckets, scales))
    .y0((bucket) => scales.y(floor?.last[bucket] ?? 0))
    .y1((bucket) => scales.y(buckets.last[bucket] ?? 0))
    .context(context)(filledBuckets(buckets));
  const fill = colour(series.colour);
  context.fillStyle = fill;
  context.globalAlpha = tint(series.hatched ? 0.28 : 0.18);
  context.fill();
  context.globalAlpha = 1;
  if (series.hatched) {
    context.fillStyle = hatchPattern(context, fill);
    context.fill();
  }
}

function drawLimit(context: CanvasRenderingContext2D, limit: ChartLimit, scales: PlotScales): void {
  const y = Math.round(scales.y(limit.value)) + 0.5;
  context.strokeStyle = colour('limit');
  context.lineWidth = limit.kind === 'target' ? 1 : 1.5;
  context.setLineDash(limit.kind === 'target' ? [2, 3] : []);
  context.beginPath();
  context.moveTo(scales.left, y);
  context.lineTo(scales.left + scales.width, y);
  context.stroke();
  context.setLineDash([]);
}

function bucketX(bucket: number, buckets: Buckets, scales: PlotScales): number {
  return scales.left + ((bucket + 0.5) / buckets.count) * scales.width;
}

function filledBuckets(buckets: Buckets): number[] {
  const filled: number[] = [];
  for (let bucket = 0; bucket < buckets.count; bucket += 1) {
    if ((buckets.samples[bucket] ?? 0) > 0) filled.push(bucket);
  }
  return filled;
}

function meanPoints(buckets: Buckets, scales: PlotScales): Point[] {
  return filledBuckets(buckets).map((bucket) => [
    bucketX(bucket, buckets, scales),
    scales.y(buckets.mean(bucket)),
  ]);
}

/** Both extremes of a pixel in the order in which they came, so that no peak is lost. */
function extremePoints(buckets: Buckets, scales: PlotScales): Point[] {
  return filledBuckets(buckets).flatMap((bucket): Point[] => {
    const x = bucketX(bucket, buckets, scales);
    const low = scales.y(buckets.low[bucket] ?? 0);
    const high = scales.y(buckets.high[bucket] ?? 0);
    const gap: readonly Point[] = buckets.afterGap[bucket] === 1 ? [[x, Number.NaN]] : [];
    if (low === high) return [...gap, [x, low]];
    return gap.concat(
      buckets.rising[bucket] === 1
        ? [
            [x, low],
            [x, high],
          ]
        : [
            [x, high],
            [x, low],
          ],
    );
  });
}
