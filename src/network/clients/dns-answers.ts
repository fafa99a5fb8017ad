/** What each cache of a population's DNS has been told, and until when it believes that. */
export class DnsAnswers {
  private readonly target: Int32Array;
  private readonly untilSec: Float64Array;
  private readonly ttlSec: number;

  constructor(caches: number, ttlSec: number) {
    this.target = new Int32Array(caches);
    this.untilSec = new Float64Array(caches).fill(-1);
    this.ttlSec = ttlSec;
  }

  /** The answer that the cache of an address has; -1 where it must ask. */
  of(address: number, nowSec: number): number {
    const cache = address % this.target.length;
    return nowSec < this.untilSec[cache]! ? this.target[cache]! : -1;
  }

  keep(address: number, nowSec: number, target: number): void {
    const cache = address % this.target.length;
    this.target[cache] = target;
    this.untilSec[cache] = nowSec + this.ttlSec;
  }
}
