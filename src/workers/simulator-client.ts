import { proxy } from 'comlink';
import type { RunFigures } from '../analysis/runs/run-figures.ts';
import type { PortMapChoice, RunSummary } from '../network/results/run-result.ts';
import type { StoryWish } from '../network/trace/connection-story.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type {
  PortMapAnswer,
  PortMapQuery,
  RunObserver,
  RunOptions,
  ShareObserver,
  SimulationApi,
  StoryAnswer,
} from './protocol.ts';
import { WorkerConnection, type WorkerHandle } from './worker-connection.ts';

/** The page's side of one simulation worker. Starts it with the first call, and again after a crash. */
export class SimulatorClient {
  private readonly worker: WorkerConnection<SimulationApi>;
  private newestRun = 0;

  constructor(spawn: () => WorkerHandle) {
    this.worker = new WorkerConnection(spawn);
  }

  /**
   * Runs to the end; null when a newer run or `cancel` ended it. The observer hears nothing of a run that was
   * overtaken, not even what was already on its way.
   * @throws an error named `MemoryRefusedError` or `WorkerCrashedError` (see errors.ts).
   */
  run(scenario: Scenario, options: RunOptions, observer: RunObserver): Promise<RunSummary | null> {
    const guarded = this.whileNewest(observer);
    return this.worker.call((remote) => remote.run(scenario, options, proxy(guarded)));
  }

  /**
   * Runs to the end and gives a few figures of the run; null when a newer run or `cancel` ended it.
   * @throws an error named `MemoryRefusedError` or `WorkerCrashedError` (see errors.ts).
   */
  figures(scenario: Scenario, options: RunOptions, observer: ShareObserver): Promise<RunFigures | null> {
    const guarded = this.whileNewest(observer);
    return this.worker.call((remote) => remote.figures(scenario, options, proxy(guarded)));
  }

  cancel(): Promise<void> {
    this.newestRun += 1;
    return this.worker.isOpen ? this.worker.call((remote) => remote.cancel()) : Promise.resolve();
  }

  portMapChoices(scenario: Scenario): Promise<PortMapChoice[]> {
    return this.worker.call((remote) => remote.portMapChoices(scenario));
  }

  /** Null when a newer query overtook this one. @throws an error named `WorkerCrashedError`. */
  portMapAt(scenario: Scenario, query: PortMapQuery, atSec: number): Promise<PortMapAnswer | null> {
    return this.worker.call((remote) => remote.portMapAt(scenario, query, atSec));
  }

  /** Null when a newer call overtook this one. @throws an error named `WorkerCrashedError`. */
  storyOf(scenario: Scenario, wish: StoryWish, observer: ShareObserver): Promise<StoryAnswer | null> {
    return this.worker.call((remote) => remote.storyOf(scenario, wish, proxy(observer)));
  }

  dispose(): void {
    this.newestRun += 1;
    this.worker.dispose();
  }

  /** Begins a run: its observer hears of it until a newer one, `cancel` or `dispose`. */
  private whileNewest<Told>(observer: (told: Told) => void): (told: Told) => void {
    this.newestRun += 1;
    const ticket = this.newestRun;
    return (told) => {
      if (ticket === this.newestRun) observer(told);
    };
  }
}
