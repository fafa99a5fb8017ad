import { type ScaleLinear, scaleLinear } from 'd3';
import type { ElementSize } from './use-element-size.ts';

/** Space for the axes around the plot, in pixels; the same for every chart, so that times stand one above the other. */
export const PLOT_MARGIN = { left: 46, right: 10, top: 8, bottom: 20 } as const;

export interface TimeDomain {
  readonly fromSec: number;
  readonly toSec: number;
}

/** Whether a moment lies in a domain, both ends included. */
export function inDomain(atSec: number, { fromSec, toSec }: TimeDomain): boolean {
  return atSec >= fromSec && atSec <= toSec;
}

export interface PlotScales {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

export interface PlotMargin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Null while there is no room to draw in. */
export function plotScales(
  size: ElementSize,
  domain: TimeDomain,
  highest: number,
  margin: PlotMargin = PLOT_MARGIN,
): PlotScales | null {
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  if (width <= 0 || height <= 0) return null;
  const { left, top } = margin;
  const x = scaleLinear([domain.fromSec, domain.toSec], [left, left + width]).clamp(true);
  const y = scaleLinear([0, highest], [top + height, top]);
  return { left, top, width, height, x, y };
}
