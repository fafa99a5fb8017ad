import { PoissonProcess } from '../../engine/poisson.ts';
import { type RandomStream, streamFor } from '../../engine/random.ts';
import type { ClientPopulation } from '../../scenario/scenario.ts';

/** Arrivals that are drawn at a time: a tight loop over many costs less than the same draws one by one. */
export const ARRIVAL_BLOCK = 256;

/** Draws the times of the next arrivals, in order, into the whole of an array; Infinity where there are none left. */
type DrawTimes = (timesSec: Float64Array) => void;

/** When clients want their first connection, in order of time. */
export class ArrivalSource {
  /** Time of the next arrival; Infinity when there is none left. */
  nextSec: number;
  /** Arrivals handed out so far: the number of the next one. */
  count = 0;
  /** Number of the first arrival of the block that was drawn last. */
  blockFirst = 0;
  timesSec = new Float64Array(ARRIVAL_BLOCK);
  readonly drawTimes: DrawTimes;
  at = 0;
  readonly random: RandomStream;
  /** Null where a population ramps up. */
  readonly poisson: PoissonProcess | null;

  constructor(drawTimes: DrawTimes, random: RandomStream, poisson: PoissonProcess | null) {
    this.drawTimes = drawTimes;
    this.random = random;
    this.poisson = poisson;
    drawTimes(this.timesSec);
    this.nextSec = this.timesSec[0]!;
  }

  /** Goes on to the next arrival; true when a block was drawn for it. */
  advance(): boolean {
    this.count += 1;
    const at = this.at + 1;
    if (at < ARRIVAL_BLOCK) {
      this.at = at;
      this.nextSec = this.timesSec[at]!;
      return false;
    }
    this.at = 0;
    this.blockFirst = this.count;
    this.drawTimes(this.timesSec);
    this.nextSec = this.timesSec[0]!;
    return true;
  }
}

export function createArrivalSource(clients: ClientPopulation, seed: number, index: number): ArrivalSource {
  const random = streamFor(seed, 'arrivals', index);
  const { arrivals } = clients;
  if (arrivals.pattern === 'population') {
    const { startSec, rampUpSec } = arrivals;
    return new ArrivalSource(
      rampArrivals(clients.count * clients.connectionsEach, startSec, rampUpSec, random),
      random,
      null,
    );
  }
  const process = new PoissonProcess(arrivals.profile, arrivals.interpolation, random);
  return new ArrivalSource((timesSec) => process.fill(timesSec), random, process);
}

/** One arrival at a random moment of each of `total` equal slices of the ramp. */
function rampArrivals(total: number, startSec: number, rampUpSec: number, random: RandomStream): DrawTimes {
  const sliceSec = rampUpSec / total;
  let count = 0;
  return (timesSec) => {
    for (let i = 0; i < timesSec.length; i++, count++) {
      if (count >= total) timesSec[i] = Infinity;
      else timesSec[i] = sliceSec === 0 ? startSec : startSec + (count + random.nextDouble()) * sliceSec;
    }
  };
}
