import type { Clock } from '../../engine/clock.ts';
import type { FailureLedger } from './failure-ledger.ts';

/** The last counter takes this number of retransmissions and more. */
const MAX_COUNTED_RETRANSMITS = 31;

/** What a run counts, whoever the clients are. Concurrent connections are integrated over time exactly. */
export class RunCounters {
  readonly ledger: FailureLedger;
  private readonly clock: Clock;
  events = 0;
  attempts = 0;
  established = 0;
  closed = 0;
  concurrent = 0;
  connecting = 0;
  waiting = 0;
  /** Attempts under way whose client has been answered: it believes that it is connected. */
  answered = 0;
  peakClientEstablished = 0;
  /** Connections that the path has lost while the client believes that they are open. */
  forgotten = 0;
  /** Half-closed connections, and those of which one end alone is left. */
  remnants = 0;
  /** What came of forgotten connections; `forgotten` counts them all. */
  readonly idle = { forgotten: 0, resumed: 0, reset: 0, silent: 0, farEndReset: 0 };
  /** The same of failures that nobody was told of. */
  readonly unnoticed = { lost: 0, resumed: 0, reset: 0, gaveUp: 0, farEndReset: 0, vanished: 0 };
  /** Places at the servers' side that clients hold who have left without a word. */
  vanishedHeld = 0;
  peakVanishedHeld = 0;
  /** Clients that never try again. */
  gone = 0;
  peakConcurrent = 0;
  peakConcurrentAtSec = 0;
  /** Established connections of each population at the sample with the most connections. */
  peakByGroup: readonly number[] = [];
  private sampledPeak = -1;
  longestSetUpSec = 0;
  afterRetransmits = new Float64Array(MAX_COUNTED_RETRANSMITS + 1);
  connectionSeconds = 0;
  changedAtSec = 0;

  constructor(ledger: FailureLedger, clock: Clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  opened(): void {
    this.integrate();
    this.established += 1;
    this.oneMore();
  }

  /** A flow table has forgotten a connection. */
  forgotOne(): void {
    this.idle.forgotten += 1;
    this.oneHalfOpen();
  }

  /** A failure has taken one, and nobody was told. */
  lostOne(): void {
    this.unnoticed.lost += 1;
    this.oneHalfOpen();
  }

  private oneHalfOpen(): void {
    this.integrate();
    this.concurrent -= 1;
    this.forgotten += 1;
  }

  /** A forgotten connection is tracked again. */
  resumedOne(): void {
    this.integrate();
    this.forgotten -= 1;
    this.oneMore();
  }

  vanishedOne(): void {
    this.unnoticed.vanished += 1;
    if (++this.vanishedHeld > this.peakVanishedHeld) this.peakVanishedHeld = this.vanishedHeld;
  }

  /** A forgotten connection has ended for its client. */
  forgottenEnded(): void {
    this.forgotten -= 1;
    this.closed += 1;
  }

  answeredChanged(by: number): void {
    this.answered += by;
    this.clientsSeeMore();
  }

  private integrate(): void {
    const { nowSec } = this.clock;
    this.connectionSeconds += this.concurrent * (nowSec - this.changedAtSec);
    this.changedAtSec = nowSec;
  }

  private oneMore(): void {
    if (++this.concurrent > this.peakConcurrent) {
      this.peakConcurrent = this.concurrent;
      this.peakConcurrentAtSec = this.clock.nowSec;
    }
    this.clientsSeeMore();
  }

  private clientsSeeMore(): void {
    const seen = this.concurrent + this.answered;
    if (seen > this.peakClientEstablished) this.peakClientEstablished = seen;
  }

  /** How a connection that was just established got there. */
  setUp(retransmits: number, startSec: number): void {
    const tookSec = this.clock.nowSec - startSec;
    this.afterRetransmits[retransmits < MAX_COUNTED_RETRANSMITS ? retransmits : MAX_COUNTED_RETRANSMITS]! +=
      1;
    if (tookSec > this.longestSetUpSec) this.longestSetUpSec = tookSec;
  }

  /** Connections by retransmissions, without the zeros at the end. */
  establishedAfterRetransmits(): number[] {
    let length = MAX_COUNTED_RETRANSMITS + 1;
    while (length > 0 && this.afterRetransmits[length - 1] === 0) length -= 1;
    return [...this.afterRetransmits.subarray(0, length)];
  }

  closedOne(): void {
    this.integrate();
    this.concurrent -= 1;
    this.closed += 1;
  }

  /** Keeps the shares of the populations at the busiest sample, for the traffic there. */
  sampled(groups: readonly { readonly established: number }[]): void {
    if (this.concurrent <= this.sampledPeak) return;
    this.sampledPeak = this.concurrent;
    this.peakByGroup = groups.map((group) => group.established);
  }

  /** Time-weighted mean of concurrent connections from the start to now. */
  meanConcurrent(): number {
    const { nowSec } = this.clock;
    if (nowSec <= 0) return this.concurrent;
    return (this.connectionSeconds + this.concurrent * (nowSec - this.changedAtSec)) / nowSec;
  }
}
