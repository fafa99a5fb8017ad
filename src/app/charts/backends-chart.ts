import type { ColumnInfo } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { balanceViews } from './balance-views.ts';
import { type ChartModel, type ChartSeries, type ChartView, series, view } from './chart-model.ts';
import { columnsOf, stationName } from './columns.ts';

/**
 * Open connections of every backend as thin lines, with the fullest and the mean labelled; and how even they are, for every
 * stage with several instances.
 */
export function backendsChart(info: readonly ColumnInfo[], scenario: Scenario): ChartModel {
  const columns = columnsOf(info, 'connections', ({ station }) => station === 'backends');
  const single = columns.filter((column) => column.info.index !== null);
  const total = columns.find((column) => column.info.index === null);
  const { count, name } = scenario.backends;
  const limit = single[0]?.info.limit ?? (total?.info.limit ?? Number.POSITIVE_INFINITY) / count;
  const common = { unit: 'connections', limits: Number.isFinite(limit) ? [oneBackend(limit)] : [] };
  const lines: ChartSeries[] = single.length > 0 ? eachBackend(single.map(({ at }) => at)) : [];
  if (lines.length === 0 && total !== undefined) {
    const reading = { kind: 'sum', columns: [total.at], divisor: count } as const;
    lines.push(
      series({ id: 'mean', label: `mean of ${count}`, colour: 'in-use', textColour: 'in-use-text', reading }),
    );
  }
  const empty = lines.length === 0 ? 'The run records no load of single backends.' : null;
  return {
    id: 'backends',
    title: 'Load per backend',
    views: [
      view({ id: 'each', label: name, series: lines, empty, ...common }),
      ...balanceViews(info, scenario),
      ...columnsOf(info, 'instances').map(({ at, info: { station, limit } }) =>
        instancesView(at, limit, stationName(scenario, station ?? 'backends')),
      ),
    ],
  };
}

/** How many instances of a stage there are, where an autoscaler decides. */
function instancesView(at: number, most: number, name: string): ChartView {
  const reading = { kind: 'sum', columns: [at] } as const;
  return view({
    id: `instances-${at}`,
    label: `${name}: instances`,
    title: 'Instances',
    unit: 'instances',
    series: [
      series({ id: 'instances', label: 'there', colour: 'in-use', textColour: 'in-use-text', reading }),
    ],
    limits: [{ label: 'most', value: most, kind: 'limit' }],
  });
}

function oneBackend(value: number): { label: string; value: number; kind: 'limit' } {
  return { label: 'limit of one', value, kind: 'limit' };
}

function eachBackend(columns: readonly number[]): ChartSeries[] {
  const thin = columns.map((at, index) =>
    series({
      id: `backend-${index}`,
      label: `backend ${index + 1}`,
      colour: 'idle',
      textColour: 'text-quiet',
      reading: { kind: 'sum', columns: [at] },
      widthPx: 1,
      opacity: 0.9,
      labelled: columns.length === 1,
    }),
  );
  if (columns.length === 1)
    return thin.map((line) => ({ ...line, colour: 'in-use', textColour: 'in-use-text' }));
  const fullest = series({
    id: 'fullest',
    label: 'fullest',
    colour: 'series-2',
    textColour: 'text',
    reading: { kind: 'max', columns },
    dash: [4, 2],
    widthPx: 1,
  });
  const mean = series({
    id: 'mean',
    label: 'mean',
    colour: 'in-use',
    textColour: 'in-use-text',
    reading: { kind: 'mean', columns },
  });
  return [...thin, fullest, mean];
}
