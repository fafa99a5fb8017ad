/** Addresses and ports of the connection in hand, as a trace tells them. */
import type { NetworkState } from '../network-state.ts';
import type { DialledEnd, SourceEnd } from './trace-step.ts';

/** The client's own end. Where its ports are only counted it has a number only if a hop looks at it. */
export function clientEnd(net: NetworkState): SourceEnd {
  const { hand } = net.connections;
  const group = net.groups[hand.population]!;
  const { tracksPorts, portSpacesEach } = group.plan;
  const isNumbered = tracksPorts || net.plan.usesFlows;
  return {
    station: `clients.${hand.population}`,
    address: group.addressOf(hand.number),
    port: isNumbered ? net.sourcePortSeenAt(hand, 0) : null,
    destination: portSpacesEach === 1 ? null : group.ports.spaceOf(hand.clientTuple) % portSpacesEach,
  };
}

/** The tuple that a hop has leased. Null where it leases none. */
export function poolEnd(net: NetworkState, hop: number, tuple: number): SourceEnd | null {
  const pool = net.pools[hop] ?? null;
  if (pool === null) return null;
  return {
    station: `path.${hop}`,
    address: pool.addressOf(tuple),
    port: pool.portOf(tuple),
    destination: pool.destinationOf(tuple),
  };
}

/** Endpoints are counted instance by instance, and within one instance by address and port. */
export function dialledEnd({ plan }: NetworkState, station: number, endpoint: number): DialledEnd {
  const { path, backends } = plan.scenario;
  const { addresses, ports } = path[station]?.listen ?? backends;
  const each = addresses * ports.length;
  return {
    station,
    instance: Math.floor(endpoint / each),
    address: Math.floor((endpoint % each) / ports.length),
    port: ports[endpoint % ports.length]!,
  };
}
