import type { ResourceId } from './run-result.ts';
import { ServiceQueue } from './service-queue.ts';

/** Connections in the order of coming, two numbers each: row and epoch. Those before `first` have left. */
interface Line {
  readonly waiting: number[];
  first: number;
}

/**
 * The listening sockets of a station's instances: connections wait in the backlog until the process accepts them, at
 * its rate, and while it has a descriptor for each. Without one accept() fails with EMFILE and the backlog fills; the
 * clients in it believe that they are connected. A full backlog drops SYNs.
 */
export class Listener {
  /** Null where the process accepts at once. */
  readonly acceptQueue: ServiceQueue | null;
  /** Connections of each instance that hold their descriptors. */
  readonly accepted: Int32Array;
  totalAccepted = 0;
  peakAccepted = 0;
  peakAcceptedOneInstance = 0;
  /** Connections of each instance that wait for a descriptor. */
  private readonly paused: Int32Array;
  private readonly lines: (Line | undefined)[];
  private readonly backlog: Float64Array;
  private readonly acceptLimit: Float64Array;

  /**
   * @param acceptLimit connections of one instance for which there are descriptors
   * @param ratesChange true where the rate can be another one later
   */
  constructor(
    instances: number,
    backlog: number,
    acceptsPerSec: number,
    acceptLimit: number,
    ratesChange = false,
  ) {
    this.backlog = new Float64Array(instances).fill(backlog);
    this.acceptLimit = new Float64Array(instances).fill(acceptLimit);
    this.acceptQueue = ServiceQueue.ofRate(instances, acceptsPerSec, ratesChange);
    this.accepted = new Int32Array(instances);
    this.paused = new Int32Array(instances);
    this.lines = new Array<Line | undefined>(instances).fill(undefined);
  }

  /** Why a SYN is dropped; null when it is answered. Linux admits one more than the number given to listen(). */
  refusesSyn(instance: number, nowSec: number): ResourceId | null {
    if (this.waiting(instance, nowSec) <= this.backlog[instance]!) return null;
    return this.paused[instance]! > 0 ? 'file-descriptors' : 'accept-queue';
  }

  /** Connections that wait to be accepted. */
  waiting(instance: number, nowSec: number): number {
    const queued = this.acceptQueue === null ? 0 : this.acceptQueue.waiting(instance, nowSec);
    return this.paused[instance]! + queued;
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
