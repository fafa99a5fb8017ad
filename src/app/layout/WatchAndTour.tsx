import type { ReactElement } from 'react';
import { WatchLine } from '../gallery/WatchLine.tsx';
import { useGuide } from '../state/guide-state.ts';
import { Tour } from '../tour/Tour.tsx';
import { TourOffer } from '../tour/TourOffer.tsx';

/** Below the answer: what the question is about, and the way around for who is new. */
export function WatchAndTour(): ReactElement {
  const isOn = useGuide((state) => state.isTourOn);
  return (
    <>
      <WatchLine />
      <TourOffer />
      {isOn && <Tour />}
    </>
  );
}
