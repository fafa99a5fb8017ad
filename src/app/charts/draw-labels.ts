import type { CursorLabel } from './cursor-labels.ts';
import { canvasFont, colour } from './palette.ts';
import { type Band, placeLabels } from './place-labels.ts';
import type { PlotScales } from './plot-scales.ts';
import { sayValue } from './say-value.ts';
import type { ValueDomain } from './value-domain.ts';

export const LABEL_SIZE_PX = 11;
/** Between the cursor and its labels. */
export const LABEL_GAP_PX = 6;
const LABEL_HEIGHT_PX = 14;

type IsStruck = (box: LabelBox) => boolean;

export interface LabelBox extends Band {
  readonly from: number;
  readonly to: number;
}

/**
 * Draws a dot and a label on every line at the cursor, and the labels of the limits away from it. `roomPx` is the height from
 * the top of the plot that labels may take.
 */
export function drawLabels(
  context: CanvasRenderingContext2D,
  { labels, isStruck }: { readonly labels: readonly CursorLabel[]; readonly isStruck: IsStruck },
  x: number,
  domain: ValueDomain,
  scales: PlotScales,
  roomPx: number,
): void {
  context.font = canvasFont(LABEL_SIZE_PX, 600);
  const widest = Math.max(0, ...labels.map((label) => context.measureText(labelText(label)).width));
  const { from, to, toTheRight } = labelPlace(x, widest, scales);
  const limitBands = drawLimitLabels(context, domain, scales, toTheRight, isStruck);
  const taken = limitBands.filter((band) => band.from < to && band.to > from);
  const textX = toTheRight ? from : to;
  context.font = canvasFont(LABEL_SIZE_PX, 600);
  const centres = placeAtLines(labels, scales, taken, roomPx);
  context.textBaseline = 'middle';
  context.textAlign = toTheRight ? 'left' : 'right';
  for (const label of labels) {
    drawDot(context, x, scales.y(label.height), colour(label.series.colour));
    const centre = centres.get(label.series.id);
    if (centre !== undefined)
      haloText(context, labelText(label), textX, centre, colour(label.series.textColour));
  }
}

/**
 * Limit labels stand away from the cursor, above their line, or below it where a line of the data passes above and none does
 * below. Returns the bands that they take.
 */
function drawLimitLabels(
  context: CanvasRenderingContext2D,
  { scale, inside, above }: ValueDomain,
  scales: PlotScales,
  atRight: boolean,
  isStruck: IsStruck,
): LabelBox[] {
  context.font = canvasFont(LABEL_SIZE_PX);
  context.textBaseline = 'middle';
  context.textAlign = atRight ? 'right' : 'left';
  const x = atRight ? scales.left + scales.width - 2 : scales.left + 4;
  const texts = new Map<string, string>();
  const wishes = inside.map(({ label, value }, index) => {
    const id = `${index}`;
    const text = `${label} ${sayValue(value, scale)}`;
    texts.set(id, text);
    const y = scales.y(value);
    const across = acrossOf(x, context.measureText(text).width, atRight);
    const above = { ...across, top: y - LABEL_HEIGHT_PX, bottom: y };
    const below = { ...across, top: y, bottom: y + LABEL_HEIGHT_PX };
    const goesBelow = isStruck(above) && !isStruck(below) && below.bottom < scales.top + scales.height;
    const centre = y + (goesBelow ? LABEL_HEIGHT_PX / 2 + 1 : -LABEL_HEIGHT_PX / 2);
    return { id, centre, height: LABEL_HEIGHT_PX };
  });
  const first = above[0];
  if (first !== undefined) {
    texts.set('above', `↑ ${first.label} ${sayValue(first.value, scale)}`);
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
      ...acrossOf(x, width, atRight),
    };
  });
}

/** From where to where a text reaches that ends or begins at `x`. */
function acrossOf(x: number, width: number, atRight: boolean): Pick<LabelBox, 'from' | 'to'> {
  return atRight ? { from: x - width, to: x } : { from: x, to: x + width };
}

interface LabelPlace {
  readonly from: number;
  readonly to: number;
  readonly toTheRight: boolean;
}

/** Labels stand on the side of the cursor that has more room, and never beyond the plot. */
function labelPlace(x: number, widest: number, { left, width }: PlotScales): LabelPlace {
  const right = left + width;
  const fitsRight = x + LABEL_GAP_PX + widest <= right;
  const fitsLeft = x - LABEL_GAP_PX - widest >= left;
  const isLeftHalf = x < left + width / 2;
  const toTheRight = fitsRight === fitsLeft ? isLeftHalf : fitsRight;
  const from = toTheRight
    ? Math.min(x + LABEL_GAP_PX, right - widest)
    : Math.max(x - LABEL_GAP_PX - widest, left);
  return { from, to: from + widest, toTheRight };
}

/** Labels stand above their line, or below it where another line or label leaves no room above. */
function placeAtLines(
  labels: readonly CursorLabel[],
  scales: PlotScales,
  taken: readonly Band[],
  roomPx: number,
): Map<string, number> {
  const shift = LABEL_HEIGHT_PX / 2 + 2;
  const space = { top: scales.top - 4, bottom: scales.top + roomPx };
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

/** Text with a rim in the colour of the page, legible on top of lines. */
export function haloText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  fill: string,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = colour('page');
  context.strokeText(text, x, y);
  context.fillStyle = fill;
  context.fillText(text, x, y);
}
