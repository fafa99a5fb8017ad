import { type ReactElement, useMemo } from 'react';
import type { LiveRun } from '../../run/live-run.ts';
import { selectedSpan, spanOf } from './chart-span.ts';
import { useSpan } from './span-store.ts';
import './span.css';

/** The selection on the time track. */
export function TrackSpan(props: { readonly run: LiveRun; readonly end: number }): ReactElement | null {
  const { run, end } = props;
  const selection = useSpan((state) => spanOf(run, state).selection);
  const span = useMemo(() => selectedSpan(selection), [selection]);
  if (span === null || end <= 0) return null;
  const share = (sec: number): number => Math.min(1, sec / end);
  const [from, to] = [share(span.fromSec), share(span.toSec)];
  return (
    <div
      className="track-span"
      // As the marks, it stands where the middle of the thumb stands.
      style={{
        left: `calc(var(--thumb) / 2 + ${from} * (100% - var(--thumb)))`,
        width: `calc(${to - from} * (100% - var(--thumb)))`,
      }}
      aria-hidden="true"
    />
  );
}
