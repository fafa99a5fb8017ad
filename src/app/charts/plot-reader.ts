/** The slider over a plot that reads it: by keys its value moves, and a pointer reads where it hovers. */
import type { MouseEvent } from 'react';
import { PLOT_MARGIN, type TimeDomain } from './plot-scales.ts';

const { left, right, bottom } = PLOT_MARGIN;

/** The slider covers the plot and leaves its axes free. */
export const READER_BOX = {
  insetBlock: `0 ${bottom}px`,
  insetInline: `${left}px ${right}px`,
  width: `calc(100% - ${left + right}px)`,
} as const;

/** How far along the element the pointer is, 0..1. */
export function shareUnder({ currentTarget, clientX }: MouseEvent): number {
  const { left: from, width } = currentTarget.getBoundingClientRect();
  return width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - from) / width));
}

/** The moment under the pointer, on an element as wide as the axis of time. */
export function momentUnder(event: MouseEvent, { fromSec, toSec }: TimeDomain): number {
  return fromSec + shareUnder(event) * (toSec - fromSec);
}
