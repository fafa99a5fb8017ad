import { LOG_BINS, logBinOf } from '../../numeric/log-bins.ts';
import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import {
  CLOSE_REASONS,
  type CloseReason,
  type LifeTable,
  type PopulationSummary,
} from '../results/run-result.ts';

/** A connection remembers when it was opened as a 31-bit share of the run: to 2 us in an hour. */
const TICKS = 2 ** 31 - 1;

/**
 * How long the connections of one population live and what ends them, and how long its clients are there. Ages are counted in
 * a fixed number of bins, so that nothing grows with the length of a run.
 */
export class ConnectionLives {
  readonly ticksPerSec: number;
  readonly secPerTick: number;
  /** By what ended them; null where nothing has yet. */
  readonly ended: Record<CloseReason, Int32Array | null>;
  established = 0;
  reconnects = 0;
  endedSec = 0;
  /** Open connections, and the sum of the moments at which they were opened. */
  open = 0;
  openedTicks = 0;
  /** Clients that are there, and the sums of the moments at which clients came and gave up. */
  present = 0;
  cameSec = 0;
  leftSec = 0;

  constructor(durationSec: number) {
    this.ticksPerSec = TICKS / durationSec;
    this.secPerTick = durationSec / TICKS;
    this.ended = ofReasons(() => null);
  }

  /** A client is there from now on. */
  came(nowSec: number): void {
    this.present += 1;
    this.cameSec += nowSec;
  }

  /** A client gives up for good. */
  left(nowSec: number): void {
    this.present -= 1;
    this.leftSec += nowSec;
  }

  /** The connection in hand is established. */
  opened(hand: ConnectionInHand, nowSec: number): void {
    const tick = (nowSec * this.ticksPerSec) | 0;
    hand.openedTick = tick;
    this.established += 1;
    this.open += 1;
    this.openedTicks += tick;
    if (hand.session > 0) this.reconnects += 1;
  }

  /** The connection in hand is over for its client. */
  closed(hand: ConnectionInHand, reason: CloseReason, nowSec: number): void {
    const livedSec = ageSec(nowSec, hand.openedTick, this.secPerTick);
    const bins = (this.ended[reason] ??= new Int32Array(LOG_BINS));
    bins[logBinOf(livedSec)]! += 1;
    this.open -= 1;
    this.openedTicks -= hand.openedTick;
    this.endedSec += livedSec;
  }

  closedBy(): Record<CloseReason, number> {
    return ofReasons((reason) => this.ended[reason]?.reduce((sum, count) => sum + count, 0) ?? 0);
  }

  /** @param comesBack clients stay between two connections; others are there while they are connected */
  summary(name: string, comesBack: boolean, nowSec: number): PopulationSummary {
    const connectedSec = this.endedSec + this.open * nowSec - this.openedTicks * this.secPerTick;
    return {
      name,
      userSec: comesBack ? this.present * nowSec + this.leftSec - this.cameSec : connectedSec,
      connectedSec,
      established: this.established,
      reconnects: this.reconnects,
      closedBy: this.closedBy(),
    };
  }

  /** @param open ages of the connections that are open now, in bins */
  lifeTable(open: Int32Array): LifeTable {
    const ended: Partial<Record<CloseReason, Int32Array>> = {};
    for (const reason of CLOSE_REASONS) {
      const bins = this.ended[reason];
      if (bins !== null) ended[reason] = bins.slice();
    }
    return { ended, open };
  }
}

/** Age of a connection that was established at that tick. */
export function ageSec(nowSec: number, openedTick: number, secPerTick: number): number {
  const livedSec = nowSec - openedTick * secPerTick;
  return livedSec > 0 ? livedSec : 0;
}

/** What closed the connections of all populations together. */
export function closedByOf(populations: readonly PopulationSummary[]): Record<CloseReason, number> {
  return ofReasons((reason) => populations.reduce((sum, { closedBy }) => sum + closedBy[reason], 0));
}

function ofReasons<Value>(value: (reason: CloseReason) => Value): Record<CloseReason, Value> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every reason is a key
  return Object.fromEntries(CLOSE_REASONS.map((reason) => [reason, value(reason)])) as Record<
    CloseReason,
    Value
  >;
}
