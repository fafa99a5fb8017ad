import { formatCompact } from '../format/numbers.ts';
import { inDomain, PLOT_MARGIN, type PlotScales, type TimeDomain } from './plot-scales.ts';
import { axisTicks, timeTickLabel } from './ticks.ts';
import type { TimeMark } from './time-marks.ts';

/** Where grid, ticks and marks of a chart stand, in pixels: the same on the page and in a saved picture. */
export interface AxisGeometry {
  readonly values: readonly ValueLine[];
  readonly times: readonly TimeTick[];
  readonly marks: readonly PlacedMark[];
}

export interface ValueLine {
  readonly value: number;
  readonly y: number;
  readonly isBase: boolean;
  readonly text: string;
}

export interface TimeTick {
  readonly atSec: number;
  readonly x: number;
  readonly text: string;
  readonly textX: number;
  readonly anchor: 'middle' | 'end';
}

export interface PlacedMark {
  readonly mark: TimeMark;
  readonly x: number;
}

/** Distances of the texts from the plot. */
export const AXIS_TEXT = { leftPx: 6, belowPx: 11, tickPx: 4, sizePx: 11 } as const;
/** Half the width and the height of the triangle on top of a mark, and its distance from the top of the plot. */
export const MARK_SIGN = { halfPx: 4, heightPx: 4, abovePx: 6 } as const;

/** @param ticks of the value axis; empty where there are no values to show */
export function axisGeometry(
  domain: TimeDomain,
  ticks: readonly number[],
  marks: readonly TimeMark[],
  scales: PlotScales,
): AxisGeometry {
  return {
    values: (ticks.length > 0 ? ticks : [0]).map((value) => ({
      value,
      y: Math.round(scales.y(value)) + 0.5,
      isBase: value === 0,
      text: ticks.length > 0 ? formatCompact(value) : '',
    })),
    times: timeTicksOf(domain, scales),
    marks: marks
      .filter(({ atSec }) => inDomain(atSec, domain))
      .map((mark) => ({ mark, x: Math.round(scales.x(mark.atSec)) + 0.5 })),
  };
}

function timeTicksOf({ fromSec, toSec }: TimeDomain, { x, left, width }: PlotScales): TimeTick[] {
  return axisTicks(fromSec, toSec, width).map((atSec): TimeTick => {
    const at = Math.round(x(atSec)) + 0.5;
    // At the right edge a centred text would be cut off.
    const isLast = at > left + width - PLOT_MARGIN.right;
    return {
      atSec,
      x: at,
      text: timeTickLabel(atSec),
      textX: isLast ? left + width + PLOT_MARGIN.right : at,
      anchor: isLast ? 'end' : 'middle',
    };
  });
}
