import { useMemo } from 'react';
import type { TimeDomain } from '../plot-scales.ts';
import { spanOf, type TimedRun, wholeOf } from './chart-span.ts';
import { useSpan } from './span-store.ts';

/** The part of a run that its charts show. */
export function useShownDomain(run: TimedRun): TimeDomain {
  const zoom = useSpan((state) => spanOf(run, state).zoom);
  return useMemo(() => zoom ?? wholeOf(run), [zoom, run]);
}
