/** What could be asked instead of targets that no plan meets. */
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { formatDuration as writeDuration } from '../../scenario/units.ts';
import { demandOf } from '../limits/demand.ts';
import { formatCount, formatDuration } from '../wording/format-quantity.ts';
import { planTargets } from './planning.ts';
import { validScenario } from './valid-scenario.ts';

/** One target at another value, at which there is a plan; the others stay. */
export interface NearestTarget {
  readonly target: 'concurrent' | 'reconnectWithin';
  /** Connections, or seconds. */
  readonly value: number;
  /** "367,187 connections". */
  readonly text: string;
}

/** Of the wanted number; a nearer one takes longer to find than it is worth. */
const PRECISION = 1e-4;
const LONGEST_RETURN_SEC = 86_400;

/**
 * Fewer connections, else a longer time to come back, at which there is a plan; null where neither helps. Some ten to twenty
 * plannings: for when there is no plan.
 */
export function nearestFeasible(file: ScenarioFile): NearestTarget | null {
  const scenario = validScenario(file);
  const wanted = Math.round(demandOf(scenario).connections);
  const has = (targets: ScenarioFile['targets']): boolean =>
    planTargets({ ...file, targets: { ...file.targets, ...targets } }).plans.length > 0;
  const fewer = largestBelow(wanted, (concurrent) => has({ concurrent }));
  if (fewer !== null)
    return { target: 'concurrent', value: fewer, text: `${formatCount(fewer)} connections` };
  const { reconnectWithinSec } = scenario.targets;
  if (reconnectWithinSec === null) return null;
  const longer = smallestBeyond(Math.ceil(reconnectWithinSec), (sec) =>
    has({ reconnectWithin: writeDuration(sec) }),
  );
  if (longer === null) return null;
  return {
    target: 'reconnectWithin',
    value: longer,
    text: `all back within ${formatDuration(longer)}`,
  };
}

function largestBelow(wanted: number, isFeasible: (value: number) => boolean): number | null {
  let low = 0;
  let high = wanted;
  while (high - low > Math.max(1, wanted * PRECISION)) {
    const middle = Math.floor((low + high) / 2);
    if (isFeasible(middle)) low = middle;
    else high = middle;
  }
  return low === 0 ? null : low;
}

function smallestBeyond(wantedSec: number, isFeasible: (sec: number) => boolean): number | null {
  let low = wantedSec;
  let high = wantedSec * 2;
  while (!isFeasible(high)) {
    if (high >= LONGEST_RETURN_SEC) return null;
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isFeasible(middle)) high = middle;
    else low = middle;
  }
  return high;
}
