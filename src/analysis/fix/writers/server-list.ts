/** The servers behind a hop as a configuration of a proxy lists them. */
import type { Servers } from '../fix-place.ts';
import { placeholderAddress } from '../placeholder-addresses.ts';

export interface ListedServer {
  readonly address: string;
  readonly port: number;
  readonly weight: number;
  /** `1`, `1_2`: of the server, and of its endpoint where it has several. */
  readonly number: string;
}

/** Every (address, port) pair of every server, the endpoints of one server together. */
export function listedServers(
  { count, addressesEach, ports, weights }: Servers,
  most: number,
): ListedServer[] {
  const listed: ListedServer[] = [];
  const addresses = count * addressesEach;
  for (let server = 0; server < count; server += 1)
    for (let own = 0; own < addressesEach; own += 1)
      for (const [index, port] of ports.entries()) {
        if (listed.length >= most) return listed;
        const endpoint = own * ports.length + index + 1;
        listed.push({
          address: placeholderAddress('server', server * addressesEach + own, addresses),
          port,
          weight: weights[server] ?? 1,
          number: addressesEach * ports.length > 1 ? `${server + 1}_${endpoint}` : `${server + 1}`,
        });
      }
  return listed;
}

/** Whether a list has to say weights at all. */
export const isWeighted = ({ weights }: Servers): boolean => new Set(weights).size > 1;

/** A weight times ten, at least one, as most configurations take whole numbers alone. */
export const weightInTenths = (weight: number): number => Math.max(1, Math.round(weight * 10));

export const endpointsOf = ({ count, addressesEach, ports }: Servers): number =>
  count * addressesEach * ports.length;
