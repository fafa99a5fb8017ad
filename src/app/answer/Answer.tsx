import { type ReactElement, Suspense, useEffect, useRef, useState } from 'react';
import type { Answer as AnswerData } from '../../analysis/answer/answer.ts';
import { formatCount, formatProgress } from '../format/numbers.ts';
import { Term } from '../help/Term.tsx';
import { QuestionNote, RunNote, RunsOfAnswer } from '../layout/lazy-run-views.ts';
import { RunTrouble } from '../run/RunTrouble.tsx';
import { useRun } from '../run/run-store.ts';
import { unbroken } from './unbroken.ts';
import './answer.css';

/** The answer in one sentence, the largest text of the page, and where it comes from. */
export function Answer(props: {
  readonly answer: AnswerData;
  /** Without the ways from it into the rest of the page. */
  readonly isAlone?: boolean;
}): ReactElement {
  const { answer, isAlone = false } = props;
  const hasRun = useRun(({ run }) => run !== null);
  return (
    <section className="answer" aria-label="Answer" data-verdict={answer.verdict}>
      <p className="answer-sentence">{unbroken(answer.sentence)}</p>
      <p className="answer-detail">
        {unbroken(answer.detail)} <Basis basis={answer.basis} isAlone={isAlone} />{' '}
        {!isAlone && (
          <a className="answer-how" href="#validation">
            How do you know?
          </a>
        )}
      </p>
      {answer.notes.map((note) => (
        <p key={note} className="answer-note">
          {unbroken(note)}
        </p>
      ))}
      {answer.basis === 'simulation' && !isAlone && (
        <Suspense>
          <RunNote />
        </Suspense>
      )}
      {hasRun && (
        <Suspense>
          <QuestionNote />
        </Suspense>
      )}
      <VerdictAnnouncement answer={answer} />
    </section>
  );
}

function Basis(props: { readonly basis: AnswerData['basis']; readonly isAlone: boolean }): ReactElement {
  const { basis, isAlone } = props;
  const { status, progress } = useRun();
  const summary = useRun(({ run }) => run?.summary ?? null);
  const share = formatProgress(progress);
  if (basis === 'simulation' && summary !== null) {
    return (
      <span className="answer-basis">
        Simulated{status === 'computing' && ` so far, ${share}`}: {formatCount(summary.events)} events, seed{' '}
        {summary.seed}, 1 run. <RunTrouble />
        {!isAlone && (
          <Suspense>
            <RunsOfAnswer />
          </Suspense>
        )}
      </span>
    );
  }
  return (
    <span className="answer-basis">
      <span className="answer-unit">
        <Term id="closed-form">Closed form</Term>
        {status === 'computing' && `; simulating, ${share}`}.
      </span>
      {summary !== null && (
        <>
          {' '}
          <RunTrouble />
        </>
      )}
    </span>
  );
}

const VERDICT_TEXT: Readonly<Record<AnswerData['verdict'], string>> = {
  yes: 'It fits.',
  no: 'It does not fit.',
  unclear: 'It is not certain that it fits.',
};

/** Screen readers hear the sentence when the verdict changes, and not for every step of a slider. */
function VerdictAnnouncement({ answer }: { readonly answer: AnswerData }): ReactElement {
  const [announced, setAnnounced] = useState('');
  const verdict = useRef(answer.verdict);
  useEffect(() => {
    if (verdict.current === answer.verdict) return;
    verdict.current = answer.verdict;
    setAnnounced(`${VERDICT_TEXT[answer.verdict]} ${answer.sentence}`);
  }, [answer]);
  return (
    <p className="visually-hidden" role="status">
      {announced}
    </p>
  );
}
