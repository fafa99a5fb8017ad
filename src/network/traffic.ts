import type { NetworkState } from './network-state.ts';
import type { StationTraffic } from './run-result.ts';

/**
 * Bytes a second that each station carries with the given established connections of each population. Requests
 * pass every hop. A reply takes the way back through the hops that hold an address of the connection: with a DSR
 * hop behind it, nothing leads the reply back through a hop that did not put its own source address there.
 */
export function trafficAt(net: NetworkState, establishedByGroup: readonly number[]): StationTraffic[] {
  let up = 0;
  let down = 0;
  net.groups.forEach(({ settings }, index) => {
    const { ratePerSec, sizeBytes, replySizeBytes } = settings.session.messages;
    const messagesPerSec = ratePerSec * (establishedByGroup[index] ?? 0);
    up += messagesPerSec * sizeBytes;
    down += messagesPerSec * replySizeBytes;
  });
  return net.stations.map((station, index) => ({
    station: station.key,
    stationName: station.name,
    towardBackendsBytesPerSec: up,
    towardClientsBytesPerSec: repliesBypass(net, index) ? 0 : down,
  }));
}

function repliesBypass(net: NetworkState, station: number): boolean {
  const { hops } = net.plan;
  for (let hop = station; hop < hops.length; hop++) {
    const { mode } = hops[hop]!.settings;
    if (mode === 'dsr') return true;
    if (mode === 'snat' || mode === 'proxy') return false;
  }
  return false;
}
