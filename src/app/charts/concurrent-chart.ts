import { ladderOfLimits } from '../../analysis/limits.ts';
import type { ColumnInfo } from '../../network/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type ChartLimit, type ChartModel, type ChartSeries, dashOf, series, view } from './chart-model.ts';
import { columnsOf } from './columns.ts';

const LINES = [
  { quantity: 'concurrent', label: 'connected', colour: 'in-use', textColour: 'in-use-text' },
  { quantity: 'connecting', label: 'connecting', colour: 'series-2', textColour: 'text-quiet' },
  { quantity: 'waiting', label: 'waiting to retry', colour: 'held', textColour: 'held-text' },
] as const;

/** Connections that are established, being set up, and clients that wait for their next attempt. */
export function concurrentChart(info: readonly ColumnInfo[], scenario: Scenario): ChartModel {
  const lines = LINES.flatMap(({ quantity, label, colour, textColour }, index): ChartSeries[] => {
    const columns = columnsOf(info, quantity);
    if (columns.length === 0) return [];
    return [
      series({
        id: quantity,
        label,
        colour,
        textColour,
        reading: { kind: 'sum', columns: columns.map(({ at }) => at) },
        dash: dashOf(index),
        widthPx: index === 0 ? 2 : 1,
      }),
    ];
  });
  const lowest = lowestLimit(scenario);
  const target = scenario.targets.concurrent;
  const limits: ChartLimit[] = [
    ...(target === null ? [] : [{ label: 'target', value: target, kind: 'target' } as const]),
    ...(lowest === null ? [] : [lowest]),
  ];
  return {
    id: 'concurrent',
    title: 'Concurrent connections',
    views: [view({ id: 'all', label: 'all', unit: 'connections', series: lines, limits })],
  };
}

/** The lowest number of connections at which a resource of the path is used up. */
export function lowestLimit(scenario: Scenario): ChartLimit | null {
  const row = ladderOfLimits(scenario).find(
    ({ kind, capacityConnections }) => kind === 'space' && Number.isFinite(capacityConnections),
  );
  if (row === undefined) return null;
  return { label: `${row.stationName}: ${row.label}`, value: row.capacityConnections, kind: 'limit' };
}
