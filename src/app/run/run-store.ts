import { create } from 'zustand';
import type { PortMapChoice } from '../../network/results/run-result.ts';
import type { LiveRun } from './live-run.ts';

export type RunStatus = 'idle' | 'computing' | 'done' | 'refused' | 'crashed';

/** What the page knows about the run. The samples are inside `run` and change without a render. */
export interface RunState {
  /** The run on show; null until the first samples of the first run have arrived. */
  readonly run: LiveRun | null;
  readonly status: RunStatus;
  /** Share of the simulated time that has been computed, 0..1. */
  readonly progress: number;
  /** Why the run was refused or crashed. */
  readonly message: string;
  /** Port spaces of the run on show. */
  readonly portMapChoices: readonly PortMapChoice[];
}

export const useRun = create<RunState>()(() => ({
  run: null,
  status: 'idle',
  progress: 0,
  message: '',
  portMapChoices: [],
}));

/** Whether there is a run on show, for what acts on it. */
export function hasRun(): boolean {
  return useRun.getState().run !== null;
}
