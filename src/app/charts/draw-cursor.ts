import { formatClock, formatCount } from '../format/numbers.ts';
import type { CursorLabel } from './cursor-labels.ts';
import { canvasFont, colour } from './palette.ts';
import { type Band, placeLabels } from './place-labels.ts';
import type { PlotScales } from './plot-scales.ts';
import { axisTicks } from './ticks.ts';
import type { TimeMark } from './time-marks.ts';
import type { ValueDomain } from './value-domain.ts';

const LABEL_SIZE_PX = 11;
const LABEL_HEIGHT_PX = 14;
const GAP_PX = 6;
const MARK_REACH_PX = 5;
/** Half the width of a tick label of the time axis, with some air. */
const TICK_HALF_PX = 18;

export interface CursorState {
  readonly playheadSec: number;
  readonly crosshairSec: number | null;
  readonly labels: readonly CursorLabel[];
  readonly marks: readonly TimeMark[];
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
  context.font = canvasFont(LABEL_SIZE_PX, 600);
  const widest = Math.max(0, ...state.labels.map((label) => context.measureText(labelText(label)).width));
  const place = labelPlace(x, widest, scales);
  const limitBands = drawLimitLabels(context, domain, scales, place.toTheRight);
  drawLabels(context, state.labels, x, place, scales, limitBands);
  drawMarkLabel(context, state.marks, x, scales);
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

/** Text with a rim in the colour of the page, legible on top of lines. */
function haloText(context: CanvasRenderingContext2D, text: string, x: number, y: number, fill: string): void {
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = colour('page');
  context.strokeText(text, x, y);
  context.fillStyle = fill;
  context.fillText(text, x, y);
}

/** Limit labels stand away from the cursor, above their line. Returns the bands that they take. */
function drawLimitLabels(
  context: CanvasRenderingContext2D,
  { inside, above }: ValueDomain,
  scales: PlotScales,
  atRight: boolean,
): (Band & { readonly from: number; readonly to: number })[] {
  context.font = canvasFont(LABEL_SIZE_PX);
  context.textBaseline = 'middle';
  context.textAlign = atRight ? 'right' : 'left';
  const x = atRight ? scales.left + scales.width - 2 : scales.left + 4;
  const texts = new Map<string, string>();
  const wishes = inside.map(({ label, value }, index) => {
    const id = `${index}`;
    texts.set(id, `${label} ${formatCount(value)}`);
    return { id, centre: scales.y(value) - LABEL_HEIGHT_PX / 2, height: LABEL_HEIGHT_PX };
  });
  const first = above[0];
  if (first !== undefined) {
    texts.set('above', `↑ ${first.label} ${formatCount(first.value)}`);
    wishes.push({ id: 'above', centre: scales.top + LABEL_HEIGHT_PX / 2, height: LABEL_HEIGHT_PX });
  }
  const centres = placeLabels(wishes, { top: scales.top - 6, bottom: scales.top + scales.height });
  return [...centres].map(([id, centre]) => {
    const text = texts.get(id) ?? '';
    haloText(context, text, x, centre, colour('limit'));
    const width = context.measureText(text).width;
    return {
      top: centre - LABEL_HEIGHT_PX / 2,
      bottom: centre + LABEL_HEIGHT_PX / 2,
      from: atRight ? x - width : x,
      to: atRight ? x : x + width,
    };
  });
}

function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly CursorLabel[],
  x: number,
  { from, to, toTheRight }: LabelPlace,
  scales: PlotScales,
  limitBands: readonly (Band & { readonly from: number; readonly to: number })[],
): void {
  const taken = limitBands.filter((band) => band.from < to && band.to > from);
  const textX = toTheRight ? from : to;
  context.font = canvasFont(LABEL_SIZE_PX, 600);
  const centres = placeAtLines(labels, scales, taken);
  context.textBaseline = 'middle';
  context.textAlign = toTheRight ? 'left' : 'right';
  for (const label of labels) {
    drawDot(context, x, scales.y(label.height), colour(label.series.colour));
    const centre = centres.get(label.series.id);
    if (centre !== undefined)
      haloText(context, labelText(label), textX, centre, colour(label.series.textColour));
  }
}

interface LabelPlace {
  readonly from: number;
  readonly to: number;
  readonly toTheRight: boolean;
}

/** Labels stand on the side of the cursor that has more room, and never beyond the plot. */
function labelPlace(x: number, widest: number, { left, width }: PlotScales): LabelPlace {
  const right = left + width;
  const fitsRight = x + GAP_PX + widest <= right;
  const fitsLeft = x - GAP_PX - widest >= left;
  const isLeftHalf = x < left + width / 2;
  const toTheRight = fitsRight === fitsLeft ? isLeftHalf : fitsRight;
  const from = toTheRight ? Math.min(x + GAP_PX, right - widest) : Math.max(x - GAP_PX - widest, left);
  return { from, to: from + widest, toTheRight };
}

/** Labels stand above their line, or below it where another line or label leaves no room above. */
function placeAtLines(
  labels: readonly CursorLabel[],
  scales: PlotScales,
  taken: readonly Band[],
): Map<string, number> {
  const shift = LABEL_HEIGHT_PX / 2 + 2;
  const space = { top: scales.top - 4, bottom: scales.top + scales.height };
  const below = new Set<string>();
  const place = (): Map<string, number> =>
    placeLabels(
      labels.map(({ series: { id }, height }) => {
        const y = scales.y(height);
        return { id, centre: below.has(id) ? y + shift : y - shift, height: LABEL_HEIGHT_PX };
      }),
      space,
      taken,
    );
  const isCrowded = ({ series, height }: CursorLabel): boolean =>
    labels.some((other) => {
      const distance = scales.y(height) - scales.y(other.height);
      return other.series !== series && distance >= 0 && distance < LABEL_HEIGHT_PX + 4;
    });
  for (const label of labels) if (isCrowded(label)) below.add(label.series.id);
  const first = place();
  // What was pushed onto its own line is tried once more on the other side.
  const struck = labels.filter(({ series: { id }, height }) => {
    const centre = first.get(id);
    return !below.has(id) && centre !== undefined && Math.abs(centre - scales.y(height)) < shift - 2;
  });
  if (struck.length === 0) return first;
  for (const { series } of struck) below.add(series.id);
  return place();
}

const labelText = ({ series, text }: CursorLabel): string => `${series.label} ${text}`;

function drawDot(context: CanvasRenderingContext2D, x: number, y: number, fill: string): void {
  context.beginPath();
  context.arc(x, y, 3, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.strokeStyle = colour('page');
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

/** Names the event that the cursor stands at, at the foot of the plot. */
function drawMarkLabel(
  context: CanvasRenderingContext2D,
  marks: readonly TimeMark[],
  x: number,
  { left, top, width, height, x: timeX }: PlotScales,
): void {
  const mark = marks.find(({ atSec }) => Math.abs(timeX(atSec) - x) <= MARK_REACH_PX);
  if (mark === undefined) return;
  context.font = canvasFont(LABEL_SIZE_PX);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const textWidth = context.measureText(mark.label).width;
  const from = Math.max(left + 2, Math.min(x + GAP_PX, left + width - textWidth));
  haloText(
    context,
    mark.label,
    from,
    top + height - 9,
    colour(mark.kind === 'failure' ? 'failed-text' : 'text'),
  );
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
