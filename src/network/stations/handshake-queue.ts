import type { RandomStream } from '../../engine/random.ts';
import { sampleExponential } from '../../engine/ziggurat.ts';
import type { HandshakeWork } from '../../scenario/limits.ts';

/** What the rates of an instance say about its handshakes. */
export interface HandshakeRates {
  readonly handshakesPerSec: number;
  /** Connections that the process takes up a second at most, where it accepts only what it gets to. */
  readonly acceptsPerSec: number;
}

/** Handshakes of one instance that have not begun: when each will, and whether for nobody, oldest first. */
class Line {
  size = 0;
  /** Handshakes that have begun so far, and those of them whose clients had left before. */
  begun = 0;
  abandoned = 0;
  private beginsSec = new Float64Array(16);
  private forNobody = new Uint8Array(16);
  private first = 0;

  push(beginSec: number, isForNobody: boolean): void {
    if (this.size === this.beginsSec.length) this.grow();
    const at = (this.first + this.size) & (this.beginsSec.length - 1);
    this.beginsSec[at] = beginSec;
    this.forNobody[at] = isForNobody ? 1 : 0;
    this.size += 1;
  }

  /** Those that have begun wait no more. */
  advance(nowSec: number): void {
    const mask = this.beginsSec.length - 1;
    while (this.size > 0 && this.beginsSec[this.first]! <= nowSec) {
      this.begun += 1;
      this.abandoned += this.forNobody[this.first]!;
      this.first = (this.first + 1) & mask;
      this.size -= 1;
    }
  }

  /** What is left until each begins takes longer or shorter by a factor. */
  rescale(nowSec: number, factor: number): void {
    this.advance(nowSec);
    for (let i = 0; i < this.size; i++) {
      const at = (this.first + i) & (this.beginsSec.length - 1);
      this.beginsSec[at] = nowSec + (this.beginsSec[at]! - nowSec) * factor;
    }
  }

  clear(): void {
    this.size = 0;
  }

  private grow(): void {
    const { beginsSec, forNobody, first, size } = this;
    this.beginsSec = new Float64Array(size * 2);
    this.forNobody = new Uint8Array(size * 2);
    for (let i = 0; i < size; i++) {
      this.beginsSec[i] = beginsSec[(first + i) & (size - 1)]!;
      this.forNobody[i] = forNobody[(first + i) & (size - 1)]!;
    }
    this.first = 0;
  }
}

/**
 * The handshakes of a station's instances, first come, first served by as many workers as an instance has. When a
 * handshake begins follows from those that came before it, and so whether its client will still be there: the queue costs
 * no event of its own (Lindley's recurrence, with Kiefer and Wolfowitz for several workers). A handshake whose client has
 * left is done all the same.
 */
export class HandshakeQueue {
  private readonly work: HandshakeWork;
  private readonly random: RandomStream;
  /** When each worker of each instance falls idle. */
  private readonly idleAtSec: Float64Array;
  private readonly lastBeginSec: Float64Array;
  private readonly lines: Line[];
  /** Time that one worker of each instance needs for a full handshake. */
  private readonly serviceSec: Float64Array;
  private readonly spacingSec: number;

  /** @param random draws of times, and of who resumes a session */
  constructor(instances: number, rates: HandshakeRates, work: HandshakeWork, random: RandomStream) {
    this.work = work;
    this.random = random;
    this.idleAtSec = new Float64Array(instances * work.workers);
    this.lastBeginSec = new Float64Array(instances).fill(-Infinity);
    this.lines = Array.from({ length: instances }, () => new Line());
    this.serviceSec = new Float64Array(instances).fill(work.workers / rates.handshakesPerSec);
    this.spacingSec = 1 / rates.acceptsPerSec;
  }

  /**
   * The instance does handshakes at another rate from now on, those that wait included: what is left takes longer or shorter
   * by the factor that is returned, 1 where nothing changes.
   */
  setRate(instance: number, nowSec: number, handshakesPerSec: number): number {
    const { workers } = this.work;
    const before = this.serviceSec[instance]!;
    const after = workers / handshakesPerSec;
    if (after === before) return 1;
    this.serviceSec[instance] = after;
    // Without a service time nothing was left to do.
    if (before === 0) return 1;
    const factor = after / before;
    for (let worker = instance * workers; worker < (instance + 1) * workers; worker++) {
      const leftSec = this.idleAtSec[worker]! - nowSec;
      if (leftSec > 0) this.idleAtSec[worker] = nowSec + leftSec * factor;
    }
    this.lines[instance]!.rescale(nowSec, factor);
    return factor;
  }

  /** Connections whose handshake has not begun. */
  waiting(instance: number, nowSec: number): number {
    const line = this.lines[instance]!;
    line.advance(nowSec);
    return line.size;
  }

  /**
   * Adds a connection; returns when its handshake is done, in simulated seconds.
   * @param leavesSec when its client gives up
   * @param wasConnected whether its client may have a session to resume
   */
  enter(instance: number, nowSec: number, leavesSec: number, wasConnected: boolean): number {
    const { idleAtSec, work, lastBeginSec } = this;
    const worker = this.nextIdle(instance);
    let beginSec = Math.max(nowSec, idleAtSec[worker]!);
    if (this.spacingSec > 0) beginSec = Math.max(beginSec, lastBeginSec[instance]! + this.spacingSec);
    lastBeginSec[instance] = beginSec;
    const isAbandoned = leavesSec < beginSec;
    const line = this.lines[instance]!;
    line.push(beginSec, isAbandoned);
    line.advance(nowSec);
    let sec = this.serviceSec[instance]!;
    if (work.times === 'exponential') sec *= sampleExponential(this.random);
    if (wasConnected && work.resumed > 0 && this.random.nextDouble() < work.resumed) sec *= work.resumedCost;
    if (isAbandoned) sec *= work.abandonedCost;
    const doneSec = beginSec + sec;
    idleAtSec[worker] = doneSec;
    return doneSec;
  }

  /** Handshakes of all instances that have begun until now, and those of them that were for nobody any more. */
  doneUntil(nowSec: number): { readonly begun: number; readonly abandoned: number } {
    let begun = 0;
    let abandoned = 0;
    for (const line of this.lines) {
      line.advance(nowSec);
      begun += line.begun;
      abandoned += line.abandoned;
    }
    return { begun, abandoned };
  }

  private nextIdle(instance: number): number {
    const { workers } = this.work;
    let next = instance * workers;
    const end = next + workers;
    for (let worker = next + 1; worker < end; worker++)
      if (this.idleAtSec[worker]! < this.idleAtSec[next]!) next = worker;
    return next;
  }

  /** Forgets all that waits, as a restart does. */
  clear(instance: number, nowSec: number): void {
    const { workers } = this.work;
    this.idleAtSec.fill(nowSec, instance * workers, (instance + 1) * workers);
    this.lastBeginSec[instance] = -Infinity;
    const line = this.lines[instance]!;
    line.advance(nowSec);
    line.clear();
  }
}
