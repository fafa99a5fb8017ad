/** The types that cross the boundary between the page and a simulation worker, and nothing else. */
import type { RunFigures } from '../analysis/runs/run-figures.ts';
import type {
  ColumnInfo,
  LifeTables,
  PortMap,
  PortMapChoice,
  PortOccupancy,
  RunSummary,
} from '../network/results/run-result.ts';
import type { ConnectionStory, StoryWish } from '../network/trace/connection-story.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Samples `from .. from + timeSec.length - 1` of every column of the series. All lie in one buffer, which is transferred. */
export interface SeriesChunk {
  /** Of chunks from the first sample on; null in later ones, whose columns are the same. */
  readonly info: readonly ColumnInfo[] | null;
  readonly from: number;
  readonly timeSec: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** Sent a few times a second while a run computes, and once at its end (`summary.completed`). */
export interface RunUpdate {
  readonly chunk: SeriesChunk;
  readonly summary: RunSummary;
  /** With the last one. */
  readonly lifeTables: LifeTables | null;
  /** Milliseconds of the worker's time that making and sending the updates before this one took. */
  readonly streamingMs: number;
}

export type RunObserver = (update: RunUpdate) => void;

/** Told a few times a second what share of its simulated time a run has come through. */
export type ShareObserver = (share: number) => void;

export interface RunOptions {
  /** Runs that need more memory are refused before they start. */
  readonly memoryLimitBytes: number;
}

/** One port space. */
export interface PortSpaceKey {
  readonly station: PortMapChoice['station'];
  readonly address: number;
  readonly destination: number;
}

/** The story of the client that was wished for; null where the run has none. */
export interface StoryAnswer {
  readonly story: ConnectionStory | null;
}

/** Which port space a port map shows, and whether it comes with how full all spaces of its station are. */
export interface PortMapQuery extends PortSpaceKey {
  readonly withOccupancy?: boolean;
}

/** A port map, with the station's other spaces at the same moment where they were asked for: one replay serves both. */
export interface PortMapAnswer extends PortMap {
  readonly occupancy: PortOccupancy | null;
}

/** What a worker offers. One worker holds one run at a time; a new `run` or `figures` cancels the one before. */
export interface SimulationApi {
  /** Runs to the end as fast as the machine allows; resolves with null when a newer run or `cancel` ended it. */
  run(scenario: Scenario, options: RunOptions, observer: RunObserver): Promise<RunSummary | null>;
  /** Runs to the end as `run` does and keeps the series to itself: for runs of which there are too many to look at. */
  figures(scenario: Scenario, options: RunOptions, observer: ShareObserver): Promise<RunFigures | null>;
  cancel(): void;
  /** Port spaces that can be shown for the scenario. */
  portMapChoices(scenario: Scenario): PortMapChoice[];
  /**
   * The port map at a moment: the run is replayed to `atSec` (on from where the last call left it when that lies
   * before, else from the start), which gives the same state to the last bit. Null when a newer call overtook it.
   */
  portMapAt(scenario: Scenario, query: PortMapQuery, atSec: number): Promise<PortMapAnswer | null>;
  /**
   * What happens to one client from its arrival to the end of the run, from a replay of its own. Null when a newer call or
   * `cancel` overtook it.
   */
  storyOf(scenario: Scenario, wish: StoryWish, observer: ShareObserver): Promise<StoryAnswer | null>;
}
