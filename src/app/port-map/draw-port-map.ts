import type { PortMap } from '../../network/results/run-result.ts';
import { clipped } from '../charts/canvas-surface.ts';
import { canvasFont } from '../charts/palette.ts';
import { type Box, crossIn } from '../charts/surface.ts';
import { formatDuration } from '../format/numbers.ts';
import { type CellTones, cssColour, mix, type Tone, textOn } from './cell-tones.ts';
import type { MapView } from './map-view.ts';
import { FREE, HELD, isTaken, SIDE } from './port-cells.ts';

/** From this size on a cell is drawn by itself, with a pattern and a gap; below it is a pixel of the picture. */
const LEAST_CELL_PX = 7;
/** From this size on it has its number, and from the second on its age, or what is left of its hold. */
const NUMBER_CELL_PX = 34;
const AGE_CELL_PX = 54;
const NUMBER_FONT_PX = 11;
const SMALL_FONT_PX = 10;
/** Five digits of the larger font need that much. */
const LARGE_FONT_CELL_PX = 40;

/** What is drawn, with one pixel a port in `pixels`. */
export interface DrawnCells {
  readonly map: PortMap;
  readonly tones: CellTones;
  readonly pixels: OffscreenCanvas;
}

/** Draws the part of the map that the view shows into a square of `sizePx`. */
export function drawPortMap(
  context: CanvasRenderingContext2D,
  sizePx: number,
  view: MapView,
  cells: DrawnCells,
): void {
  if (sizePx / view.across < LEAST_CELL_PX) drawPixels(context, sizePx, view, cells.pixels);
  else drawCells(context, sizePx, view, cells);
}

let enlarged: OffscreenCanvas | null = null;

/**
 * The pixels, enlarged. Where a cell is no whole number of device pixels they are enlarged to the next one first and then
 * shrunk smoothly: else some rows would be twice as thick as others.
 */
function drawPixels(
  context: CanvasRenderingContext2D,
  sizePx: number,
  { across, column, row }: MapView,
  pixels: OffscreenCanvas,
): void {
  const scale = (sizePx * context.getTransform().a) / across;
  const isExact = Number.isInteger(scale) && Number.isInteger(column) && Number.isInteger(row);
  context.imageSmoothingEnabled = false;
  if (isExact) return context.drawImage(pixels, column, row, across, across, 0, 0, sizePx, sizePx);
  const times = Math.ceil(scale);
  const side = Math.ceil(across * times);
  enlarged ??= new OffscreenCanvas(side, side);
  if (enlarged.width !== side) {
    enlarged.width = side;
    enlarged.height = side;
  }
  const pen = enlarged.getContext('2d');
  if (pen === null) return;
  pen.imageSmoothingEnabled = false;
  pen.drawImage(pixels, column, row, across, across, 0, 0, across * times, across * times);
  context.imageSmoothingEnabled = true;
  context.drawImage(enlarged, 0, 0, across * times, across * times, 0, 0, sizePx, sizePx);
}

function drawCells(
  context: CanvasRenderingContext2D,
  sizePx: number,
  { across, column, row }: MapView,
  { map, tones }: DrawnCells,
): void {
  const cellPx = sizePx / across;
  context.fillStyle = cssColour(tones.page);
  context.fillRect(0, 0, sizePx, sizePx);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let y = Math.floor(row); y < Math.min(SIDE, row + across); y += 1)
    for (let x = Math.floor(column); x < Math.min(SIDE, column + across); x += 1)
      drawCell(context, {
        map,
        tones,
        port: y * SIDE + x,
        ...boxOf((x - column) * cellPx, (y - row) * cellPx, cellPx),
      });
}

interface Cell extends Box {
  readonly map: PortMap;
  readonly tones: CellTones;
  readonly port: number;
}

/** A cell's place in whole pixels, with a gap of one to the next. */
function boxOf(left: number, top: number, cellPx: number): Box {
  const [x, y] = [Math.round(left), Math.round(top)];
  return {
    left: x,
    top: y,
    width: Math.round(left + cellPx) - x - 1,
    height: Math.round(top + cellPx) - y - 1,
  };
}

/** In use: solid. Held: hatched. Free: an empty frame. Outside: a cross. */
function drawCell(context: CanvasRenderingContext2D, cell: Cell): void {
  const { map, tones, port } = cell;
  const state = map.cells[port];
  if (isTaken(state)) {
    const tone = tones.taken(map, port);
    fill(context, cell, tone);
    if (state === HELD) hatch(context, cell, mix(tone, tones.second(map, port), 0.7));
    label(context, cell, tone, state === HELD);
  } else if (state === FREE) {
    fill(context, cell, tones.free);
    label(context, cell, tones.free, false);
  } else {
    context.strokeStyle = cssColour(tones.line);
    context.lineWidth = 1;
    context.beginPath();
    crossIn(cell)(context);
    context.stroke();
  }
}

function fill(context: CanvasRenderingContext2D, { left, top, width, height }: Box, tone: Tone): void {
  context.fillStyle = cssColour(tone);
  context.fillRect(left, top, width, height);
}

/** Diagonal strokes that stay inside the cell. */
function hatch(context: CanvasRenderingContext2D, box: Box, tone: Tone): void {
  const { left, top, width, height } = box;
  const distance = Math.max(3, Math.min(8, width / 4));
  clipped(context, box, () => {
    context.strokeStyle = cssColour(tone);
    context.lineWidth = distance / 2.5;
    context.beginPath();
    for (let at = -height; at < width; at += distance) {
      context.moveTo(left + at, top + height);
      context.lineTo(left + at + height, top);
    }
    context.stroke();
  });
}

function label(context: CanvasRenderingContext2D, cell: Cell, ground: Tone, isHeld: boolean): void {
  const { map, port, left, top, width, height } = cell;
  if (width < NUMBER_CELL_PX) return;
  const state = map.cells[port];
  const hasAge = isTaken(state) && width >= AGE_CELL_PX;
  const middle = left + width / 2;
  const centre = top + height / 2;
  const lines = hasAge ? [centre - 8, centre + 8] : [centre];
  if (isHeld) {
    // The strokes end beside the text.
    const box = { left: left + 2, width: width - 4, top: lines[0]! - 8, height: lines.length * 16 };
    fill(context, box, ground);
  }
  context.fillStyle = textOn(ground);
  context.font = canvasFont(width < LARGE_FONT_CELL_PX ? SMALL_FONT_PX : NUMBER_FONT_PX, hasAge ? 600 : 400);
  context.fillText(String(port), middle, lines[0]!, width - 2);
  if (!hasAge) return;
  context.font = canvasFont(SMALL_FONT_PX);
  const text = isHeld ? `${formatDuration(map.leftSec[port]!)} left` : formatDuration(map.ageSec[port]!);
  context.fillText(text, middle, lines[1]!, width - 2);
}
