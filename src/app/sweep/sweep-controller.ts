import { create } from 'zustand';
import type { RunFigures } from '../../analysis/runs/run-figures.ts';
import {
  type JobOutcome,
  type PointResult,
  pointResultAt,
  pointResults,
} from '../../analysis/sweep/point-result.ts';
import {
  jobAt,
  jobScenario,
  jobsOf,
  type Sweep,
  type SweepPoint,
  sweepPoints,
  WHOLE,
} from '../../analysis/sweep/sweep.ts';
import { logHead } from '../../analysis/sweep/sweep-log.ts';
import { messageOf } from '../../workers/errors.ts';
import { figuresPool } from '../../workers/figures-pool.ts';
import { secondsLeft } from '../../workers/time-left.ts';
import { pagePool } from '../run/page-pool.ts';
import { forgetRuns, type KeptRuns, keepRuns, keptRuns } from './sweep-storage.ts';

/** A sweep on show and its runs so far. */
export interface ShownSweep {
  readonly sweep: Sweep;
  /** Its description: another one is another sweep. */
  readonly head: string;
  readonly points: readonly SweepPoint[];
  /** Jobs that can be run. */
  readonly jobs: readonly number[];
  /** What the runs so far say of every point. */
  readonly results: readonly PointResult[];
}

export interface SweepRunState {
  readonly shown: ShownSweep | null;
  /** Whether what is kept of the sweep has been read. */
  readonly isReady: boolean;
  readonly isRunning: boolean;
  /** Jobs that are over. */
  readonly done: number;
  /** Of the whole sweep, runs under way included; 0..1. */
  readonly share: number;
  /** Null while too little is done to tell. */
  readonly leftSec: number | null;
  /** Why the pool ended, where it failed. */
  readonly trouble: string;
  /** False where the browser keeps nothing for this page. */
  readonly isKept: boolean;
}

const NOTHING: SweepRunState = {
  shown: null,
  isReady: false,
  isRunning: false,
  done: 0,
  share: 0,
  leftSec: null,
  trouble: '',
  isKept: true,
};

export const useSweepRun = create<SweepRunState>()(() => NOTHING);

/** What is new is shown, and written to storage, this often at most. */
const PUBLISH_EVERY_MS = 250;
const KEEP_EVERY_MS = 1000;

/** Runs sweeps of the page, one at a time; it goes on while other views are open. */
class SweepController {
  private stop: AbortController | null = null;
  private outcomes = new Map<number, JobOutcome>();
  /** Points whose results are older than their outcomes. */
  private readonly changed = new Set<number>();
  private readonly unkept = new Map<number, RunFigures>();
  private poolShare = 0;
  private lastPublishMs = 0;
  private keepTimer: ReturnType<typeof setTimeout> | null = null;

  /** Shows a sweep with the runs that are kept of it. One that is under way for another is stopped, and kept. */
  async show(sweep: Sweep): Promise<void> {
    const head = logHead(sweep);
    if (useSweepRun.getState().shown?.head === head) return;
    this.cancel();
    const points = sweepPoints(sweep);
    const jobs = jobsOf(sweep, points, WHOLE);
    useSweepRun.setState({
      ...NOTHING,
      shown: { sweep, head, points, jobs, results: this.withoutRuns(sweep, points) },
    });
    try {
      this.take(head, await keptRuns(head));
    } catch {
      if (useSweepRun.getState().shown?.head === head) useSweepRun.setState({ isKept: false, isReady: true });
    }
  }

  /** Runs what is not over yet. Runs that could not be made are tried again. */
  async start(): Promise<void> {
    const { shown, isRunning } = useSweepRun.getState();
    if (shown === null || isRunning) return;
    const open = shown.jobs.filter((job) => !this.isDone(job));
    const stop = new AbortController();
    this.stop = stop;
    this.poolShare = 0;
    const startMs = performance.now();
    const add = (index: number, outcome: JobOutcome): void =>
      this.add(shown.sweep, open[index] ?? 0, outcome);
    useSweepRun.setState({ isRunning: true, trouble: '', leftSec: null });
    try {
      await figuresPool(
        open.length,
        (index) => jobScenario(shown.sweep, shown.points, open[index] ?? 0)!,
        pagePool(stop.signal),
        {
          onDone: (index, figures) => add(index, { figures }),
          onError: (index, { message }) => add(index, { error: message }),
          onProgress: (share) => {
            this.poolShare = share;
            this.publish(open.length, startMs);
          },
        },
      );
    } catch (error) {
      if (!stop.signal.aborted) useSweepRun.setState({ trouble: messageOf(error) });
    }
    if (this.stop === stop) this.end();
  }

