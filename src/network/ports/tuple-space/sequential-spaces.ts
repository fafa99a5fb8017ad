import type { PortRange } from '../../../scenario/scenario.ts';
import { BitmapSpaces } from './bitmap-spaces.ts';

/** The next free port after the one that was leased last, around the end of the range. */
export class SequentialSpaces extends BitmapSpaces {
  private readonly next: Int32Array;

  constructor(spaces: number, range: PortRange) {
    super(spaces, range);
    this.next = new Int32Array(spaces);
    this.takeReserved();
  }

  claim(space: number): number {
    if (this.taken[space]! >= this.capacity) {
      this.examined += this.size;
      return -1;
    }
    const from = this.next[space]!;
    const bit = this.findFreeFrom(space, from, 0, this.size);
    this.examined += (bit >= from ? bit - from : bit - from + this.size) + 1;
    this.next[space] = bit + 1 < this.size ? bit + 1 : 0;
    return this.take(space, bit);
  }
}
