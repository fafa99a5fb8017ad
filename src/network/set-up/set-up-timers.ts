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
  private readonly resends: (HoldRing | undefined)[][];
  private readonly patience: (HoldRing | undefined)[];
  /** Rings that were ever used, those of SYNs first. */
  private readonly resendRings: HoldRing[] = [];
  private readonly patienceRings: HoldRing[] = [];

  constructor(populations: number) {
    this.resends = Array.from({ length: populations }, () => []);
    this.patience = new Array<HoldRing | undefined>(populations).fill(undefined);
  }

  /** The SYN of a row is sent again, for the time of that number. */
  resendAt(timeSec: number, population: number, retransmit: number, row: number, epoch: number): void {
    this.set(ringOf(this.resends[population]!, retransmit, this.resendRings), timeSec, row, epoch);
  }

  /** The client gives up; false when the ring does not take a time before that of others: it belongs into the queue. */
  giveUpAt(timeSec: number, population: number, row: number, epoch: number): boolean {
    const ring = ringOf(this.patience, population, this.patienceRings);
    if (timeSec < ring.lastEndSec) return false;
    this.set(ring, timeSec, row, epoch);
    return true;
  }

  /** Row of the SYN whose timer fires next; -1 where it is another timer. */
  nextResend(): number {
    for (let i = 0; i < this.resendRings.length; i++) {
      const ring = this.resendRings[i]!;
      if (ring.nextEndSec === this.nextSec) return ring.firstEntry;
    }
    return -1;
  }

  /** Takes the timer that fires next. Only when there is one. */
  pop(): void {
    const due = this.nextSec;
    const resend = this.popFrom(this.resendRings, due);
    this.kind = resend ? SET_UP : ABANDON;
    if (!resend) this.popFrom(this.patienceRings, due);
    this.nextSec = Math.min(earliest(this.resendRings), earliest(this.patienceRings));
  }

  private set(ring: HoldRing, timeSec: number, row: number, epoch: number): void {
    ring.push(timeSec, row, epoch);
    if (timeSec < this.nextSec) this.nextSec = timeSec;
  }

  private popFrom(rings: readonly HoldRing[], dueSec: number): boolean {
    for (let i = 0; i < rings.length; i++) {
      const ring = rings[i]!;
      if (ring.nextEndSec !== dueSec) continue;
      this.row = ring.pop();
      this.epoch = ring.poppedTag;
      return true;
    }
    return false;
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

function earliest(rings: readonly HoldRing[]): number {
  let next = Infinity;
  for (let i = 0; i < rings.length; i++) if (rings[i]!.nextEndSec < next) next = rings[i]!.nextEndSec;
  return next;
}
