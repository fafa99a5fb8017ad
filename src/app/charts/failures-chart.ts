import { symptomOf } from '../../analysis/answer/symptoms.ts';
import type { Products } from '../../analysis/levers/products.ts';
import type { ColumnInfo, ResourceId, StationKey } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type ChartModel, type ChartSeries, DASH_COUNT, dashOf, series, view } from './chart-model.ts';
import { columnsOf, stationName } from './columns.ts';
import type { ColourToken } from './palette.ts';

type Style = readonly [colour: ColourToken, text: ColourToken, dash: number];

/** A resource keeps its colour and its dash from run to run and from scenario to scenario. */
const STYLES: Readonly<Record<ResourceId, Style>> = {
  'snat-ports': ['failed', 'failed-text', 0],
  'source-ports': ['failed', 'failed-text', 1],
  'port-blocks': ['failed', 'failed-text', 2],
  'client-ports': ['held', 'held-text', 0],
  'flow-table': ['series-2', 'text', 0],
  'max-connections': ['series-2', 'text', 1],
  'file-descriptors': ['series-2', 'text', 3],
  memory: ['series-2', 'text', 2],
  'syn-queue': ['series-3', 'text', 1],
  'accept-queue': ['series-3', 'text', 0],
  handshakes: ['series-3', 'text', 1],
  admission: ['series-3', 'text', 2],
  availability: ['text-quiet', 'text-quiet', 4],
  'no-answer': ['text-quiet', 'text-quiet', 5],
};

/** Shorter than any dash of a failure; one for each place, by their order on the path. */
const DROPPED_DASHES = [
  [3, 3],
  [3, 1],
  [1, 1],
  [3, 2, 1, 2],
] as const;

interface Cause {
  readonly at: number;
  readonly key: string;
  readonly station: StationKey;
  readonly resource: ResourceId;
}

function causesOf(info: readonly ColumnInfo[], quantity: 'failed' | 'dropped-syns'): Cause[] {
  return columnsOf(info, quantity).flatMap(({ at, info: { key, station, resource } }) =>
    station === null || resource === null ? [] : [{ at, key, station, resource }],
  );
}

/**
 * Failed attempts a second, one line a cause, named after what an operator sees; beside them the SYNs that were dropped,
 * most of which are sent again and come through.
 */
export function failuresChart(
  info: readonly ColumnInfo[],
  scenario: Scenario,
  products: Products,
): ChartModel {
  const lines = [...failedLines(info, scenario, products), ...droppedLines(info, scenario)];
  return {
    id: 'failures',
    title: 'Failures by cause',
    views: [
      view({
        id: 'all',
        label: 'all causes',
        unit: 'a second',
        scale: 'rate',
        series: lines,
        empty: lines.length === 0 ? 'Nothing on this path can refuse a connection.' : null,
        allZero: 'No attempt has failed.',
      }),
    ],
  };
}

function failedLines(info: readonly ColumnInfo[], scenario: Scenario, products: Products): ChartSeries[] {
  const causes = causesOf(info, 'failed');
  const dashes = dashesOf(causes);
  const silent = causesOf(info, 'dropped-syns');
  return causes.map(({ at, key, station, resource }, index) => {
    const [colour, textColour] = STYLES[resource];
    // Where one place alone can fail like this, its name need not be said.
    const isUnique = causes.filter((other) => other.resource === resource).length === 1;
    const isSilent = silent.some((other) => other.station === station && other.resource === resource);
    const outcome = `${isSilent ? 'gave up: ' : ''}${symptomOf(products, station, resource).outcome}`;
    return series({
      id: key,
      label: isUnique ? outcome : `${outcome} (${stationName(scenario, station)})`,
      colour,
      textColour,
      reading: { kind: 'rate', columns: [at] },
      dash: dashOf(dashes[index] ?? 0),
      fillTo: null,
    });
  });
}

/**
 * The first place at which a resource can fail has the resource's own dash. Further ones, of the same colour, have the next dash
 * that no other line has, while there is one.
 */
function dashesOf(causes: readonly Cause[]): readonly number[] {
  const isFirst = ({ resource }: Cause, index: number): boolean =>
    causes.findIndex((other) => other.resource === resource) === index;
  const taken = new Set(causes.filter(isFirst).map(({ resource }) => STYLES[resource][2]));
  return causes.map((cause, index) => {
    const own = STYLES[cause.resource][2];
    if (isFirst(cause, index)) return own;
    const next = Array.from({ length: DASH_COUNT }, (_, step) => (own + 1 + step) % DASH_COUNT);
    const free = next.find((dash) => !taken.has(dash)) ?? own + 1;
    taken.add(free);
    return free;
  });
}

/** All that one place drops: the sender cannot tell for what reason, and the failures beside it can. */
function droppedLines(info: readonly ColumnInfo[], scenario: Scenario): ChartSeries[] {
  const causes = causesOf(info, 'dropped-syns');
  return [...new Set(causes.map(({ station }) => station))].map((station, index) => {
    const own = causes.filter((cause) => cause.station === station);
    return series({
      id: `dropped:${station}`,
      label: `SYNs dropped (${stationName(scenario, station)})`,
      colour: 'failed',
      textColour: 'failed-text',
      reading: { kind: 'rate', columns: own.map(({ at }) => at) },
      dash: DROPPED_DASHES[index % DROPPED_DASHES.length] ?? DROPPED_DASHES[0],
      widthPx: 1,
    });
  });
}
