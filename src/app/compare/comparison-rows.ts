import { symptomOf } from '../../analysis/answer/symptoms.ts';
import type { ResourceId, ResourceState, RunSummary } from '../../network/results/run-result.ts';
import { isHop } from '../../network/results/station-key.ts';
import { formatCount, formatDuration, formatPercent, formatTraffic } from '../format/numbers.ts';
import { blockingOf, type ComparedRun } from './compared-run.ts';
import type { FigureUnit } from './difference.ts';

/** One line of the table: what is compared, and what each strategy says. */
export interface ComparisonRow {
  readonly id: string;
  readonly name: string;
  readonly text: (run: ComparedRun, summary: RunSummary) => Cell;
  /** What its values are measured in. */
  readonly unit: FigureUnit;
  /** What makes one column better than another; absent where neither is. */
  readonly better?: 'high' | 'low';
}

export interface Cell {
  readonly text: string;
  /** Second, quieter line. */
  readonly note?: string;
  /** For the comparison; NaN where there is nothing to compare. */
  readonly value: number;
  /** The same as a share, where a difference in points says more. */
  readonly share?: number;
}

const PORT_RESOURCES: readonly ResourceId[] = ['snat-ports', 'source-ports', 'port-blocks'];

export const COMPARISON_ROWS: readonly ComparisonRow[] = [
  {
    id: 'peak',
    name: 'Peak concurrent',
    unit: 'count',
    better: 'high',
    text: (_, summary) => ({
      text: formatCount(summary.peakConcurrent),
      note: `at ${formatDuration(summary.peakConcurrentAtSec)}`,
      value: summary.peakConcurrent,
    }),
  },
  {
    id: 'failed',
    name: 'Failed attempts',
    unit: 'count',
    better: 'low',
    text: (_, { failed, attempts }) => {
      const share = attempts > 0 ? failed / attempts : 0;
      const note = `${formatPercent(roughly(share))} of ${formatCount(attempts)}`;
      return { text: formatCount(failed), note, value: failed, share };
    },
  },
  {
    id: 'first-failure',
    name: 'First failure',
    unit: 'duration',
    text: ({ products }, { firstFailure }) =>
      firstFailure === null
        ? { text: 'none', value: Number.NaN }
        : {
            text: `after ${formatDuration(firstFailure.atSec)}`,
            note: `${symptomOf(products, firstFailure.station, firstFailure.resource).outcome} (${firstFailure.stationName})`,
            value: firstFailure.atSec,
          },
  },
  { id: 'late', name: 'Late connections', unit: 'count', better: 'low', text: lateCell },
  { id: 'blocking', name: 'Blocking, settled', unit: 'share', better: 'low', text: blockingCell },
  {
    id: 'ports',
    name: 'Source ports at peak',
    unit: 'count',
    text: (_, summary) => resourceCell(summary, PORT_RESOURCES, 'no port leased'),
  },
  {
    id: 'flows',
    name: 'Flow entries at peak',
    unit: 'count',
    text: (_, summary) => resourceCell(summary, ['flow-table'], 'no table'),
  },
  {
    id: 'descriptors',
    name: 'Descriptors at the hop',
    unit: 'count',
    text: (_, summary) => resourceCell(summary, ['file-descriptors'], 'none used'),
  },
  { id: 'traffic', name: 'Through the balancer', unit: 'traffic', better: 'low', text: trafficCell },
];

/** Connections whose SYN had to be sent more than once. */
function lateCell(_: ComparedRun, { establishedAfterRetransmits, longestSetUpSec }: RunSummary): Cell {
  const late = establishedAfterRetransmits.slice(1).reduce((sum, count) => sum + count, 0);
  if (late === 0) return { text: '0', value: 0 };
  const note = `more than one SYN; set-up took up to ${formatDuration(longestSetUpSec)}`;
  return { text: formatCount(late), note, value: late };
}

function blockingCell(run: ComparedRun, summary: RunSummary): Cell {
  if (!summary.completed) return { text: '…', value: Number.NaN };
  const { probability, interval } = blockingOf(run);
  if (probability === null) return { text: '–', note: 'not settled', value: Number.NaN };
  const note =
    interval === null
      ? {}
      : { note: `95 %: ${formatPercent(interval.low)} to ${formatPercent(interval.high)}` };
  return { text: formatPercent(probability), ...note, value: probability };
}

/** Resources of hops only: what the strategies differ in. */
function resourceCell({ resources }: RunSummary, ids: readonly ResourceId[], none: string): Cell {
  const own = resources.filter(({ station, resource }) => isHop(station) && ids.includes(resource));
  if (own.length === 0) return { text: none, value: Number.NaN };
  const fullest = own.reduce((a, b) => (shareOf(b) > shareOf(a) ? b : a));
  const note = Number.isFinite(fullest.capacity)
    ? `${formatPercent(roughly(shareOf(fullest)))} of ${formatCount(fullest.capacity)}`
    : 'no limit set';
  return { text: formatCount(fullest.peakUsed), note, value: fullest.peakUsed };
}

/** Three digits do in a table and a sentence; the share of a single failure still tells itself from none. */
export function roughly(share: number): number {
  return share < 0.001 ? share : Math.round(share * 1000) / 1000;
}

function shareOf({ peakUsed, capacity }: ResourceState): number {
  return capacity > 0 && Number.isFinite(capacity) ? peakUsed / capacity : 0;
}

function trafficCell(_: ComparedRun, summary: RunSummary): Cell {
  const most = mostTraffic(summary);
  if (most === null) return { text: 'nothing', note: 'no balancer', value: 0 };
  const { bytesPerSec, hasReplies } = most;
  const note = hasReplies ? 'both directions' : 'requests only';
  return { text: formatTraffic(bytesPerSec), note, value: bytesPerSec };
}

/** Both directions, at the peak of concurrent connections, of the hop that carries most; null without a hop. */
export function mostTraffic({
  traffic,
}: RunSummary): { readonly bytesPerSec: number; readonly hasReplies: boolean } | null {
  const hops = traffic.filter(({ station }) => isHop(station));
  if (hops.length === 0) return null;
  const sums = hops.map((hop) => hop.towardBackendsBytesPerSec + hop.towardClientsBytesPerSec);
  const bytesPerSec = Math.max(...sums);
  const back = hops[sums.indexOf(bytesPerSec)]?.towardClientsBytesPerSec ?? 0;
  return { bytesPerSec, hasReplies: back !== 0 };
}
