import type { RandomStream } from '../../../engine/random.ts';
import { countBits, lowestBit } from '../../../numeric/bits.ts';
import type { PortRange } from '../../../scenario/scenario.ts';
import { BitmapSpaces } from './bitmap-spaces.ts';

/**
 * Every free port of a space is equally likely, at any load: any port of the range is drawn until one is free. Near full,
 * where that would take long, it is the n-th of the free ones for a drawn n. A list of the free ports would need no second
 * draw, but sixteen times the memory, and the memory is what the claims of millions of connections wait for.
 */
export class RandomSpaces extends BitmapSpaces {
  readonly random: RandomStream;
  /** Free ports with which drawing until a port is free, about size / free times, takes less time than to count the free ones. */
  readonly leastToDraw: number;

  constructor(spaces: number, range: PortRange, random: RandomStream) {
    super(spaces, range);
    this.random = random;
    this.leastToDraw = Math.ceil(2 * Math.sqrt(this.size));
    this.takeReserved();
    this.takeBeyond();
  }

  claim(space: number): number {
    const free = this.capacity - this.taken[space]!;
    if (free <= 0) return -1;
    this.examined += 1;
    return this.take(space, free >= this.leastToDraw ? this.anyFree(space) : this.nthFree(space, free));
  }

  private anyFree(space: number): number {
    for (;;) {
      const bit = this.random.nextBelow(this.size);
      if (!this.isSet(space, bit)) return bit;
    }
  }

  /** One of so many free bits: words that are full are passed over 32 at a time. */
  private nthFree(space: number, free: number): number {
    let rank = this.random.nextBelow(free);
    const words = space * this.wordsEach;
    const groups = space * this.summaryEach;
    for (let group = 0; ; group++)
      for (let room = ~this.summary[groups + group]!; room !== 0; room &= room - 1) {
        const word = (group << 5) + lowestBit(room);
        let bits = ~this.words[words + word]!;
        const count = countBits(bits);
        if (rank >= count) {
          rank -= count;
          continue;
        }
        for (; rank > 0; rank--) bits &= bits - 1;
        return (word << 5) + lowestBit(bits);
      }
  }
}
