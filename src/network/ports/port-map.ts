import type { PortRange } from '../../scenario/scenario.ts';
import { ageSec } from '../clients/connection-lives.ts';
import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import type { ConnectionState } from '../connections/connections.ts';
import type { NetworkState } from '../network-state.ts';
import type { Plan } from '../plan.ts';
import type { PortMap, PortMapChoice, StationKey } from '../results/run-result.ts';
import { type LeasedPorts, leasedPortsOf } from './leased-ports.ts';
import { destinationsApart } from './port-blocks.ts';

const PORTS = 65536;
const OUTSIDE = 0;
const FREE = 1;
const IN_USE = 2;
const HELD = 3;
const UNKNOWN = -1;

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

/** What is looked at: the run as it stands. */
interface RunNow {
  readonly net: NetworkState;
  readonly timeSec: number;
}

/**
 * The state of each port of one source address toward one destination, now. Since when a port has been in use follows from
 * what the run remembers of every connection, and until when it is held from its hold, so that a run keeps nothing for it.
 * @throws RangeError when the station leases no ports that are tracked one by one
 */
export function portMapOf(
  { net, timeSec }: RunNow,
  station: StationKey,
  address: number,
  destination: number,
): PortMap {
  const ports = leasedPortsOf(net, station);
  if (ports === null || address >= ports.addresses)
    throw new RangeError(`no port map for address ${address} of ${station}`);
  const { isPerDestination } = ports;
  const cells = rangeCells(ports.range);
  const ageSec = new Float32Array(PORTS).fill(Number.NaN);
  const leftSec = new Float32Array(PORTS).fill(Number.NaN);
  const population = new Int8Array(PORTS).fill(UNKNOWN);
  const client = new Int32Array(PORTS).fill(UNKNOWN);
  const toward = isPerDestination ? null : new Int32Array(PORTS).fill(UNKNOWN);
  const isShown = shownSpace(ports, address, destination);
  ports.forEachInUse((tuple, hand, state, row) => {
    if (!isShown(tuple)) return;
    const port = ports.portOf(tuple);
    cells[port] = IN_USE;
    ageSec[port] = ageOf(net, hand, state, timeSec);
    population[port] = hand.population;
    // A row always knows its client.
    if (row >= 0 || net.connections.keepsClients) client[port] = hand.number;
    if (toward !== null) toward[port] = ports.destinationOfHand(hand);
  });
  ports.forEachHeld((tuple, endSec, holdSec) => {
    if (!isShown(tuple)) return;
    const port = ports.portOf(tuple);
    cells[port] = HELD;
    leftSec[port] = endSec - timeSec;
    ageSec[port] = Math.max(0, timeSec - (endSec - holdSec));
  });
  return {
    atSec: timeSec,
    station,
    address,
    destination: isPerDestination ? destination : null,
    cells,
    ...countsOf(cells),
    ageSec,
    leftSec,
    holdSlotSec: ports.holdSlotSec,
    population,
    client,
    toward,
  };
}

/** How long the connection in hand has been open; of one in set-up, how long its attempt has taken so far. */
function ageOf(net: NetworkState, hand: ConnectionInHand, state: ConnectionState, nowSec: number): number {
  if (state === 'connecting') return nowSec - hand.startSec;
  return ageSec(nowSec, hand.openedTick, net.groups[hand.population]!.lives.secPerTick);
}

function shownSpace(ports: LeasedPorts, address: number, destination: number): (tuple: number) => boolean {
  const shown = ports.isPerDestination ? destination : 0;
  return (tuple) => ports.addressOf(tuple) === address && ports.destinationOf(tuple) === shown;
}

function countsOf(cells: Uint8Array): Pick<PortMap, 'inUse' | 'held' | 'capacity'> {
  let inUse = 0;
  let held = 0;
  let capacity = 0;
  for (const cell of cells) {
    if (cell !== OUTSIDE) capacity += 1;
    if (cell === IN_USE) inUse += 1;
    else if (cell === HELD) held += 1;
  }
  return { inUse, held, capacity };
}

function rangeCells({ first, last, reserved }: PortRange): Uint8Array {
  const cells = new Uint8Array(PORTS);
  cells.fill(FREE, first, last + 1);
  for (const port of reserved) cells[port] = OUTSIDE;
  return cells;
}
