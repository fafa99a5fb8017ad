import { formatClock } from '../format/numbers.ts';
import type { CursorLabel } from './cursor-labels.ts';
import { drawLabels, type IsStruck, LABEL_GAP_PX, LABEL_SIZE_PX } from './draw-labels.ts';
import type { ColourToken } from './palette.ts';
import { inDomain, type PlotScales, type TimeDomain } from './plot-scales.ts';
import { type Surface, straight } from './surface.ts';
import { axisTicks } from './ticks.ts';
import type { TimeMark } from './time-marks.ts';
import type { ValueDomain } from './value-domain.ts';

const MARK_REACH_PX = 5;
/** Height that the name of an event takes at the foot. */
const MARK_LABEL_PX = 17;
/** Half the width of a tick label of the time axis, with some air. */
const TICK_HALF_PX = 18;
/** Below so many seconds a pixel a reader can tell tenths of a second apart. */
const TENTHS_BELOW_SEC = 0.5;

export interface CursorState {
  readonly playheadSec: number;
  readonly crosshairSec: number | null;
  /** The moment whose values the labels tell. */
  readonly atSec: number;
  readonly selection: TimeDomain | null;
  readonly labels: readonly CursorLabel[];
  readonly marks: readonly TimeMark[];
  /** Whether a line passes through a box of the plot. */
  readonly isStruck: IsStruck;
}

/** Draws what depends on the moment shown: the veil over what is still to come, the selection, the lines, the dots, the labels. */
export function drawCursor(
  surface: Surface,
  state: CursorState,
  domain: ValueDomain,
  scales: PlotScales,
): void {
  const { playheadSec, crosshairSec, selection } = state;
  drawVeil(surface, scales.x(playheadSec), scales);
  if (selection !== null) drawSelection(surface, selection, scales);
  if (isVisible(playheadSec, scales)) verticalLine(surface, scales.x(playheadSec), scales, 'accent', []);
  const x = scales.x(state.atSec);
  if (crosshairSec !== null) drawCrosshair(surface, x, scales);
  const hasMark = drawMarkLabel(surface, state.marks, x, scales);
  const room = hasMark ? scales.height - MARK_LABEL_PX : scales.height;
  drawLabels(surface, state, x, domain, scales, room);
  if (crosshairSec !== null) drawTime(surface, crosshairSec, x, scales);
}

function isVisible(atSec: number, { x }: PlotScales): boolean {
  const [fromSec = 0, toSec = 0] = x.domain();
  return inDomain(atSec, { fromSec, toSec });
}

function drawVeil(surface: Surface, x: number, { left, top, width, height }: PlotScales): void {
  surface.path((pen) => pen.rect(x, top - 1, left + width - x + 1, height + 1), {
    fill: 'page',
    fillOpacity: 0.6,
  });
}

function drawSelection(surface: Surface, { fromSec, toSec }: TimeDomain, scales: PlotScales): void {
  const [from, to] = [scales.x(fromSec), scales.x(toSec)];
  if (to <= from) return;
  surface.path((pen) => pen.rect(from, scales.top, to - from, scales.height), {
    fill: 'accent',
    fillTint: 0.13,
  });
  for (const [atSec, x] of [
    [fromSec, from],
    [toSec, to],
  ] as const)
    if (isVisible(atSec, scales)) verticalLine(surface, x, scales, 'accent', [1, 2]);
}

/** The line of the crosshair, `at` pixels from the left edge of the canvas. */
export function drawCrosshair(surface: Surface, at: number, scales: PlotScales): void {
  verticalLine(surface, at, scales, 'line-strong', [3, 2]);
}

function verticalLine(
  surface: Surface,
  at: number,
  { top, height }: PlotScales,
  stroke: ColourToken,
  dash: readonly number[],
): void {
  const x = Math.round(at) + 0.5;
  surface.path(straight(x, top, x, top + height), { stroke, dash });
}

/** Names the event that the cursor stands at, at the foot of the plot; false where there is none. */
function drawMarkLabel(surface: Surface, marks: readonly TimeMark[], x: number, scales: PlotScales): boolean {
  const { left, top, width, height } = scales;
  const mark = marks.find(
    ({ atSec }) => isVisible(atSec, scales) && Math.abs(scales.x(atSec) - x) <= MARK_REACH_PX,
  );
  if (mark === undefined) return false;
  const font = { sizePx: LABEL_SIZE_PX };
  const textWidth = surface.textWidth(mark.label, font);
  const from = Math.max(left + 2, Math.min(x + LABEL_GAP_PX, left + width - textWidth));
  const colour = mark.kind === 'failure' ? 'failed-text' : 'text';
  surface.text(mark.label, from, top + height - 9, { ...font, colour, hasHalo: true });
  return true;
}

/** The time of the crosshair on the axis, in place of the tick labels that it would cover in part. */
function drawTime(surface: Surface, timeSec: number, x: number, scales: PlotScales): void {
  const { left, top, width, height } = scales;
  const font = { sizePx: LABEL_SIZE_PX, isStrong: true };
  const [fromSec = 0, toSec = 1] = scales.x.domain();
  const text = formatClock(timeSec, (toSec - fromSec) / width < TENTHS_BELOW_SEC);
  const half = surface.textWidth(text, font) / 2 + 4;
  const centre = Math.min(Math.max(x, left + half), left + width - half);
  let [from, to] = [centre - half, centre + half];
  for (const tick of axisTicks(fromSec, toSec, width)) {
    const at = scales.x(tick);
    if (at + TICK_HALF_PX < from || at - TICK_HALF_PX > to) continue;
    from = Math.min(from, at - TICK_HALF_PX);
    to = Math.max(to, at + TICK_HALF_PX);
  }
  surface.path((pen) => pen.rect(from, top + height + 5, to - from, 16), { fill: 'page' });
  surface.text(text, centre, top + height + 11, { ...font, anchor: 'middle', colour: 'text' });
}
