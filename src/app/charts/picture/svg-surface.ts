import { pathRound } from 'd3';
import type { ColourToken } from '../palette.ts';
import {
  type Box,
  HALO_PX,
  HATCH_PX,
  type PathStyle,
  type Pen,
  type Surface,
  type TextStyle,
} from '../surface.ts';

/** Coordinates are written in hundredths of a pixel. */
const DIGITS = 2;

/** What a picture takes from the page that it is made on. */
export interface PictureInk {
  readonly font: string;
  readonly colour: (token: ColourToken) => string;
  /** Width of a text in pixels. */
  readonly textWidth: (text: string, sizePx: number, isStrong: boolean) => number;
}

/** Collects what is drawn as SVG elements: real paths and real text, in fixed colours on a light ground. */
export class SvgSurface implements Surface {
  private readonly ink: PictureInk;
  /** Makes the ids of its patterns and clips unique in a document that holds several pictures. */
  private readonly prefix: string;
  private readonly defs = new Map<string, string>();
  private readonly body: string[] = [];

  constructor(ink: PictureInk, prefix: string) {
    this.ink = ink;
    this.prefix = prefix;
  }

  path(trace: (pen: Pen) => void, style: PathStyle): void {
    const pen = pathRound(DIGITS);
    trace(pen);
    const d = pen.toString();
    if (d === '') return;
    const attributes = [...this.fillOf(style), ...this.strokeOf(style)].join(' ');
    this.body.push(`<path d="${d}" ${attributes}/>`);
    if (style.fill !== undefined && style.hatched === true)
      this.body.push(`<path d="${d}" fill="url(#${this.hatch(style.fill)})"/>`);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { anchor = 'start', sizePx, isStrong = false, hasHalo = false, colour } = style;
    const attributes = [
      `x="${round(x)}"`,
      // Not every program knows `dominant-baseline`.
      `y="${round(y + sizePx * 0.35)}"`,
      `font-size="${sizePx}"`,
      ...(isStrong ? ['font-weight="600"'] : []),
      ...(anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
      `fill="${this.ink.colour(colour)}"`,
      ...(hasHalo
        ? [
            `stroke="${this.ink.colour('page')}" stroke-width="${HALO_PX}" stroke-linejoin="round" paint-order="stroke"`,
          ]
        : []),
    ];
    this.body.push(`<text ${attributes.join(' ')}>${escapeXml(text)}</text>`);
  }

  textWidth(text: string, { sizePx, isStrong = false }: Pick<TextStyle, 'sizePx' | 'isStrong'>): number {
    return this.ink.textWidth(text, sizePx, isStrong);
  }

  clipTo({ left, top, width, height }: Box, draw: () => void): void {
    const id = `${this.prefix}clip${this.defs.size}`;
    const box = `x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"`;
    this.defs.set(id, `<clipPath id="${id}"><rect ${box}/></clipPath>`);
    this.body.push(`<g clip-path="url(#${id})">`);
    draw();
    this.body.push('</g>');
  }

  /** All that was drawn, to stand inside an `svg` element. */
  elements(): string {
    const defs = this.defs.size === 0 ? '' : `<defs>${[...this.defs.values()].join('')}</defs>`;
    return `${defs}${this.body.join('\n')}`;
  }

  private fillOf({ fill, fillTint, fillOpacity }: PathStyle): string[] {
    if (fill === undefined) return ['fill="none"'];
    const covers = fillTint ?? fillOpacity;
    const opacity = covers === undefined ? [] : [`fill-opacity="${covers}"`];
    return [`fill="${this.ink.colour(fill)}"`, ...opacity];
  }

  private strokeOf({ stroke, widthPx = 1, dash = [], opacity = 1 }: PathStyle): string[] {
    if (stroke === undefined) return [];
    return [
      `stroke="${this.ink.colour(stroke)}" stroke-width="${widthPx}" stroke-linejoin="round"`,
      ...(dash.length === 0 ? [] : [`stroke-dasharray="${dash.join(' ')}"`]),
      ...(opacity === 1 ? [] : [`stroke-opacity="${opacity}"`]),
    ];
  }

  private hatch(token: ColourToken): string {
    const id = `${this.prefix}hatch-${token}`;
    const stroke = `stroke="${this.ink.colour(token)}"`;
    const size = `width="${HATCH_PX}" height="${HATCH_PX}"`;
    // Three strokes, so that the corners of neighbouring tiles meet.
    const end = HATCH_PX + 1;
    const d = [-HATCH_PX, 0, HATCH_PX].map((shift) => `M${shift - 1} ${end}L${shift + end} -1`).join('');
    this.defs.set(
      id,
      `<pattern id="${id}" ${size} patternUnits="userSpaceOnUse"><path d="${d}" ${stroke}/></pattern>`,
    );
    return id;
  }
}

const round = (value: number): number => Number(value.toFixed(DIGITS));

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as the content or an attribute of an XML element. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
