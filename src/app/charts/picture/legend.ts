import type { ChartSeries, ChartView } from '../chart-model.ts';
import { areaStyle } from '../draw-series.ts';
import type { ColourToken } from '../palette.ts';
import { sayValue } from '../say-value.ts';
import type { SeriesBuckets } from '../series-buckets.ts';
import { type Surface, straight, triangleDown } from '../surface.ts';
import type { TimeMark } from '../time-marks.ts';

/** What a line or a mark of a picture is, in words. */
export interface LegendEntry {
  readonly text: string;
  readonly colour: ColourToken;
  /** Null for a mark, whose sign is a triangle. */
  readonly series: ChartSeries | null;
}

const SIZE_PX = 11;
const ROW_PX = 16;
const SIGN_PX = 22;
const SIGN_GAP_PX = 6;
const ENTRY_GAP_PX = 18;
/** At most so many marks are named. */
const MOST_MARKS = 8;

/** The lines that are drawn, each once, and the marks within the picture. */
export function legendOf(
  { series, scale }: ChartView,
  buckets: SeriesBuckets,
  marks: readonly TimeMark[],
): LegendEntry[] {
  const shown = series.filter(({ id }) => buckets.isShown(id));
  const named = shown.filter(({ labelled }) => labelled);
  const alike = shown.filter(({ labelled }) => !labelled);
  const [first] = alike;
  const entries = named.map((each): LegendEntry => {
    const highest = buckets.bySeries.get(each.id)?.highest ?? 0;
    const isHeight = each.shown === undefined && each.telling === 'peak';
    const text = isHeight ? `${each.label}, at most ${sayValue(highest, scale)}` : each.label;
    return { text, colour: each.textColour, series: each };
  });
  if (first !== undefined) {
    const text = `each ${first.label.replace(/ \d+$/, '')}, ${alike.length} lines`;
    entries.push({ text, colour: first.textColour, series: first });
  }
  return [...entries, ...markEntries(marks)];
}

function markEntries(marks: readonly TimeMark[]): LegendEntry[] {
  const entries = marks.slice(0, MOST_MARKS).map(
    ({ label, kind }): LegendEntry => ({
      text: label,
      colour: kind === 'failure' ? 'failed-text' : 'text-quiet',
      series: null,
    }),
  );
  const rest = marks.length - entries.length;
  if (rest > 0) entries.push({ text: `and ${rest} more`, colour: 'text-quiet', series: null });
  return entries;
}

export interface PlacedEntry {
  readonly entry: LegendEntry;
  readonly x: number;
  readonly row: number;
}

/** Entries one beside the other, in as many rows as they need. */
export function placeLegend(
  surface: Surface,
  entries: readonly LegendEntry[],
  widthPx: number,
): { readonly placed: readonly PlacedEntry[]; readonly heightPx: number } {
  let [x, row] = [0, 0];
  const placed = entries.map((entry): PlacedEntry => {
    const width = SIGN_PX + SIGN_GAP_PX + surface.textWidth(entry.text, { sizePx: SIZE_PX });
    if (x > 0 && x + width > widthPx) [x, row] = [0, row + 1];
    const place = { entry, x, row };
    x += width + ENTRY_GAP_PX;
    return place;
  });
  return { placed, heightPx: entries.length === 0 ? 0 : (row + 1) * ROW_PX };
}

/** Draws placed entries below `top`. */
export function drawLegend(
  surface: Surface,
  placed: readonly PlacedEntry[],
  left: number,
  top: number,
): void {
  for (const { entry, x, row } of placed) {
    const y = top + row * ROW_PX + ROW_PX / 2;
    drawSign(surface, entry, left + x, y);
    surface.text(entry.text, left + x + SIGN_PX + SIGN_GAP_PX, y, { sizePx: SIZE_PX, colour: entry.colour });
  }
}

function drawSign(surface: Surface, { series, colour }: LegendEntry, x: number, y: number): void {
  if (series === null) {
    const fill = colour === 'failed-text' ? 'failed' : 'text-quiet';
    surface.path(triangleDown(x + SIGN_PX - 6, y - 3, 4, 6), { fill });
    return;
  }
  const { fillTo, colour: stroke, dash, widthPx, opacity } = series;
  if (fillTo !== null) surface.path((pen) => pen.rect(x, y, SIGN_PX, 6), areaStyle(series));
  surface.path(straight(x, y, x + SIGN_PX, y), { stroke, dash, widthPx, opacity });
}
