/**
 * First come, first served at a constant rate, one queue an instance. As the service time is constant, the time
 * at which the server falls idle tells the whole state: how many wait and when the next one is done. So a queue
 * costs no event for its own departures (Lindley's recurrence).
 */
export class ServiceQueue {
  private readonly idleAtSec: Float64Array;
  private readonly serviceSec: Float64Array;

  private constructor(instances: number, serviceSec: number) {
    this.idleAtSec = new Float64Array(instances);
    this.serviceSec = new Float64Array(instances).fill(serviceSec);
  }

  /**
   * Null where the rate has no limit: nobody waits.
   * @param mayChange true where it can have one later
   */
  static ofRate(instances: number, servedPerSec: number, mayChange = false): ServiceQueue | null {
    return servedPerSec === Infinity && !mayChange ? null : new ServiceQueue(instances, 1 / servedPerSec);
  }

  /** Customers that are not yet served, the one in service included. */
  waiting(instance: number, nowSec: number): number {
    const workSec = this.idleAtSec[instance]! - nowSec;
    return workSec <= 0 ? 0 : Math.ceil(workSec / this.serviceSec[instance]! - 1e-9);
  }

  /** Adds a customer; returns when it is served, in simulated seconds. */
  enter(instance: number, nowSec: number): number {
    const idleAtSec = this.idleAtSec[instance]!;
    const doneSec = (idleAtSec > nowSec ? idleAtSec : nowSec) + this.serviceSec[instance]!;
    this.idleAtSec[instance] = doneSec;
    return doneSec;
  }

  /**
   * The instance serves at another rate from now on, what waits included: the work that is left takes longer or shorter by
   * the factor that is returned, 1 where nothing changes.
   */
  setRate(instance: number, nowSec: number, servedPerSec: number): number {
    const before = this.serviceSec[instance]!;
    const after = 1 / servedPerSec;
    if (after === before) return 1;
    this.serviceSec[instance] = after;
    const leftSec = this.idleAtSec[instance]! - nowSec;
    // Without a service time nothing was left to do.
    if (before === 0 || leftSec <= 0) return 1;
    this.idleAtSec[instance] = nowSec + leftSec * (after / before);
    return after / before;
  }

  /** Forgets all that waits, as a restart does. */
  clear(instance: number, nowSec: number): void {
    this.idleAtSec[instance] = nowSec;
  }
}
