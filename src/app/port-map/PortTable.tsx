import { type ReactElement, useState } from 'react';
import type { PortMap } from '../../network/results/run-result.ts';
import { formatCount } from '../format/numbers.ts';
import { portBands } from './port-cells.ts';

/** The map as a table: counts by 4,096 ports. */
export function PortTable({ map }: { readonly map: PortMap }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <details className="port-map-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>By range</summary>
      {open && (
        <table>
          <caption className="visually-hidden">Ports by state, 4,096 ports a row</caption>
          <thead>
            <tr>
              <th scope="col">ports</th>
              <th scope="col">in use</th>
              <th scope="col">held</th>
              <th scope="col">free</th>
            </tr>
          </thead>
          <tbody>
            {portBands(map.cells).map(({ first, last, inUse, held, free }) => (
              <tr key={first}>
                <th scope="row">
                  {first}–{last}
                </th>
                <td>{formatCount(inUse)}</td>
                <td>{formatCount(held)}</td>
                <td>{formatCount(free)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
