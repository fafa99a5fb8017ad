import type { PortMap } from '../../src/network/results/run-result.ts';

const PORTS = 65_536;

/** A port map on which nothing is, but for what is given. */
export function emptyPortMap(given: Partial<PortMap> = {}): PortMap {
  return {
    atSec: 0,
    station: 'path.0',
    address: 0,
    destination: 0,
    cells: new Uint8Array(PORTS),
    inUse: 0,
    held: 0,
    capacity: 0,
    ageSec: new Float32Array(PORTS).fill(Number.NaN),
    leftSec: new Float32Array(PORTS).fill(Number.NaN),
    holdSlotSec: 0,
    population: new Int8Array(PORTS).fill(-1),
    client: new Int32Array(PORTS).fill(-1),
    toward: null,
    ...given,
  };
}
