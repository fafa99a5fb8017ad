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
/** Draws that spread evenly: multiples of the golden ratio. */
const GOLDEN = 0.618_033_988_749_894_9;
/** Dots of one source that stand still at a time. */
const MOST_STILL = 200;

/** A way to a stage; `draw` gives numbers of 0..1. */
export type Route = (stage: number, draw: () => number) => Ribbon[];

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
  step(elapsedSec: number, timeSec: number, speed: number, route: Route): void {
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
          ribbons: route(stage, Math.random),
          lane: Math.random() - 0.5,
          failed,
          age: Math.random() * elapsedSec,
        });
      }
      owed[index] = due;
    });
  }

  /**
   * The dots that would be on their way at a moment if it had been played up to there, each at its place: for a page that
   * stands still. The same moment has the same dots.
   */
  still(timeSec: number, speed: number, route: Route): void {
    const { alive, run, sources } = this;
    this.scale(speed);
    this.shownSec = timeSec;
    alive.length = 0;
    const sampleOf = (sec: number): number => Math.max(0, sec) / run.scenario.sampleEverySec;
    let drawn = 0;
    const draw = (): number => {
      drawn += 1;
      return (drawn * GOLDEN) % 1;
    };
    for (const { column, stage, failed } of sources) {
      const lastsSec = flightSec({ ribbons: route(stage, draw) }) + (failed ? CROSS_SEC : 0);
      const values = run.columns[column];
      const gained =
        totalAt(values, run.length, sampleOf(timeSec)) -
        totalAt(values, run.length, sampleOf(timeSec - lastsSec * speed));
      const count = Math.min(MOST_STILL, Math.round(gained / this.perDot));
      for (let i = 0; i < count; i++)
        alive.push({
          ribbons: route(stage, draw),
          lane: draw() - 0.5,
          failed,
          age: (lastsSec * (i + 0.5)) / count,
        });
    }
  }

  /** Whether the dots on show belong to that moment. */
  isAt(timeSec: number): boolean {
    return timeSec === this.shownSec;
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
export function flightSec({ ribbons }: Pick<Dot, 'ribbons'>): number {
  return (ribbons.length / 2) * STAGE_SEC;
}
