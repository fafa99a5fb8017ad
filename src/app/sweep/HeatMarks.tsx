import type { ReactElement } from 'react';
import { borderPath } from './border-path.ts';
import type { ShownResults } from './shown-results.ts';

/** Units of a cell's side. */
const CELL = 10;

/** Over the cells: the border of what meets the targets, as a line on a ground that sets it off from any colour. */
export function HeatMarks({ shown }: { readonly shown: ShownResults }): ReactElement {
  const { sweep, border } = shown;
  const [across, up] = [sweep.axes[0]?.values.length ?? 1, sweep.axes[1]?.values.length ?? 1];
  const line = borderPath(border, up, CELL);
  return (
    <svg
      className="heat-marks"
      viewBox={`0 0 ${across * CELL} ${up * CELL}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="heat-border-ground" d={line} />
      <path className="heat-border" d={line} />
    </svg>
  );
}
