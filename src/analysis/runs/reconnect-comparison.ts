/** The events of a scenario under several reconnect policies: how high the wave is, how long it lasts, what fails in it. */

import { CLOSE_REASONS, type RunResult, type RunSeries } from '../../network/results/run-result.ts';
import { columnOf } from '../../network/results/series-columns.ts';
import { operationsOf } from '../../network/timeline/operations.ts';
import type { Reconnect, Scenario } from '../../scenario/scenario.ts';
import { isOwnEnd } from './survival-curve.ts';

/** From none that waits to those that spread clients out. */
export const COMPARED_POLICIES = [
  'immediate',
  'fixed',
  'exponential',
  'full-jitter',
  'decorrelated-jitter',
] as const satisfies readonly Reconnect['policy'][];
export type ComparedPolicy = (typeof COMPARED_POLICIES)[number];

/** With so large a share of the connections of before the events are over. */
const RECOVERED_SHARE = 0.99;

export interface PolicyOutcome {
  /** Most attempts within a second from the first event on, as an average between two samples. */
  readonly peakAttemptsPerSec: number;
  /** The fewest connections from then on. */
  readonly fewestConnected: number;
  /** From when the last event is over until 99 % of the connections of before the first are there; null: not in this run. */
  readonly recoveredAfterSec: number | null;
  readonly failedAttempts: number;
  /** Connections that the events ended. */
  readonly cut: number;
}

/** The scenario with another policy for all clients that come back, at their own base, cap and attempts. */
export function withPolicy(scenario: Scenario, policy: ComparedPolicy): Scenario {
  return {
    ...scenario,
    clients: scenario.clients.map((clients) =>
      clients.reconnect.policy === 'none'
        ? clients
        : { ...clients, reconnect: { ...clients.reconnect, policy } },
    ),
  };
}

/** @param scenario has an event */
export function policyOutcome(
  scenario: Scenario,
  { summary, series }: Pick<RunResult, 'summary' | 'series'>,
): PolicyOutcome {
  const firstSec = Math.min(...scenario.events.map(({ atSec }) => atSec));
  const endSec = Math.max(firstSec, ...operationsOf(scenario).map(({ atSec }) => atSec));
  const first = sampleAt(series, firstSec);
  const connected = columnOf(series, 'concurrent');
  const enough = RECOVERED_SHARE * connected[Math.max(0, first - 1)]!;
  const recovered = connected.findIndex((value, i) => series.timeSec[i]! >= endSec && value >= enough);
  return {
    peakAttemptsPerSec: steepest(columnOf(series, 'attempts'), first) / scenario.sampleEverySec,
    fewestConnected: connected.subarray(first).reduce((least, value) => Math.min(least, value), Infinity),
    recoveredAfterSec: recovered < 0 ? null : series.timeSec[recovered]! - endSec,
    failedAttempts: summary.failed,
    cut: CLOSE_REASONS.reduce((sum, reason) => sum + (isOwnEnd(reason) ? 0 : summary.closedBy[reason]), 0),
  };
}

function sampleAt({ timeSec, length }: RunSeries, sec: number): number {
  const at = timeSec.subarray(0, length).findIndex((time) => time >= sec);
  return at < 0 ? length - 1 : at;
}

/** The largest rise of a total between two samples, from one of them on. */
function steepest(total: Float64Array, from: number): number {
  let highest = 0;
  for (let i = Math.max(1, from); i < total.length; i++)
    highest = Math.max(highest, total[i]! - total[i - 1]!);
  return highest;
}
