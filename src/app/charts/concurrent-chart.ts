import { ladderOfLimits } from '../../analysis/limits/limits.ts';
import type { ColumnInfo } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type ChartLimit, type ChartModel, type ChartSeries, dashOf, series, view } from './chart-model.ts';
import { columnsOf } from './columns.ts';

type Line = Pick<ChartSeries, 'id' | 'label' | 'colour' | 'textColour'> &
  Partial<ChartSeries> & { readonly quantities: readonly ColumnInfo['quantity'][] };

const LINES: readonly Line[] = [
  {
    id: 'concurrent',
    quantities: ['concurrent'],
    label: 'connected',
    colour: 'in-use',
    textColour: 'in-use-text',
    widthPx: 2,
  },
  // Also those that nobody has accepted yet, and those that a flow table has forgotten.
  {
    id: 'client-established',
    quantities: ['client-established', 'forgotten'],
    label: 'clients believe',
    colour: 'text',
    textColour: 'text',
    dash: dashOf(3),
    appears: { apartFrom: 'concurrent' },
  },
  {
    id: 'connecting',
    quantities: ['connecting'],
    label: 'connecting',
    colour: 'series-2',
    textColour: 'text-quiet',
    dash: dashOf(1),
  },
  {
    id: 'waiting',
    quantities: ['waiting'],
    label: 'waiting to retry',
    colour: 'held',
    textColour: 'held-text',
    dash: dashOf(2),
  },
  {
    id: 'forgotten',
    quantities: ['forgotten'],
    label: 'forgotten',
    colour: 'failed',
    textColour: 'failed-text',
    dash: dashOf(4),
    appears: 'where-any',
  },
  {
    id: 'remnants',
    quantities: ['remnants'],
    label: 'one end left',
    colour: 'series-3',
    textColour: 'text',
    dash: dashOf(5),
    // Where clients vanish it may be those alone.
    appears: { apartFrom: 'vanished' },
  },
  // Only where a proxy is reloaded.
  {
    id: 'old-connections',
    quantities: ['old-connections'],
    label: 'on old workers',
    colour: 'series-2',
    textColour: 'text',
    dash: dashOf(4),
    appears: 'where-any',
  },
  {
    id: 'vanished',
    quantities: ['vanished'],
    label: 'client gone, place kept',
    colour: 'failed',
    textColour: 'failed-text',
    dash: dashOf(1),
    appears: 'where-any',
  },
];

/**
 * Connections that are established, being set up, and clients that wait for their next attempt; and what clients and
 * servers think differently about, where there is any.
 */
export function concurrentChart(info: readonly ColumnInfo[], scenario: Scenario): ChartModel {
  const lines = LINES.flatMap(({ quantities, ...line }): ChartSeries[] => {
    const columns = quantities.flatMap((quantity) => columnsOf(info, quantity)).map(({ at }) => at);
    return columns.length === 0 ? [] : [series({ widthPx: 1, ...line, reading: { kind: 'sum', columns } })];
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
