import { HoldRing } from '../../engine/hold-ring.ts';
import { ABANDON, SET_UP } from '../connections/event-kinds.ts';

/**
 * The timers of connections in set-up: a SYN that is sent again, a client whose patience ends. Each is a constant time, so
 * they fire in the order in which they were set, and stand in rings: one for each retransmission of a population, and one
 * for the patience of its clients. A timer names the row of its connection.
 */
export class SetUpTimers {
  /** When the next one fires; Infinity where there is none. */
  nextSec = Infinity;
  /** The timer that `pop` took: its kind, the row, and the row's epoch when it was set. */
  kind = SET_UP;
  row = 0;
  epoch = 0;
  nextResendSec = Infinity;
  nextPatienceSec = Infinity;
  readonly resends: (HoldRing | undefined)[][];
  readonly patience: (HoldRing | undefined)[];
  /** Rings that were ever used, those of SYNs first. */
  readonly resendRings: HoldRing[] = [];
  readonly patienceRings: HoldRing[] = [];

  constructor(populations: number) {
    this.resends = Array.from({ length: populations }, () => []);
    this.patience = new Array<HoldRing | undefined>(populations).fill(undefined);
  }

  /** The SYN of a row is sent again, for the time of that number. */
  resendAt(timeSec: number, population: number, retransmit: number, row: number, epoch: number): void {
    ringOf(this.resends[population]!, retransmit, this.resendRings).push(timeSec, row, epoch);
    if (timeSec >= this.nextResendSec) return;
    this.nextResendSec = timeSec;
    if (timeSec < this.nextSec) this.nextSec = timeSec;
  }

  /** The client gives up; false when the ring does not take a time before that of others: it belongs into the queue. */
  giveUpAt(timeSec: number, population: number, row: number, epoch: number): boolean {
    const ring = ringOf(this.patience, population, this.patienceRings);
    if (timeSec < ring.lastEndSec) return false;
    ring.push(timeSec, row, epoch);
    if (timeSec < this.nextPatienceSec) {
      this.nextPatienceSec = timeSec;
      if (timeSec < this.nextSec) this.nextSec = timeSec;
    }
    return true;
  }

  /** The rings of a population that sends a SYN so often, made and listed in the order in which they would be first used. */
  ringsOf(population: number, syns: number): { readonly patience: HoldRing; readonly resends: HoldRing[] } {
    const resends = this.resends[population]!;
    return {
      patience: ringOf(this.patience, population, this.patienceRings),
      resends: Array.from({ length: syns }, (_, n) => ringOf(resends, n, this.resendRings)),
    };
  }

  /** Timers were set or taken in their rings by somebody else. */
  lookAgain(): void {
    this.nextPatienceSec = earliest(this.patienceRings);
    this.taken();
  }

  /**
   * The ring of the timer that fires next, where that is of a SYN, else null. All in a ring are of one population and send
   * for the same time. Whoever takes from it says so with `taken`.
   */
  nextResends(): HoldRing | null {
    return this.nextResendSec === this.nextSec ? dueOf(this.resendRings, this.nextSec) : null;
  }

  /** Timers of SYNs were taken from their ring. */
  taken(): void {
    this.nextResendSec = earliest(this.resendRings);
    this.findNext();
  }

  /** Takes the timer that fires next. Only when there is one. */
  pop(): void {
    const due = this.nextSec;
    if (this.nextResendSec === due) {
      this.kind = SET_UP;
      this.popFrom(dueOf(this.resendRings, due));
      this.nextResendSec = earliest(this.resendRings);
    } else {
      this.kind = ABANDON;
      this.popFrom(dueOf(this.patienceRings, due));
      this.nextPatienceSec = earliest(this.patienceRings);
    }
    this.findNext();
  }

  private findNext(): void {
    const { nextResendSec, nextPatienceSec } = this;
    this.nextSec = nextResendSec < nextPatienceSec ? nextResendSec : nextPatienceSec;
  }

  private popFrom(ring: HoldRing): void {
    this.row = ring.pop();
    this.epoch = ring.poppedTag;
  }
}

/** The ring at that index, made and listed when it is wanted for the first time. */
function ringOf(rings: (HoldRing | undefined)[], index: number, listed: HoldRing[]): HoldRing {
  const known = rings[index];
  if (known !== undefined) return known;
  const ring = new HoldRing();
  rings[index] = ring;
  listed.push(ring);
  return ring;
}

/** The first ring whose oldest entry ends at that time. Only where there is one. */
function dueOf(rings: readonly HoldRing[], dueSec: number): HoldRing {
  let i = 0;
  while (rings[i]!.nextEndSec !== dueSec) i += 1;
  return rings[i]!;
}

function earliest(rings: readonly HoldRing[]): number {
  let next = Infinity;
  for (let i = 0; i < rings.length; i++) if (rings[i]!.nextEndSec < next) next = rings[i]!.nextEndSec;
  return next;
}
