import { isAway } from '../../network/results/outcomes.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** A number of connections of at least this share of a target counts as having reached it. */
export const REACHED_SHARE = 0.99;

/** Attempts that found an instance away: they say nothing of what the topology carries. */
export function awayAttempts({ failures }: Pick<RunSummary, 'failures'>): number {
  return failures.reduce((sum, { resource, count }) => sum + (isAway(resource) ? count : 0), 0);
}

/** Attempts that failed, without those: what the topology has refused. */
export function refusedAttempts(summary: Pick<RunSummary, 'failed' | 'failures'>): number {
  return summary.failed - awayAttempts(summary);
}

/**
 * Connections that a run has shown to be carried, at most `wanted`. Once all clients of a population have come and none
 * was refused, each holds its connection or is on its way back; otherwise it is the peak that tells.
 */
export function reachedConnections(
  scenario: Scenario,
  summary: Pick<RunSummary, 'failed' | 'failures' | 'peakConcurrent' | 'simulatedSec'>,
  wanted: number,
): number {
  const refused = refusedAttempts(summary);
  let connections = 0;
  for (const { arrivals, count, connectionsEach, reconnect } of scenario.clients) {
    const returns = reconnect.policy !== 'none' && reconnect.maxAttempts === Infinity;
    if (arrivals.pattern === 'poisson' || !returns || refused > 0) return summary.peakConcurrent;
    if (summary.simulatedSec < arrivals.startSec + arrivals.rampUpSec) return summary.peakConcurrent;
    connections += count * connectionsEach;
  }
  return Math.min(connections, wanted);
}
