import type { ResourceId } from '../results/run-result.ts';
import type { HandshakeQueue } from './handshake-queue.ts';
import { ServiceQueue } from './service-queue.ts';

/** Connections in the order of coming, two numbers each: row and epoch. Those before `first` have left. */
interface Line {
  readonly waiting: number[];
  first: number;
}

/** What a listening socket is made with. */
export interface ListenerSettings {
  readonly backlog: number;
  readonly synBacklog: number;
  readonly acceptsPerSec: number;
  /** True where that can be another rate later. */
  readonly acceptsChange: boolean;
  /** Connections of one instance for which there are descriptors. */
  readonly acceptLimit: number;
  /** Where the process accepts only what it gets to: the handshakes that the connections wait for; null elsewhere. */
  readonly handshakes: HandshakeQueue | null;
}

/**
 * The listening sockets of a station's instances: connections wait in the backlog until the process accepts them, at
 * its rate, and while it has a descriptor for each. Without one accept() fails with EMFILE and the backlog fills; the
 * clients in it believe that they are connected. A full backlog drops SYNs, and the ACKs of those whose SYNs it answered
 * before it was full.
 */
export class Listener {
  /** Null where the process accepts at once, or what it gets to. */
  readonly acceptQueue: ServiceQueue | null;
  readonly handshakes: HandshakeQueue | null;
  readonly synBacklog: number;
  /** Connections of each instance whose SYN was answered and whose ACK was not taken yet. */
  readonly halfOpen: Int32Array;
  /** Connections of each instance that hold their descriptors. */
  accepted: Int32Array;
  totalAccepted = 0;
  peakAccepted = 0;
  peakAcceptedOneInstance = 0;
  /** Connections of each instance that wait for a descriptor. */
  readonly paused: Int32Array;
  private readonly lines: (Line | undefined)[];
  private readonly backlog: Float64Array;
  readonly acceptLimit: Float64Array;
  /** When a SYN that was sent again was answered last. */
  answeredAtSec: Float64Array;

  constructor(instances: number, settings: ListenerSettings) {
    this.backlog = new Float64Array(instances).fill(settings.backlog);
    this.synBacklog = settings.synBacklog;
    this.acceptLimit = new Float64Array(instances).fill(settings.acceptLimit);
    this.handshakes = settings.handshakes;
    this.acceptQueue =
      settings.handshakes === null
        ? ServiceQueue.ofRate(instances, settings.acceptsPerSec, settings.acceptsChange)
        : null;
    this.halfOpen = new Int32Array(instances);
    this.answeredAtSec = new Float64Array(instances).fill(-1);
    this.accepted = new Int32Array(instances);
    this.paused = new Int32Array(instances);
    this.lines = new Array<Line | undefined>(instances).fill(undefined);
  }

  /** Whether connections wait for anything but a descriptor. */
  get hasQueue(): boolean {
    return this.acceptQueue !== null || this.handshakes !== null;
  }

  /**
   * Why a SYN is dropped; null when it is answered. SYNs whose timers stand in one slot of the timer wheel are sent again
   * together: all of them are looked at before the ACK of the first one comes. Measured on Linux 6.18: more connections
   * than the backlog has room for pass it in one slot, and overflow the accept queue with their ACKs.
   * @param isSentAgain whether a timer has sent it
   */
  refusesSyn(instance: number, nowSec: number, isSentAgain: boolean): ResourceId | null {
    if (this.halfOpen[instance]! >= this.synBacklog) return 'syn-queue';
    if (isSentAgain && this.answeredAtSec[instance] === nowSec) return null;
    const refusedBy = this.refusesAck(instance, nowSec);
    if (refusedBy === null && isSentAgain) this.answeredAtSec[instance] = nowSec;
    return refusedBy;
  }

  /** Why the ACK of a connection is lost; null when it takes its place. Linux admits one more than was given to listen(). */
  refusesAck(instance: number, nowSec: number): ResourceId | null {
    if (this.waiting(instance, nowSec) <= this.backlog[instance]!) return null;
    return this.paused[instance]! > 0 ? 'file-descriptors' : 'accept-queue';
  }

  /** Connections that wait to be accepted. */
  waiting(instance: number, nowSec: number): number {
    let waiting = this.paused[instance]!;
    if (this.acceptQueue !== null) waiting += this.acceptQueue.waiting(instance, nowSec);
    if (this.handshakes !== null) waiting += this.handshakes.waiting(instance, nowSec);
    return waiting;
  }

  /** Accepts a connection; false when it must wait for a descriptor: then it is to `stand` in the line. */
  accept(instance: number): boolean {
    if (this.accepted[instance]! < this.acceptLimit[instance]! && this.paused[instance] === 0) {
      this.take(instance);
      return true;
    }
    this.paused[instance]! += 1;
    return false;
  }

  /** A connection that was not accepted stands behind those that came before it. */
  stand(instance: number, row: number, epoch: number): void {
    this.lines[instance] ??= { waiting: [], first: 0 };
    this.lines[instance].waiting.push(row, epoch);
  }

  /** A connection that waits for a descriptor has ended. Its place in the line is skipped when it comes up. */
  leavePause(instance: number): void {
    this.paused[instance]! -= 1;
  }

  /** From now on; connections beyond a lower limit stay. Those that wait get nothing before `acceptNext`. */
  setLimits(instance: number, backlog: number, acceptLimit: number): void {
    this.backlog[instance] = backlog;
    this.acceptLimit[instance] = acceptLimit;
  }

  /**
   * A connection gives its descriptors back. The first in the line that still waits gets them.
   * @param stillWaits whether the connection that had the row in that epoch still waits there
   * @returns the row that was accepted in its place, or -1
   */
  release(instance: number, stillWaits: (row: number, epoch: number) => boolean): number {
    this.accepted[instance]! -= 1;
    this.totalAccepted -= 1;
    return this.paused[instance] === 0 ? -1 : this.acceptNext(instance, stillWaits);
  }

  /** Accepts the first in the line that still waits, if there is one and descriptors for it; its row, or -1. */
  acceptNext(instance: number, stillWaits: (row: number, epoch: number) => boolean): number {
    if (this.paused[instance] === 0 || this.accepted[instance]! >= this.acceptLimit[instance]!) return -1;
    const line = this.lines[instance]!;
    while (line.first < line.waiting.length) {
      const row = line.waiting[line.first]!;
      const epoch = line.waiting[line.first + 1]!;
      line.first += 2;
      if (!stillWaits(row, epoch)) continue;
      this.paused[instance]! -= 1;
      this.take(instance);
      return row;
    }
    line.waiting.length = 0;
    line.first = 0;
    return -1;
  }

  /** Forgets all that waits, as a restart does. */
  clear(instance: number, nowSec: number): void {
    this.acceptQueue?.clear(instance, nowSec);
  }

  private take(instance: number): void {
    const accepted = this.accepted[instance]! + 1;
    this.accepted[instance] = accepted;
    if (accepted > this.peakAcceptedOneInstance) this.peakAcceptedOneInstance = accepted;
    if (++this.totalAccepted > this.peakAccepted) this.peakAccepted = this.totalAccepted;
  }
}
