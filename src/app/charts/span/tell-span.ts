import type { LiveRun } from '../../run/live-run.ts';
import { appearing } from '../appearance.ts';
import { type ChartId, type ChartView, type Scale, titleOf } from '../chart-model.ts';
import { type ChosenViews, shownViews } from '../chart-views-store.ts';
import { columnsOf } from '../columns.ts';
import type { TimeDomain } from '../plot-scales.ts';
import {
  countIn,
  type SampleRange,
  type SpanStatistics,
  samplesIn,
  spanStatistics,
} from './span-statistics.ts';

/** At most so many lines of a chart are told; the rest is in its table. */
const MOST_LINES = 6;

/** What the lines that a chart shows say about a span. */
export interface ToldChart {
  readonly id: ChartId;
  readonly title: string;
  readonly unit: string;
  readonly scale: Scale;
  readonly lines: readonly { readonly label: string; readonly statistics: SpanStatistics }[];
}

export interface ToldSpan {
  readonly attempts: number;
  readonly failed: number;
  readonly charts: readonly ToldChart[];
}

/** The statistics of a span for what the charts show; null while too few of its samples have been computed. */
export function tellSpan(run: LiveRun, span: TimeDomain, chosen: ChosenViews): ToldSpan | null {
  const range = samplesIn(run, span);
  if (range === null) return null;
  const total = (quantity: 'attempts' | 'failed'): number => {
    const columns = columnsOf(run.info, quantity).map(({ at }) => at);
    return countIn(run, columns, range).count;
  };
  const charts = shownViews(run, chosen).flatMap(({ model, view }): ToldChart[] => {
    const lines = tellView(run, view, range);
    const { unit, scale } = view;
    return lines.length === 0 ? [] : [{ id: model.id, title: titleOf(model, view), unit, scale, lines }];
  });
  return { attempts: total('attempts'), failed: total('failed'), charts };
}

function tellView(run: LiveRun, view: ChartView, range: SampleRange): ToldChart['lines'] {
  const shown = appearing(view, run);
  const labelled = shown.filter((each) => each.labelled);
  return (labelled.length > 0 ? labelled : shown)
    .map(({ label, reading, shown: said }) => ({
      label,
      statistics: spanStatistics(run, said ?? reading, range),
    }))
    .filter(({ statistics }) => isMoving(statistics))
    .slice(0, MOST_LINES);
}

/** Nothing is said of what is zero throughout. */
function isMoving(statistics: SpanStatistics): boolean {
  return statistics.kind === 'count' ? statistics.count > 0 : statistics.highest > 0;
}
