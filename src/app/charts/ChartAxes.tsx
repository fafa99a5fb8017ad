import { memo, type ReactElement } from 'react';
import { formatCompact } from '../format/numbers.ts';
import { PLOT_MARGIN, plotScales, type TimeDomain } from './plot-scales.ts';
import { axisTicks, timeTickLabel } from './ticks.ts';
import type { TimeMark } from './time-marks.ts';
import type { ElementSize } from './use-element-size.ts';

/** Grid, ticks and the vertical marks of events: what changes only with the axis, as SVG below the canvas. */
export const ChartAxes = memo(function ChartAxes(props: {
  readonly size: ElementSize;
  readonly domain: TimeDomain;
  readonly ticks: readonly number[];
  readonly marks: readonly TimeMark[];
}): ReactElement | null {
  const { size, domain, ticks, marks } = props;
  const scales = plotScales(size, domain, ticks.at(-1) ?? 1);
  if (scales === null) return null;
  const { left, top, width, height } = scales;
  const times = axisTicks(domain.fromSec, domain.toSec, width);
  return (
    <svg className="chart-axes" width={size.width} height={size.height} aria-hidden="true">
      {ticks.map((tick) => {
        const y = Math.round(scales.y(tick)) + 0.5;
        return (
          <g key={tick}>
            <line
              className={tick === 0 ? 'chart-base' : 'chart-grid-line'}
              x1={left}
              x2={left + width}
              y1={y}
              y2={y}
            />
            <text className="chart-tick" x={left - 6} y={y} dy="0.32em" textAnchor="end">
              {formatCompact(tick)}
            </text>
          </g>
        );
      })}
      {ticks.length === 0 && (
        <line
          className="chart-base"
          x1={left}
          x2={left + width}
          y1={top + height + 0.5}
          y2={top + height + 0.5}
        />
      )}
      {times.map((time, index) => {
        const x = Math.round(scales.x(time)) + 0.5;
        const last = index === times.length - 1 && x > left + width - PLOT_MARGIN.right;
        return (
          <g key={time}>
            <line className="chart-base" x1={x} x2={x} y1={top + height} y2={top + height + 4} />
            <text
              className="chart-tick"
              x={last ? size.width : x}
              y={top + height + 15}
              textAnchor={last ? 'end' : 'middle'}
            >
              {timeTickLabel(time)}
            </text>
          </g>
        );
      })}
      {marks.map(({ id, kind, atSec }) => {
        const x = Math.round(scales.x(atSec)) + 0.5;
        return (
          <g key={id} className={`chart-mark chart-mark-${kind}`}>
            <line x1={x} x2={x} y1={top} y2={top + height} />
            <path d={`M${x - 4} ${top - 6}h8l-4 6z`} />
          </g>
        );
      })}
    </svg>
  );
});
