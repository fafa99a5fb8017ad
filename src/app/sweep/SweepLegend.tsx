import type { ReactElement, ReactNode } from 'react';
import type { Measure } from './measures.ts';
import type { ValueScale } from './value-scale.ts';

/** What the colours and marks of the heat map mean. */
export function HeatLegend({ measure, scale }: { measure: Measure; scale: ValueScale }): ReactElement {
  const { format } = measure;
  return (
    <div className="sweep-legend small">
      <span className="heat-ramp-row">
        <span>{format(0)}</span>
        <span className="heat-ramp" data-tone={measure.tone} data-kind={scale.kind} aria-hidden="true" />
        <span>{format(scale.high)}</span>
        <span className="quiet">
          {measure.unit}
          {scale.kind === 'log' ? `; by powers of ten from ${format(scale.low)} on` : ''}
        </span>
      </span>
      <span>
        <Sign>
          <path className="heat-border" d="M2 11h8V4h8" />
        </Sign>{' '}
        border of what meets the targets
      </span>
      <span>
        <span className="heat-cell sweep-sign" data-met="true" /> targets met
      </span>
      <span>
        <span className="heat-cell sweep-sign" data-certain="false" /> within the error of the runs
      </span>
      <span>
        <span className="heat-cell sweep-sign" data-state="nothing" /> no value: no valid scenario, or runs
        that did not settle
      </span>
    </div>
  );
}

export function CurveLegend({ measure }: { readonly measure: Measure }): ReactElement {
  return (
    <div className="sweep-legend small">
      <span className="quiet">{measure.unit}</span>
      <span>
        <Sign>
          <circle className="curve-dot" data-met="true" cx="10" cy="7" r="4.5" />
        </Sign>{' '}
        targets met
      </span>
      <span>
        <Sign>
          <rect className="curve-dot" x="6" y="3" width="8" height="8" />
        </Sign>{' '}
        targets missed
      </span>
      <span>
        <Sign>
          <rect className="curve-band" width="20" height="14" />
        </Sign>{' '}
        95 % interval of the mean
      </span>
      <span>
        <Sign>
          <path className="curve-border" d="M10 0v14" />
        </Sign>{' '}
        border of what meets the targets
      </span>
    </div>
  );
}

function Sign({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <svg className="sweep-sign" viewBox="0 0 20 14" aria-hidden="true">
      {children}
    </svg>
  );
}
