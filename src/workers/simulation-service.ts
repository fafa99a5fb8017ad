import { type RunFigures, runFigures } from '../analysis/runs/run-figures.ts';
import { stayCompiled } from '../analysis/runs/stay-compiled.ts';
import { refuseBeyond } from '../network/memory-estimate.ts';
import { compile } from '../network/plan.ts';
import { portMapChoices } from '../network/ports/port-map.ts';
import { portOccupancyOf } from '../network/ports/port-occupancy.ts';
import type { PortMapChoice, RunSummary } from '../network/results/run-result.ts';
import { Simulation } from '../network/simulation.ts';
import type { StoryWish } from '../network/trace/connection-story.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type {
  PortMapAnswer,
  PortMapQuery,
  RunObserver,
  RunOptions,
  RunUpdate,
  ShareObserver,
  SimulationApi,
  StoryAnswer,
} from './protocol.ts';
import { type Drive, tellStory } from './tell-story.ts';

/** What the service needs of the thread that it runs on; tests give their own. */
export interface ServiceThread {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Lets messages in: a newer call is seen when the promise resolves. */
  yieldToMessages(): Promise<void>;
}

/** Work between two looks at the messages. Cancelling takes about this long. */
const SLICE_MS = 8;
const UPDATE_EVERY_MS = 100;
/**
 * Updates of wide series cost more; they become rarer, so that making them takes no more than this share of a run. Taking them
 * costs the page about twice as much again: together they stay below a hundredth of a core.
 */
const UPDATE_COST_SHARE = 0.002;
/** Events between two looks at the clock: below a millisecond of work. */
const EVENTS_PER_STEP = 8192;

/** Drives simulations in short slices, so that a newer call always gets its turn. */
export class SimulationService implements SimulationApi {
  private readonly thread: ServiceThread;
  private newestRun = 0;
  private newestPortMap = 0;
  private newestStory = 0;
  private replay: { readonly key: string; readonly simulation: Simulation } | null = null;

  constructor(thread: ServiceThread) {
    this.thread = thread;
  }

  /** @throws MemoryRefusedError when the plan needs more than `options.memoryLimitBytes`. */
  async run(scenario: Scenario, options: RunOptions, observer: RunObserver): Promise<RunSummary | null> {
    const runStartMs = this.thread.now();
    let sent = 0;
    let streamingMs = 0;
    let updateDueMs = Number.NEGATIVE_INFINITY;
    const simulation = await this.runToEnd(scenario, options, (running) => {
      const startMs = this.thread.now();
      if (startMs < updateDueMs) return;
      const update = newSamples(running, sent, streamingMs);
      sent += update.chunk.timeSec.length;
      observer(update);
      streamingMs += this.thread.now() - startMs;
      updateDueMs = Math.max(startMs + UPDATE_EVERY_MS, runStartMs + streamingMs / UPDATE_COST_SHARE);
    });
    if (simulation === null) return null;
    const last = newSamples(simulation, sent, streamingMs);
    observer(last);
    return last.summary;
  }

  /** @throws MemoryRefusedError when the plan needs more than `options.memoryLimitBytes`. */
  async figures(
    scenario: Scenario,
    options: RunOptions,
    observer: ShareObserver,
  ): Promise<RunFigures | null> {
    let updateDueMs = Number.NEGATIVE_INFINITY;
    const simulation = await this.runToEnd(scenario, options, (running) => {
      const nowMs = this.thread.now();
      if (nowMs < updateDueMs) return;
      observer(running.timeSec / scenario.durationSec);
      updateDueMs = nowMs + UPDATE_EVERY_MS;
    });
    if (simulation === null) return null;
    return runFigures(scenario, simulation.summary(), simulation.recorder.series);
  }

  cancel(): void {
    this.newestRun += 1;
    this.newestPortMap += 1;
    this.newestStory += 1;
  }

  portMapChoices(scenario: Scenario): PortMapChoice[] {
    return portMapChoices(compile(scenario));
  }

