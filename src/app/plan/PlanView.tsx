import type { ReactElement } from 'react';
import type { Plan } from '../../analysis/plan/plan.ts';
import { fieldChangesOf } from '../../analysis/plan/plan.ts';
import { deadEndText, planSentence } from '../../analysis/plan/plan-sentence.ts';
import type { Standing } from '../../analysis/plan/verdict.ts';
import { FieldView } from '../controls/FieldView.tsx';
import { costFields, targetFields } from '../controls/specs/planning-fields.ts';
import { WrittenFix } from '../fix/WrittenFix.tsx';
import { Marked } from '../help/Marked.tsx';
import { useDocument } from '../state/app-context.ts';
import { PlanCard } from './PlanCard.tsx';
import { useChanges } from './use-changes.ts';
import { type Plans, REPLICATIONS, usePlans } from './use-plans.ts';
import './plan.css';

/** The targets of the open file, and the ways to meet them: in closed form at once, then as simulations find them. */
export function PlanView(): ReactElement {
  const file = useDocument((state) => state.file);
  const plans = usePlans(file);
  return (
    <section className="plan" aria-label="Plan">
      <p className="plan-answer" aria-live={plans?.isVerifying === false ? 'polite' : 'off'}>
        {plans === null ? 'Planning…' : sentenceOf(plans)}
      </p>
      {plans !== null && plans.underRanges !== null && <p>Under the ranges: {plans.underRanges}</p>}
      <p className="small quiet">{plans !== null && <Marked text={progressOf(plans)} />}</p>
      <fieldset className="plan-targets">
        <legend>Targets</legend>
        {Object.values(targetFields).map((spec) => (
          <FieldView key={spec.path} spec={spec} />
        ))}
      </fieldset>
      {plans !== null && <Ways plans={plans} isCurrent={plans.file === file} />}
      <details className="plan-costs">
        <summary>What changes cost</summary>
        <p className="small quiet">
          In a unit of your own: plans are ranked by it. “never” keeps a thing as it is.
        </p>
        <div className="plan-cost-fields">
          {costFields.map((spec) => (
            <FieldView key={spec.path} spec={spec} />
          ))}
        </div>
      </details>
    </section>
  );
}

function Ways(props: { readonly plans: Plans; readonly isCurrent: boolean }): ReactElement {
  const { plans, isCurrent } = props;
  const use = useChanges();
  const { planning, checks, file } = plans;
  return (
    <>
      <ol className="plan-ways" data-stale={!isCurrent} aria-label="Ways, cheapest first">
        {planning.plans.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            check={checks.find((check) => check.plan.id === plan.id)}
            onUse={isCurrent && plan.changes.length > 0 ? () => use(fieldChangesOf(plan)) : null}
          >
            <WrittenFix file={file} changes={fieldChangesOf(plan)} />
          </PlanCard>
        ))}
      </ol>
      {planning.deadEnds.length > 0 && (
        <section className="plan-dead-ends" aria-label="Ways that do not get there">
          <h3>Ways that do not get there</h3>
          <ul>
            {planning.deadEnds.map((end) => (
              <li key={end.id}>{deadEndText(end)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function sentenceOf({ planning, checks, nearest }: Plans): string {
  const standings = new Map<Plan['id'], Standing>();
  for (const { plan, verdict } of checks) if (verdict !== null) standings.set(plan.id, verdict.standing);
  return planSentence(planning, standings, nearest);
}

/** What the list is based on so far. */
function progressOf({ planning, checks, isVerifying }: Plans): string {
  if (planning.plans.length === 0) return 'In closed form.';
  if (!isVerifying)
    return `Each way is simulated at the targets under ${REPLICATIONS} seeds, the same for all.`;
  const done = checks.reduce((sum, { runsDone }) => sum + runsDone, 0);
  const runs = checks.reduce((sum, check) => sum + check.runs, 0);
  const sofar = runs === 0 ? '' : `: ${done} of ${runs} runs are done`;
  return `In closed form; simulation puts each way to the test${sofar}.`;
}
