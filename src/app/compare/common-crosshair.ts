/** The crosshair that all charts of a comparison share. */
import type { MouseEvent } from 'react';
import { useCrosshair } from '../charts/crosshair.ts';
import { colour } from '../charts/palette.ts';
import type { PlotScales } from '../charts/plot-scales.ts';

/** Sets the crosshair, or takes it away with null. */
export function pointAt(timeSec: number | null): void {
  useCrosshair.setState({ timeSec });
}

/** The moment under the pointer, on an element as wide as the axis of time. */
export function timeUnder({ currentTarget, clientX }: MouseEvent, endSec: number): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  const share = width === 0 ? 0 : (clientX - left) / width;
  return Math.min(1, Math.max(0, share)) * endSec;
}

/** Draws the line of the crosshair. */
export function drawCrosshair(
  context: CanvasRenderingContext2D,
  { top, height, x }: PlotScales,
  atSec: number,
): void {
  const at = Math.round(x(atSec)) + 0.5;
  context.strokeStyle = colour('line-strong');
  context.lineWidth = 1;
  context.setLineDash([3, 2]);
  context.beginPath();
  context.moveTo(at, top);
  context.lineTo(at, top + height);
  context.stroke();
  context.setLineDash([]);
}
