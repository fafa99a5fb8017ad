import { type CSSProperties, type ReactElement, Suspense, useMemo, useState } from 'react';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { formatCapacity, formatCompact, formatCount, formatCountWords } from '../format/numbers.ts';
import { Term } from '../help/Term.tsx';
import { LimitDetail } from '../layout/lazy-run-views.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { keyOfRow as keyOf, rowDetailId } from './ladder-row-id.ts';
import { ladderScale } from './ladder-scale.ts';
import './ladder.css';

/** Every limit on one log scale, with what is asked as a line: what ends left of the line fails. */
export function Ladder({ rows }: { readonly rows: readonly LimitRow[] }): ReactElement {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const finite = rows.filter((row) => row.capacityConnections !== Infinity);
  const endless = rows.filter((row) => row.capacityConnections === Infinity);
  const demand = Math.max(0, ...rows.map((row) => row.demandConnections));
  const scale = useMemo(
    () =>
      ladderScale(
        rows.map((row) => row.capacityConnections),
        demand,
      ),
    [rows, demand],
  );

  return (
    <section className="ladder" aria-labelledby="ladder-title">
      <h2 id="ladder-title">What binds, in order</h2>
      <table style={{ '--asked': scale.at(demand) } as CSSProperties}>
        <caption className="visually-hidden">
          Concurrent connections at which each resource is used up, the first to bind at the top; asked are{' '}
          {formatCount(demand)}.
        </caption>
        <thead>
          <tr>
            <th scope="col" className="quiet">
              Resource
            </th>
            <th scope="col" className="ladder-number quiet">
              carries
            </th>
            <th scope="col" className="ladder-track">
              <span className="ladder-target">{roundedText(demand)} asked</span>
            </th>
          </tr>
        </thead>
        {finite.map((row) => (
          <LadderRow
            key={keyOf(row)}
            row={row}
            share={scale.at(row.capacityConnections)}
            isOpen={openKey === keyOf(row)}
            onToggle={() => setOpenKey((open) => (open === keyOf(row) ? null : keyOf(row)))}
          />
        ))}
      </table>
      {endless.length > 0 && (
        <p className="small quiet ladder-endless">
          <strong>No limit:</strong> {endless.map((row) => `${row.stationName} ${row.label}`).join(', ')}.
        </p>
      )}
      <p className="small quiet">
        Log scale, {roundedText(scale.min)} to {roundedText(scale.max)} connections.{' '}
        <Term id="closed-form">Closed form</Term>.
      </p>
    </section>
  );
}

function LadderRow(props: {
  readonly row: LimitRow;
  readonly share: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactElement {
  const { row, share, isOpen, onToggle } = props;
  const state = stateOf(row);
  const detailId = rowDetailId(row);
  return (
    <tbody className="ladder-row" data-state={state}>
      {/* A click anywhere opens the row; the button is the way for the keyboard and for screen readers. */}
      <tr onClick={onToggle}>
        <th scope="row">
          <button
            type="button"
            className="ladder-name"
            aria-expanded={isOpen}
            aria-controls={detailId}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            <span>
              <span className="ladder-station">{row.stationName}</span> {row.label}
            </span>
          </button>
        </th>
        <td className="ladder-number">{formatCapacity(row.capacityConnections)}</td>
        <td className="ladder-track">
          <span className="ladder-bar" style={{ '--share': share } as CSSProperties} />
          <span className="visually-hidden">{STATE_TEXT[state]}</span>
        </td>
      </tr>
      <tr hidden={!isOpen} id={detailId}>
        <td colSpan={3}>
          {isOpen && (
            <ErrorBoundary part="The arithmetic">
              <Suspense>
                <LimitDetail row={row} />
              </Suspense>
            </ErrorBoundary>
          )}
        </td>
      </tr>
    </tbody>
  );
}

/** k and M are read at once; G is a unit of bytes. */
const roundedText = (connections: number): string =>
  connections < 1e9 ? formatCompact(connections) : formatCountWords(connections);

type RowState = 'fails' | 'tight' | 'fits';

const STATE_TEXT: Readonly<Record<RowState, string>> = {
  fails: 'does not carry what is asked',
  tight: 'carries what is asked with less than a tenth to spare',
  fits: 'carries what is asked',
};

const TIGHT_HEADROOM = 0.1;

function stateOf(row: LimitRow): RowState {
  if (!row.fits) return 'fails';
  return row.headroomShare < TIGHT_HEADROOM ? 'tight' : 'fits';
}
