import type { NetworkState } from '../network-state.ts';
import type { StationTraffic } from './run-result.ts';

/** Headers of a packet on Ethernet: 14 bytes, IP 20, TCP with timestamps 32. */
const HEADER_BYTES = 66;
/** Frames of a WebSocket heartbeat (RFC 6455): a ping masked by the client, or its pong, and the server's. */
const CLIENT_FRAME_BYTES = 6;
const SERVER_FRAME_BYTES = 2;

/** Bytes that a message and its reply put on the wire in both directions. */
interface ExchangeBytes {
  readonly up: number;
  readonly down: number;
}

/** Payload, a header a packet, and an acknowledgement for every second packet that comes the other way. */
function exchangeBytes(upBytes: number, downBytes: number, segmentBytes: number): ExchangeBytes {
  const upPackets = Math.ceil(upBytes / segmentBytes);
  const downPackets = Math.ceil(downBytes / segmentBytes);
  return {
    up: upBytes + HEADER_BYTES * (upPackets + Math.ceil(downPackets / 2)),
    down: downBytes + HEADER_BYTES * (downPackets + Math.ceil(upPackets / 2)),
  };
}

/**
 * Bytes a second that each station carries with the given established connections of each population: payload,
 * headers and acknowledgements, heartbeats included, connection set-up left out. Requests
 * pass every hop. A reply takes the way back through the hops that hold an address of the connection: with a DSR
 * hop behind it, nothing leads the reply back through a hop that did not put its own source address there.
 */
export function trafficAt(net: NetworkState, establishedByGroup: readonly number[]): StationTraffic[] {
  let up = 0;
  let down = 0;
  net.groups.forEach(({ settings }, index) => {
    const { messages, heartbeatSec } = settings.session;
    const connections = establishedByGroup[index] ?? 0;
    const message = exchangeBytes(messages.sizeBytes, messages.replySizeBytes, messages.segmentBytes);
    const heartbeat = exchangeBytes(CLIENT_FRAME_BYTES, SERVER_FRAME_BYTES, messages.segmentBytes);
    up += connections * (messages.ratePerSec * message.up + heartbeat.up / heartbeatSec);
    down += connections * (messages.ratePerSec * message.down + heartbeat.down / heartbeatSec);
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
