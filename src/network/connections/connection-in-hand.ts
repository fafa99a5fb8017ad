import { ESTABLISHED_STEP } from '../set-up/walk-step.ts';

/** Stands where a connection has no instance, no tuple, no port. */
export const NOTHING = -1;

/**
 * The connection that the present event is about: who it is and what it has claimed. Between events it lies packed in
 * the event that it waits for (`packed-connections.ts`), or in a row of its own (`connection-table.ts`).
 */
export class ConnectionInHand {
  population = 0;
  /** Index in its population, or number of the arrival. */
  number = 0;
  /** Which of its client's connections it is. */
  session = 0;
  /** Failed attempts in a row. */
  attempts = 0;
  /** What its client waited by its policy before this attempt, in single precision; 0 before it has waited. */
  previousDelaySec = 0;
  clientTuple = NOTHING;
  /** Endpoint that was addressed last: by the client, or by the last hop that picks. */
  endpoint = 0;
  /** Where its set-up goes on: see `walk-step.ts`. */
  step = ESTABLISHED_STEP;
  /** Instance that the SYN on its way was sent to, of the station that the step names. */
  pending = 0;
  /** How often the SYN that is on its way was sent again. */
  retransmits = 0;
  /** When the attempt began; of a connection that can be idle for too long, when its lifetime ends. */
  startSec = 0;
  /** When it was established, as `ConnectionLives` counts time. */
  openedTick = 0;
  /** When the SYN that is on its way was sent first: the client's, or that of the last proxy. */
  sentSec = 0;
  /** How long it will last, once it is established. */
  lifetimeSec = 0;
  /** When the event falls due that it waits for, once it is put away. */
  untilSec = 0;
  /** Instance of each station that carries it: the hops, then the backends. */
  readonly instances: Int32Array;
  /** Source tuple that each hop has leased for it. */
  readonly tuples: Int32Array;
  /** Worker process of each hop that carries it; empty where no hop has processes to tell apart. */
  readonly processes: Int32Array;

  constructor(hops: number, hasProcesses: boolean) {
    this.instances = new Int32Array(hops + 1).fill(NOTHING);
    this.tuples = new Int32Array(hops).fill(NOTHING);
    this.processes = new Int32Array(hasProcesses ? hops : 0).fill(NOTHING);
  }

  /** Forgets the claims at a station and at those behind it. */
  clearClaimsFrom(station: number): void {
    const { instances, tuples, processes } = this;
    for (let s = station; s < instances.length; s++) instances[s] = NOTHING;
    for (let hop = station; hop < tuples.length; hop++) tuples[hop] = NOTHING;
    for (let hop = station; hop < processes.length; hop++) processes[hop] = NOTHING;
  }

  clearClaims(): void {
    this.clientTuple = NOTHING;
    this.clearClaimsFrom(0);
  }

  /** The same connection as it is now, for who looks at many of them. */
  copy(): ConnectionInHand {
    const copy = new ConnectionInHand(this.tuples.length, this.processes.length > 0);
    const { instances, tuples, processes } = copy;
    Object.assign(copy, this, { instances, tuples, processes });
    instances.set(this.instances);
    tuples.set(this.tuples);
    processes.set(this.processes);
    return copy;
  }
}
