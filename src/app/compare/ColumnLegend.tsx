import type { ReactElement } from 'react';
import { useCrosshair } from '../charts/crosshair.ts';
import { formatClock, formatCount } from '../format/numbers.ts';
import { LineKey } from '../kept-runs/LineKey.tsx';
import { type ColumnLine, valueAt } from './column-lines.ts';

/** Which line is which, and what each says at the crosshair. */
export function ColumnLegend({ lines }: { readonly lines: readonly ColumnLine[] }): ReactElement {
  const atSec = useCrosshair((state) => state.timeSec);
  return (
    <div className="column-legend">
      <ul aria-label="Legend">
        {lines.map((line) => (
          <li key={line.id}>
            <LineKey look={line.look} />
            <span>{line.name}</span>
            {atSec !== null && <strong>{formatCount(valueAt(line, atSec))}</strong>}
          </li>
        ))}
      </ul>
      <span className="quiet">{atSec === null ? '' : `at ${formatClock(atSec)}`}</span>
    </div>
  );
}
