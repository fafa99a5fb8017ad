/** Where the targets begin to be met. */

import type { SweepAxis } from './axis.ts';
import type { PointResult } from './point-result.ts';

/** Two neighbouring points, by their indices, of which only one meets the targets; the lower index first. */
export type BorderEdge = readonly [point: number, neighbour: number];

/** The border of the feasible region, in the order of the grid; points that are not judged have none. */
export function feasibleBorder(
  axes: readonly Pick<SweepAxis, 'values'>[],
  results: readonly Pick<PointResult, 'meetsTargets'>[],
): BorderEdge[] {
  const across = axes[1]?.values.length ?? 1;
  const edges: BorderEdge[] = [];
  results.forEach(({ meetsTargets }, point) => {
    const beside = (point + 1) % across === 0 ? null : point + 1;
    for (const neighbour of [beside, point + across]) {
      if (neighbour === null) continue;
      const other = results[neighbour]?.meetsTargets ?? null;
      if (meetsTargets !== null && other !== null && other !== meetsTargets) edges.push([point, neighbour]);
    }
  });
  return edges;
}
