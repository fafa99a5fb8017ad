import { describeResource } from '../../network/results/outcomes.ts';
import type { FailureCause, RunResult, RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Answer, answerFromRun } from '../answer/answer.ts';
import { replicatedNote } from '../answer/balance-sentences.ts';
import { precisionSentence, STOPPING_NOTE } from '../answer/precision-sentences.ts';
import { shownAs } from '../answer/symptoms.ts';
import type { Products } from '../levers/products.ts';
import { type PortSearch, portSearches } from '../limits/port-search.ts';
import { type BlockingEstimate, blockingFromSeries } from '../runs/blocking.ts';
import type { Interval } from '../runs/interval.ts';
import type { PrecisionGoal, PrecisionState } from '../runs/precision.ts';
import { type ReplicatedBalance, replicatedBalances } from '../runs/replicated-balance.ts';
import { summariseReplications } from '../runs/replications.ts';
import { type StageBalance, stageBalances } from '../runs/stage-balance.ts';
import { EVEN_BELOW } from '../theory/imbalance.ts';
import { livesDocument, type RunLives } from './lives-document.ts';

/** One run, with what is derived from its series. */
export interface ReplicationRun {
  readonly summary: RunSummary;
  readonly portSearches: readonly PortSearch[];
  readonly balances: readonly StageBalance[];
  readonly blockingEstimate: BlockingEstimate;
  readonly blocking: number | null;
  readonly settledAttempts: number;
  readonly peakConcurrent: number;
}

export function replicationRun(scenario: Scenario, result: RunResult): ReplicationRun {
  const { summary, series } = result;
  const blockingEstimate = blockingFromSeries(series, scenario.warmUpSec);
  return {
    summary,
    portSearches: portSearches(scenario, result),
    balances: stageBalances(scenario, series),
    blockingEstimate,
    blocking: blockingEstimate.probability,
    settledAttempts: blockingEstimate.attempts,
    peakConcurrent: summary.peakConcurrent,
  };
}

/** What a precision was asked for, and how the runs ended. */
export interface PrecisionReport {
  readonly goal: PrecisionGoal;
  readonly state: PrecisionState;
}

/** All runs of a scenario, the one under its own seed first. */
export interface Runs {
  readonly runs: readonly [ReplicationRun, ...ReplicationRun[]];
  readonly lives: RunLives;
  /** Null where the number of runs was given. */
  readonly precision: PrecisionReport | null;
}

/** Blocking with its interval, from batches of one run or from several runs. */
export interface BlockingReport {
  readonly probability: number | null;
  readonly interval: Pick<Interval, 'low' | 'high' | 'confidence'> | null;
  readonly method: 'batch means' | 'replications';
  readonly warmUpSec: number | null;
  readonly warmUpMethod: 'given' | 'MSER-5';
  readonly note: string;
}

/** Everything that `run` reports; the first replication speaks for the numbers of a single run. */
export interface RunReport extends Runs {
  /** What the stations are, for the words of failures. */
  readonly products: Products;
  readonly answer: Answer;
  readonly first: ReplicationRun;
  readonly blocking: BlockingReport;
  readonly peakConcurrent: Interval | null;
  /** Over all runs, one a stage. */
  readonly replicatedBalances: readonly ReplicatedBalance[];
  readonly events: number;
  /** Null where nobody has timed the run. */
  readonly eventsPerSecond: number | null;
}

/** @param wallSec what the runs have taken; null where nobody has timed them */
export function reportOf(
  scenario: Scenario,
  products: Products,
  all: Runs,
  wallSec: number | null,
): RunReport {
  const { runs } = all;
  const [first] = runs;
  const replications = summariseReplications(
    runs.map((run) => run.summary.seed),
    runs,
  );
  const balances = replicatedBalances(runs.map((run) => run.balances));
  const answer = answerFromRun(scenario, first.summary, products);
  const note = replicatedNote(balances);
  const events = runs.reduce((sum, run) => sum + run.summary.events, 0);
  return {
    ...all,
    products,
    answer: runs.length === 1 || note === '' ? answer : { ...answer, notes: [...answer.notes, note] },
    first,
    blocking:
      runs.length === 1
        ? blockingOfOne(first.blockingEstimate)
        : blockingOfAll(first.blockingEstimate, replications.blocking, runs.length, replications.unsettled),
    peakConcurrent: replications.peakConcurrent,
    replicatedBalances: balances,
    events,
    eventsPerSecond: wallSec === null ? null : wallSec > 0 ? Math.round(events / wallSec) : 0,
  };
}

