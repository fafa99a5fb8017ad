import { KeyedStream } from '../../engine/random.ts';
import type { AgeLimit } from '../../scenario/max-age.ts';

/** The ages at which the stages of a path close the connections of one population; each connection has its own. */
export class AgeDraws {
  private readonly limits: readonly AgeLimit[];
  private readonly keys: readonly KeyedStream[];
  /** After `draw`: the earliest age, and the stage that closes the connection then. */
  earliestSec = Infinity;
  station = -1;

  constructor(limits: readonly AgeLimit[], seed: number, population: number) {
    this.limits = limits;
    this.keys = limits.map(
      ({ station }) => new KeyedStream(seed, `age limit of stage ${station}`, population),
    );
  }

  /** The earliest age at which one of the stages from one on closes the connection. */
  earliestFrom(number: number, session: number, fromStation: number): number {
    let earliestSec = Infinity;
    this.limits.forEach(({ station, fromSec, toSec }, i) => {
      const keys = this.keys[i]!;
      keys.rekey(number, session);
      if (station >= fromStation)
        earliestSec = Math.min(earliestSec, fromSec + (toSec - fromSec) * keys.nextDouble());
    });
    return earliestSec;
  }

  /** The ages of a client's connection are the same whenever they are drawn. */
  draw(number: number, session: number): void {
    this.earliestSec = Infinity;
    this.limits.forEach(({ station, fromSec, toSec }, i) => {
      const keys = this.keys[i]!;
      keys.rekey(number, session);
      const ageSec = fromSec + (toSec - fromSec) * keys.nextDouble();
      if (ageSec >= this.earliestSec) return;
      this.earliestSec = ageSec;
      this.station = station;
    });
  }
}
