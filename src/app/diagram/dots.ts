import type { LiveRun } from '../run/live-run.ts';
import { RateScale, totalAt } from './dot-scale.ts';
import type { Ribbon } from './ribbons.ts';

/** A kind of event that dots show: connections set up, or attempts that fail at a stage. */
export interface DotSource {
  /** Column of a running total. */
  readonly column: number;
  /** Stage at which the dots end. */
  readonly stage: number;
  readonly failed: boolean;
}

export interface Dot {
  readonly ribbons: readonly Ribbon[];
  /** Side of the ribbon that it keeps to, -0.5..0.5. */
  readonly lane: number;
  readonly failed: boolean;
  /** Seconds since it left. */
  age: number;
}

/** Seconds on the wall from one stage to the next. */
export const STAGE_SEC = 0.55;
/** Time for which the cross of a failed attempt stays. */
export const CROSS_SEC = 0.5;
/** After a jump of the playhead over more than this (in seconds on the wall) nothing is made up for. */
const LONGEST_STEP_SEC = 0.5;

/** Lets dots leave in proportion to what the run counted while the playhead moved, and moves them on. */
export class Dots {
  readonly alive: Dot[] = [];
  perDot = 1;
  private readonly run: LiveRun;
  private readonly sources: readonly DotSource[];
  private readonly owed: number[];
  private shownSec: number | null = null;
  private readonly rates = new RateScale();
  private seen = 0;

  constructor(run: LiveRun, sources: readonly DotSource[]) {
    this.run = run;
    this.sources = sources;
    this.owed = sources.map(() => 0);
  }

  /** Sets how many connections a dot stands for at a speed of playing. */
  scale(speed: number): void {
    this.learnRates();
    this.perDot = this.rates.connectionsPerDot(speed);
  }

  /**
   * Moves the dots by `elapsedSec` on the wall to the moment `timeSec` of the run. `route` gives a new dot its way to a stage.
   */
  step(elapsedSec: number, timeSec: number, speed: number, route: (stage: number) => Ribbon[]): void {
    const { run, sources, owed } = this;
    this.scale(speed);
    this.move(elapsedSec);
    const { sampleEverySec } = run.scenario;
    const [fromSec, toSec] = [this.shownSec, timeSec];
    this.shownSec = toSec;
    if (fromSec === null || toSec === fromSec) return;
    if (toSec < fromSec || toSec - fromSec > speed * LONGEST_STEP_SEC) {
      this.alive.length = 0;
      return;
    }
    sources.forEach(({ column, stage, failed }, index) => {
      const values = run.columns[column];
      const gained =
        totalAt(values, run.length, toSec / sampleEverySec) -
        totalAt(values, run.length, fromSec / sampleEverySec);
      let due = (owed[index] ?? 0) + gained / this.perDot;
      for (; due >= 1; due -= 1) {
        // Spread over the frame, so that dots of one frame do not lie on each other.
        this.alive.push({
          ribbons: route(stage),
          lane: Math.random() - 0.5,
          failed,
          age: Math.random() * elapsedSec,
        });
      }
      owed[index] = due;
    });
  }

  /** The playhead was taken to another moment: nothing is on its way there. */
  jumpTo(timeSec: number): void {
    if (timeSec !== this.shownSec) this.alive.length = 0;
    this.shownSec = timeSec;
  }

  private move(elapsedSec: number): void {
    const { alive } = this;
    let kept = 0;
    for (const dot of alive) {
      dot.age += elapsedSec;
      if (dot.age < flightSec(dot) + (dot.failed ? CROSS_SEC : 0)) {
        alive[kept] = dot;
        kept += 1;
      }
    }
    alive.length = kept;
  }

  /** Rates of all sources together, so that the scale holds for the whole run. */
  private learnRates(): void {
    const { run, sources } = this;
    for (; this.seen + 1 < run.length; this.seen += 1) {
      let gained = 0;
      for (const { column } of sources) {
        const values = run.columns[column];
        gained += (values?.[this.seen + 1] ?? 0) - (values?.[this.seen] ?? 0);
      }
      this.rates.add(gained / run.scenario.sampleEverySec);
    }
  }
}

/** From one stage to the next are two ribbons, to the junction and on. */
export function flightSec({ ribbons }: Dot): number {
  return (ribbons.length / 2) * STAGE_SEC;
}
