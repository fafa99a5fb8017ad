import type { PortOccupancy } from '../../../network/results/run-result.ts';

/** Ports of one space, or of several together. */
export interface SpaceCounts {
  readonly inUse: number;
  readonly held: number;
  readonly capacity: number;
}

export type RowOrder = 'address' | 'fullest';

export function countsAt(all: PortOccupancy, address: number, destination: number): SpaceCounts {
  const at = address * all.destinations + destination;
  return { inUse: all.inUse[at] ?? 0, held: all.held[at] ?? 0, capacity: all.capacityEach };
}

/** One source address toward all destinations. */
export function rowCounts(all: PortOccupancy, address: number): SpaceCounts {
  const from = address * all.destinations;
  const to = from + all.destinations;
  return {
    inUse: sum(all.inUse.subarray(from, to)),
    held: sum(all.held.subarray(from, to)),
    capacity: all.capacityEach * all.destinations,
  };
}

/** All source addresses toward one destination. */
export function columnCounts(all: PortOccupancy, destination: number): SpaceCounts {
  let inUse = 0;
  let held = 0;
  for (let at = destination; at < all.inUse.length; at += all.destinations) {
    inUse += all.inUse[at] ?? 0;
    held += all.held[at] ?? 0;
  }
  return { inUse, held, capacity: all.capacityEach * all.addresses };
}

export function totalCounts(all: PortOccupancy): SpaceCounts {
  return {
    inUse: sum(all.inUse),
    held: sum(all.held),
    capacity: all.capacityEach * all.addresses * all.destinations,
  };
}

export function freeOf({ inUse, held, capacity }: SpaceCounts): number {
  return capacity - inUse - held;
}

/** Share of the ports that is in use or held, 0..1; 0 where there are none. */
export function usedShare({ inUse, held, capacity }: SpaceCounts): number {
  return capacity > 0 ? (inUse + held) / capacity : 0;
}

/** The addresses in the order of their rows; of equally full ones the first comes first. */
export function rowOrder(all: PortOccupancy, order: RowOrder): number[] {
  const addresses = Array.from({ length: all.addresses }, (_, address) => address);
  if (order === 'address') return addresses;
  const used = addresses.map((address) => usedShare(rowCounts(all, address)));
  return addresses.sort((a, b) => used[b]! - used[a]! || a - b);
}

/** A space by the numbers of its address and its destination. */
export interface Space {
  readonly address: number;
  readonly destination: number;
}

/** Every space: row by row, or the fullest first. */
export function listSpaces(all: PortOccupancy, order: RowOrder): Space[] {
  const spaces = Array.from({ length: all.addresses * all.destinations }, (_, at) => ({
    address: Math.floor(at / all.destinations),
    destination: at % all.destinations,
  }));
  if (order === 'address') return spaces;
  const taken = (at: number): number => all.inUse[at]! + all.held[at]!;
  const at = ({ address, destination }: Space): number => address * all.destinations + destination;
  return spaces.sort((a, b) => taken(at(b)) - taken(at(a)) || at(a) - at(b));
}

function sum(counts: Int32Array): number {
  return counts.reduce((all, count) => all + count, 0);
}
