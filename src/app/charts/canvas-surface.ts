import { zoomOf } from '../ui/zoom-of.ts';
import { hatchPattern } from './hatch.ts';
import { type ColourToken, canvasFont, colour, tint } from './palette.ts';
import {
  type Box,
  HALO_PX,
  HATCH_PX,
  type PathStyle,
  type Pen,
  type Surface,
  type TextStyle,
} from './surface.ts';

/** Device pixels a CSS pixel are capped: more costs time and cannot be seen. */
const MAX_PIXEL_RATIO = 2;

/**
 * Clears the canvas, resizes its buffer to the CSS size where needed, and returns a context whose unit is one CSS
 * pixel; null while the canvas has no area.
 */
export function beginDrawing(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | null {
  if (widthPx <= 0 || heightPx <= 0) return null;
  // On a large screen the page is zoomed (styles/large-screens.css).
  const ratio = Math.min(MAX_PIXEL_RATIO, (globalThis.devicePixelRatio || 1) * zoomOf(canvas));
  const bufferWidth = Math.round(widthPx * ratio);
  const bufferHeight = Math.round(heightPx * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  if (canvas.width !== bufferWidth || canvas.height !== bufferHeight) {
    canvas.width = bufferWidth;
    canvas.height = bufferHeight;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return context;
}

/** Of what is drawn meanwhile, only what lies inside the box can be seen. */
export function clipped(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  draw();
  context.restore();
}

/** Draws on a canvas of the page, in the colours of its theme. */
export class CanvasSurface implements Surface {
  private readonly context: CanvasRenderingContext2D;

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
  }

  path(trace: (pen: Pen) => void, style: PathStyle): void {
    const { context } = this;
    context.beginPath();
    trace(context);
    if (style.fill !== undefined) this.fill(style.fill, style);
    if (style.stroke === undefined) return;
    context.strokeStyle = colour(style.stroke);
    context.lineWidth = style.widthPx ?? 1;
    context.lineJoin = 'round';
    context.setLineDash([...(style.dash ?? [])]);
    context.globalAlpha = style.opacity ?? 1;
    context.stroke();
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { context } = this;
    const anchor = style.anchor ?? 'start';
    this.setFont(style);
    context.textBaseline = 'middle';
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    if (style.hasHalo === true) {
      context.lineJoin = 'round';
      context.lineWidth = HALO_PX;
      context.strokeStyle = colour('page');
      context.strokeText(text, x, y);
    }
    context.fillStyle = colour(style.colour);
    context.fillText(text, x, y);
  }

  textWidth(text: string, style: Pick<TextStyle, 'sizePx' | 'isStrong'>): number {
    this.setFont(style);
    return this.context.measureText(text).width;
  }

  clipTo(box: Box, draw: () => void): void {
    clipped(this.context, box, draw);
  }

  private fill(token: ColourToken, { fillTint, fillOpacity, hatched }: PathStyle): void {
    const { context } = this;
    const ink = colour(token);
    context.fillStyle = ink;
    context.globalAlpha = fillTint === undefined ? (fillOpacity ?? 1) : tint(fillTint);
    context.fill();
    context.globalAlpha = 1;
    if (hatched !== true) return;
    context.fillStyle = hatchPattern(context, ink, HATCH_PX);
    context.fill();
  }

  private setFont({ sizePx, isStrong }: Pick<TextStyle, 'sizePx' | 'isStrong'>): void {
    this.context.font = canvasFont(sizePx, isStrong === true ? 600 : 400);
  }
}
