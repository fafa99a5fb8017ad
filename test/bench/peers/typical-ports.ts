import { BACKENDS, type Workload } from '../workload.ts';

/** The free ports of every (address, backend) pair, as arrays that a claim takes one of at random. */
export class TypicalPorts {
  private readonly free: number[][];
  private readonly random: () => number;

  constructor({ addresses, portsEach }: Workload, random: () => number) {
    this.random = random;
    this.free = Array.from({ length: addresses * BACKENDS }, () =>
      Array.from({ length: portsEach }, (_, i) => i),
    );
  }

  /** A free port, each equally likely, or -1. */
  claim(address: number, backend: number): number {
    const free = this.free[address * BACKENDS + backend]!;
    if (free.length === 0) return -1;
    const at = Math.floor(this.random() * free.length);
    const port = free[at]!;
    const last = free.pop()!;
    if (at < free.length) free[at] = last;
    return port;
  }

  release(address: number, backend: number, port: number): void {
    this.free[address * BACKENDS + backend]!.push(port);
  }
}
