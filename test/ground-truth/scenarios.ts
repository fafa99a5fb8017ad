/** Building blocks of the cases' scenarios, all in the public file format. */
import type { BackendsFile, ClientFile, HopFile } from '../../src/scenario/file-format.ts';
import type { TestFile } from '../support/finished-run.ts';

/** Longer than any case: the connection stays. */
export const STAYS = { distribution: 'deterministic', value: '10h' } as const;
/** A connection that is closed as soon as it is established. */
export const AT_ONCE = { distribution: 'deterministic', value: 1e-5 } as const;

export type DialOptions = Partial<Omit<ClientFile, 'addresses'>> & { readonly addresses?: number };

/** `count` clients that dial once each, one after the other over `over`, and keep their connection. */
export function dials(
  count: number,
  over: string | number,
  { addresses = 1, ...rest }: DialOptions = {},
): ClientFile {
  return {
    count,
    addresses: Math.min(addresses, count),
    connectTimeout: '400ms',
    arrivals: { pattern: 'population', rampUp: over },
    session: { lifetime: STAYS },
    reconnect: { policy: 'none' },
    balance: 'round-robin',
    ...rest,
  };
}

/** Client addresses with enough ports of their own that only what comes after them can run out. */
export const MANY_ADDRESSES = { addresses: 200, ports: '30000-65535' } as const;

/** `nft ... snat to 10.0.0.1:20000-20999` with what a reset leaves behind set to nothing (`tcp_timeout_close=0`). */
export function natRange(
  size: number,
  snat: Partial<NonNullable<HopFile['snat']>> = {},
  rest: Partial<HopFile> = {},
): HopFile {
  return {
    name: 'nat',
    mode: 'snat',
    snat: {
      ports: `20000-${19999 + size}`,
      selection: 'netfilter',
      scope: 'destination',
      choose: 'source-destination-hash',
      ...snat,
    },
    ...rest,
  };
}

/** A server that never is the limit. */
export const SERVER = { count: 1, ports: [9000] } satisfies BackendsFile;

/** Sources that dial one or more destinations with nothing between. */
export function direct(client: ClientFile, destinations = 1, duration: string | number = '10s'): TestFile {
  return {
    duration,
    clients: [client],
    path: 'direct',
    backends: { ...SERVER, addresses: destinations },
  };
}

/**
 * A population whose addresses stand before those of the others and which as good as never dials. It gives the others
 * addresses of their own under each seed, as the measured runs had: a hash of addresses is the same in every run otherwise.
 */
export function addressesBefore(seed: number, each: number): ClientFile[] {
  const addresses = (seed - 1) * Math.min(each, 512);
  if (addresses === 0) return [];
  return [
    {
      name: 'other addresses',
      addresses,
      ports: '30000-30000',
      arrivals: { pattern: 'poisson', rate: 1e-12 },
    },
  ];
}
