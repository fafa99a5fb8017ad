import { useMemo, useSyncExternalStore } from 'react';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';

/**
 * A small value derived from a run (a domain, a sentence, a table), kept up to date as the run grows. It is computed at
 * most every `everyMs` and renders only when it is no longer `same`; samples themselves stay out of React. `derive` and
 * `same` must be the same functions from render to render.
 */
export function useRunValue<T>(
  run: LiveRun,
  derive: (run: LiveRun) => T,
  same: (before: T, after: T) => boolean = Object.is,
  everyMs = 0,
): T {
  const store = useMemo(() => runValueStore(run, derive, same, everyMs), [run, derive, same, everyMs]);
  return useSyncExternalStore(store.subscribe, store.value);
}

function runValueStore<T>(
  run: LiveRun,
  derive: (run: LiveRun) => T,
  same: (before: T, after: T) => boolean,
  everyMs: number,
): { subscribe: (changed: () => void) => () => void; value: () => T } {
  let value = derive(run);
  let seen = run.version;
  let dueMs = 0;
  const subscribe = (changed: () => void): (() => void) =>
    onFrame((nowMs) => {
      if (run.version === seen || nowMs < dueMs) return;
      seen = run.version;
      dueMs = nowMs + everyMs;
      const next = derive(run);
      if (same(value, next)) return;
      value = next;
      changed();
    });
  return { subscribe, value: () => value };
}

/** What the columns of a run are; none before its first samples. */
export function useRunInfo(run: LiveRun): LiveRun['info'] {
  return useRunValue(run, infoOf);
}

function infoOf(run: LiveRun): LiveRun['info'] {
  return run.info;
}

/** Whether the inputs have changed since the run on show. */
export function useIsStale(run: LiveRun): boolean {
  return useRunValue(run, staleOf);
}

function staleOf(run: LiveRun): boolean {
  return run.stale;
}
