import { csvCell } from '../../../analysis/wording/csv-cell.ts';
import type { PortOccupancy } from '../../../network/results/run-result.ts';
import { countsAt, listSpaces } from './spaces.ts';

const HEAD = ['time_s', 'source_address', 'destination', 'present', 'ports_in_use', 'ports_held', 'ports'];

/** Every space of a station at a moment, one a line (RFC 4180, one header line). */
export function matrixCsv(
  all: PortOccupancy,
  addressNames: readonly string[],
  destinationNames: readonly string[],
): string {
  const lines = listSpaces(all, 'address').map(({ address, destination }) => {
    const { inUse, held, capacity } = countsAt(all, address, destination);
    const names = [addressNames[address] ?? '', destinationNames[destination] ?? ''].map(csvCell);
    return [all.atSec, ...names, all.present[address], inUse, held, capacity].join(',');
  });
  return `${[HEAD.join(','), ...lines].join('\r\n')}\r\n`;
}
