import { balancedStage, balanceFigures, replicatedFigures } from '../analysis/answer/balance-sentences.ts';
import { drainFigures, livesFigures, userRateFigures } from '../analysis/answer/lives-sentences.ts';
import { precisionSentence, runCount, STOPPING_NOTE } from '../analysis/answer/precision-sentences.ts';
import { scalingFigures } from '../analysis/answer/scaling-sentences.ts';
import { symptomOf } from '../analysis/answer/symptoms.ts';
import type { RunLives } from '../analysis/documents/lives-document.ts';
import type { BlockingReport, RunReport } from '../analysis/documents/run-document.ts';
import type { Products } from '../analysis/levers/products.ts';
import { searchSentence } from '../analysis/limits/port-search.ts';
import type { Interval } from '../analysis/runs/interval.ts';
import {
  counted,
  formatBytes,
  formatCount,
  formatDuration,
  formatProbability,
  formatShare,
} from '../analysis/wording/format-quantity.ts';
import { describeResource } from '../network/results/outcomes.ts';
import type { ResourceId, ResourceState, RunSummary } from '../network/results/run-result.ts';
import { formatPairs, formatTable } from './print-table.ts';

/** What `run` prints for people: the sentence first, then the numbers. */
export function runText(report: RunReport): string {
  const { answer, first, products } = report;
  const { summary } = first;
  const blocks = [
    `${[answer.sentence, answer.detail, ...answer.notes].join('\n')}\n`,
    formatPairs(figures(report)),
    ...(summary.failures.length === 0 ? [] : [failureTable(summary, products), symptoms(summary, products)]),
    ...(summary.resources.length === 0 ? [] : [resourceTable(summary)]),
  ];
  return blocks.join('\n');
}

function figures({
  first,
  lives,
  runs,
  precision,
  blocking,
  peakConcurrent,
  replicatedBalances,
  events,
  eventsPerSecond,
}: RunReport): [string, string][] {
  const { summary } = first;
  const peak = `${formatCount(summary.peakConcurrent)} at ${formatDuration(summary.peakConcurrentAtSec)}`;
  return [
    ['peak concurrent', peak + (runs.length === 1 ? '' : replicated(peakConcurrent, runs.length))],
    [
      'mean concurrent',
      `${formatCount(summary.meanConcurrent)} over ${formatDuration(summary.simulatedSec)}`,
    ],
    ['attempts', formatCount(summary.attempts)],
    ['established', formatCount(summary.established)],
    ['failed', formatCount(summary.failed)],
    ...droppedSyns(summary),
    ...handshakes(summary),
    ...first.portSearches.map((search): [string, string] => [
      'port search',
      `${search.stationName}: ${searchSentence(search)}`,
    ]),
    ...summary.scaling.map((scaling): [string, string] => [
      'autoscaling',
      `${scaling.stationName}: ${scalingFigures(scaling)}`,
    ]),
    ...first.balances.map((balance): [string, string] => [
      'balance',
      `${balancedStage(balance)}: ${balanceFigures(balance)}`,
    ]),
    ...replicatedBalances.flatMap((balance): [string, string][] => {
      const text = replicatedFigures(balance);
      return text === '' ? [] : [['', `${balance.stationName}, ${runs.length} replications: ${text}`]];
    }),
    ...livesPairs(lives),
    ['blocking', blockingText(blocking)],
    ...runPairs(precision, runs.length),
    ['events', `${formatCount(events)} (${formatCount(eventsPerSecond ?? Number.NaN)} a second)`],
    ['seed', `${summary.seed}, engine ${summary.engineVersion}, series ${summary.seriesHash}`],
  ];
}

/** How many runs the numbers come from, and why no more where that was left to a precision. */
function runPairs(precision: RunReport['precision'], count: number): [string, string][] {
  if (precision !== null) {
    const { goal, state } = precision;
    return [
      ['runs', precisionSentence(goal, state)],
      ['', STOPPING_NOTE],
    ];
  }
  const first = 'numbers without an interval are those of the first';
  return [['runs', count === 1 ? runCount(1) : `${runCount(count)}; ${first}`]];
}

