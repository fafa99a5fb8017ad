import type { ColumnInfo, StationKey } from '../../network/results/run-result.ts';
import { isHop, isPopulation } from '../../network/results/station-key.ts';
import type { Hop, Scenario } from '../../scenario/scenario.ts';
import { type ChartModel, type ChartSeries, type ChartView, dashOf, series, view } from './chart-model.ts';
import { type Column, columnsOf, stationName } from './columns.ts';

/** Ports in use, and held after a close, of everything that leases ports. */
export function portsChart(info: readonly ColumnInfo[], scenario: Scenario): ChartModel {
  const stations = [...new Set(columnsOf(info, 'ports-in-use').map(({ info }) => info.station))].filter(
    (station) => station !== null,
  );
  // The pools of hops are what the page is about; the clients' own ports follow.
  const pools = stations.filter(isHop);
  const others = stations.filter((station) => !isHop(station));
  const none = view({ id: 'none', label: 'hops', unit: 'ports', empty: whyNoPorts(scenario.path) });
  return {
    id: 'ports',
    title: 'Ports in use',
    views: [
      ...(pools.length === 0 ? [none] : pools.flatMap((station) => stationViews(info, scenario, station))),
      ...others.flatMap((station) => stationViews(info, scenario, station)),
    ],
  };
}

/** Why no hop of the path leases a port. */
export function whyNoPorts(path: readonly Hop[]): string {
  if (path.length === 0)
    return 'There is no hop: clients reach the servers directly, and only they lease ports.';
  const reasons = [...new Set(path.map(({ mode }) => mode))].map((mode) => {
    if (mode === 'dsr') return 'dsr rewrites nothing';
    if (mode === 'dnat') return 'dnat rewrites the destination only';
    return mode === 'router' ? 'a router rewrites nothing' : `${mode} has no source pool here`;
  });
  return `No port is leased in this strategy: ${reasons.join(', ')}.`;
}

function stationViews(info: readonly ColumnInfo[], scenario: Scenario, station: StationKey): ChartView[] {
  const inUse = columnsOf(info, 'ports-in-use', (column) => column.station === station);
  const held = columnsOf(info, 'ports-held', (column) => column.station === station);
  const name = stationName(scenario, station);
  const isClient = isPopulation(station);
  const views: ChartView[] = [];
  const total = inUse.find(isWhole);
  const addresses = inUse.filter((column) => !isWhole(column));
  const count = addresses.length === 1 ? 'one address' : `all ${addresses.length} addresses`;
  if (total !== undefined) {
    const label = isClient
      ? `${name}: own ports`
      : addresses.length === 0
        ? `${name}: all addresses`
        : `${name}: ${count}`;
    views.push(stackedView(station, label, total, held.find(isWhole)));
  }
  if (addresses.length > 1) {
    views.push(eachView(station, `${name}: each address`, addresses, held));
    for (const column of addresses) {
      const index = column.info.index ?? 0;
      const partner = held.find(({ info }) => info.index === index);
      views.push(stackedView(`${station}.${index}`, `${name}: address ${index + 1}`, column, partner));
    }
  }
  return views;
}

function isWhole({ info }: Column): boolean {
  return info.index === null;
}

/** In use from zero up, held on top of it. */
function stackedView(id: string, label: string, inUse: Column, held: Column | undefined): ChartView {
  const lines: ChartSeries[] = [
    series({
      id: 'in-use',
      label: 'in use',
      colour: 'in-use',
      textColour: 'in-use-text',
      reading: { kind: 'sum', columns: [inUse.at] },
      fillTo: 'zero',
      widthPx: 2,
    }),
  ];
  if (held !== undefined) {
    lines.push(
      series({
        id: 'held',
        label: 'held',
        colour: 'held',
        textColour: 'held-text',
        reading: { kind: 'sum', columns: [inUse.at, held.at] },
        shown: { kind: 'sum', columns: [held.at] },
        fillTo: { series: 'in-use' },
        hatched: true,
        dash: [4, 2],
      }),
    );
  }
  return view({ id, label, unit: 'ports', series: lines, limits: capacity(inUse) });
}

/** One thin line an address, in use and held together, with the fullest and the mean in words. */
function eachView(
  id: string,
  label: string,
  addresses: readonly Column[],
  held: readonly Column[],
): ChartView {
  const lines = addresses.map((column, index) => {
    const partner = held.find(({ info }) => info.index === column.info.index);
    return series({
      id: `address-${index}`,
      label: `address ${index + 1}`,
      colour: 'in-use',
      textColour: 'in-use-text',
      reading: { kind: 'sum', columns: partner === undefined ? [column.at] : [column.at, partner.at] },
      widthPx: 1,
      opacity: addresses.length > 12 ? 0.45 : 0.8,
      // Few lines have names and dashes of their own; many are a bundle.
      labelled: addresses.length <= 4,
      dash: addresses.length <= 4 ? dashOf(index) : [],
    });
  });
  const first = addresses[0];
  return view({
    id: `${id}.each`,
    label,
    unit: 'ports',
    series: lines,
    limits: first === undefined ? [] : capacity(first),
  });
}

function capacity({ info }: Column): ChartView['limits'] {
  return Number.isFinite(info.limit) ? [{ label: 'capacity', value: info.limit, kind: 'limit' }] : [];
}
