import type { ResourceId, ResourceState, RunResult, RunSeries } from '../../network/results/run-result.ts';
import { columnOf } from '../../network/results/series-columns.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { demandOf } from '../limits/demand.ts';
import { policyOutcome } from '../runs/reconnect-comparison.ts';
import { imbalanceAt, spreadStages } from '../runs/stage-balance.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatShare,
} from '../wording/format-quantity.ts';
import { runsOut } from '../wording/phrases.ts';
import type { GalleryMeasure } from './gallery-entry.ts';

/** With so large a share of the connections of before they are back. */
const BACK_SHARE = 0.99;

export interface MeasuredRun {
  readonly scenario: Scenario;
  readonly run: RunResult;
}

type MeasureOf<Kind extends GalleryMeasure['kind']> = Extract<GalleryMeasure, { readonly kind: Kind }>;
type Reader<Kind extends GalleryMeasure['kind']> = (
  measured: MeasuredRun,
  measure: MeasureOf<Kind>,
) => string | null;

/** What a measure says of a run, as the gallery shows it; null where the run has nothing of the kind. */
export function measureRun(measured: MeasuredRun, measure: GalleryMeasure): string | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table has each kind's own reader
  return (READERS[measure.kind] as Reader<GalleryMeasure['kind']>)(measured, measure);
}

const READERS: { readonly [Kind in GalleryMeasure['kind']]: Reader<Kind> } = {
  'peak-connections': ({ run }) => formatCount(run.summary.peakConcurrent),
  'final-connections': ({ run }) => formatCount(run.summary.finalConcurrent),
  'failed-attempts': ({ run }) => formatCount(run.summary.failed),
  'client-believes': ({ run }) => formatCount(run.summary.peakClientEstablished),
  'first-failure': ({ run: { summary } }) =>
    summary.firstFailure === null ? 'nothing fails' : runsOut(summary.firstFailure),
  'first-failure-at': ({ run: { summary } }) =>
    summary.firstFailure === null ? 'never' : formatDuration(summary.firstFailure.atSec),
  'connections-at-first-failure': ({ run: { summary } }) =>
    summary.firstFailure === null ? 'none failed' : formatCount(summary.firstFailure.concurrent),
  'abandoned-handshakes': ({ run }) => formatShare(abandonedShare(run)),
  'peak-server-sockets': ({ run }) => formatCount(highest(columnOf(run.series, 'backends:connections'))),
  'reset-late': ({ run }) => formatCount(run.summary.idle.reset),
  resumed: ({ run }) => formatCount(run.summary.unnoticed.resumed),
  'reload-cuts': ({ run }) => formatCount(run.summary.closedBy.reload),
  generations: ({ run }) =>
    formatCount(Math.max(0, ...run.summary.reloads.map((each) => each.peakGenerations))),
  'old-memory': ({ run }) =>
    formatBytes(Math.max(0, ...run.summary.reloads.map((each) => each.peakOldMemoryBytes))),
  'cuts-per-user-hour': ({ run }) => formatNumber(cutsPerUserHour(run)),
  'offered-load': ({ scenario }) => formatCount(offeredLoad(scenario)),
  'peak-used': ({ run }, { resource }) => amount(resource, resourceOf(run, resource)?.peakUsed),
  capacity: ({ run }, { resource }) => amount(resource, resourceOf(run, resource)?.capacity),
  'ports-of-address': ({ run }, { address }) => formatCount(portsOfAddress(run.series, address)),
  'share-of-bytes': ({ run }, { station }) => formatShare(bytesAt(run, station) / bytesAt(run, 'backends')),
  'bytes-per-sec': ({ run }, { station }) => `${formatBytes(bytesAt(run, station))}/s`,
  'closed-by': ({ run }, { reason }) => formatCount(run.summary.closedBy[reason]),
  'closed-by-share': ({ run: { summary } }, { reason }) =>
    formatShare(summary.closedBy[reason] / summary.established),
  'server-at': ({ run: { series } }, { server, minute }) =>
    formatCount(serverColumns(series)[server - 1]?.[sampleAt(series, minute * 60)] ?? 0),
  'fullest-server': ({ run }) => formatCount(Math.max(...serverColumns(run.series).map(highest))),
  'max-over-mean': ({ run, scenario }, { minute }) => formatNumber(maxOverMean(run.series, scenario, minute)),
  'back-after': ({ run }, { fromSec, beforeSec }) => backAfter(run.series, fromSec, beforeSec),
  'instances-after': ({ run }, { fromSec, instances }) => instancesAfter(run.series, fromSec, instances),
  'peak-rate': ({ run, scenario }, { of, fromSec }) =>
    `${formatCount(steepest(columnOf(run.series, of), sampleAt(run.series, fromSec)) / scenario.sampleEverySec)}/s`,
  'recovered-after': ({ run, scenario }) => {
    const { recoveredAfterSec } = policyOutcome(scenario, run);
    return recoveredAfterSec === null ? 'not in this run' : formatDuration(recoveredAfterSec);
  },
  'cut-by-events': ({ run, scenario }) => formatCount(policyOutcome(scenario, run).cut),
  'gone-but-held': ({ run: { series } }, { fromSec }) => {
    const held = columnOf(series, 'vanished').subarray(sampleAt(series, fromSec));
    return formatCount(held.reduce((sum, each) => sum + each, 0) / held.length);
  },
};

