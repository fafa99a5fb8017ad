/** What a user of the app waits for and what that costs: runs through the app's own worker, on a page. */
import { messageOf } from '../../../src/workers/errors.ts';
import type { Outcome, SizeName, Workload } from '../workload.ts';
import { faultOf } from '../workload.ts';
import { median } from './statistics.ts';

/** One run, by the page's clock on the wall, from the call on. */
export interface AppRun {
  /** Until the first samples were there. */
  readonly firstPointsMs: number;
  readonly resultMs: number;
  /** Messages with samples. */
  readonly updates: number;
  /** Of the worker's time: making and sending the updates but the last, which is the result. */
  readonly streamingMs: number;
  /** CPU time meanwhile of the main thread of a page that draws nothing, beyond that of one that is asked for nothing: it only takes the updates. */
  readonly pageBusyMs: number;
}

/** Medians over the runs. */
export interface AppTiming {
  readonly rounds: number;
  readonly resultMs: number;
  readonly firstPointsMs: number;
  /** On a page that was just opened: its worker starts, its code is loaded and compiled. */
  readonly coldFirstPointsMs: number;
  readonly streaming: StreamingCost;
  readonly largest: TabRun | null;
}

export interface StreamingCost {
  readonly updatesPerSec: number;
  /** Shares of one core while a run computes. */
  readonly workerShare: number;
  readonly pageShare: number;
}

/** Port-loss at a size that a tab must bear. */
export interface TabRun {
  readonly size: SizeName;
  readonly tookMs: number;
  /** Why it did not end as it should; null where it did. */
  readonly fault: string | null;
}

/** @param cold runs on pages of their own; the others came after a warm-up */
export function appTiming(
  warm: readonly AppRun[],
  cold: readonly AppRun[],
  largest: TabRun | null,
): AppTiming {
  const middle = (runs: readonly AppRun[], of: (run: AppRun) => number): number => median(runs.map(of));
  return {
    rounds: warm.length,
    resultMs: middle(warm, ({ resultMs }) => resultMs),
    firstPointsMs: middle(warm, ({ firstPointsMs }) => firstPointsMs),
    coldFirstPointsMs: middle(cold, ({ firstPointsMs }) => firstPointsMs),
    streaming: {
      updatesPerSec: middle(warm, ({ updates, resultMs }) => (1000 * updates) / resultMs),
      workerShare: middle(warm, ({ streamingMs, resultMs }) => streamingMs / resultMs),
      pageShare: middle(warm, ({ pageBusyMs, resultMs }) => pageBusyMs / resultMs),
    },
    largest,
  };
}

/** Runs port-loss at a size; what goes wrong is a finding, not the end of the benchmark. */
export async function tabRun(
  size: SizeName,
  workload: Workload,
  run: (workload: Workload) => Promise<{ readonly tookMs: number; readonly outcome: Outcome }>,
): Promise<TabRun> {
  try {
    const { tookMs, outcome } = await run(workload);
    return { size, tookMs, fault: faultOf(workload, outcome) };
  } catch (error) {
    return { size, tookMs: Number.NaN, fault: messageOf(error) };
  }
}
