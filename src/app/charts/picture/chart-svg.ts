import type { LiveRun } from '../../run/live-run.ts';
import { titleOf } from '../chart-model.ts';
import { chartSummary } from '../chart-summary.ts';
import type { Surface } from '../surface.ts';
import { type ChartPicture, drawPicture } from './draw-picture.ts';
import { escapeXml, type PictureInk, SvgSurface } from './svg-surface.ts';

/** A picture to keep, and its size in pixels. */
export interface SvgPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface PictureSize {
  /** Of one chart. */
  readonly width: number;
  /** Of its plot between the axes. */
  readonly plotHeight: number;
}

const SAVED: PictureSize = { width: 760, plotHeight: 260 };
const PADDING_PX = 16;
const GAP_PX = 24;
const CAPTION_PX = 15;
const CAPTION_TEXT = { sizePx: 10.5, colour: 'text-quiet' } as const;

/** One chart with a caption that says which run it is of. */
export function chartSvg(picture: ChartPicture, ink: PictureInk): SvgPicture {
  return sheetSvg([picture], ink, { ...SAVED, columns: 1, hasCaption: true, namesMarks: true });
}

/** All charts of a run on one sheet, two beside each other. */
export function chartsSvg(pictures: readonly ChartPicture[], ink: PictureInk): SvgPicture {
  return sheetSvg(pictures, ink, { ...SAVED, columns: 2, hasCaption: true, namesMarks: true });
}

/** One chart alone, for a page that says by itself which run it is of. */
export function bareChartSvg(
  picture: ChartPicture,
  ink: PictureInk,
  size: PictureSize,
  namesMarks: boolean,
): SvgPicture {
  return sheetSvg([picture], ink, { ...size, columns: 1, hasCaption: false, namesMarks });
}

interface Sheet extends PictureSize {
  readonly columns: number;
  readonly hasCaption: boolean;
  readonly namesMarks: boolean;
}

function sheetSvg(pictures: readonly ChartPicture[], ink: PictureInk, sheet: Sheet): SvgPicture {
  const { columns, width, plotHeight, hasCaption, namesMarks } = sheet;
  const surface = new SvgSurface(ink, 'p');
  const padding = hasCaption ? PADDING_PX : 0;
  let top = padding;
  for (let first = 0; first < pictures.length; first += columns) {
    const row = pictures.slice(first, first + columns);
    const heights = row.map((picture, column) => {
      const left = padding + column * (width + GAP_PX);
      return drawPicture(surface, picture, { left, top, width, plotHeight, namesMarks });
    });
    top += Math.max(...heights) + (first + columns < pictures.length ? GAP_PX : 0);
  }
  const totalWidth = 2 * padding + columns * width + (columns - 1) * GAP_PX;
  const [picture] = pictures;
  if (hasCaption && picture !== undefined) {
    top += CAPTION_PX;
    for (const line of captionOf(picture.run)) {
      surface.text(fitted(surface, line, totalWidth - 2 * padding), padding, top, CAPTION_TEXT);
      top += CAPTION_PX;
    }
  }
  const height = Math.ceil(top + padding);
  return { svg: documentOf(surface, pictures, ink, totalWidth, height), width: totalWidth, height };
}

function documentOf(
  surface: SvgSurface,
  pictures: readonly ChartPicture[],
  ink: PictureInk,
  width: number,
  height: number,
): string {
  const title = pictures.map(({ model, view }) => titleOf(model, view)).join(', ');
  const words = pictures.map(({ model, view, run }) => chartSummary(model, view, run)).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(ink.font)}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(words)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${ink.colour('page')}"/>`,
    surface.elements(),
    '</svg>',
    '',
  ].join('\n');
}

/** Which run a picture is of. */
function captionOf({ scenario, summary }: LiveRun): string[] {
  if (summary === null) return [scenario.name];
  const { seed, engineVersion, seriesHash, completed } = summary;
  const state = completed ? `series ${seriesHash}` : 'a run that was not finished';
  return [scenario.name, `Simulated by Fivetuple ${engineVersion}, seed ${seed}, ${state}`];
}

/** A text cut at the end until it fits. */
function fitted(surface: Surface, text: string, widthPx: number): string {
  if (surface.textWidth(text, CAPTION_TEXT) <= widthPx) return text;
  let length = text.length - 1;
  while (length > 0 && surface.textWidth(`${text.slice(0, length)}…`, CAPTION_TEXT) > widthPx) length -= 1;
  return `${text.slice(0, length)}…`;
}
