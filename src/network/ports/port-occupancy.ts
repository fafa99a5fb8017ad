import type { NetworkState } from '../network-state.ts';
import type { PortOccupancy, StationKey } from '../results/run-result.ts';
import { leasedPortsOf } from './leased-ports.ts';

/**
 * How many ports of every source address of a station are in use and held toward every destination, now: one look at all
 * connections and all holds.
 * @throws RangeError when the station leases no ports that are tracked one by one
 */
export function portOccupancyOf(
  { net, timeSec }: { readonly net: NetworkState; readonly timeSec: number },
  station: StationKey,
): PortOccupancy {
  const ports = leasedPortsOf(net, station);
  if (ports === null) throw new RangeError(`${station} leases no ports that are tracked one by one`);
  const { addresses, destinations, capacityEach, isPerDestination } = ports;
  const inUse = new Int32Array(addresses * destinations);
  const held = new Int32Array(addresses * destinations);
  const spaceOf = (tuple: number): number =>
    ports.addressOf(tuple) * destinations + ports.destinationOf(tuple);
  ports.forEachInUse((tuple) => {
    inUse[spaceOf(tuple)]! += 1;
  });
  ports.forEachHeld((tuple) => {
    held[spaceOf(tuple)]! += 1;
  });
  const present = Uint8Array.from({ length: addresses }, (_, address) => Number(ports.isPresent(address)));
  return {
    atSec: timeSec,
    station,
    addresses,
    destinations,
    isPerDestination,
    capacityEach,
    present,
    inUse,
    held,
  };
}