function amount(resource: ResourceId, value: number | undefined): string | null {
  if (value === undefined) return null;
  return resource === 'memory' ? formatBytes(value) : formatCount(value);
}

function resourceOf({ summary }: RunResult, resource: ResourceId): ResourceState | undefined {
  return summary.resources.find((each) => each.resource === resource);
}

function abandonedShare({ summary }: RunResult): number {
  const begun = summary.handshakes.reduce((sum, each) => sum + each.begun, 0);
  return summary.handshakes.reduce((sum, { abandoned }) => sum + abandoned, 0) / begun;
}

function cutsPerUserHour({ summary: { populations, closedBy } }: RunResult): number {
  return closedBy.reload / (populations.reduce((sum, { userSec }) => sum + userSec, 0) / 3600);
}

/** Of the first hop with source ports; Little's law, whatever the law of the lifetimes. */
function offeredLoad(scenario: Scenario): number {
  const [population] = demandOf(scenario).populations;
  const holdSec = scenario.path.find(({ source }) => source !== null)?.source?.holdSec ?? 0;
  const { clients, meanSec } = population!;
  const { arrivals } = clients;
  if (arrivals.pattern !== 'poisson') throw new RangeError('an offered load needs open arrivals');
  return arrivals.profile[0]!.ratePerSec * (meanSec + holdSec);
}

function portsOfAddress({ info, columns }: RunSeries, address: number): number {
  const at = info.findIndex(({ quantity, index }) => quantity === 'ports-in-use' && index === address);
  return at < 0 ? 0 : highest(columns[at]!);
}

function bytesAt({ summary }: RunResult, station: string): number {
  const at = summary.traffic.find((each) => each.station === station);
  if (at === undefined) throw new RangeError(`no traffic is counted at "${station}"`);
  return at.towardBackendsBytesPerSec + at.towardClientsBytesPerSec;
}

function serverColumns({ info, columns }: RunSeries): Float64Array[] {
  return info.flatMap(({ station, index, quantity }, at) =>
    station === 'backends' && index !== null && quantity === 'connections' ? [columns[at]!] : [],
  );
}

function maxOverMean(series: RunSeries, scenario: Scenario, minute: number): number {
  const stage = spreadStages(series.info, scenario).find(({ station }) => station === 'backends');
  if (stage === undefined) throw new RangeError('the backends are one server');
  return imbalanceAt(series, stage, sampleAt(series, minute * 60)).maxOverMean ?? NaN;
}

function backAfter(series: RunSeries, fromSec: number, beforeSec: number): string {
  const concurrent = columnOf(series, 'concurrent');
  const enough = BACK_SHARE * concurrent[sampleAt(series, beforeSec)]!;
  const at = concurrent.findIndex((value, i) => series.timeSec[i]! > fromSec && value >= enough);
  return at < 0 ? 'not in this run' : formatDuration(series.timeSec[at]! - fromSec);
}

function instancesAfter(series: RunSeries, fromSec: number, wanted: number): string {
  const there = series.columns[series.info.findIndex(({ quantity }) => quantity === 'instances')];
  const at = there?.findIndex((value, i) => series.timeSec[i]! >= fromSec && value >= wanted) ?? -1;
  return at < 0 ? 'not in this run' : formatDuration(series.timeSec[at]! - fromSec);
}

/** The largest rise of a total between two samples, from one of them on. */
function steepest(total: Float64Array, from: number): number {
  let most = 0;
  for (let i = from + 1; i < total.length; i++) most = Math.max(most, total[i]! - total[i - 1]!);
  return most;
}

function highest(column: Float64Array): number {
  return column.reduce((most, value) => Math.max(most, value), 0);
}

/** The first sample at or after that second; the last where there is none. */
function sampleAt({ timeSec, length }: RunSeries, sec: number): number {
  const at = timeSec.subarray(0, length).findIndex((time) => time >= sec);
  return at < 0 ? length - 1 : at;
}
