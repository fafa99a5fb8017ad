/**
 * First come, first served at a constant rate, one queue an instance. As the service time is constant, the time
 * at which the server falls idle tells the whole state: how many wait and when the next one is done. So a queue
 * costs no event for its own departures (Lindley's recurrence).
 */
export class ServiceQueue {
  private readonly idleAtSec: Float64Array;
  private readonly serviceSec: number;

  private constructor(instances: number, serviceSec: number) {
    this.idleAtSec = new Float64Array(instances);
    this.serviceSec = serviceSec;
  }

  /** Null where the rate has no limit: nobody waits. */
  static ofRate(instances: number, servedPerSec: number): ServiceQueue | null {
    return servedPerSec === Infinity ? null : new ServiceQueue(instances, 1 / servedPerSec);
  }

  /** Customers that are not yet served, the one in service included. */
  waiting(instance: number, nowSec: number): number {
    const workSec = this.idleAtSec[instance]! - nowSec;
    return workSec <= 0 ? 0 : Math.ceil(workSec / this.serviceSec - 1e-9);
  }

  /** Adds a customer; returns when it is served, in simulated seconds. */
  enter(instance: number, nowSec: number): number {
    const idleAtSec = this.idleAtSec[instance]!;
    const doneSec = (idleAtSec > nowSec ? idleAtSec : nowSec) + this.serviceSec;
    this.idleAtSec[instance] = doneSec;
    return doneSec;
  }

  /** Forgets all that waits, as a restart does. */
  clear(instance: number, nowSec: number): void {
    this.idleAtSec[instance] = nowSec;
  }
}
