import { zoomOf } from '../ui/zoom-of.ts';

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
