import { formatClock } from '../format/numbers.ts';
import type { CursorLabel } from './cursor-labels.ts';
import { drawLabels, haloText, LABEL_GAP_PX, LABEL_SIZE_PX, type LabelBox } from './draw-labels.ts';
import { canvasFont, colour } from './palette.ts';
import type { PlotScales } from './plot-scales.ts';
import { axisTicks } from './ticks.ts';
import type { TimeMark } from './time-marks.ts';
import type { ValueDomain } from './value-domain.ts';

const MARK_REACH_PX = 5;
/** Height that the name of an event takes at the foot. */
const MARK_LABEL_PX = 17;
/** Half the width of a tick label of the time axis, with some air. */
const TICK_HALF_PX = 18;

export interface CursorState {
  readonly playheadSec: number;
  readonly crosshairSec: number | null;
  readonly labels: readonly CursorLabel[];
  readonly marks: readonly TimeMark[];
  /** Whether a line passes through a box of the plot. */
  readonly isStruck: (box: LabelBox) => boolean;
}

/** Draws what depends on the moment shown: the veil over what is still to come, the lines, the dots, the labels. */
export function drawCursor(
  context: CanvasRenderingContext2D,
  state: CursorState,
  domain: ValueDomain,
  scales: PlotScales,
): void {
  const playheadX = scales.x(state.playheadSec);
  drawVeil(context, playheadX, scales);
  verticalLine(context, playheadX, scales, colour('accent'), []);
  let x = playheadX;
  if (state.crosshairSec !== null) {
    x = scales.x(state.crosshairSec);
    verticalLine(context, x, scales, colour('line-strong'), [3, 2]);
  }
  const hasMark = drawMarkLabel(context, state.marks, x, scales);
  const room = hasMark ? scales.height - MARK_LABEL_PX : scales.height;
  drawLabels(context, state, x, domain, scales, room);
  if (state.crosshairSec !== null) drawTime(context, state.crosshairSec, x, scales);
}

function drawVeil(
  context: CanvasRenderingContext2D,
  x: number,
  { left, top, width, height }: PlotScales,
): void {
  context.globalAlpha = 0.6;
  context.fillStyle = colour('page');
  context.fillRect(x, top - 1, left + width - x + 1, height + 1);
  context.globalAlpha = 1;
}

function verticalLine(
  context: CanvasRenderingContext2D,
  x: number,
  { top, height }: PlotScales,
  stroke: string,
  dash: number[],
): void {
  context.strokeStyle = stroke;
  context.lineWidth = 1;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, top);
  context.lineTo(Math.round(x) + 0.5, top + height);
  context.stroke();
  context.setLineDash([]);
}

/** Names the event that the cursor stands at, at the foot of the plot; false where there is none. */
function drawMarkLabel(
  context: CanvasRenderingContext2D,
  marks: readonly TimeMark[],
  x: number,
  { left, top, width, height, x: timeX }: PlotScales,
): boolean {
  const mark = marks.find(({ atSec }) => Math.abs(timeX(atSec) - x) <= MARK_REACH_PX);
  if (mark === undefined) return false;
  context.font = canvasFont(LABEL_SIZE_PX);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const textWidth = context.measureText(mark.label).width;
  const from = Math.max(left + 2, Math.min(x + LABEL_GAP_PX, left + width - textWidth));
  haloText(
    context,
    mark.label,
    from,
    top + height - 9,
    colour(mark.kind === 'failure' ? 'failed-text' : 'text'),
  );
  return true;
}

/** The time of the crosshair on the axis, in place of the tick labels that it would cover in part. */
function drawTime(context: CanvasRenderingContext2D, timeSec: number, x: number, scales: PlotScales): void {
  const { left, top, width, height } = scales;
  context.font = canvasFont(LABEL_SIZE_PX, 600);
  const text = formatClock(timeSec);
  const half = context.measureText(text).width / 2 + 4;
  const centre = Math.min(Math.max(x, left + half), left + width - half);
  let [from, to] = [centre - half, centre + half];
  const [fromSec = 0, toSec = 1] = scales.x.domain();
  for (const tick of axisTicks(fromSec, toSec, width)) {
    const at = scales.x(tick);
    if (at + TICK_HALF_PX < from || at - TICK_HALF_PX > to) continue;
    from = Math.min(from, at - TICK_HALF_PX);
    to = Math.max(to, at + TICK_HALF_PX);
  }
  context.fillStyle = colour('page');
  context.fillRect(from, top + height + 5, to - from, 16);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour('text');
  context.fillText(text, centre, top + height + 11);
}
