import { memo, type ReactElement } from 'react';
import { formatCompact } from '../format/numbers.ts';
import { PLOT_MARGIN, type PlotScales, plotScales, type TimeDomain } from './plot-scales.ts';
import { axisTicks, timeTickLabel } from './ticks.ts';
import type { TimeMark } from './time-marks.ts';
import type { ElementSize } from './use-element-size.ts';

/** Grid, ticks and the vertical marks of events: what changes only with the axis, as SVG below the canvas. */
export const ChartAxes = memo(function ChartAxes(props: {
  readonly size: ElementSize;
  readonly domain: TimeDomain;
  /** Empty where there are no values to show. */
  readonly ticks: readonly number[];
  readonly marks: readonly TimeMark[];
}): ReactElement | null {
  const { size, domain, ticks, marks } = props;
  const scales = plotScales(size, domain, ticks.at(-1) ?? 1);
  if (scales === null) return null;
  return (
    <svg className="chart-axes" width={size.width} height={size.height} aria-hidden="true">
      <ValueAxis ticks={ticks.length > 0 ? ticks : [0]} hasText={ticks.length > 0} scales={scales} />
      <TimeAxis domain={domain} scales={scales} />
      {marks.map(({ id, kind, atSec }) => {
        const x = Math.round(scales.x(atSec)) + 0.5;
        return (
          <g key={id} className={`chart-mark chart-mark-${kind}`}>
            <line x1={x} x2={x} y1={scales.top} y2={scales.top + scales.height} />
            <path d={`M${x - 4} ${scales.top - 6}h8l-4 6z`} />
          </g>
        );
      })}
    </svg>
  );
});

function ValueAxis(props: {
  readonly ticks: readonly number[];
  readonly hasText: boolean;
  readonly scales: PlotScales;
}): ReactElement[] {
  const { ticks, hasText, scales } = props;
  const { left, width } = scales;
  return ticks.map((tick) => {
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
        {hasText && (
          <text className="chart-tick" x={left - 6} y={y} dy="0.32em" textAnchor="end">
            {formatCompact(tick)}
          </text>
        )}
      </g>
    );
  });
}

function TimeAxis({
  domain,
  scales,
}: {
  readonly domain: TimeDomain;
  readonly scales: PlotScales;
}): ReactElement[] {
  const { left, width } = scales;
  const bottom = scales.top + scales.height;
  return axisTicks(domain.fromSec, domain.toSec, width).map((time) => {
    const x = Math.round(scales.x(time)) + 0.5;
    // At the right edge a centred text would be cut off.
    const isLast = x > left + width - PLOT_MARGIN.right;
    return (
      <g key={time}>
        <line className="chart-base" x1={x} x2={x} y1={bottom} y2={bottom + 4} />
        <text
          className="chart-tick"
          x={isLast ? left + width + PLOT_MARGIN.right : x}
          y={bottom + 15}
          textAnchor={isLast ? 'end' : 'middle'}
        >
          {timeTickLabel(time)}
        </text>
      </g>
    );
  });
}
