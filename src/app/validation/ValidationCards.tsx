import type { ReactElement } from 'react';
import { CaseButton } from './CaseButton.tsx';
import { CaseDetail } from './CaseDetail.tsx';
import { bandText, errorText, medianText, rangeText } from './figure-text.ts';
import { IntervalPlot } from './IntervalPlot.tsx';
import { VerdictMark } from './VerdictMark.tsx';
import type { ValidationRow } from './validation-rows.ts';
import { useValidation } from './validation-store.ts';

/** The same lines where a table has no room, a card each. */
export function ValidationCards({ rows }: { readonly rows: readonly ValidationRow[] }): ReactElement {
  const openKeys = useValidation((state) => state.openKeys);
  return (
    <ul className="validation-cards">
      {rows.map((row) => (
        <Card key={row.key} row={row} isOpen={openKeys.has(row.key)} />
      ))}
    </ul>
  );
}

function Card({ row, isOpen }: { readonly row: ValidationRow; readonly isOpen: boolean }): ReactElement {
  const { key, of, quantity, measured, predicted, error, verdict } = row;
  const detailId = `case-${key}`;
  return (
    <li className="validation-card">
      <CaseButton row={row} isOpen={isOpen} detailId={detailId} />
      <VerdictMark verdict={verdict} />
      <p className="validation-what">{of.what}</p>
      <p className="validation-quantity">{quantity}</p>
      <IntervalPlot row={row} />
      <dl>
        <div>
          <dt>measured</dt>
          <dd>{rangeText(measured)}</dd>
        </div>
        {predicted !== null && (
          <div>
            <dt>predicted, 99 %</dt>
            <dd>
              {bandText(row)} <span className="validation-median">{medianText(row)}</span>
            </dd>
          </div>
        )}
        {error !== null && (
          <div>
            <dt>error</dt>
            <dd>{errorText(row)}</dd>
          </div>
        )}
      </dl>
      <div id={detailId} hidden={!isOpen}>
        {isOpen && <CaseDetail row={row} />}
      </div>
    </li>
  );
}