  /** Ends the runs under way; those that are over stay. */
  cancel(): void {
    if (this.stop === null) return;
    this.stop.abort();
    this.end();
  }

  /** Forgets all runs of the sweep on show. */
  async discard(): Promise<void> {
    this.cancel();
    const { shown } = useSweepRun.getState();
    if (shown === null) return;
    const results = this.withoutRuns(shown.sweep, shown.points);
    useSweepRun.setState({ ...NOTHING, isReady: true, shown: { ...shown, results } });
    try {
      await forgetRuns(shown.head);
    } catch {
      useSweepRun.setState({ isKept: false });
    }
  }

  private take(head: string, kept: KeptRuns): void {
    const { shown } = useSweepRun.getState();
    if (shown?.head !== head) return;
    for (const [job, figures] of kept) if (!this.isDone(job)) this.set(shown.sweep, job, { figures });
    useSweepRun.setState({ isReady: true });
    this.republish(0);
  }

  /** Forgets all outcomes. */
  private withoutRuns(sweep: Sweep, points: readonly SweepPoint[]): PointResult[] {
    this.outcomes = new Map();
    this.changed.clear();
    return pointResults(sweep, points, this.outcomes);
  }

  private set(sweep: Sweep, job: number, outcome: JobOutcome): void {
    this.outcomes.set(job, outcome);
    this.changed.add(jobAt(sweep, job).point);
  }

  private isDone(job: number): boolean {
    const outcome = this.outcomes.get(job);
    return outcome !== undefined && 'figures' in outcome;
  }

  private add(sweep: Sweep, job: number, outcome: JobOutcome): void {
    this.set(sweep, job, outcome);
    if ('figures' in outcome) this.unkept.set(job, outcome.figures);
    this.keepTimer ??= setTimeout(() => this.keep(), KEEP_EVERY_MS);
  }

  private end(): void {
    this.stop = null;
    this.keep();
    this.republish(0);
    useSweepRun.setState({ isRunning: false, leftSec: null });
  }

  private keep(): void {
    if (this.keepTimer !== null) clearTimeout(this.keepTimer);
    this.keepTimer = null;
    const { shown } = useSweepRun.getState();
    if (shown === null || this.unkept.size === 0) return;
    const runs = new Map(this.unkept);
    this.unkept.clear();
    keepRuns(shown.head, runs).then(
      () => useSweepRun.setState({ isKept: true }),
      () => useSweepRun.setState({ isKept: false }),
    );
  }

  private publish(open: number, startMs: number): void {
    const now = performance.now();
    if (now - this.lastPublishMs < PUBLISH_EVERY_MS) return;
    this.lastPublishMs = now;
    this.republish(open);
    useSweepRun.setState({ leftSec: secondsLeft(this.poolShare, now - startMs) });
  }

  /** @param open jobs of the pool, whose share is counted from where the pool began */
  private republish(open: number): void {
    const { shown } = useSweepRun.getState();
    if (shown === null) return;
    const total = shown.jobs.length;
    const done = this.outcomes.size;
    const share = open === 0 ? done / total : (total - open + open * this.poolShare) / total;
    const results = this.renewed(shown);
    useSweepRun.setState({ shown: { ...shown, results }, done, share: total === 0 ? 1 : Math.min(1, share) });
  }

  /** Those of points without a new run stay: of a large sweep they are nearly all. */
  private renewed({ sweep, points, results }: ShownSweep): PointResult[] {
    const renewed = [...results];
    for (const index of this.changed) {
      const point = points[index];
      if (point !== undefined) renewed[index] = pointResultAt(sweep, point, index, this.outcomes);
    }
    this.changed.clear();
    return renewed;
  }
}

export const sweepController = new SweepController();
