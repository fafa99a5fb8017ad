import type { RandomStream } from '../../../engine/random.ts';
import type { PortRange } from '../../../scenario/scenario.ts';
import { portCount } from './port-range.ts';
import type { PortSpaces } from './port-spaces.ts';

const PORTS = 65536;

/**
 * The ports of hosts on which programs of several habits run: some let connect() choose a port, some bind one before
 * the destination is known, some name it themselves. A port that is bound for all destinations is taken toward each
 * of them, and one that is taken toward any destination cannot be bound (`inet_csk_bind_conflict()`).
 */
export class HostPorts {
  readonly addresses: number;
  /** Destinations of each address. */
  readonly endpoints: number;
  private readonly inUse: Uint8Array;
  private readonly sockets: Uint16Array;
  private readonly exclusive: Uint8Array;

  constructor(addresses: number, endpoints: number) {
    this.addresses = addresses;
    this.endpoints = endpoints;
    this.inUse = new Uint8Array(addresses * endpoints * PORTS);
    this.sockets = new Uint16Array(addresses * PORTS);
    this.exclusive = new Uint8Array(addresses * PORTS);
  }

  /** Whether a socket toward the endpoint of the space can have the port. */
  isFreeToward(space: number, port: number): boolean {
    return this.inUse[space * PORTS + port] === 0 && this.exclusive[this.hostPort(space, port)] === 0;
  }

  /** Whether a socket can have the port for all destinations. */
  isUnused(space: number, port: number): boolean {
    return this.sockets[this.hostPort(space, port)] === 0;
  }

  take(space: number, port: number, forAllDestinations: boolean): number {
    const at = this.hostPort(space, port);
    this.inUse[space * PORTS + port] = 1;
    this.sockets[at]! += 1;
    if (forAllDestinations) this.exclusive[at] = 1;
    return space * PORTS + port;
  }

  release(tuple: number): void {
    const space = Math.floor(tuple / PORTS);
    const at = this.hostPort(space, tuple % PORTS);
    this.inUse[tuple] = 0;
    this.sockets[at]! -= 1;
    this.exclusive[at] = 0;
  }

  freeAmong(tuples: ReadonlySet<number>): number[] {
    return [...tuples].filter((tuple) => this.inUse[tuple] === 0);
  }

  private hostPort(space: number, port: number): number {
    return Math.floor(space / this.endpoints) * PORTS + port;
  }
}

/** How a program comes to its port: see `ClientPopulation.bind`. */
export type PortHabit = 'connect' | 'bind' | 'name' | 'name-and-reuse';

/** What one population does on its hosts: a view of their ports with the population's own range and habit. */
export class HostPortsView implements PortSpaces {
  readonly spaces: number;
  readonly capacity: number;
  readonly taken: Int32Array;
  readonly portBits = 16;
  readonly tookOver = false;
  examined = 0;
  private readonly hosts: HostPorts;
  private readonly range: PortRange;
  private readonly reserved: ReadonlySet<number>;
  private readonly habit: PortHabit;
  private readonly random: RandomStream;
  /** Where the next search starts, or which port is named next. */
  private readonly cursor: Int32Array;

  constructor(hosts: HostPorts, range: PortRange, habit: PortHabit, random: RandomStream) {
    this.hosts = hosts;
    this.range = range;
    this.reserved = new Set(range.reserved);
    this.habit = habit;
    this.random = random;
    this.spaces = hosts.addresses * hosts.endpoints;
    this.capacity = portCount(range);
    this.taken = new Int32Array(this.spaces);
    this.cursor = new Int32Array(this.spaces);
  }

  claim(space: number): number {
    if (this.habit === 'name' || this.habit === 'name-and-reuse') return this.claimNamed(space);
    const size = this.range.last - this.range.first + 1;
    // connect() looks at the ports of the range's first parity first, bind() at the others (see `linux-spaces.ts`).
    const firstParity = this.habit === 'bind' ? 1 : 0;
    const start = (this.cursor[space]! + this.random.nextBelow(8)) % size;
    this.cursor[space] = start;
    for (let pass = 0; pass < 2; pass++) {
      const parity = firstParity ^ pass;
      const count = (size + 1 - parity) >> 1;
      for (let n = 0; n < count; n++) {
        const port = this.range.first + ((((start >> 1) + n) % count) * 2 + parity);
        this.examined += 1;
        if (this.isUsable(space, port)) return this.take(space, port);
      }
    }
    return -1;
  }

  claimPort(space: number, port: number): number {
    return this.isUsable(space, port) ? this.take(space, port) : -1;
  }

  release(tuple: number): void {
    this.taken[this.spaceOf(tuple)]! -= 1;
    this.hosts.release(tuple);
  }

  hold(): void {}

  spaceOf(tuple: number): number {
    return Math.floor(tuple / PORTS);
  }

  freeAmong(tuples: ReadonlySet<number>): number[] {
    return this.hosts.freeAmong(tuples);
  }

  portOf(tuple: number): number {
    return tuple % PORTS;
  }

  /** The program counts through its range for each destination and tries no other port. */
  private claimNamed(space: number): number {
    const size = this.range.last - this.range.first + 1;
    const port = this.range.first + this.cursor[space]!;
    this.cursor[space] = (this.cursor[space]! + 1) % size;
    this.examined += 1;
    return this.isUsable(space, port) ? this.take(space, port) : -1;
  }

  private take(space: number, port: number): number {
    this.taken[space]! += 1;
    return this.hosts.take(space, port, this.habit === 'bind' || this.habit === 'name');
  }

  private isUsable(space: number, port: number): boolean {
    if (port < this.range.first || port > this.range.last) return false;
    // Reserved ports are left out of automatic choice only (`ip_local_reserved_ports`).
    if (this.reserved.has(port) && (this.habit === 'connect' || this.habit === 'bind')) return false;
    return this.habit === 'connect' || this.habit === 'name-and-reuse'
      ? this.hosts.isFreeToward(space, port)
      : this.hosts.isUnused(space, port);
  }
}
