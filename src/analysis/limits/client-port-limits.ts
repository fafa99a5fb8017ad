import { meanWheelDelaySec } from '../../engine/timer-wheel.ts';
import { clientHoldSec } from '../../network/connections/hold-times.ts';
import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import { isSourceHash } from '../../scenario/source-hash.ts';
import { counted, formatCount, formatDuration } from '../wording/format-quantity.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import { type Demand, fullestAddressShare, type PopulationDemand } from './demand.ts';
import { clientClosesShare, unitsFor } from './hold-share.ts';
import { type LimitRow, limitRow } from './limit-row.ts';
import type { Stage } from './stage-spread.ts';

/**
 * The clients' own ports: one space for each (client address, endpoint of the first stage). TIME_WAIT holds a port
 * where the client closes first.
 */
export function clientPortRow(population: PopulationDemand, firstStage: Stage, demand: Demand): LimitRow {
  const { clients, index, connections, meanSec } = population;
  const ports = portCount(clients.ports);
  const onOneInstance = isSourceHash(clients.balance);
  const endpoints = firstStage.endpointsEach * (onOneInstance ? 1 : firstStage.evenInstances);
  const boundForAll = clients.bind === 'early' || (clients.bind === 'explicit' && !clients.reuseAddress);
  const perAddress = boundForAll ? 1 : endpoints;
  const holdSec = clientHoldSec(clients);
  const meanHoldSec = holdSec === 0 ? 0 : meanWheelDelaySec(holdSec);
  const units = unitsFor(population, meanHoldSec * clientClosesShare(population));
  const fullest = fullestAddressShare(clients);
  const unitsNeeded = connections * fullest * units;
  const addresses = Math.round(1 / fullest);
  const carried = (ports * perAddress) / (fullest * units);
  const held =
    units === 1
      ? ''
      : `; each is taken ${formatDuration(meanSec)} + ${formatDuration((units - 1) * meanSec)} TIME_WAIT for ${formatDuration(meanSec)} of use: ${formatCount(wholeWithin(carried))} connections`;
  return limitRow({ station: `clients.${index}`, stationName: clients.name }, 'client-ports', {
    capacityConnections:
      unitsNeeded === 0 ? Infinity : (demand.connections * ports * perAddress) / unitsNeeded,
    demandConnections: demand.connections,
    arithmetic:
      `${counted(addresses, 'client address', 'client addresses')} x ${counted(ports, 'port')} x ` +
      `${counted(wholeWithin(perAddress), 'destination')} (address, port) = ` +
      `${formatCount(addresses * ports * wholeWithin(perAddress))} tuples${held}`,
  });
}
