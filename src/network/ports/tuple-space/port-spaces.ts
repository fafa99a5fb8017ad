/**
 * Equal, independent spaces of source ports. A space is what a port must be unique in: one (source address,
 * destination) pair, one source address, or one client's block, as the scope says.
 */
export interface PortSpaces {
  readonly spaces: number;
  /** Ports that can be leased in each space. */
  readonly capacity: number;
  /** Ports taken in each space, in use or held. */
  readonly taken: Int32Array | Uint16Array;
  /** Ports that all searches together have looked at: what a search costs the kernel. */
  readonly examined: number;
  /** Bits of a tuple that are the port; the space stands above them. */
  readonly portBits: number;
  /**
   * Leases a port of the space. The tuple, a space and a port in it as one 32-bit integer (it may be negative,
   * but is never -1), or -1 when the selection found no free port.
   * @param sequence the SYN's sequence number, its upper 16 bits; only where closed connections can be taken over
   */
  claim(space: number, sequence?: number): number;
  /** Leases that very port if it is in the range and free; the tuple, or -1. */
  claimPort(space: number, port: number, sequence?: number): number;
  release(tuple: number): void;
  /** True after a `claim` that took over the port of a closed connection, which was taken before. */
  readonly tookOver: boolean;
  /** The connection has closed, but its port stays taken until `release`. */
  hold(tuple: number): void;
  spaceOf(tuple: number): number;
  /** Those of the tuples that are free, for audits. Spaces that only count cannot tell and name none. */
  freeAmong(tuples: ReadonlySet<number>): number[];
  /** The port number that a tuple stands for; 0 where spaces only count. */
  portOf(tuple: number): number;
}
