import { BACKENDS, type Outcome, type Workload } from '../workload.ts';
import { TypicalPorts } from './typical-ports.ts';

export interface Connection {
  readonly address: number;
  readonly backend: number;
  readonly port: number;
}

/** What port-loss counts and samples, for peers that bring only a way to wait. */
export class PortLossState {
  readonly samples: { concurrent: number; held: number; blocked: number; backends: number[] }[] = [];
  private readonly ports: TypicalPorts;
  private readonly random: () => number;
  private readonly addresses: number;
  private readonly byBackend = new Array<number>(BACKENDS).fill(0);
  private turn = 0;
  private events = 0;
  private arrivals = 0;
  private concurrent = 0;
  private held = 0;
  private blocked = 0;

  constructor(workload: Workload, random: () => number) {
    this.random = random;
    this.addresses = workload.addresses;
    this.ports = new TypicalPorts(workload, random);
  }

  /** The new connection, or null when no port is free. */
  arrive(): Connection | null {
    this.events += 1;
    this.arrivals += 1;
    const address = this.turn;
    this.turn = (this.turn + 1) % this.addresses;
    const backend = Math.floor(this.random() * BACKENDS);
    const port = this.ports.claim(address, backend);
    if (port === -1) {
      this.blocked += 1;
      return null;
    }
    this.concurrent += 1;
    this.byBackend[backend]! += 1;
    return { address, backend, port };
  }

  close({ backend }: Connection): void {
    this.events += 1;
    this.concurrent -= 1;
    this.byBackend[backend]! -= 1;
    this.held += 1;
  }

  endHold({ address, backend, port }: Connection): void {
    this.events += 1;
    this.held -= 1;
    this.ports.release(address, backend, port);
  }

  sample(): void {
    const { concurrent, held, blocked } = this;
    this.samples.push({ concurrent, held, blocked, backends: [...this.byBackend] });
  }

  outcome(): Outcome {
    const mean = (key: 'concurrent' | 'held'): number =>
      this.samples.reduce((sum, sample) => sum + sample[key], 0) / this.samples.length;
    return {
      events: this.events,
      arrivals: this.arrivals,
      blocked: this.blocked,
      meanConcurrent: mean('concurrent'),
      meanHeld: mean('held'),
    };
  }
}
