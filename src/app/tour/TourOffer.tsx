import type { ReactElement } from 'react';
import { closeTourOffer, startTour, useGuide } from '../state/guide-state.ts';
import './tour.css';

/** One line for who is here for the first time. It covers nothing, and does not come again. */
export function TourOffer(): ReactElement | null {
  const isOffered = useGuide((state) => state.isTourOffered);
  if (!isOffered) return null;
  return (
    <p className="tour-offer small">
      <span className="quiet">New here? Three steps show how to read the page.</span>
      <button type="button" className="button button-framed" onClick={startTour}>
        Take the tour
      </button>
      <button type="button" className="button" onClick={closeTourOffer}>
        No, thanks
      </button>
    </p>
  );
}
