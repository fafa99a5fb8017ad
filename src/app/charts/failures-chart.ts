import { describeResource } from '../../network/outcomes.ts';
import type { ColumnInfo, ResourceId } from '../../network/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type ChartModel, dashOf, series, view } from './chart-model.ts';
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
  'accept-queue': ['series-3', 'text', 0],
  handshakes: ['series-3', 'text', 1],
  availability: ['text-quiet', 'text-quiet', 2],
};

/** Refused attempts a second, one line a cause, named after what an operator sees. */
export function failuresChart(info: readonly ColumnInfo[], scenario: Scenario): ChartModel {
  const causes = columnsOf(info, 'failed').flatMap(({ at, info: { key, station, resource } }) =>
    station === null || resource === null ? [] : [{ at, key, station, resource }],
  );
  const lines = causes.map(({ at, key, station, resource }, index) => {
    const [colour, textColour, dash] = STYLES[resource];
    // Where one place alone can fail like this, its name need not be said.
    const isUnique = causes.filter((other) => other.resource === resource).length === 1;
    const { outcome } = describeResource(resource);
    // The same resource at another station: same colour, another dash.
    const before = causes.slice(0, index).filter((other) => other.resource === resource).length;
    return series({
      id: key,
      label: isUnique ? outcome : `${outcome} (${stationName(scenario, station)})`,
      colour,
      textColour,
      reading: { kind: 'rate', columns: [at] },
      dash: dashOf(dash + before),
      fillTo: null,
    });
  });
  return {
    id: 'failures',
    title: 'Failures by cause',
    views: [
      view({
        id: 'all',
        label: 'all causes',
        unit: 'attempts a second',
        isRate: true,
        series: lines,
        empty: lines.length === 0 ? 'Nothing on this path can refuse a connection.' : null,
        allZero: 'No attempt has failed.',
      }),
    ],
  };
}
