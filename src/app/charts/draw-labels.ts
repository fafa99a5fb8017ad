import type { CursorLabel } from './cursor-labels.ts';
import type { ColourToken } from './palette.ts';
import { type Band, placeLabels } from './place-labels.ts';
import type { PlotScales } from './plot-scales.ts';
import { sayValue } from './say-value.ts';
import type { SeriesBuckets } from './series-buckets.ts';
import type { Surface, TextStyle } from './surface.ts';
import type { ValueDomain } from './value-domain.ts';

export const LABEL_SIZE_PX = 11;
/** Between the cursor and its labels. */
export const LABEL_GAP_PX = 6;
const LABEL_HEIGHT_PX = 14;

const PLAIN = { sizePx: LABEL_SIZE_PX, hasHalo: true } as const;
const STRONG = { ...PLAIN, isStrong: true } as const;

export type IsStruck = (box: LabelBox) => boolean;

/** Whether a line that is drawn passes through a box. */
export function struckBy(buckets: SeriesBuckets, { left, y }: PlotScales): IsStruck {
  return ({ from, to, top, bottom }) =>
    buckets.passes(Math.floor(from - left), Math.ceil(to - left), y.invert(bottom), y.invert(top));
}

export interface LabelBox extends Band {
  readonly from: number;
  readonly to: number;
}

/**
 * Draws a dot and a label on every line at the cursor, and the labels of the limits away from it. `roomPx` is the height from
 * the top of the plot that labels may take.
 */
export function drawLabels(
  surface: Surface,
  { labels, isStruck }: { readonly labels: readonly CursorLabel[]; readonly isStruck: IsStruck },
  x: number,
  domain: ValueDomain,
  scales: PlotScales,
  roomPx: number,
): void {
  const widest = Math.max(0, ...labels.map((label) => surface.textWidth(labelText(label), STRONG)));
  const { from, to, toTheRight } = labelPlace(x, widest, scales);
  const limitBands = drawLimitLabels(surface, domain, scales, toTheRight, isStruck);
  const taken = limitBands.filter((band) => band.from < to && band.to > from);
  const textX = toTheRight ? from : to;
  const centres = placeAtLines(labels, scales, taken, roomPx);
  const anchor = toTheRight ? 'start' : 'end';
  for (const label of labels) {
    drawDot(surface, x, scales.y(label.height), label.series.colour);
    const centre = centres.get(label.series.id);
    if (centre === undefined) continue;
    surface.text(labelText(label), textX, centre, { ...STRONG, anchor, colour: label.series.textColour });
  }
}

/**
 * Limit labels stand away from the cursor, above their line, or below it where a line of the data passes above and none does
 * below. Returns the bands that they take.
 */
export function drawLimitLabels(
  surface: Surface,
  { scale, inside, above }: ValueDomain,
  scales: PlotScales,
  atRight: boolean,
  isStruck: IsStruck,
): LabelBox[] {
  const style: TextStyle = { ...PLAIN, anchor: atRight ? 'end' : 'start', colour: 'limit' };
  const x = atRight ? scales.left + scales.width - 2 : scales.left + 4;
  const texts = new Map<string, string>();
  const wishes = inside.map(({ label, value }, index) => {
    const id = `${index}`;
    const text = `${label} ${sayValue(value, scale)}`;
    texts.set(id, text);
    const y = scales.y(value);
    const across = acrossOf(x, surface.textWidth(text, style), atRight);
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
    surface.text(text, x, centre, style);
    const width = surface.textWidth(text, style);
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

function drawDot(surface: Surface, x: number, y: number, fill: ColourToken): void {
  surface.path((pen) => pen.arc(x, y, 3, 0, 2 * Math.PI), { fill, stroke: 'page', widthPx: 1.5 });
}
