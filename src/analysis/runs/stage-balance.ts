/** The balance of the stages of a run over time, from its recorded series. */

import type { ColumnInfo, RunSeries, StationKey } from '../../network/results/run-result.ts';
import { operationsOf } from '../../network/timeline/operations.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Absence, absencesOf, sizesOfTarget } from '../../scenario/timeline.ts';
import { EVEN_BELOW, type Imbalance, imbalanceOf, maxOverMeanAtRandom } from '../theory/imbalance.ts';
import { settledSample } from './warm-up.ts';

/** A stage with several instances, each with a recorded column of its own. */
export interface SpreadStage {
  readonly station: StationKey;
  readonly stationName: string;
  /** Indices into `RunSeries.columns`, one an instance, in their order. */
  readonly columns: readonly number[];
  /** Null where all instances have the same weight. */
  readonly weights: readonly number[] | null;
  /** When the last instances are not there, or about to leave. */
  readonly absences: readonly Absence[];
  /** Index of the column that says how many instances are there; null where `absences` does. */
  readonly sizeColumn: number | null;
}

export interface PeakImbalance {
  readonly maxOverMean: number;
  readonly atSec: number;
  /** Instances that were there then. */
  readonly instances: number;
}

/** An event of the scenario, and how long the stage was uneven after it. */
export interface Disturbance {
  readonly action: string;
  readonly target: string;
  readonly atSec: number;
  /** When the last instance is back. */
  readonly endSec: number;
  /** From the event to the next one or to the end of the run; null where there were too few connections for a ratio. */
  readonly worst: PeakImbalance | null;
  /**
   * Seconds from `endSec` to the first sample at or below `EVEN_BELOW`; 0 where the ratio never was above it. Null: not in
   * this run, or not before the next event.
   */
  readonly evenAfterSec: number | null;
}

/** What a run says about the balance of one stage. */
export interface StageBalance {
  readonly station: StationKey;
  readonly stationName: string;
  /** The most that there ever are. */
  readonly instances: number;
  /** The warm-up before it is left out of `worst`, but never an event. */
  readonly fromSec: number;
  /** The highest ratio of any sample from `fromSec` on; null where there never were enough connections for one. */
  readonly worst: PeakImbalance | null;
  /** At the last sample. */
  readonly end: Imbalance;
  /** What a random choice would give for the connections of the last sample; null for unequal weights too. */
  readonly endAtRandom: number | null;
  /** One for each event, in order of time. */
  readonly disturbances: readonly Disturbance[];
}

/** The stages of a run that have 2 instances or more, as many as are recorded one by one (at most 64). */
export function spreadStages(info: readonly ColumnInfo[], scenario: Scenario): SpreadStage[] {
  const keys: readonly { key: StationKey; name: string }[] = [
    ...scenario.path.map(({ name }, index) => ({ key: `path.${index}` as const, name })),
    { key: 'backends', name: scenario.backends.name },
  ];
  return keys.flatMap(({ key, name }) => {
    const columns = info.flatMap((each, at) =>
      each.quantity === 'connections' && each.station === key && each.index !== null ? [at] : [],
    );
    const weights = key === 'backends' ? unequal(scenario.backends.weights) : null;
    if (columns.length < 2) return [];
    const target = key === 'backends' ? key : name;
    const absences = absencesOf(sizesOfTarget(scenario.events, target, columns.length));
    const size = info.findIndex(({ quantity, station }) => quantity === 'instances' && station === key);
    const sizeColumn = size < 0 ? null : size;
    return [{ station: key, stationName: name, columns, weights, absences, sizeColumn }];
  });
}

/** Where the balance of a stage is read. */
export type SpreadColumns = Pick<SpreadStage, 'columns' | 'weights' | 'absences' | 'sizeColumn'>;

