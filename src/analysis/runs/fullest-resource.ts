import type { FailureCause, ResourceState, RunSummary } from '../../network/results/run-result.ts';
import type { LimitRow } from '../limits/limit-row.ts';

/** The resource that came nearest to its limit in a run. */
export interface FullestResource extends FailureCause {
  /** Highest share in use, of all instances together or of the fullest one, 0..1. */
  readonly usedShare: number;
}

/** Of the resources that have a rung on the ladder; null where nothing has a limit. */
export function fullestResource(
  { resources }: Pick<RunSummary, 'resources'>,
  rows: readonly LimitRow[],
): FullestResource | null {
  let fullest: FullestResource | null = null;
  for (const state of resources) {
    const { station, stationName, resource } = state;
    const usedShare = usedShareOf(state);
    const isOnLadder = rows.some((row) => row.station === station && row.resource === resource);
    if (isOnLadder && (fullest === null || usedShare > fullest.usedShare))
      fullest = { station, stationName, resource, usedShare };
  }
  return fullest;
}

function usedShareOf({
  capacity,
  peakUsed,
  capacityOneInstance,
  peakUsedOneInstance,
}: ResourceState): number {
  const whole = capacity > 0 ? peakUsed / capacity : 0;
  const one = capacityOneInstance > 0 ? peakUsedOneInstance / capacityOneInstance : 0;
  return Math.max(whole, one);
}
