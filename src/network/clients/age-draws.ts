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

  /** Of the stages from one on; the ages of a client's connection are the same whenever they are drawn. */
  draw(number: number, session: number, fromStation = 0): void {
    this.earliestSec = Infinity;
    this.limits.forEach(({ station, fromSec, toSec }, i) => {
      if (station < fromStation) return;
      const keys = this.keys[i]!;
      keys.rekey(number, session);
      const ageSec = fromSec + (toSec - fromSec) * keys.nextDouble();
      if (ageSec >= this.earliestSec) return;
      this.earliestSec = ageSec;
      this.station = station;
    });
  }
}