/** The document of `run --json`, and of the results that the page exports. Only `eventsPerSecond` depends on the machine. */
export function runDocument(report: RunReport): object {
  const { answer, first, runs, products } = report;
  const { summary } = first;
  return {
    scenario: summary.scenarioName,
    seed: summary.seed,
    engineVersion: summary.engineVersion,
    answer: {
      verdict: answer.verdict,
      sentence: answer.sentence,
      detail: answer.detail,
      notes: answer.notes,
      basis: answer.basis,
    },
    simulatedSec: summary.simulatedSec,
    concurrent: {
      peak: summary.peakConcurrent,
      peakAtSec: summary.peakConcurrentAtSec,
      timeWeightedMean: summary.meanConcurrent,
      final: summary.finalConcurrent,
      peakSeenByClients: summary.peakClientEstablished,
    },
    idle: summary.idle,
    scaling: summary.scaling,
    unnoticed: summary.unnoticed,
    attempts: summary.attempts,
    established: summary.established,
    failed: summary.failed,
    closedBy: summary.closedBy,
    reloads: summary.reloads,
    failures: summary.failures.map((failure) => ({
      ...placed(failure, products),
      count: failure.count,
      firstAtSec: failure.firstAtSec,
    })),
    droppedSyns: summary.droppedSyns.map((dropped) => ({
      ...placed(dropped, products),
      count: dropped.count,
      firstAtSec: dropped.firstAtSec,
    })),
    establishedAfterRetransmits: summary.establishedAfterRetransmits,
    longestSetUpSec: summary.longestSetUpSec,
    blocking: report.blocking,
    firstFailure:
      summary.firstFailure === null
        ? null
        : {
            ...placed(summary.firstFailure, products),
            atSec: summary.firstFailure.atSec,
            concurrent: summary.firstFailure.concurrent,
          },
    resources: summary.resources.map(({ station, stationName, ...rest }) => ({
      hop: station,
      name: stationName,
      unit: describeResource(rest.resource).unit,
      ...rest,
    })),
    traffic: summary.traffic.map(({ station, stationName, ...rest }) => ({
      hop: station,
      name: stationName,
      ...rest,
    })),
    portSearches: first.portSearches.map(({ station, stationName, ...rest }) => ({
      hop: station,
      name: stationName,
      ...rest,
    })),
    balance: first.balances.map(({ station, stationName, ...rest }) => ({
      hop: station,
      name: stationName,
      evenBelow: EVEN_BELOW,
      ...rest,
    })),
    ...livesDocument(report.lives),
    runs: runs.length,
    ...(report.precision === null ? {} : { precision: precisionOf(report.precision) }),
    ...(runs.length === 1 ? {} : { replications: replicationsOf(report) }),
    events: report.events,
    ...(report.eventsPerSecond === null ? {} : { eventsPerSecond: report.eventsPerSecond }),
    seriesHash: summary.seriesHash,
  };
}

function precisionOf({ goal, state }: PrecisionReport): object {
  return {
    output: goal.output,
    asked: goal.halfWidth,
    reachedHalfWidth: state.reached,
    interval: state.interval,
    stop: state.stop,
    leastReplications: goal.least,
    mostReplications: goal.most,
    sentence: precisionSentence(goal, state),
    note: STOPPING_NOTE,
  };
}

function replicationsOf({ runs, peakConcurrent, replicatedBalances: balances }: RunReport): object {
  return {
    count: runs.length,
    peakConcurrent,
    balance: balances.map(({ station, stationName, ...rest }) => ({
      hop: station,
      name: stationName,
      ...rest,
    })),
    runs: runs.map(({ summary, blocking }) => ({
      seed: summary.seed,
      peakConcurrent: summary.peakConcurrent,
      blocking,
      attempts: summary.attempts,
      failed: summary.failed,
      seriesHash: summary.seriesHash,
    })),
  };
}

function placed(cause: FailureCause, products: Products): object {
  const { station, stationName, resource } = cause;
  return { hop: station, name: stationName, resource, ...shownAs(products, cause) };
}

function blockingOfOne(estimate: BlockingEstimate): BlockingReport {
  const { probability, interval, method, warmUpSec, warmUpMethod, note } = estimate;
  return { probability, interval: bounds(interval), method, warmUpSec, warmUpMethod, note: `1 run; ${note}` };
}

function blockingOfAll(
  first: BlockingEstimate,
  interval: Interval | null,
  count: number,
  unsettled: number,
): BlockingReport {
  const without = unsettled === 0 ? '' : `; ${unsettled} without a steady state left out`;
  return {
    probability: interval?.mean ?? null,
    interval: bounds(interval),
    method: 'replications',
    warmUpSec: first.warmUpSec,
    warmUpMethod: first.warmUpMethod,
    note: `${count} replications${without}; the warm-up is that of the first`,
  };
}

function bounds(interval: Interval | null): BlockingReport['interval'] {
  return interval === null
    ? null
    : { low: interval.low, high: interval.high, confidence: interval.confidence };
}
