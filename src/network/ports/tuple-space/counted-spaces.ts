import type { PortRange } from '../../../scenario/scenario.ts';
import { portCount } from './port-range.ts';
import type { PortSpaces } from './port-spaces.ts';

/**
 * Counts the ports taken in each space and gives them no numbers. For the ports of many client addresses: an
 * exhaustive search fails exactly when the count reaches the size of the range, so the count decides alone.
 * The tuple is the space itself, so that ten million addresses fit an integer.
 */
export class CountedSpaces implements PortSpaces {
  readonly spaces: number;
  readonly capacity: number;
  /** Sixteen bits hold the ports of any range; half the memory means fewer places that nothing touched lately. */
  taken: Uint16Array;
  readonly tookOver = false;
  readonly portBits = 0;
  readonly examined = 0;

  constructor(spaces: number, range: PortRange) {
    this.spaces = spaces;
    this.capacity = portCount(range);
    this.taken = new Uint16Array(spaces);
  }

  claim(space: number): number {
    if (this.taken[space]! >= this.capacity) return -1;
    this.taken[space]! += 1;
    return space;
  }

  claimPort(space: number): number {
    return this.claim(space);
  }

  release(tuple: number): void {
    this.taken[tuple]! -= 1;
  }

  hold(): void {}

  spaceOf(tuple: number): number {
    return tuple;
  }

  freeAmong(): number[] {
    return [];
  }

  portOf(): number {
    return 0;
  }
}
