import { memo, type ReactElement } from 'react';
import { AXIS_TEXT, axisGeometry, MARK_SIGN } from './axis-geometry.ts';
import { plotScales, type TimeDomain } from './plot-scales.ts';
import type { TimeMark } from './time-marks.ts';
import type { ElementSize } from './use-element-size.ts';

const { halfPx, heightPx, abovePx } = MARK_SIGN;

/** Grid, ticks and the vertical marks of events: what changes only with the axis, as SVG below the canvas. */
export const ChartAxes = memo(function ChartAxes(props: {
  readonly size: ElementSize;
  readonly domain: TimeDomain;
  /** Empty where there are no values to show. */
  readonly ticks: readonly number[];
  readonly marks: readonly TimeMark[];
}): ReactElement | null {
  const { size, domain, ticks } = props;
  const scales = plotScales(size, domain, ticks.at(-1) ?? 1);
  if (scales === null) return null;
  const { left, top, width, height } = scales;
  const { values, times, marks } = axisGeometry(domain, ticks, props.marks, scales);
  const bottom = top + height;
  return (
    <svg className="chart-axes" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {values.map(({ value, y, isBase, text }) => (
        <g key={value}>
          <line
            className={isBase ? 'chart-base' : 'chart-grid-line'}
            x1={left}
            x2={left + width}
            y1={y}
            y2={y}
          />
          <text className="chart-tick" x={left - AXIS_TEXT.leftPx} y={y} dy="0.32em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {times.map(({ atSec, x, text, textX, anchor }) => (
        <g key={atSec}>
          <line className="chart-base" x1={x} x2={x} y1={bottom} y2={bottom + AXIS_TEXT.tickPx} />
          <text
            className="chart-tick"
            x={textX}
            y={bottom + AXIS_TEXT.belowPx}
            dy="0.35em"
            textAnchor={anchor}
          >
            {text}
          </text>
        </g>
      ))}
      {marks.map(({ mark: { id, kind }, x }) => (
        <g key={id} className={`chart-mark chart-mark-${kind}`}>
          <line x1={x} x2={x} y1={top} y2={bottom} />
          <path d={`M${x - halfPx} ${top - abovePx}h${2 * halfPx}l${-halfPx} ${heightPx}z`} />
        </g>
      ))}
    </svg>
  );
});
