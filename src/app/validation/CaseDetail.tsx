import type { ReactElement } from 'react';
import { useApp } from '../state/app-context.ts';
import { showWorkspace } from '../state/page-address.ts';
import { openText } from '../state/transfer.ts';
import { figureText } from './figure-text.ts';
import type { ValidationRow } from './validation-rows.ts';

/** How a quantity was measured, and the way to the scenario that predicts it. */
export function CaseDetail({ row }: { readonly row: ValidationRow }): ReactElement {
  const { editor } = useApp();
  const { of, measured, predicted, reason } = row;
  const { scenario } = of;
  return (
    <div className="case-detail">
      <dl className="fact-list">
        <dt>Group</dt>
        <dd>
          {of.group}&ensp;{row.groupTitle}
        </dd>
        {of.setup !== null && (
          <>
            <dt>Setup</dt>
            <dd>
              <code>{of.setup}</code>
            </dd>
          </>
        )}
        <dt>Measured</dt>
        <dd>{measured.map(figureText).join(', ')}</dd>
        {predicted !== null && (
          <>
            <dt>Predicted</dt>
            <dd>
              median {figureText(predicted.median)} of {predicted.seeds}{' '}
              {predicted.seeds === 1 ? 'seed' : 'seeds'}; 99 % of single runs lie from{' '}
              {figureText(predicted.low)} to {figureText(predicted.high)}
            </dd>
          </>
        )}
        {reason !== null && (
          <>
            <dt>{row.verdict === 'FAIL' ? 'What is known' : 'Why not'}</dt>
            <dd>{sentence(reason)}</dd>
          </>
        )}
      </dl>
      {scenario !== null && (
        <p className="case-open">
          <button
            type="button"
            className="button button-framed"
            onClick={() => {
              if (openText(editor, JSON.stringify(scenario), `case ${of.id}`)) showWorkspace();
            }}
          >
            Open as scenario
          </button>
          <span className="quiet small">Undo brings back what is open now.</span>
        </p>
      )}
    </div>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
