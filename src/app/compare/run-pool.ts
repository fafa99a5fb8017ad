import type { Scenario } from '../../scenario/scenario.ts';
import type { RunUpdate } from '../../workers/protocol.ts';
import type { SimulatorClient } from '../../workers/simulator-client.ts';

export type Runner = Pick<SimulatorClient, 'run' | 'dispose'>;

/** What is reported of one job, by its index; jobs end in any order. */
export interface PoolObserver {
  onUpdate(index: number, update: RunUpdate): void;
  onDone(index: number): void;
  onError(index: number, message: string): void;
}

/**
 * Runs a list of scenarios on a few workers, one each at a time. Stopping ends the workers at once: nothing of the list
 * is reported after that.
 */
export class RunPool {
  private readonly runners: readonly Runner[];
  private readonly memoryLimitBytes: number;
  private stopped = false;
  private next = 0;

  constructor(runners: readonly Runner[], memoryLimitBytes: number) {
    this.runners = runners;
    this.memoryLimitBytes = memoryLimitBytes;
  }

  /** Resolves when all jobs have ended or the pool was stopped. To be called once. */
  async runAll(scenarios: readonly Scenario[], observer: PoolObserver): Promise<void> {
    await Promise.all(this.runners.map((runner) => this.work(runner, scenarios, observer)));
  }

  stop(): void {
    this.stopped = true;
    for (const runner of this.runners) runner.dispose();
  }

  private async work(runner: Runner, scenarios: readonly Scenario[], observer: PoolObserver): Promise<void> {
    for (;;) {
      const index = this.next;
      const scenario = scenarios[index];
      if (scenario === undefined || this.stopped) return;
      this.next += 1;
      await this.runOne(runner, index, scenario, observer);
    }
  }

  private async runOne(
    runner: Runner,
    index: number,
    scenario: Scenario,
    observer: PoolObserver,
  ): Promise<void> {
    try {
      const options = { memoryLimitBytes: this.memoryLimitBytes };
      const summary = await runner.run(scenario, options, (update) => {
        if (!this.stopped) observer.onUpdate(index, update);
      });
      if (!this.stopped && summary !== null) observer.onDone(index);
    } catch (error) {
      if (!this.stopped) observer.onError(index, error instanceof Error ? error.message : String(error));
    }
  }
}
