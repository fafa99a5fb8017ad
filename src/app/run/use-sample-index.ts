import { useEffect, useState } from 'react';
import { onFrame } from './frame-loop.ts';
import type { LiveRun } from './live-run.ts';
import { usePlayhead } from './playhead.ts';

const REFRESH_MS = 200;

/** Index of the sample on show, looked at five times a second: for words, which nobody reads faster. -1 before the first. */
export function useSampleIndex(run: LiveRun): number {
  const [index, setIndex] = useState(() => indexNow(run));
  useEffect(() => {
    let dueMs = 0;
    return onFrame((nowMs) => {
      if (nowMs < dueMs) return;
      dueMs = nowMs + REFRESH_MS;
      setIndex(indexNow(run));
    });
  }, [run]);
  // Another run may not have come that far.
  return Math.min(index, run.length - 1);
}

function indexNow(run: LiveRun): number {
  return run.indexAt(usePlayhead.getState().timeSec);
}
