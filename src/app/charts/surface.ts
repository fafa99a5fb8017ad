import type { ColourToken } from './palette.ts';

/** The part of a canvas that traces a path; paths of d3 trace into it as well. */
export type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'closePath' | 'arc' | 'rect'>;

/** How a path is drawn; what is left out is not drawn. Lengths in CSS pixels. */
export interface PathStyle {
  readonly stroke?: ColourToken;
  readonly widthPx?: number;
  readonly dash?: readonly number[];
  /** Of the stroke, 0..1. */
  readonly opacity?: number;
  readonly fill?: ColourToken;
  /** How strongly the fill covers a light ground, 0..1; see `tint` of the palette. Without it the fill covers all. */
  readonly fillTint?: number;
  /** Of the fill, 0..1, the same in every theme; in place of a tint. */
  readonly fillOpacity?: number;
  /** Diagonal strokes over the fill, in its colour. */
  readonly hatched?: boolean;
}

export interface TextStyle {
  readonly colour: ColourToken;
  readonly sizePx: number;
  readonly isStrong?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A rim in the colour of the page, which keeps the text legible on top of lines. */
  readonly hasHalo?: boolean;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Width of the rim around a text. */
export const HALO_PX = 3.5;
/** Distance of the diagonal strokes over a fill. */
export const HATCH_PX = 6;

/**
 * What charts are drawn on, with one CSS pixel as the unit: a canvas of the page, or an SVG picture to keep. Texts stand with
 * their middle at the given height.
 */
export interface Surface {
  path(trace: (pen: Pen) => void, style: PathStyle): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  textWidth(text: string, style: Pick<TextStyle, 'sizePx' | 'isStrong'>): number;
  /** Of what is drawn meanwhile, only what lies inside the box can be seen. */
  clipTo(box: Box, draw: () => void): void;
}

/** Traces a triangle that stands on its tip. */
export function triangleDown(
  tipX: number,
  top: number,
  halfPx: number,
  heightPx: number,
): (pen: Pen) => void {
  return (pen) => {
    pen.moveTo(tipX - halfPx, top);
    pen.lineTo(tipX + halfPx, top);
    pen.lineTo(tipX, top + heightPx);
    pen.closePath();
  };
}

/** Traces a straight line between two points. */
export function straight(x1: number, y1: number, x2: number, y2: number): (pen: Pen) => void {
  return (pen) => {
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
  };
}

/** Traces both diagonals of a box. */
export function crossIn({ left, top, width, height }: Box): (pen: Pen) => void {
  return (pen) => {
    pen.moveTo(left, top);
    pen.lineTo(left + width, top + height);
    pen.moveTo(left + width, top);
    pen.lineTo(left, top + height);
  };
}
