/** A bounded copy of a series: what the charts of a comparison draw, at a few hundred samples. */
import type { ColumnInfo, RunSeries } from '../../network/results/run-result.ts';

export interface SeriesSketch {
  readonly info: readonly ColumnInfo[];
  /** Samples of the run, not evenly spaced: those with the fewest and the most connections of each span. */
  readonly timeSec: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** Two samples of each of so many spans, and the ends: about a pixel of a wide chart. */
const SPANS = 250;

const DRAWN: ReadonlySet<ColumnInfo['quantity']> = new Set([
  'concurrent',
  'client-established',
  'connecting',
  'waiting',
  'forgotten',
  'remnants',
  'old-connections',
  'vanished',
  'attempts',
  'failed',
]);

/** Columns of single instances are left out: there may be thousands. */
export function sketchOf(series: RunSeries): SeriesSketch {
  const samples = sampled(series);
  const drawn = series.info.flatMap((info, at) =>
    DRAWN.has(info.quantity) && info.index === null ? [at] : [],
  );
  const pick = (values: Float64Array | undefined): Float64Array =>
    Float64Array.from(samples, (index) => values?.[index] ?? 0);
  return {
    info: drawn.map((at) => series.info[at]!),
    timeSec: pick(series.timeSec),
    columns: drawn.map((at) => pick(series.columns[at])),
  };
}

/** Indices of the samples that stay, in order: no peak and no trough of the connections is lost. */
function sampled({ info, columns, length }: RunSeries): number[] {
  if (length <= 2 * SPANS) return Array.from({ length }, (_, index) => index);
  const concurrent = columns[info.findIndex(({ quantity }) => quantity === 'concurrent')];
  const value = (index: number): number => concurrent?.[index] ?? 0;
  const kept = new Set([0, length - 1]);
  for (let span = 0; span < SPANS; span += 1) {
    const [from, to] = [span, span + 1].map((each) => Math.floor((each * length) / SPANS)) as [
      number,
      number,
    ];
    let [low, high] = [from, from];
    for (let index = from; index < to; index += 1) {
      if (value(index) < value(low)) low = index;
      if (value(index) > value(high)) high = index;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}
