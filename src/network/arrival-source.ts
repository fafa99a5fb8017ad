import { PoissonProcess } from '../engine/poisson.ts';
import { type RandomStream, streamFor } from '../engine/random.ts';
import type { ClientPopulation } from '../scenario/scenario.ts';

/** When clients want their first connection, in order of time. */
export interface ArrivalSource {
  /** Time of the next arrival; Infinity when there is none left. */
  nextSec: number;
  /** Arrivals handed out so far: the number of the next one. */
  count: number;
  advance(): void;
}

export function createArrivalSource(clients: ClientPopulation, seed: number, index: number): ArrivalSource {
  const random = streamFor(seed, 'arrivals', index);
  const { arrivals } = clients;
  return arrivals.pattern === 'population'
    ? new RampArrivals(clients.count * clients.connectionsEach, arrivals.startSec, arrivals.rampUpSec, random)
    : new OpenArrivals(new PoissonProcess(arrivals.profile, arrivals.interpolation, random));
}

/** One arrival at a random moment of each of `total` equal slices of the ramp. */
class RampArrivals implements ArrivalSource {
  nextSec: number;
  count = 0;
  private readonly total: number;
  private readonly startSec: number;
  private readonly sliceSec: number;
  private readonly random: RandomStream;

  constructor(total: number, startSec: number, rampUpSec: number, random: RandomStream) {
    this.total = total;
    this.startSec = startSec;
    this.sliceSec = rampUpSec / total;
    this.random = random;
    this.nextSec = this.draw();
  }

  advance(): void {
    this.count += 1;
    this.nextSec = this.draw();
  }

  private draw(): number {
    if (this.count >= this.total) return Infinity;
    if (this.sliceSec === 0) return this.startSec;
    return this.startSec + (this.count + this.random.nextDouble()) * this.sliceSec;
  }
}

class OpenArrivals implements ArrivalSource {
  nextSec: number;
  count = 0;
  private readonly process: PoissonProcess;

  constructor(process: PoissonProcess) {
    this.process = process;
    this.nextSec = process.next();
  }

  advance(): void {
    this.count += 1;
    this.nextSec = this.process.next();
  }
}
