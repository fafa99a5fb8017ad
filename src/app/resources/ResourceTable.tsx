import type { CSSProperties, ReactElement } from 'react';
import { FULL, NEARLY_FULL } from '../diagram/draw-diagram.ts';
import { formatBytes, formatClock, formatCount, formatPercent } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';
import { type NodeResource, type ResourceUse, resourceUseAt } from './node-resources.ts';
import { openArithmetic } from './open-places.ts';

/** One row a resource: in use at the moment, of how much, its peak and when. */
export function ResourceTable(props: {
  readonly run: LiveRun;
  readonly rows: readonly NodeResource[];
  readonly index: number;
  /** Rows are of several populations, which have to be named. */
  readonly isSeveral: boolean;
}): ReactElement {
  const { run, rows, index, isSeveral } = props;
  return (
    <div className="resources-scroll">
      <table className="resources-table small">
        <caption className="visually-hidden">Resources at the moment on show</caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">In use</th>
            <th scope="col">Of</th>
            <th scope="col">Share</th>
            <th scope="col">Peak of the run</th>
            <th scope="col">
              <span className="visually-hidden">Arithmetic</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={`${row.station} ${row.resource}`}
              row={row}
              use={resourceUseAt(run, row, index)}
              name={isSeveral ? `${row.stationName} ${row.label}` : row.label}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  readonly row: NodeResource;
  readonly use: ResourceUse;
  readonly name: string;
}): ReactElement {
  const { row, use, name } = props;
  const { used, held } = use;
  const amount = (units: number): string =>
    row.resource === 'memory' ? formatBytes(units) : formatCount(Math.round(units));
  const share = used === null ? null : used / row.capacity;
  const { peak, peakAtSec, limit } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {used === null ? <span className="quiet">not recorded</span> : amount(used)}
        {held !== null && held > 0 && <span className="quiet">, {amount(held)} of them held</span>}
      </td>
      <td>{amount(row.capacity)}</td>
      <td>{share !== null && <Share share={share} />}</td>
      <td>
        {peak === null ? <span className="quiet">not recorded</span> : amount(peak)}
        {peak !== null && peakAtSec !== null && <span className="quiet"> at {formatClock(peakAtSec)}</span>}
      </td>
      <td>
        {limit !== null && (
          <button
            type="button"
            className="link-button"
            aria-label={`Arithmetic of ${name}`}
            onClick={() => openArithmetic(limit)}
          >
            Arithmetic
          </button>
        )}
      </td>
    </tr>
  );
}

function Share({ share }: { readonly share: number }): ReactElement {
  const state = share >= FULL ? 'full' : share >= NEARLY_FULL ? 'nearly' : 'free';
  return (
    <span className="resources-share" data-state={state}>
      <span style={{ '--share': Math.min(1, share) } as CSSProperties} aria-hidden="true" />
      {formatPercent(share)}
    </span>
  );
}
