/** What of the points is shown, and how its numbers are written. */
import type { Estimate, PointResult } from '../../analysis/sweep/point-result.ts';
import { capitalised } from '../../analysis/wording/phrases.ts';
import { describeResource } from '../../network/results/outcomes.ts';
import type { Targets } from '../../scenario/targets.ts';
import { formatCount, formatPercent } from '../format/numbers.ts';

export type MeasureId = 'blocking' | 'peak' | 'failed';

export interface Measure {
  readonly id: MeasureId;
  readonly name: string;
  readonly unit: string;
  readonly of: (result: PointResult) => Estimate | null;
  readonly format: (value: number) => string;
  /** The target in the same unit; null where there is none. */
  readonly target: (targets: Targets) => number | null;
  /** The ramp that the heat map takes its colours from. */
  readonly tone: 'bad' | 'plain';
}

export const MEASURES: readonly Measure[] = [
  {
    id: 'blocking',
    name: 'Blocking',
    unit: 'share of the attempts that fail once the run has settled',
    of: ({ blocking }) => blocking,
    format: formatPercent,
    target: ({ blocking }) => blocking,
    tone: 'bad',
  },
  {
    id: 'peak',
    name: 'Peak concurrent',
    unit: 'connections at the same time, at most',
    of: ({ peakConcurrent }) => peakConcurrent,
    format: formatCount,
    target: ({ concurrent }) => concurrent,
    tone: 'plain',
  },
  {
    id: 'failed',
    name: 'Failed attempts',
    unit: 'in a whole run',
    of: ({ failed }) => failed,
    format: formatCount,
    target: () => null,
    tone: 'bad',
  },
];

/** "0.59 % (95 %: 0.5 % to 0.7 %)"; of no failure at all the bound. */
export function estimateText(estimate: Estimate | null, { id, format }: Measure): string {
  if (estimate === null) return 'not settled';
  const { mean, low, high } = estimate;
  if (low === null || high === null) return format(mean);
  if (id === 'blocking' && mean === 0) return `${format(0)}, at most ${format(roughly(high))}`;
  if (low === high) return `${format(mean)} in every run`;
  return `${format(roughly(mean))} (95 %: ${format(roughly(low))} to ${format(roughly(high))})`;
}

/** Three digits do beside an interval. */
function roughly(value: number): number {
  return Number(value.toPrecision(3));
}

/** Whether the targets are met, and how sure that is. */
export function verdictText({ state, error, meetsTargets, isCertain, runs }: PointResult): string {
  if (error !== null) return `${state === 'invalid' ? 'no valid scenario' : 'could not be run'}: ${error}`;
  if (meetsTargets === null) return 'not run yet';
  const verdict = meetsTargets ? 'targets met' : 'targets missed';
  const sure = isCertain ? '' : ', within the error of the runs';
  return capitalised(`${verdict}${sure} (${runs === 1 ? '1 run' : `${runs} runs`})`);
}

/** "SYN dropped by NAT (edge)": what failed first, and where. */
export function failureText(firstFailure: PointResult['firstFailure']): string {
  if (firstFailure === null) return 'none';
  return `${describeResource(firstFailure.resource).outcome} (${firstFailure.stationName})`;
}
