/** How the quantities of the cases are read from finished runs. */
import type { ResourceId, ResourceState, StationKey } from '../../src/network/results/run-result.ts';
import { type CaseRun, EXACT, type Reading, type Tolerance } from './ground-truth-case.ts';
import { measuredValues } from './measured-values.ts';

export const peakConcurrent = ({ summary }: CaseRun): number => summary.peakConcurrent;
export const established = ({ summary }: CaseRun): number => summary.established;
export const failed = ({ summary }: CaseRun): number => summary.failed;

/** Connections that were open when the first attempt or SYN was refused; infinite where none was. */
export const firstFailureAfter = ({ summary }: CaseRun): number =>
  summary.firstFailure?.concurrent ?? Infinity;

export const droppedSyns = ({ summary }: CaseRun): number =>
  summary.droppedSyns.reduce((sum, { count }) => sum + count, 0);

/** @throws Error when the run does not report the resource. */
export function resource({ summary }: CaseRun, station: StationKey, id: ResourceId): ResourceState {
  const found = summary.resources.find((each) => each.station === station && each.resource === id);
  if (found === undefined) throw new Error(`the run reports no ${id} at ${station}`);
  return found;
}

/** Sum at a time over the columns whose key the predicate accepts. */
export function columnSumAt({ series }: CaseRun, atSec: number, matches: (key: string) => boolean): number {
  const at = sampleAt(series.timeSec.subarray(0, series.length), atSec);
  return series.info.reduce(
    (sum, { key }, c) => (matches(key) ? sum + (series.columns[c]?.[at] ?? 0) : sum),
    0,
  );
}

/** Time of the first sample at which a column has reached a value; infinite where it never does. */
export function reachedAtSec({ series }: CaseRun, key: string, value: number): number {
  const column = series.columns[series.info.findIndex((info) => info.key === key)];
  const at = column?.subarray(0, series.length).findIndex((each) => each >= value) ?? -1;
  return at < 0 ? Infinity : (series.timeSec[at] ?? Infinity);
}

/** Difference of a total, or of several added up, between two sample times. */
export function growth(
  run: CaseRun,
  fromSec: number,
  toSec: number,
  matches: (key: string) => boolean,
): number {
  return columnSumAt(run, toSec, matches) - columnSumAt(run, fromSec, matches);
}

export const isDropped = (key: string): boolean => key.startsWith('dropped:');
export const isFailed = (key: string): boolean => key.startsWith('failed:');
export const isKey =
  (wanted: string) =>
  (key: string): boolean =>
    key === wanted;

/** Share of the attempts made between two times that were refused, by what refuses them (`isFailed` or `isDropped`). */
export function refusedShare(run: CaseRun, fromSec: number, toSec: number, isRefusal = isFailed): number {
  return growth(run, fromSec, toSec, isRefusal) / growth(run, fromSec, toSec, isKey('attempts'));
}

/** Connections of each backend at the end of the run. */
export function perBackend(run: CaseRun): number[] {
  return perBackendAt(run, Infinity);
}

/** Connections of each backend at a time. */
export function perBackendAt(run: CaseRun, atSec: number): number[] {
  return run.series.info.flatMap(({ key }) =>
    /^backends\.\d+:connections$/.test(key) ? [columnSumAt(run, atSec, isKey(key))] : [],
  );
}

/** Ports in use of each address of the first hop's pool at a time. */
export function perPoolAddress(run: CaseRun, atSec: number): number[] {
  return run.series.info.flatMap(({ key }) =>
    /^path\.0\.\d+:ports-in-use$/.test(key) ? [columnSumAt(run, atSec, isKey(key))] : [],
  );
}

/** A reading of values measured under the case's identity, exact unless told otherwise. */
export function measuredReading(
  id: string,
  quantity: string,
  read: Reading['read'],
  tolerance: Tolerance = EXACT,
): Reading {
  return { quantity, measured: measuredValues(id, quantity), read, tolerance };
}

/** Index of the last sample at or before a time. */
function sampleAt(timeSec: Float64Array, atSec: number): number {
  let at = 0;
  while (at + 1 < timeSec.length && (timeSec[at + 1] ?? Infinity) <= atSec + 1e-9) at += 1;
  return at;
}
