/**
 * One pool of source ports under Poisson arrivals, with nothing else of the path around it: the port spaces of the engine,
 * driven by a loop that costs some 40 ns a claim. It is what a variance-reduced estimate samples its states from.
 */
import { HoldRing } from '../../engine/hold-ring.ts';
import { type RandomStream, streamFor } from '../../engine/random.ts';
import { sampleExponential } from '../../engine/ziggurat.ts';
import { sharesByHash } from '../../network/ports/hashed-address.ts';
import { refusalProbability } from '../../network/ports/refusal-probability.ts';
import { NO_PORT, SourcePool } from '../../network/ports/source-pool.ts';
import type { SourcePool as SourcePoolSettings } from '../../scenario/scenario.ts';

const TWO_32 = 4294967296;

/** How long connections last. What matters to a port search beside the mean is how scattered the ports are that come free. */
export type ChurnLifetimes = 'exponential' | 'constant';

/** One instance's pool and what comes to it. The unit of time is the mean lifetime of a connection. */
export interface ChurnedPool {
  readonly settings: SourcePoolSettings;
  readonly destinations: number;
  /** Source addresses that the pool sees, each as often. */
  readonly senders: number;
  /** Ports that senders come with, each as often; read only where the pool keeps them. */
  readonly senderPorts: ArrayLike<number>;
  /** Arrivals in a mean lifetime: the connections that would be open if none were refused. */
  readonly offeredErl: number;
  /** How long a port stays taken after its connection has closed, in mean lifetimes. */
  readonly holdLifetimes: number;
  readonly lifetimes: ChurnLifetimes;
}

/** The pool's state as time goes on. Refused connections are lost. */
export class PoolChurn {
  readonly pool: SourcePool;
  /** Connections offered and refused so far, the fill at the start left out. */
  offered = 0;
  refused = 0;
  private readonly churned: ChurnedPool;
  private readonly random: RandomStream;
  private now = 0;
  /** Tuples of the open connections, in any order; only for exponential lifetimes. */
  private readonly open: Int32Array;
  private openCount = 0;
  /** Ends of open connections; only for constant lifetimes. */
  private readonly ends = new HoldRing();
  private readonly holds = new HoldRing();
  /** Share of the senders that a hash gives each address, for each destination that has ports of its own. */
  private readonly shares: readonly Float64Array[];

  /** Starts with as many connections as will be open, opened one after the other. */
  constructor(churned: ChurnedPool, seed: number) {
    const { settings, destinations, senders } = churned;
    this.churned = churned;
    this.random = streamFor(seed, 'pool churn');
    this.pool = new SourcePool({
      settings,
      instances: 1,
      destinations,
      senders: { first: 0, count: senders, isRemapped: false },
      random: streamFor(seed, 'pool churn ports'),
    });
    this.open = new Int32Array(this.pool.capacity);
    this.shares = sharesByHash(settings, { first: 0, count: senders }, destinations);
    this.fill();
  }

  /** Ports taken, of open connections and held ones. */
  get taken(): number {
    return this.pool.totalTaken;
  }

  /** Goes on for so many mean lifetimes. */
  advance(lifetimes: number): void {
    const until = this.now + lifetimes;
    const { offeredErl } = this.churned;
    for (;;) {
      const rate = offeredErl + this.openCount;
      const next = this.now + sampleExponential(this.random) / rate;
      if (next > until) break;
      this.endUntil(next);
      this.now = next;
      // Constant lifetimes end by themselves, so that `openCount` stays 0.
      if (this.openCount === 0 || this.random.nextUint32() * rate < offeredErl * TWO_32) this.arrive();
      else this.closeAny();
    }
    // Exponential times have no memory: the draw that led beyond is made anew.
    this.endUntil(until);
    this.now = until;
  }

  /** Probability that the next connection is refused, given the ports that are taken: exact but for the draw of a SYN's number. */
  refusalProbability(): number {
    const { senderPorts } = this.churned;
    const sequence = this.random.nextUint32() >>> 16;
    let sum = 0;
    this.shares.forEach((shares, destination) => {
      sum += refusalProbability(this.pool, { instance: 0, destination, sequence, senderPorts, shares });
    });
    return sum / this.shares.length;
  }

  private fill(): void {
    const count = Math.round(this.churned.offeredErl);
    for (let i = 0; i < count; i++) {
      const tuple = this.claim();
      // What is left of constant lifetimes is even.
      if (tuple !== NO_PORT) this.keep(tuple, (i + 0.5) / count);
    }
  }

  private arrive(): void {
    this.offered += 1;
    const tuple = this.claim();
    if (tuple === NO_PORT) this.refused += 1;
    else this.keep(tuple, 1);
  }

  private claim(): number {
    const { senders, senderPorts, destinations } = this.churned;
    const { random } = this;
    const source = senders === 1 ? 0 : random.nextBelow(senders);
    const port = senderPorts.length === 0 ? 0 : senderPorts[random.nextBelow(senderPorts.length)]!;
    const destination = destinations === 1 ? 0 : random.nextBelow(destinations);
    return this.pool.claim(0, source, port, destination, random.nextUint32() >>> 16);
  }

  private keep(tuple: number, constantLifetime: number): void {
    if (this.churned.lifetimes === 'constant') this.ends.push(this.now + constantLifetime, tuple);
    else this.open[this.openCount++] = tuple;
  }

  private closeAny(): void {
    const at = this.random.nextBelow(this.openCount);
    const tuple = this.open[at]!;
    this.openCount -= 1;
    this.open[at] = this.open[this.openCount]!;
    this.close(tuple, this.now);
  }

  private close(tuple: number, at: number): void {
    const { holdLifetimes } = this.churned;
    if (holdLifetimes === 0) this.pool.release(tuple);
    else this.holds.push(at + holdLifetimes, tuple, this.pool.hold(tuple));
  }

  private endUntil(until: number): void {
    while (this.ends.nextEndSec <= until) {
      const at = this.ends.nextEndSec;
      this.close(this.ends.pop(), at);
    }
    while (this.holds.nextEndSec <= until) {
      const tuple = this.holds.pop();
      this.pool.releaseHeld(tuple, this.holds.poppedTag);
    }
  }
}
