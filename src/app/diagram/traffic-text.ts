import type { StationKey } from '../../network/results/run-result.ts';
import { formatTraffic } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';

/** Bytes a second in both directions; `isNow` false where they are only known at the peak of connections. */
export interface TrafficState {
  readonly up: number;
  readonly down: number;
  readonly isNow: boolean;
  /** Replies go round the station. */
  readonly isOneWay: boolean;
}

/**
 * What a station carries at a sample. A connection of one population always carries the same; with several the run knows the
 * mix at its peak only. Null where it counts none.
 */
export function trafficAt(run: LiveRun, station: StationKey, index: number): TrafficState | null {
  const { summary, scenario } = run;
  const found = summary?.traffic.find((each) => each.station === station);
  if (summary === null || found === undefined) return null;
  const { towardBackendsBytesPerSec: up, towardClientsBytesPerSec: down } = found;
  if (up + down === 0) return null;
  const isOneWay = down === 0;
  if (scenario.clients.length > 1 || summary.peakConcurrent === 0)
    return { up, down, isNow: false, isOneWay };
  const share = (run.column('concurrent')?.[Math.max(0, index)] ?? 0) / summary.peakConcurrent;
  return { up: up * share, down: down * share, isNow: true, isOneWay };
}

/** The same in words. */
export function trafficText(run: LiveRun, station: StationKey, index: number): string | null {
  const traffic = trafficAt(run, station, index);
  if (traffic === null) return null;
  const { up, down, isNow, isOneWay } = traffic;
  const replies = isOneWay ? 'no replies, which go round it' : `${formatTraffic(down)} toward the clients`;
  return `${formatTraffic(up)} toward the servers, ${replies}${isNow ? '' : ', at the peak of connections'}`;
}
