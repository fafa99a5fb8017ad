import type { RandomStream } from '../../../engine/random.ts';
import type { PortRange } from '../../../scenario/scenario.ts';
import { portBits } from './port-range.ts';
import type { PortSpaces } from './port-spaces.ts';

/**
 * Every free port of a space is equally likely, at any load, in constant time: the free ports stand in a list,
 * a claim takes one at random and moves the last one into its place. A cell of 0 means "still its own index",
 * so an untouched space costs no initialisation; otherwise the cell holds the index plus one.
 */
export class FreeListSpaces implements PortSpaces {
  readonly spaces: number;
  readonly capacity: number;
  taken: Int32Array;
  readonly tookOver = false;
  examined = 0;
  readonly portBits: number;
  private readonly portMask: number;
  cells: Uint16Array;
  private readonly ports: Uint16Array;
  readonly random: RandomStream;

  constructor(spaces: number, range: PortRange, random: RandomStream) {
    this.spaces = spaces;
    this.ports = leasablePorts(range);
    this.capacity = this.ports.length;
    this.portBits = portBits(this.capacity);
    this.portMask = (1 << this.portBits) - 1;
    this.taken = new Int32Array(spaces);
    this.cells = new Uint16Array(spaces * this.capacity);
    this.random = random;
  }

  claim(space: number): number {
    const taken = this.taken[space]!;
    const free = this.capacity - taken;
    if (free <= 0) return -1;
    this.examined += 1;
    const base = space * this.capacity;
    const at = this.random.nextBelow(free);
    const last = free - 1;
    const atCell = this.cells[base + at]!;
    const lastCell = this.cells[base + last]!;
    const index = atCell === 0 ? at : atCell - 1;
    this.cells[base + at] = lastCell === 0 ? last + 1 : lastCell;
    this.taken[space] = taken + 1;
    return (space << this.portBits) | index;
  }

  /** No product that takes any free port tries one of its choice first. */
  claimPort(): number {
    return -1;
  }

  release(tuple: number): void {
    const space = tuple >>> this.portBits;
    const index = tuple & this.portMask;
    const taken = this.taken[space]!;
    this.cells[space * this.capacity + this.capacity - taken] = index + 1;
    this.taken[space] = taken - 1;
  }

  hold(): void {}

  spaceOf(tuple: number): number {
    return tuple >>> this.portBits;
  }

  freeAmong(tuples: ReadonlySet<number>): number[] {
    const found: number[] = [];
    for (let space = 0; space < this.spaces; space++) {
      const base = space * this.capacity;
      const free = this.capacity - this.taken[space]!;
      for (let at = 0; at < free; at++) {
        const cell = this.cells[base + at]!;
        const tuple = (space << this.portBits) | (cell === 0 ? at : cell - 1);
        if (tuples.has(tuple)) found.push(tuple);
      }
    }
    return found;
  }

  portOf(tuple: number): number {
    return this.ports[tuple & this.portMask]!;
  }
}

function leasablePorts(range: PortRange): Uint16Array {
  const reserved = new Set(range.reserved);
  const ports = new Uint16Array(range.last - range.first + 1 - reserved.size);
  let at = 0;
  for (let port = range.first; port <= range.last; port++) if (!reserved.has(port)) ports[at++] = port;
  return ports;
}
