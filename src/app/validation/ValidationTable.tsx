import type { ReactElement } from 'react';
import { CaseButton } from './CaseButton.tsx';
import { CaseDetail } from './CaseDetail.tsx';
import { bandText, errorText, medianText, rangeText } from './figure-text.ts';
import { IntervalPlot } from './IntervalPlot.tsx';
import { VerdictMark } from './VerdictMark.tsx';
import type { ValidationRow } from './validation-rows.ts';
import { toggleRow, useValidation } from './validation-store.ts';

const COLUMNS = 8;

/** Every quantity on a line that opens. */
export function ValidationTable({ rows }: { readonly rows: readonly ValidationRow[] }): ReactElement {
  const { order, openKeys } = useValidation();
  return (
    <table className="validation-table">
      <caption className="visually-hidden">Measured against predicted, a line for each quantity</caption>
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">What it is</th>
          <th scope="col">Quantity</th>
          <th scope="col" className="validation-number">
            Measured
          </th>
          <th scope="col" className="validation-number">
            Predicted, 99 %
          </th>
          <th scope="col">
            <span className="interval-key">
              <span aria-hidden="true">●</span> measured in the predicted band
            </span>
          </th>
          <th scope="col" className="validation-number" aria-sort={order === 'error' ? 'descending' : 'none'}>
            <button
              type="button"
              className="validation-sort"
              title="Largest error first, or by case"
              onClick={() => useValidation.setState({ order: order === 'error' ? 'case' : 'error' })}
            >
              Error{' '}
              <span className="validation-arrow" aria-hidden="true">
                {order === 'error' ? '▼' : '↕'}
              </span>
            </button>
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      {rows.map((row) => (
        <Row key={row.key} row={row} isOpen={openKeys.has(row.key)} />
      ))}
    </table>
  );
}

function Row({ row, isOpen }: { readonly row: ValidationRow; readonly isOpen: boolean }): ReactElement {
  const { key, of, quantity, measured, verdict } = row;
  const detailId = `case-${key}`;
  return (
    <tbody className="validation-row" data-open={isOpen}>
      {/* A click anywhere opens the row; the button is the way for the keyboard and for screen readers. */}
      <tr onClick={() => toggleRow(key)}>
        <th scope="row">
          <CaseButton row={row} isOpen={isOpen} detailId={detailId} />
        </th>
        <td className="validation-what">{of.what}</td>
        <td className="validation-quantity">{quantity}</td>
        <td className="validation-number">{rangeText(measured)}</td>
        <td className="validation-number">
          {bandText(row)}
          <span className="validation-median">{medianText(row)}</span>
        </td>
        <td>
          <IntervalPlot row={row} />
        </td>
        <td className="validation-number">{errorText(row)}</td>
        <td>
          <VerdictMark verdict={verdict} />
        </td>
      </tr>
      <tr hidden={!isOpen} id={detailId}>
        <td colSpan={COLUMNS}>{isOpen && <CaseDetail row={row} />}</td>
      </tr>
    </tbody>
  );
}
