import { type Endpoint, proxy, type Remote, wrap } from 'comlink';
import type { RunFigures } from '../analysis/runs/run-figures.ts';
import type { PortMap, PortMapChoice, RunSummary } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { WorkerCrashedError } from './errors.ts';
import type { PortMapQuery, RunObserver, RunOptions, ShareObserver, SimulationApi } from './protocol.ts';

/** The part of `Worker` that the client needs; tests give a message port. */
export interface WorkerHandle {
  readonly endpoint: Endpoint;
  /** Tells once when the worker fails to load or throws outside a call. */
  onCrash(report: (message: string) => void): void;
  terminate(): void;
}

interface Connection {
  readonly handle: WorkerHandle;
  readonly remote: Remote<SimulationApi>;
  /** How to reject the calls under way when the worker crashes: a Comlink call by itself would then never settle. */
  readonly pending: Set<(error: Error) => void>;
}

/** The page's side of one simulation worker. Starts it with the first call, and again after a crash. */
export class SimulatorClient {
  private readonly spawn: () => WorkerHandle;
  private connection: Connection | null = null;
  private newestRun = 0;

  constructor(spawn: () => WorkerHandle) {
    this.spawn = spawn;
  }

  /**
   * Runs to the end; null when a newer run or `cancel` ended it. The observer hears nothing of a run that was
   * overtaken, not even what was already on its way.
   * @throws an error named `MemoryRefusedError` or `WorkerCrashedError` (see errors.ts).
   */
  run(scenario: Scenario, options: RunOptions, observer: RunObserver): Promise<RunSummary | null> {
    this.newestRun += 1;
    const ticket = this.newestRun;
    const guarded: RunObserver = (update) => {
      if (ticket === this.newestRun) observer(update);
    };
    return this.call((remote) => remote.run(scenario, options, proxy(guarded)));
  }

  /**
   * Runs to the end and gives a few figures of the run; null when a newer run or `cancel` ended it.
   * @throws an error named `MemoryRefusedError` or `WorkerCrashedError` (see errors.ts).
   */
  figures(scenario: Scenario, options: RunOptions, observer: ShareObserver): Promise<RunFigures | null> {
    this.newestRun += 1;
    const ticket = this.newestRun;
    const guarded: ShareObserver = (share) => {
      if (ticket === this.newestRun) observer(share);
    };
    return this.call((remote) => remote.figures(scenario, options, proxy(guarded)));
  }

  cancel(): Promise<void> {
    this.newestRun += 1;
    return this.connection === null ? Promise.resolve() : this.call((remote) => remote.cancel());
  }

  portMapChoices(scenario: Scenario): Promise<PortMapChoice[]> {
    return this.call((remote) => remote.portMapChoices(scenario));
  }

  /** Null when a newer query overtook this one. @throws an error named `WorkerCrashedError`. */
  portMapAt(scenario: Scenario, query: PortMapQuery, atSec: number): Promise<PortMap | null> {
    return this.call((remote) => remote.portMapAt(scenario, query, atSec));
  }

  dispose(): void {
    this.newestRun += 1;
    this.connection?.handle.terminate();
    this.connection = null;
  }

  private call<T>(send: (remote: Remote<SimulationApi>) => Promise<T>): Promise<T> {
    const { remote, pending } = this.connect();
    // No race with a promise of the crash: that one would keep the answer of every call as long as the worker lives.
    return new Promise<T>((resolve, reject) => {
      pending.add(reject);
      send(remote)
        .then(resolve, reject)
        .finally(() => pending.delete(reject));
    });
  }

  private connect(): Connection {
    if (this.connection !== null) return this.connection;
    const handle = this.spawn();
    const pending = new Set<(error: Error) => void>();
    handle.onCrash((message) => {
      if (this.connection?.handle === handle) this.connection = null;
      handle.terminate();
      for (const reject of pending) reject(new WorkerCrashedError(message));
      pending.clear();
    });
    this.connection = { handle, remote: wrap<SimulationApi>(handle.endpoint), pending };
    return this.connection;
  }
}
