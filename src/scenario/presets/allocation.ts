/** Numbers of a preset that follow from the hop and its neighbours: the products' own allocation rules. */

/** What the rules look at. */
export interface AllocationInput {
  /** Source addresses that the hop sees: machines behind a cloud NAT, subscribers of a carrier. */
  readonly owners: number;
  /** (address, port) pairs of the next stage. */
  readonly destinations: number;
  /** Source addresses of one instance. */
  readonly addresses: number;
  /** Usable ports of one address. */
  readonly portsEach: number;
}

export type Allotment =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly message: string; readonly accepted: string };

export interface AllocationRule {
  /** The rule in words, for lists. */
  readonly text: string;
  readonly allot: (input: AllocationInput) => Allotment;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const allotted = (value: number): Allotment => ({ ok: true, value });

/** Machines in the pool up to which each gets so many ports. */
const AZURE_TABLE: readonly (readonly [machines: number, ports: number])[] = [
  [50, 1024],
  [100, 512],
  [200, 256],
  [400, 128],
  [800, 64],
  [1000, 32],
];

/** Azure's default outbound access: ports a machine by the size of the pool. */
export const azureDefaultTable: AllocationRule = {
  text: 'by machines in the pool: 1,024 up to 50, 512 up to 100, 256 up to 200, 128 up to 400, 64 up to 800, 32 up to 1,000',
  allot: ({ owners }) => {
    const row = AZURE_TABLE.find(([machines]) => owners <= machines);
    if (row !== undefined) return allotted(row[1]);
    const message = `a pool of ${owners} machines has no default allocation of ports`;
    return { ok: false, message, accepted: 'at most 1000 client addresses, or a snat.blockSize' };
  },
};

/** Azure hands out SNAT ports in eights. */
const AZURE_PORT_STEP = 8;

/** An Azure outbound rule: the ports of all frontends shared evenly, in multiples of eight. */
export const azureOutboundRule: AllocationRule = {
  text: 'frontends x ports / machines, rounded down to a multiple of 8',
  allot: ({ owners, addresses, portsEach }) => {
    const even = Math.floor((addresses * portsEach) / owners / AZURE_PORT_STEP) * AZURE_PORT_STEP;
    const share = `${addresses * portsEach} ports shared by ${counted(owners, 'machine')}`;
    if (even === 0) {
      const accepted = 'more snat.addresses, or fewer client addresses';
      return { ok: false, message: `${share} are less than ${AZURE_PORT_STEP} for each`, accepted };
    }
    if (even <= portsEach) return allotted(even);
    const message = `${share} are more for each than one address has, which is not modelled`;
    const accepted = `at most ${counted(owners, 'address', 'addresses')}, or a snat.blockSize`;
    return { ok: false, message, accepted };
  },
};

/**
 * Carrier NATs that hand out blocks on demand, up to a maximum for each subscriber: as many as there are for every one.
 * @param blockSize ports in one block
 */
export function blocksOnDemand(blockSize: number, maxBlocks: number): AllocationRule {
  return {
    text: `as many blocks of ${blockSize} ports as there are for every subscriber, at most ${maxBlocks}`,
    allot: ({ owners, addresses, portsEach }) => {
      let blocks = maxBlocks;
      while (blocks > 1 && addresses * Math.floor(portsEach / (blocks * blockSize)) < owners) blocks -= 1;
      return allotted(blocks * blockSize);
    },
  };
}

/** Deterministic NAT: every subscriber has the same fixed share of one address, by the sharing ratio. */
export const deterministicShare: AllocationRule = {
  text: 'ports of an address / subscribers that share it, rounded down',
  allot: ({ owners, addresses, portsEach }) => {
    const ports = Math.floor(portsEach / Math.ceil(owners / addresses));
    if (ports > 0) return allotted(ports);
    const message = `${counted(owners, 'subscriber')} on ${counted(addresses, 'address', 'addresses')} leave no port for each`;
    return { ok: false, message, accepted: 'more snat.addresses, or fewer client addresses' };
  },
};

/** A product that uses an address and port again toward other destinations, but only so many times. */
export function reusedAtMost(times: number): AllocationRule {
  return {
    text: `${times} x ports x addresses`,
    allot: ({ addresses, portsEach }) => allotted(times * addresses * portsEach),
  };
}

/** Connections of a gateway with a limit an address and destination, and one in all. */
export function cappedToward(perDestination: number, inAll: number): AllocationRule {
  return {
    text: `${perDestination} x addresses x destinations, at most ${inAll}`,
    allot: ({ addresses, destinations }) =>
      allotted(Math.min(inAll, perDestination * addresses * destinations)),
  };
}
