import type { RandomStream } from '../../../engine/random.ts';
import type { PortRange } from '../../../scenario/scenario.ts';
import { BitmapSpaces } from './bitmap-spaces.ts';

/**
 * Ports as the Linux kernel chooses them for its own sockets: `__inet_hash_connect()` for connect(), and
 * `inet_csk_find_open_port()` for bind(), which begins with the other parity. From a perturbed offset it looks at
 * the ports of one parity, then of the other, and fails only when every port is taken. So the search of a range that
 * is more than half full looks at one half of it in vain first. The bits stand in the order in which it looks.
 */
export class LinuxSpaces extends BitmapSpaces {
  private readonly random: RandomStream;
  private readonly firstParity: number;
  /** Bits of the first parity. */
  private readonly firstPass: number;
  /** The perturbation that the next search of a space starts from. */
  private readonly cursor: Int32Array;

  /** @param call whose rule: connect() takes ports of the range's first parity first, bind() the others */
  constructor(spaces: number, range: PortRange, call: 'connect' | 'bind', random: RandomStream) {
    super(spaces, range);
    this.random = random;
    this.firstParity = call === 'bind' && this.size > 1 ? 1 : 0;
    this.firstPass = (this.size + 1 - this.firstParity) >> 1;
    this.cursor = new Int32Array(spaces);
    for (let space = 0; space < spaces; space++) this.cursor[space] = random.nextBelow(this.size);
    this.takeReserved();
  }

  /** After a success the perturbation moves past what was searched: by max(steps, a random even number below 16) + 2. */
  claim(space: number): number {
    if (this.taken[space]! >= this.capacity) {
      this.examined += this.size;
      return -1;
    }
    const start = this.cursor[space]! >> 1;
    let from = start < this.firstPass ? start : 0;
    let bit = this.findFreeFrom(space, from, 0, this.firstPass);
    let inVain = 0;
    let passLength = this.firstPass;
    if (bit < 0) {
      inVain = this.firstPass;
      passLength = this.size - this.firstPass;
      from = this.firstPass + (start < passLength ? start : 0);
      bit = this.findFreeFrom(space, from, this.firstPass, this.size);
    }
    const passed = bit >= from ? bit - from : bit - from + passLength;
    this.examined += inVain + passed + 1;
    const jump = 2 * (this.random.nextUint32() & 7);
    this.cursor[space] = (this.cursor[space]! + (2 * passed > jump ? 2 * passed : jump) + 2) % this.size;
    return this.take(space, bit);
  }

  protected override bitOfOffset(offset: number): number {
    return (offset & 1) === this.firstParity ? offset >> 1 : this.firstPass + (offset >> 1);
  }

  protected override offsetOfBit(bit: number): number {
    return bit < this.firstPass
      ? bit * 2 + this.firstParity
      : (bit - this.firstPass) * 2 + 1 - this.firstParity;
  }
}
