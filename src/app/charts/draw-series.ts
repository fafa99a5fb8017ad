import { area, line } from 'd3';
import type { Buckets, EdgeSample } from './buckets.ts';
import type { ChartLimit, ChartSeries, ChartView } from './chart-model.ts';
import type { PlotScales } from './plot-scales.ts';
import type { SeriesBuckets } from './series-buckets.ts';
import { type PathStyle, type Pen, type Surface, straight } from './surface.ts';

type Point = readonly [x: number, y: number];
/** A place of an area, between two heights. */
type Slice = readonly [x: number, y0: number, y1: number];

/** Draws limits, areas and lines of a view; everything that depends on samples and not on the moment shown. */
export function drawSeries(
  surface: Surface,
  view: ChartView,
  limits: readonly ChartLimit[],
  buckets: SeriesBuckets,
  scales: PlotScales,
): void {
  const { left, top, width, height } = scales;
  surface.clipTo({ left, top: top - 1, width, height: height + 2 }, () => {
    for (const each of view.series) drawFill(surface, each, buckets, scales);
    for (const each of view.series) drawLine(surface, each, view.scale === 'rate', buckets, scales);
    for (const limit of limits) drawLimit(surface, limit, scales);
  });
}

function drawLine(
  surface: Surface,
  series: ChartSeries,
  isRate: boolean,
  all: SeriesBuckets,
  scales: PlotScales,
): void {
  const buckets = all.bySeries.get(series.id);
  if (buckets === undefined || !all.isShown(series.id)) return;
  if (isRate) drawSpread(surface, series, buckets, scales);
  const points = isRate ? meanPoints(buckets, scales) : extremePoints(buckets, scales);
  const { colour: stroke, widthPx, dash, opacity } = series;
  surface.path((pen) => traceLine(pen, withEdges(points, buckets, scales)), {
    stroke,
    widthPx,
    dash,
    opacity,
  });
}

/** Lowest to highest of each pixel behind the mean line of a rate, where a pixel holds several samples. */
function drawSpread(surface: Surface, series: ChartSeries, buckets: Buckets, scales: PlotScales): void {
  const filled = filledBuckets(buckets);
  if (!filled.some((bucket) => (buckets.samples[bucket] ?? 0) > 1)) return;
  const slices = filled.map(
    (bucket): Slice => [
      bucketX(bucket, buckets, scales),
      scales.y(buckets.low[bucket] ?? 0),
      scales.y(buckets.high[bucket] ?? 0),
    ],
  );
  surface.path((pen) => traceArea(pen, slices), { fill: series.colour, fillTint: 0.16 });
}

function drawFill(surface: Surface, series: ChartSeries, all: SeriesBuckets, scales: PlotScales): void {
  const buckets = all.bySeries.get(series.id);
  if (series.fillTo === null || buckets === undefined || buckets.highest <= 0) return;
  const floor = series.fillTo === 'zero' ? undefined : all.bySeries.get(series.fillTo.series);
  const edge = (sample: EdgeSample | null, below: EdgeSample | null | undefined): Slice[] =>
    sample === null
      ? []
      : [[timeX(sample.atSec, scales), scales.y(below?.value ?? 0), scales.y(sample.value)]];
  const slices = [
    ...edge(buckets.before, floor?.before),
    ...filledBuckets(buckets).map(
      (bucket): Slice => [
        bucketX(bucket, buckets, scales),
        scales.y(floor?.last[bucket] ?? 0),
        scales.y(buckets.last[bucket] ?? 0),
      ],
    ),
    ...edge(buckets.after, floor?.after),
  ];
  surface.path((pen) => traceArea(pen, slices), areaStyle(series));
}

/** How the area below a line is filled. */
export function areaStyle({ colour: fill, hatched }: ChartSeries): PathStyle {
  return { fill, fillTint: hatched ? 0.28 : 0.18, hatched };
}

function drawLimit(surface: Surface, limit: ChartLimit, scales: PlotScales): void {
  const y = Math.round(scales.y(limit.value)) + 0.5;
  const isTarget = limit.kind === 'target';
  surface.path(straight(scales.left, y, scales.left + scales.width, y), {
    stroke: 'limit',
    widthPx: isTarget ? 1 : 1.5,
    dash: isTarget ? [2, 3] : [],
  });
}

/** A line that is broken where a height is no number. */
function traceLine(pen: Pen, points: readonly Point[]): void {
  const broken = line<Point>().defined(([, y]) => !Number.isNaN(y));
  broken.context(asContext(pen))([...points]);
}

function traceArea(pen: Pen, slices: readonly Slice[]): void {
  const traced = area<Slice>()
    .x(([x]) => x)
    .y0(([, y0]) => y0)
    .y1(([, , y1]) => y1);
  traced.context(asContext(pen))([...slices]);
}

/** The shapes of d3 call nothing but these methods; their types ask for a whole context. */
function asContext(pen: Pen): CanvasRenderingContext2D {
  return pen as CanvasRenderingContext2D;
}

function bucketX(bucket: number, buckets: Buckets, scales: PlotScales): number {
  return scales.left + ((bucket + 0.5) / buckets.count) * scales.width;
}

/** Where a moment stands, outside of the plot as well: the scale itself ends at its edges. */
function timeX(atSec: number, { x, left, width }: PlotScales): number {
  const [fromSec = 0, toSec = 1] = x.domain();
  return left + ((atSec - fromSec) / (toSec - fromSec)) * width;
}

/** A line begins and ends beyond the plot where there are samples beyond. */
function withEdges(points: readonly Point[], { before, after }: Buckets, scales: PlotScales): Point[] {
  const at = (sample: EdgeSample | null): Point[] =>
    sample === null ? [] : [[timeX(sample.atSec, scales), scales.y(sample.value)]];
  return [...at(before), ...points, ...at(after)];
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
