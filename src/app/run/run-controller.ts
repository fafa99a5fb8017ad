import { NO_PRODUCTS, type Products } from '../../analysis/levers/products.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
import type { StoryWish } from '../../network/trace/connection-story.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { messageOf, WORKER_CRASHED } from '../../workers/errors.ts';
import type {
  PortMapAnswer,
  PortMapQuery,
  RunUpdate,
  ShareObserver,
  StoryAnswer,
} from '../../workers/protocol.ts';
import type { SimulatorClient } from '../../workers/simulator-client.ts';
import { LiveRun } from './live-run.ts';
import { useRun } from './run-store.ts';

export type Simulator = Pick<
  SimulatorClient,
  'run' | 'portMapAt' | 'portMapChoices' | 'storyOf' | 'cancel' | 'dispose'
>;

/** A slider in motion changes the scenario many times a second; a run starts when it rests this long. */
const DEBOUNCE_MS = 60;
/** Samples come more often than this; what React renders of a run under way (its share, its sentence) does not. */
const RENDER_EVERY_MS = 200;
/** A worker that crashed is tried once more for the same scenario, then the page says so. */
const RETRIES = 1;

/**
 * Keeps the run on show in step with the scenario: marks it stale at once, starts the new run after a short rest,
 * and puts it in place with its first samples. Port maps come from a second worker, which replays.
 */
export class RunController {
  private readonly runner: Simulator;
  private readonly replayer: Simulator;
  private readonly memoryLimitBytes: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private scenario: Scenario | null = null;
  private products = NO_PRODUCTS;
  private ticket = 0;
  private suspended = false;
  private renderDueMs = 0;
  /** Whose story was asked for last. */
  private storyRun: LiveRun | null = null;

  constructor(runner: Simulator, replayer: Simulator, memoryLimitBytes: number) {
    this.runner = runner;
    this.replayer = replayer;
    this.memoryLimitBytes = memoryLimitBytes;
  }

  /**
   * Runs the scenario unless it is the one that runs already.
   * @param products what its stations are; they change no number
   */
  show(scenario: Scenario, products: Products = NO_PRODUCTS): void {
    if (scenario === this.scenario) return;
    this.products = products;
    const isFirst = this.scenario === null;
    this.scenario = scenario;
    this.stop();
    useRun.getState().run?.markStale();
    useRun.setState({ status: 'computing', progress: 0, message: '' });
    if (!this.suspended) this.startIn(isFirst ? 0 : DEBOUNCE_MS, scenario);
  }

  /** Leaves the machine to others while nobody looks at the run; what is not finished then starts again. */
  suspend(suspended: boolean): void {
    if (suspended === this.suspended) return;
    this.suspended = suspended;
    if (useRun.getState().status !== 'computing' || this.scenario === null) return;
    if (suspended) this.stop();
    else this.startIn(0, this.scenario);
  }

  /** Runs the scenario on show once more from the start; after a crash this is the way back. */
  restart(): void {
    const { scenario } = this;
    if (scenario === null) return;
    this.scenario = null;
    this.show(scenario, this.products);
  }

  /** State of one port space of the run on show; null when a newer request overtook this one. */
  async requestPortMap(query: PortMapQuery, atSec: number): Promise<PortMapAnswer | null> {
    const { run } = useRun.getState();
    if (run === null || run.stale) return null;
    try {
      return await this.replayer.portMapAt(run.scenario, query, atSec);
    } catch (error) {
      // The run itself is not touched: its own worker reports what is wrong with it.
      if (nameOf(error) === WORKER_CRASHED) return null;
      throw error;
    }
  }

  /**
   * The story of a client of a run, from its replay; null when a newer request overtook this one.
   * @throws an error named `WorkerCrashedError`.
   */
  requestStory(run: LiveRun, wish: StoryWish, observer: ShareObserver): Promise<StoryAnswer | null> {
    this.storyRun = run;
    return this.replayer.storyOf(run.scenario, wish, observer);
  }

  /** Nobody waits for the story of a run any more; a port map that is called off with it is asked for again. */
  cancelStory(run: LiveRun): void {
    if (run !== this.storyRun) return;
    this.storyRun = null;
    this.replayer.cancel().catch(() => {});
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.ticket += 1;
    this.runner.dispose();
    this.replayer.dispose();
  }

  private stop(): void {
    this.ticket += 1;
    clearTimeout(this.timer);
    // A worker that crashed meanwhile has nothing left to cancel.
    this.runner.cancel().catch(() => {});
  }

  private startIn(delayMs: number, scenario: Scenario): void {
    const { ticket } = this;
    this.timer = setTimeout(() => void this.start(scenario, ticket), delayMs);
  }

  private async start(scenario: Scenario, ticket: number): Promise<void> {
    for (let retry = 0; ticket === this.ticket; retry += 1) {
      try {
        await this.runOnce(scenario, ticket);
        return;
      } catch (error) {
        if (ticket !== this.ticket) return;
        const crashed = nameOf(error) === WORKER_CRASHED;
        if (crashed && retry < RETRIES) continue;
        const message = messageOf(error);
        useRun.setState({ status: crashed ? 'crashed' : 'refused', message, progress: 0 });
        return;
      }
    }
  }

  private async runOnce(scenario: Scenario, ticket: number): Promise<void> {
    const run = new LiveRun(scenario, this.products);
    const options = { memoryLimitBytes: this.memoryLimitBytes };
    const summary = await this.runner.run(scenario, options, (update) => {
      if (ticket === this.ticket) this.receive(run, update, ticket);
    });
    if (summary !== null && ticket === this.ticket) this.finish(summary);
  }

  private receive(run: LiveRun, update: RunUpdate, ticket: number): void {
    run.apply(update);
    const isShown = useRun.getState().run === run;
    const nowMs = performance.now();
    // The last update is followed by the end of the run, which renders.
    if (isShown && nowMs < this.renderDueMs) return;
    this.renderDueMs = nowMs + RENDER_EVERY_MS;
    const progress = Math.min(1, update.summary.simulatedSec / run.scenario.durationSec);
    if (isShown) {
      useRun.setState({ progress });
      return;
    }
    useRun.setState({ run, progress, portMapChoices: [] });
    void this.askChoices(run, ticket);
  }

  private finish(summary: RunSummary): void {
    useRun.setState({ status: 'done', progress: summary.completed ? 1 : useRun.getState().progress });
  }

  private async askChoices(run: LiveRun, ticket: number): Promise<void> {
    try {
      const portMapChoices = await this.replayer.portMapChoices(run.scenario);
      if (ticket === this.ticket) useRun.setState({ portMapChoices });
    } catch (error) {
      if (nameOf(error) !== WORKER_CRASHED) throw error;
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