  async portMapAt(scenario: Scenario, query: PortMapQuery, atSec: number): Promise<PortMapAnswer | null> {
    this.newestPortMap += 1;
    const ticket = this.newestPortMap;
    const simulation = this.replayFor(scenario, atSec);
    const isReached = await this.replayTo(
      atSec,
      simulation,
      () => ticket === this.newestPortMap,
      () => false,
    );
    if (!isReached) return null;
    const { station, address, destination, withOccupancy } = query;
    return {
      ...simulation.portMap(station, address, destination),
      occupancy: withOccupancy === true ? portOccupancyOf(simulation, station) : null,
    };
  }

  async storyOf(scenario: Scenario, wish: StoryWish, observer: ShareObserver): Promise<StoryAnswer | null> {
    this.newestStory += 1;
    const ticket = this.newestStory;
    const drive: Drive = (simulation, isEnough, onShare) =>
      this.replayTo(
        scenario.durationSec,
        simulation,
        () => ticket === this.newestStory,
        isEnough,
        () => onShare(simulation.timeSec / scenario.durationSec),
      );
    return tellStory(scenario, wish, drive, observer);
  }

  /**
   * Moves a replay on to a moment, or until it is enough.
   * @param isNewest false when nobody wants it any more
   * @returns false where it was left on the way for that
   */
  private async replayTo(
    atSec: number,
    simulation: Simulation,
    isNewest: () => boolean,
    isEnough: () => boolean,
    onSlice: () => void = () => {},
  ): Promise<boolean> {
    let sliceEndMs = this.thread.now() + SLICE_MS;
    while (!simulation.advanceTo(atSec, EVENTS_PER_STEP)) {
      if (isEnough()) return true;
      if (this.thread.now() < sliceEndMs) continue;
      onSlice();
      await this.thread.yieldToMessages();
      if (!isNewest()) return false;
      sliceEndMs = this.thread.now() + SLICE_MS;
    }
    return true;
  }

  /** The simulation at its end; null when a newer run or `cancel` overtook it. `onSlice` sees it on its way. */
  private async runToEnd(
    scenario: Scenario,
    { memoryLimitBytes }: RunOptions,
    onSlice: (simulation: Simulation) => void,
  ): Promise<Simulation | null> {
    this.newestRun += 1;
    const ticket = this.newestRun;
    const plan = compile(scenario);
    refuseBeyond(plan, memoryLimitBytes);
    const simulation = new Simulation(plan);
    while (!simulation.done) {
      this.advanceOneSlice(simulation);
      if (!simulation.done) onSlice(simulation);
      await this.thread.yieldToMessages();
      if (ticket !== this.newestRun) return null;
    }
    stayCompiled(scenario, simulation.counters.events);
    return simulation;
  }

  private advanceOneSlice(simulation: Simulation): void {
    const endMs = this.thread.now() + SLICE_MS;
    do {
      simulation.advance(EVENTS_PER_STEP);
    } while (!simulation.done && this.thread.now() < endMs);
  }

  /** The simulation that the last call left behind when it can go on from there, else a new one. */
  private replayFor(scenario: Scenario, atSec: number): Simulation {
    const key = scenarioKey(scenario);
    if (this.replay === null || this.replay.key !== key || this.replay.simulation.timeSec > atSec) {
      this.replay = { key, simulation: new Simulation(compile(scenario)) };
    }
    return this.replay.simulation;
  }
}

/** Two scenarios have the same key when they are equal; JSON alone would write Infinity as null. */
function scenarioKey(scenario: Scenario): string {
  return JSON.stringify(scenario, (_, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? 'Infinity' : value,
  );
}

/** The samples from index `from` on. */
function newSamples(simulation: Simulation, from: number, streamingMs: number): RunUpdate {
  const { info, timeSec, columns, length } = simulation.recorder.series;
  const [times, ...values] = copiesOf([timeSec, ...columns], from, length);
  return {
    chunk: { info: from === 0 ? info : null, from, timeSec: times!, columns: values },
    summary: simulation.summary(),
    lifeTables: simulation.done ? simulation.lifeTables() : null,
    streamingMs,
  };
}

/** Parts of arrays in one new buffer: to hand over a buffer for each costs more than all that is in them. */
function copiesOf(arrays: readonly Float64Array[], from: number, to: number): Float64Array[] {
  const each = to - from;
  const all = new Float64Array(arrays.length * each);
  return arrays.map((array, index) => {
    const copy = all.subarray(index * each, (index + 1) * each);
    copy.set(array.subarray(from, to));
    return copy;
  });
}
