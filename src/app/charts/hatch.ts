const tiles = new Map<string, OffscreenCanvas>();
/** A theme has a handful of tiles; this many mean that themes or zoom levels have changed. */
const MOST_TILES = 64;

/** Diagonal strokes as a canvas pattern, so that a filled area is told apart by more than its colour. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  colour: string,
  distancePx: number,
): CanvasPattern | string {
  const ratio = context.getTransform().a;
  const size = Math.max(2, Math.round(distancePx * ratio));
  const key = `${colour} ${size} ${ratio}`;
  const tile = tiles.get(key) ?? drawTile(colour, size, ratio);
  if (tile === null) return colour;
  if (tiles.size >= MOST_TILES) tiles.clear();
  tiles.set(key, tile);
  const pattern = context.createPattern(tile, 'repeat');
  if (pattern === null) return colour;
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

function drawTile(colour: string, size: number, ratio: number): OffscreenCanvas | null {
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = Math.max(1, ratio);
  pen.beginPath();
  // Three strokes, so that the corners of neighbouring tiles meet.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return tile;
}