/** The balance of a stage at sample `index` of the series, of the instances that are there then. */
export function imbalanceAt(
  series: Pick<RunSeries, 'columns' | 'timeSec'>,
  { columns, weights, absences, sizeColumn }: SpreadColumns,
  index: number,
): Imbalance {
  const sec = series.timeSec[index] ?? 0;
  const size =
    sizeColumn === null
      ? (absences.find(({ toSec }) => sec < toSec)?.first ?? columns.length)
      : series.columns[sizeColumn]?.[index];
  return imbalanceOf(
    columns.slice(0, size).map((at) => series.columns[at]?.[index] ?? 0),
    weights?.slice(0, size) ?? null,
  );
}

/** The balance of every stage with several instances; none for a run without samples. */
export function stageBalances(scenario: Scenario, series: RunSeries): StageBalance[] {
  if (series.length === 0) return [];
  const fromSec = measuredFromSec(scenario, series);
  return spreadStages(series.info, scenario).map((stage) => {
    const samples = Array.from({ length: series.length }, (_, index) => imbalanceAt(series, stage, index));
    const { station, stationName, columns, weights } = stage;
    const end = samples.at(-1)!;
    return {
      station,
      stationName,
      instances: columns.length,
      fromSec,
      worst: worstOf(series, samples, fromSec, Infinity),
      end,
      endAtRandom: weights === null ? maxOverMeanAtRandom(end.mean, end.instances) : null,
      disturbances: disturbancesOf(scenario, series, samples),
    };
  });
}

/**
 * Where the warm-up ends: as given; else by MSER-5 in the number of connections, and half of the run where that finds no
 * steady state. An event is what the balance is looked at for, so a warm-up that was not given ends before the first one.
 */
function measuredFromSec({ warmUpSec, events }: Scenario, series: RunSeries): number {
  if (warmUpSec !== 'auto') return warmUpSec;
  const settledSec = series.timeSec[settledSample(series) ?? Math.floor((series.length - 1) / 2)] ?? 0;
  return Math.min(settledSec, ...events.map(({ atSec }) => atSec));
}

function disturbancesOf(scenario: Scenario, series: RunSeries, samples: readonly Imbalance[]): Disturbance[] {
  const events = scenario.events.toSorted((a, b) => a.atSec - b.atSec);
  return events.map((event, index) => {
    const { action, target, atSec } = event;
    const untilSec = events[index + 1]?.atSec ?? Infinity;
    // Also what would happen after the end of the run: until then the event is not over.
    const operations = operationsOf({ ...scenario, events: [event], durationSec: Infinity });
    const endSec = Math.max(atSec, ...operations.map((operation) => operation.atSec));
    const worst = worstOf(series, samples, atSec, untilSec);
    const evenAfterSec =
      worst !== null && worst.maxOverMean <= EVEN_BELOW ? 0 : firstEvenSec(series, samples, endSec, untilSec);
    return { action, target, atSec, endSec, worst, evenAfterSec };
  });
}

/** The highest ratio from `fromSec` until before `untilSec`, the first of equal ones. */
function worstOf(
  { timeSec, length }: RunSeries,
  samples: readonly Imbalance[],
  fromSec: number,
  untilSec: number,
): PeakImbalance | null {
  let worst: PeakImbalance | null = null;
  for (let i = 0; i < length; i++) {
    const atSec = timeSec[i] ?? 0;
    const { maxOverMean, instances } = samples[i]!;
    if (maxOverMean === null || atSec < fromSec || atSec >= untilSec) continue;
    if (worst === null || maxOverMean > worst.maxOverMean) worst = { maxOverMean, atSec, instances };
  }
  return worst;
}

/** Time from `endSec` to the first sample that is even, before `untilSec`. A sample is taken after all that happens in its instant. */
function firstEvenSec(
  { timeSec, length }: RunSeries,
  samples: readonly Imbalance[],
  endSec: number,
  untilSec: number,
): number | null {
  for (let i = 0; i < length; i++) {
    const atSec = timeSec[i] ?? 0;
    const ratio = samples[i]!.maxOverMean;
    if (ratio === null || atSec < endSec || atSec >= untilSec) continue;
    if (ratio <= EVEN_BELOW) return atSec - endSec;
  }
  return null;
}

function unequal(weights: readonly number[]): readonly number[] | null {
  return weights.every((weight) => weight === weights[0]) ? null : weights;
}