/** How long connections last, how often users come back, and whom a drain cuts. */
function livesPairs({ lives, userRates, drains }: RunLives): [string, string][] {
  return [
    ...lives.map((each): [string, string] => ['lifetimes', `${each.population}: ${livesFigures(each)}`]),
    ...userRates.map((each): [string, string] => [
      'user-hours',
      `${each.population ?? 'all'}: ${userRateFigures(each)}`,
    ]),
    ...drains.map((each): [string, string] => ['drain', drainFigures(each)]),
  ];
}

/** Exhaustion behind a silent drop shows first as connect latency: SYNs that were sent again and got through. */
function droppedSyns({ droppedSyns, establishedAfterRetransmits }: RunSummary): [string, string][] {
  if (droppedSyns.length === 0) return [];
  const dropped = droppedSyns.reduce((sum, { count }) => sum + count, 0);
  const late = establishedAfterRetransmits.slice(1).reduce((sum, count) => sum + count, 0);
  return [['SYNs dropped', `${formatCount(dropped)}; ${formatCount(late)} connections needed more than one`]];
}

function handshakes(summary: RunSummary): [string, string][] {
  return summary.handshakes.map(({ stationName, begun, abandoned }) => [
    'handshakes',
    `${stationName}: ${formatCount(begun)}, ${formatCount(abandoned)} of them for clients that had given up`,
  ]);
}

function replicated(interval: Interval | null, count: number): string {
  if (interval === null) return '';
  const { mean, low, high, confidence } = interval;
  return `; ${counted(count, 'replication')}: ${formatCount(mean)}, ${formatShare(confidence)} interval ${formatCount(low)} to ${formatCount(high)}`;
}

function blockingText({ probability, interval, note }: BlockingReport): string {
  if (probability === null) return note;
  const bounds =
    interval === null
      ? ''
      : `, ${formatShare(interval.confidence)} interval ${formatProbability(interval.low)} to ${formatProbability(interval.high)}`;
  return `${formatProbability(probability)}${bounds} (${note})`;
}

function failureTable({ failures, attempts }: RunSummary, products: Products): string {
  return formatTable(
    [
      { title: 'failures at', align: 'left' },
      { title: 'outcome', align: 'left' },
      { title: 'count', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'first after', align: 'right' },
    ],
    failures.map(({ station, stationName, resource, count, firstAtSec }) => [
      stationName,
      symptomOf(products, station, resource).outcome,
      formatCount(count),
      formatShare(count / attempts),
      formatDuration(firstAtSec),
    ]),
  );
}

/** How each failure shows where it happens, in the words of the product if the station is one. */
function symptoms({ failures }: RunSummary, products: Products): string {
  return formatPairs(
    failures.map(({ station, stationName, resource }) => {
      const { symptom, product } = symptomOf(products, station, resource);
      return [`shows at ${stationName}`, product === null ? symptom : `${product}: ${symptom}`];
    }),
  );
}

function resourceTable({ resources }: RunSummary): string {
  return formatTable(
    [
      { title: 'where', align: 'left' },
      { title: 'resource', align: 'left' },
      { title: 'capacity', align: 'right' },
      { title: 'peak', align: 'right' },
      { title: 'used', align: 'right' },
      { title: 'fullest', align: 'right' },
    ],
    resources.map((state) => [
      state.stationName,
      describeResource(state.resource).label,
      amount(state.resource, state.capacity),
      amount(state.resource, state.peakUsed),
      share(state.peakUsed, state.capacity),
      fullest(state),
    ]),
  );
}

function fullest({ peakUsedOneInstance, capacityOneInstance }: ResourceState): string {
  return share(peakUsedOneInstance, capacityOneInstance);
}

function share(used: number, capacity: number): string {
  return capacity > 0 ? formatShare(used / capacity) : '';
}

function amount(resource: ResourceId, units: number): string {
  return resource === 'memory' ? formatBytes(units) : formatCount(units);
}
