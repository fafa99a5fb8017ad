/** Diagonal strokes as a canvas pattern, so that a filled area is told apart by more than its colour. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  colour: string,
  distancePx = 6,
): CanvasPattern | string {
  const ratio = context.getTransform().a;
  const size = Math.max(2, Math.round(distancePx * ratio));
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = Math.max(1, ratio);
  pen.beginPath();
  // Three strokes, so that the corners of neighbouring tiles meet.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  if (pattern === null) return colour;
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}
