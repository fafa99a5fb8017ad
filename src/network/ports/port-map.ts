import { NOTHING } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import type { Plan } from '../plan.ts';
import type { PortMap, PortMapChoice, StationKey } from '../results/run-result.ts';
import { destinationsApart, isPerDestination } from './port-blocks.ts';

const PORTS = 65536;
const OUTSIDE = 0;
const FREE = 1;
const IN_USE = 2;
const HELD = 3;

/** The stations whose port spaces can be shown, the hops first. */
export function portMapChoices(plan: Plan): PortMapChoice[] {
  const choices: PortMapChoice[] = [];
  for (const { index, settings, destinations } of plan.hops) {
    if (settings.source === null) continue;
    choices.push({
      station: `path.${index}`,
      stationName: settings.name,
      addresses: settings.source.addresses * settings.instances,
      destinations: destinationsApart(settings.source, destinations),
    });
  }
  for (const { index, settings, portSpacesEach, tracksPorts } of plan.clients)
    if (tracksPorts)
      choices.push({
        station: `clients.${index}`,
        stationName: settings.name,
        addresses: settings.addresses,
        destinations: portSpacesEach,
      });
  return choices;
}

/**
 * The state of each port of one source address toward one destination, now.
 * @throws RangeError when the station leases no ports that are tracked one by one
 */
export function portMapOf(
  run: { readonly net: NetworkState; readonly timeSec: number },
  station: StationKey,
  address: number,
  destination: number,
): PortMap {
  const [kind, text] = station.split('.');
  const index = Number(text);
  const { net } = run;
  const drawn =
    kind === 'path'
      ? drawPool(net, index, address, destination)
      : drawClients(net, index, address, destination);
  if (drawn === null) throw new RangeError(`no port map for address ${address} of ${station}`);
  const { cells, destination: shown } = drawn;
  let inUse = 0;
  let held = 0;
  let capacity = 0;
  for (const cell of cells) {
    if (cell !== OUTSIDE) capacity += 1;
    if (cell === IN_USE) inUse += 1;
    else if (cell === HELD) held += 1;
  }
  return { atSec: run.timeSec, station, address, destination: shown, cells, inUse, held, capacity };
}

interface DrawnMap {
  readonly cells: Uint8Array;
  readonly destination: number | null;
}

function drawPool(net: NetworkState, hop: number, address: number, destination: number): DrawnMap | null {
  const pool = net.pools[hop] ?? null;
  if (pool === null || address >= pool.addresses) return null;
  const { ports } = pool.settings;
  const cells = rangeCells(ports.first, ports.last, ports.reserved);
  const shown = isPerDestination(pool.settings) ? destination : null;
  const isShown = (tuple: number): boolean =>
    pool.addressOf(tuple) === address && pool.destinationOf(tuple) === shown;
  net.connections.forEach(({ tuples }) => {
    const tuple = tuples[hop]!;
    if (tuple !== NOTHING && isShown(tuple)) cells[pool.portOf(tuple)] = IN_USE;
  });
  const { fin, rst } = net.tupleHolds[hop]!;
  for (const hold of [fin, rst])
    if (hold !== null)
      pool.forEachHeld(hold.ring, (tuple) => {
        if (isShown(tuple)) cells[pool.portOf(tuple)] = HELD;
      });
  return { cells, destination: shown };
}

function drawClients(net: NetworkState, index: number, address: number, endpoint: number): DrawnMap | null {
  const group = net.groups[index];
  if (group === undefined || !group.plan.tracksPorts || address >= group.settings.addresses) return null;
  const { ports } = group.settings;
  const cells = rangeCells(ports.first, ports.last, ports.reserved);
  const shownSpace = group.spaceOf(address, endpoint);
  net.connections.forEach(({ population, clientTuple: tuple }) => {
    if (population === index && tuple !== NOTHING && group.ports.spaceOf(tuple) === shownSpace)
      cells[group.ports.portOf(tuple)] = IN_USE;
  });
  net.clientHolds[index]?.ring.forEach((tuple) => {
    if (group.ports.spaceOf(tuple) === shownSpace) cells[group.ports.portOf(tuple)] = HELD;
  });
  return { cells, destination: group.settings.bind === 'early' ? null : endpoint };
}

function rangeCells(first: number, last: number, reserved: readonly number[]): Uint8Array {
  const cells = new Uint8Array(PORTS);
  cells.fill(FREE, first, last + 1);
  for (const port of reserved) cells[port] = OUTSIDE;
  return cells;
}
