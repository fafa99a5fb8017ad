import { create } from 'zustand';
import type { KeptRun } from './kept-run.ts';
import { readRuns, writeRuns } from './run-storage.ts';

/** What one browser keeps: a run takes some ten kB, and nobody reads a longer list. */
export const MOST_KEPT_RUNS = 24;

export interface KeptRunsState {
  /** Newest first. */
  readonly runs: readonly KeptRun[];
  readonly isLoaded: boolean;
  /** False where the browser keeps nothing for this page: the runs are gone with it. */
  readonly isStored: boolean;
}

export const useKeptRuns = create<KeptRunsState>()(() => ({ runs: [], isLoaded: false, isStored: true }));

/** Reads what is kept, also of what other tabs have kept meanwhile. Without storage the runs of this visit stay. */
export async function loadKeptRuns(): Promise<void> {
  try {
    const runs = await readRuns();
    // What cannot be stored lives in this page alone.
    if (useKeptRuns.getState().isStored) useKeptRuns.setState({ runs: newestFirst(runs) });
  } catch {
    useKeptRuns.setState({ isStored: false });
  }
  useKeptRuns.setState({ isLoaded: true });
}

/**
 * Adds a run at once; the promise waits until it is written.
 * @returns the runs that made room for it, or null where there is none to be had: all that are kept are pinned
 */
export async function addRun(run: KeptRun): Promise<readonly KeptRun[] | null> {
  const { runs } = useKeptRuns.getState();
  const forgotten = runsToForget(runs);
  if (forgotten === null) return null;
  const ids = forgotten.map(({ id }) => id);
  useKeptRuns.setState({ runs: newestFirst([run, ...runs.filter(({ id }) => !ids.includes(id))]) });
  await store(writeRuns([run], ids));
  return forgotten;
}

/** Which of the runs go when one more is kept: the oldest that are not pinned; null where that is not enough. */
export function runsToForget(runs: readonly KeptRun[]): readonly KeptRun[] | null {
  const tooMany = runs.length + 1 - MOST_KEPT_RUNS;
  if (tooMany <= 0) return [];
  const loose = newestFirst(runs).filter(({ isPinned }) => !isPinned);
  return loose.length < tooMany ? null : loose.slice(-tooMany);
}

/** Renames, recolours or pins a run. */
export function changeRun(id: string, change: Partial<Pick<KeptRun, 'name' | 'look' | 'isPinned'>>): void {
  const run = useKeptRuns.getState().runs.find((each) => each.id === id);
  if (run === undefined) return;
  const changed = { ...run, ...change };
  useKeptRuns.setState(({ runs }) => ({ runs: runs.map((each) => (each.id === id ? changed : each)) }));
  void store(writeRuns([changed]));
}

/** Takes a run out at once; the promise waits until that is written. */
export function deleteRun(id: string): Promise<void> {
  useKeptRuns.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));
  return store(writeRuns([], [id]));
}

/** The name, with a number behind it where a kept run has it already. */
export function freeName(name: string, runs: readonly Pick<KeptRun, 'name'>[]): string {
  const taken = new Set(runs.map((run) => run.name));
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name} (${number})`)) return `${name} (${number})`;
}

function newestFirst(runs: readonly KeptRun[]): KeptRun[] {
  return runs.toSorted((a, b) => b.keptAtMs - a.keptAtMs);
}

async function store(writing: Promise<void>): Promise<void> {
  const isStored = await writing.then(
    () => true,
    () => false,
  );
  useKeptRuns.setState({ isStored });
}
