import type { ColumnInfo, StationKey } from '../../network/results/run-result.ts';
import { stationPlace } from '../../network/results/station-key.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** A recorded column and where it stands in `RunSeries.columns`. */
export interface Column {
  readonly at: number;
  readonly info: ColumnInfo;
}

export function columnsOf(
  info: readonly ColumnInfo[],
  quantity: ColumnInfo['quantity'],
  where: (info: ColumnInfo) => boolean = () => true,
): Column[] {
  return info.flatMap((each, at) => (each.quantity === quantity && where(each) ? [{ at, info: each }] : []));
}

/** The name that the scenario gives to a station. */
export function stationName(scenario: Scenario, station: StationKey): string {
  const { kind, index } = stationPlace(station);
  if (kind === 'backends') return scenario.backends.name;
  return scenario[kind][index]?.name ?? station;
}
