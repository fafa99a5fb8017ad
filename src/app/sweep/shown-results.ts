import type { BorderEdge } from '../../analysis/sweep/feasible-border.ts';
import type { PointResult } from '../../analysis/sweep/point-result.ts';
import type { Sweep } from '../../analysis/sweep/sweep.ts';
import type { Targets } from '../../scenario/targets.ts';
import { axisText } from './axis-text.ts';
import { estimateText, type Measure, verdictText } from './measures.ts';

/** A sweep as it is drawn. */
export interface ShownResults {
  readonly sweep: Sweep;
  /** Names of the parameters, in their order. */
  readonly labels: readonly string[];
  readonly results: readonly PointResult[];
  readonly border: readonly BorderEdge[];
  readonly targets: Targets;
}

/** What views of the points are told and tell. */
export interface PointPicking {
  readonly selected: number | null;
  readonly onSelect: (point: number) => void;
  /** Null when the pointer leaves. */
  readonly onHover: (point: number | null) => void;
}

/** "SNAT addresses 2, Hold after close 30s". */
export function pointText({ sweep, labels, results }: ShownResults, point: number): string {
  const values = results[point]?.values ?? [];
  return sweep.axes.map(({ kind }, a) => `${labels[a]} ${axisText(kind, values[a] ?? 0)}`).join(', ');
}

/** What a reader hears of a point. */
export function spokenPoint(shown: ShownResults, point: number, measure: Measure): string {
  const result = shown.results[point];
  if (result === undefined) return '';
  const value = result.runs === 0 ? '' : `${measure.name} ${estimateText(measure.of(result), measure)}. `;
  return `${pointText(shown, point)}: ${value}${verdictText(result)}`;
}
