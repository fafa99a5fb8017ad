/**
 * Addresses to show where the scenario gives only how many there are: clients in 203.0.113.0/24 and VIPs in 198.51.100.0/24
 * (RFC 5737), balancers and servers in 10.0.0.0/8. What does not fit there lies in 100.64.0.0/10 (RFC 6598), 198.18.0.0/15
 * (RFC 2544) and further parts of 10.0.0.0/8.
 */
import { stationPlace } from '../../network/results/station-key.ts';
import type { DialledEnd, SourceEnd } from '../../network/trace/trace-step.ts';
import type { Scenario } from '../../scenario/scenario.ts';

const FIRST_CLIENT = 7;
export const CLIENT_ADDRESS = `203.0.113.${FIRST_CLIENT}`;
const LAST = 254;

/** The n-th of all client addresses. */
export function clientAddress(index: number): string {
  const last = FIRST_CLIENT + index;
  if (last <= LAST) return `203.0.113.${last}`;
  return `100.${64 + (Math.floor(index / 65_536) % 64)}.${Math.floor(index / 256) % 256}.${index % 256}`;
}

/** A VIP of the n-th hop of the path. */
export function vipAddress(hop: number, index = 0): string {
  return index === 0
    ? `198.51.100.${(hop + 1) % 256}`
    : `198.${18 + (hop % 2)}.${Math.floor(index / 256) % 256}.${index % 256}`;
}

/** A source address that the n-th hop puts in place of the client's. */
export function poolAddress(hop: number, index = 0): string {
  return index < LAST
    ? `10.0.${hop % 256}.${index + 1}`
    : `10.${128 + (hop % 128)}.${Math.floor(index / 256) % 256}.${index % 256}`;
}

export function serverAddress(server: number): string {
  return `10.1.${Math.floor((server + 1) / 256) % 256}.${(server + 1) % 256}`;
}

/** Address and port of a traced connection's source; a port that the run only counts is left open. */
export function sourceText({ clients }: Scenario, { station, address, port }: SourceEnd): string {
  const { kind, index } = stationPlace(station);
  const shown =
    kind === 'path' ? poolAddress(index, address) : clientAddress(firstAddressOf(clients, index) + address);
  return `${shown}:${port ?? '?'}`;
}

/** Address and port that a traced connection dials. */
export function dialledText({ path, backends }: Scenario, end: DialledEnd): string {
  const { station, instance, address, port } = end;
  const each = path[station]?.listen.addresses ?? backends.addresses;
  const index = instance * each + address;
  return `${station < path.length ? vipAddress(station, index) : serverAddress(index)}:${port}`;
}

/** Populations on the same hosts share their addresses; the others have addresses of their own, one after the other. */
function firstAddressOf(clients: Scenario['clients'], population: number): number {
  const host = clients[population]?.addressesOf ?? null;
  const own = host === null ? population : clients.findIndex(({ name }) => name === host);
  return clients
    .slice(0, Math.max(0, own))
    .reduce((sum, each) => sum + (each.addressesOf === null ? each.addresses : 0), 0);
}
