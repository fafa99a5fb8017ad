import type { PortRange } from '../../../scenario/scenario.ts';

/** Ports of a range that can be leased. */
export function portCount(range: PortRange): number {
  return range.last - range.first + 1 - range.reserved.length;
}

/** Bits that number the ports of a range of that size, so that a space and a port fit one integer. */
export function portBits(size: number): number {
  return 32 - Math.clz32(size - 1);
}

/** Spaces of that size that a 32-bit tuple can number; the highest tuple, -1, means "none". */
export function maxTrackedSpaces(size: number): number {
  return 0xffffffff >>> portBits(size);
}
