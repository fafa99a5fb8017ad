import type { PortMap } from '../../network/results/run-result.ts';

/** States of a cell of `PortMap.cells`. */
export const OUTSIDE = 0;
export const FREE = 1;
export const IN_USE = 2;
export const HELD = 3;

/** Whether a cell is in use or held. */
export function isTaken(cell: number | undefined): boolean {
  return cell === IN_USE || cell === HELD;
}

/** Cells a side: port = row * 256 + column. */
export const SIDE = 256;
export const PORTS = SIDE * SIDE;
export const BAND_PORTS = 4096;

export interface PortBand {
  readonly first: number;
  readonly last: number;
  readonly inUse: number;
  readonly held: number;
  readonly free: number;
}

/** Counts by 4,096 ports, the map's table twin; bands that lie outside the range are left out. */
export function portBands(cells: Uint8Array): PortBand[] {
  const bands: PortBand[] = [];
  for (let first = 0; first < PORTS; first += BAND_PORTS) {
    const counts = [0, 0, 0, 0];
    for (const cell of cells.subarray(first, first + BAND_PORTS)) counts[cell] = (counts[cell] ?? 0) + 1;
    const [, free = 0, inUse = 0, held = 0] = counts;
    if (free + inUse + held > 0) bands.push({ first, last: first + BAND_PORTS - 1, inUse, held, free });
  }
  return bands;
}

export function freePorts({ capacity, inUse, held }: PortMap): number {
  return capacity - inUse - held;
}

/**
 * The port after a key that moves through the map as through a table; null for other keys.
 * @param pageRows rows that a Page key leaps over
 */
export function portAfterKey(key: string, port: number, pageRows = BAND_PORTS / SIDE): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -SIDE,
    ArrowDown: SIDE,
    PageUp: -pageRows * SIDE,
    PageDown: pageRows * SIDE,
    Home: -port,
    End: PORTS - 1 - port,
  };
  const move = moves[key];
  return move === undefined ? null : Math.min(PORTS - 1, Math.max(0, port + move));
}
