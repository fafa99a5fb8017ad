import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useAnswer } from '../answer/use-answer.ts';
import { useDocument } from '../state/app-context.ts';
import { endTour } from '../state/guide-state.ts';
import { useView } from '../state/view-store.ts';
import { isDialogOpen } from '../ui/open-dialog.ts';
import { standBeside } from './stand-beside.ts';
import { TOUR_STEPS, type TourStep } from './tour-steps.ts';
import './tour.css';

/**
 * Three steps over the page, which can be used meanwhile. It ends with Skip, with Escape, and when another page or mode is
 * opened.
 */
export function Tour(): ReactElement | null {
  const [at, setAt] = useState(0);
  useEndElsewhere();
  useFocusBack();
  const step = TOUR_STEPS[at];
  if (step === undefined) return null;
  const isLast = at === TOUR_STEPS.length - 1;
  return (
    <Callout key={at} step={step} count={`Step ${at + 1} of ${TOUR_STEPS.length}`}>
      {at === 1 && <WhatChanged />}
      {isLast && (
        <p>
          More questions, each with its lesson: the{' '}
          <a href="#gallery" onClick={endTour}>
            gallery
          </a>
          .
        </p>
      )}
      <div className="tour-buttons">
        <button type="button" className="button" onClick={endTour}>
          {isLast ? 'Close' : 'Skip'}
        </button>
        {at > 0 && (
          <button type="button" className="button button-framed" onClick={() => setAt(at - 1)}>
            Back
          </button>
        )}
        {!isLast && (
          <button type="button" className="button button-strong" onClick={() => setAt(at + 1)}>
            Next
          </button>
        )}
      </div>
    </Callout>
  );
}

/** What the answer was when the step began, once it has become another. */
function WhatChanged(): ReactElement {
  const { sentence } = useAnswer();
  const scenario = useDocument((state) => state.scenario);
  const [before] = useState({ sentence, scenario });
  return (
    <p role="status" className="tour-change">
      {scenario !== before.scenario && (
        <>
          {sentence === before.sentence
            ? 'Changed, and the answer is still: '
            : 'Changed. The answer is now: '}
          <strong>{sentence}</strong>
        </>
      )}
    </p>
  );
}

/**
 * A box beside the place that the step is about. It stands behind that place in the document too, so that Tab goes from one
 * to the other, and takes the focus when it opens.
 */
function Callout(props: {
  readonly step: TourStep;
  readonly count: string;
  readonly children: ReactNode;
}): ReactElement {
  const { step, count, children } = props;
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [host] = useState(() => document.createElement('div'));
  useEffect(() => standBeside(step.anchor, host), [step, host]);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return createPortal(
    <section className="tour" role="dialog" aria-modal="false" aria-labelledby={titleId}>
      <p className="small quiet">{count}</p>
      <h2 ref={title} id={titleId} tabIndex={-1}>
        {step.title}
      </h2>
      <p>{step.text}</p>
      {children}
    </section>,
    host,
  );
}

function useEndElsewhere(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !isDialogOpen()) endTour();
    };
    document.addEventListener('keydown', pressed);
    const stop = useView.subscribe(({ page, mode }) => {
      if (page !== 'workspace' || mode !== 'watch') endTour();
    });
    return () => {
      document.removeEventListener('keydown', pressed);
      stop();
    };
  }, []);
}

/** The focus goes back to where it was; to the page where that is no longer there. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isHere = before instanceof HTMLElement && before.isConnected && before !== document.body;
      const to = isHere ? before : document.querySelector<HTMLElement>('.strategy input:checked');
      to?.focus({ preventScroll: true });
    },
    [before],
  );
}
