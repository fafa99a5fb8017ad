import { type ReactElement, useMemo } from 'react';
import { intervalPlaces } from './interval-scale.ts';
import type { ValidationRow } from './validation-rows.ts';

/** Of the plot; the width is the column's. */
const HEIGHT = 24;
const MIDDLE = HEIGHT / 2;

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

/** Measured runs as dots against the predicted band and its median. The numbers stand beside it: readers need no second telling. */
export function IntervalPlot({ row }: { readonly row: ValidationRow }): ReactElement {
  const { measured, band } = useMemo(() => intervalPlaces(row), [row]);
  return (
    <svg className="interval" data-verdict={row.verdict} height={HEIGHT} aria-hidden="true">
      <line className="interval-axis" x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
      {band !== null && (
        <>
          <rect
            className="interval-band"
            x={percent(band.low)}
            width={percent(band.high - band.low)}
            y={MIDDLE - 6}
            height={12}
          />
          <line
            className="interval-median"
            x1={percent(band.median)}
            x2={percent(band.median)}
            y1={MIDDLE - 9}
            y2={MIDDLE + 9}
          />
        </>
      )}
      {measured.map((at, run) => (
        // oxlint-disable-next-line react/no-array-index-key -- a run has no other name than its number
        <circle key={run} className="interval-run" cx={percent(at)} cy={MIDDLE} r={3} />
      ))}
    </svg>
  );
}
