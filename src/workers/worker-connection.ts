import { type Endpoint, type Remote, wrap } from 'comlink';
import { WorkerCrashedError } from './errors.ts';

/** The part of `Worker` that a client needs; tests give a message port. */
export interface WorkerHandle {
  readonly endpoint: Endpoint;
  /** Tells once when the worker fails to load or throws outside a call. */
  onCrash(report: (message: string) => void): void;
  terminate(): void;
}

interface Open<Api> {
  readonly handle: WorkerHandle;
  readonly remote: Remote<Api>;
  /** How to reject the calls under way when the worker crashes: a Comlink call by itself would then never settle. */
  readonly pending: Set<(error: Error) => void>;
}

/** The caller's side of one worker. Starts it with the first call, and again after a crash. */
export class WorkerConnection<Api> {
  private readonly spawn: () => WorkerHandle;
  private open: Open<Api> | null = null;

  constructor(spawn: () => WorkerHandle) {
    this.spawn = spawn;
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  /** @throws an error named `WorkerCrashedError` (see errors.ts), and what the call itself throws. */
  call<T>(send: (remote: Remote<Api>) => Promise<T>): Promise<T> {
    const { remote, pending } = this.connect();
    // No race with a promise of the crash: that one would keep the answer of every call as long as the worker lives.
    return new Promise<T>((resolve, reject) => {
      pending.add(reject);
      send(remote)
        .then(resolve, reject)
        .finally(() => pending.delete(reject));
    });
  }

  /** Ends the worker at once; calls under way never settle. */
  dispose(): void {
    this.open?.handle.terminate();
    this.open = null;
  }

  private connect(): Open<Api> {
    if (this.open !== null) return this.open;
    const handle = this.spawn();
    const pending = new Set<(error: Error) => void>();
    handle.onCrash((message) => {
      if (this.open?.handle === handle) this.open = null;
      handle.terminate();
      for (const reject of pending) reject(new WorkerCrashedError(message));
      pending.clear();
    });
    this.open = { handle, remote: wrap<Api>(handle.endpoint), pending };
    return this.open;
  }
}
