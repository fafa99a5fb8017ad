import { type ReactElement, type ReactNode, useId } from 'react';
import { probabilityText } from '../../analysis/limits/blocking-text.ts';
import { fieldChangesOf, type Plan, type PlanChange } from '../../analysis/plan/plan.ts';
import { costText, nextLimitText } from '../../analysis/plan/plan-sentence.ts';
import type { PlanCheck } from '../../workers/verify-plans.ts';
import { StandingMark } from './StandingMark.tsx';

/** One way to the targets: what it changes, what that costs, what binds then, and what simulations say. */
export function PlanCard(props: {
  readonly plan: Plan;
  /** Undefined until simulations are waited for. */
  readonly check: PlanCheck | undefined;
  /** Null where there is nothing to use. */
  readonly onUse: (() => void) | null;
  readonly children?: ReactNode;
}): ReactElement {
  const { plan, check, onUse, children } = props;
  const { title, cost, changes, blocking, notes } = plan;
  const titleId = useId();
  return (
    <li className="plan-way" aria-labelledby={titleId}>
      <div className="plan-head">
        <h3 id={titleId} className="plan-title">
          {title}
        </h3>
        <span className="plan-cost">
          <span className="quiet small">cost</span> {costText(cost)}
        </span>
        {changes.length > 0 && (
          <button
            type="button"
            className="button button-framed"
            disabled={onUse === null}
            onClick={() => onUse?.()}
          >
            Use this<span className="visually-hidden">: {title}</span>
          </button>
        )}
      </div>
      <div className="plan-body">
        {changes.length > 0 && <Changes changes={changes} />}
        <div className="plan-facts">
          <p>
            <span className="quiet">Binds next:</span> {nextLimitText(plan)}
          </p>
          {blocking !== null && (
            <p>
              <span className="quiet">{blocking.theory}:</span> {probabilityText(blocking)} of the attempts
              are refused
            </p>
          )}
          <StandingMark check={check} />
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      </div>
      {changes.length > 0 && (
        <details className="plan-detail">
          <summary>In the file</summary>
          <ul className="plan-fields">
            {fieldChangesOf(plan).map(({ path, to }) => (
              <li key={path}>
                <code>
                  {path}
                  {to === undefined ? ' removed' : ` = ${JSON.stringify(to)}`}
                </code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {changes.length > 0 && children}
    </li>
  );
}

function Changes({ changes }: { readonly changes: readonly PlanChange[] }): ReactElement {
  return (
    <ul className="plan-changes">
      {changes.map(({ lever, what, from, to, lifts }) => (
        <li key={lever}>
          {what}: {from}
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden"> to </span>
          <strong>{to}</strong>
          <span className="plan-lifts">lifts {lifts}</span>
        </li>
      ))}
    </ul>
  );
}
