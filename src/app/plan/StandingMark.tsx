import type { ReactElement } from 'react';
import { STANDING_WORDS } from '../../analysis/plan/plan-sentence.ts';
import type { Standing } from '../../analysis/plan/verdict.ts';
import type { PlanCheck } from '../../workers/verify-plans.ts';

/** Told apart by shape as well as by colour. */
const MARKS: Readonly<Record<Standing, string>> = { verified: '✓', theory: '≈', open: '?', refuted: '✗' };

/** How far the simulations of a plan are, or what they say of it with their figures. */
export function StandingMark({ check }: { readonly check: PlanCheck | undefined }): ReactElement {
  if (check === undefined) return <p className="plan-standing quiet">waiting for simulation</p>;
  const { verdict, error, runs, runsDone, adjusted } = check;
  if (error !== '') return <p className="plan-standing error">Not simulated: {error}</p>;
  const larger =
    adjusted === 0 ? null : (
      <p className="plan-note">
        Made larger {adjusted === 1 ? 'once' : `${adjusted} times`}: simulation refuted less.
      </p>
    );
  if (verdict === null)
    return (
      <>
        <p className="plan-standing quiet">
          {runsDone} of {runs} runs
        </p>
        {larger}
      </>
    );
  const { standing, findings } = verdict;
  return (
    <>
      <p className={`plan-standing plan-${standing}`}>
        <span aria-hidden="true">{MARKS[standing]} </span>
        {STANDING_WORDS[standing]} ({runs === 1 ? '1 run' : `${runs} runs`})
      </p>
      {findings.map(({ target, text }) => (
        <p key={target} className="plan-note">
          {text}
        </p>
      ))}
      {larger}
    </>
  );
}
