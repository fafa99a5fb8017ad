import { type ReactElement, useMemo, useState } from 'react';
import type { PortOccupancy } from '../../../network/results/run-result.ts';
import { formatCount } from '../../format/numbers.ts';
import type { MatrixNames } from './matrix-names.ts';
import { percentText } from './read-space.ts';
import {
  countsAt,
  freeOf,
  listSpaces,
  type RowOrder,
  type SpaceCounts,
  totalCounts,
  usedShare,
} from './spaces.ts';

/** More rows are no help to a reader; the CSV has them all. */
const MOST_ROWS = 200;

/** The matrix as a table, one space a row, with the sum of all on top. */
export function OccupancyTable(props: {
  readonly all: PortOccupancy;
  readonly names: MatrixNames;
  readonly orderBy: RowOrder;
}): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <details className="port-map-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && <Rows {...props} />}
    </details>
  );
}

function Rows({
  all,
  names,
  orderBy,
}: {
  readonly all: PortOccupancy;
  readonly names: MatrixNames;
  readonly orderBy: RowOrder;
}): ReactElement {
  const spaces = useMemo(() => listSpaces(all, orderBy), [all, orderBy]);
  const shown = spaces.slice(0, MOST_ROWS);
  return (
    <>
      {spaces.length > shown.length && (
        <p className="small quiet">
          {formatCount(shown.length)} of {formatCount(spaces.length)} port spaces; the CSV has all of them.
        </p>
      )}
      <table>
        <caption className="visually-hidden">Ports of every source address toward every destination</caption>
        <thead>
          <tr>
            <th scope="col">source address</th>
            <th scope="col">destination</th>
            <th scope="col">in use</th>
            <th scope="col">held</th>
            <th scope="col">free</th>
            <th scope="col">used</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">all</th>
            <td>all</td>
            <CountCells counts={totalCounts(all)} />
          </tr>
          {shown.map(({ address, destination }) => (
            <tr key={`${address} ${destination}`}>
              <th scope="row">{names.addresses[address]}</th>
              <td>{names.destinations[destination]}</td>
              <CountCells counts={countsAt(all, address, destination)} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function CountCells({ counts }: { readonly counts: SpaceCounts }): ReactElement {
  return (
    <>
      <td>{formatCount(counts.inUse)}</td>
      <td>{formatCount(counts.held)}</td>
      <td>{formatCount(freeOf(counts))}</td>
      <td>{percentText(usedShare(counts))}</td>
    </>
  );
}
