import type { PortOccupancy } from '../../../network/results/run-result.ts';
import { clipped } from '../../charts/canvas-surface.ts';
import { canvasFont, colour, rgb } from '../../charts/palette.ts';
import { type Box, crossIn } from '../../charts/surface.ts';
import { formatCompact, formatCount } from '../../format/numbers.ts';
import { cssColour, mix, type Tone, textOn } from '../cell-tones.ts';
import type { MatrixGeometry, Scroll } from './matrix-geometry.ts';
import { percentText } from './read-space.ts';
import type { ShortNames } from './short-names.ts';
import {
  columnCounts,
  countsAt,
  rowCounts,
  type Space,
  type SpaceCounts,
  totalCounts,
  usedShare,
} from './spaces.ts';

const FONT_PX = 11;
const HELD_PX = 4;
const CORNER_PX = 7;

export interface DrawnMatrix {
  readonly all: PortOccupancy;
  readonly order: readonly number[];
  readonly addresses: ShortNames;
  readonly destinations: ShortNames;
  /** The space whose port map is on show. */
  readonly chosen: Space;
}

/** Draws the visible part of the matrix: names and sums along two sides, and a cell a space. */
export function drawMatrix(
  context: CanvasRenderingContext2D,
  view: { readonly width: number; readonly height: number },
  geometry: MatrixGeometry,
  scroll: Scroll,
  drawn: DrawnMatrix,
): void {
  const { rowPx, columnPx, headWidthPx, headHeightPx, sumPx, rows, columns } = geometry;
  const { all, order, addresses, destinations } = drawn;
  context.font = canvasFont(FONT_PX);
  context.textBaseline = 'middle';
  const firstRow = Math.floor(scroll.top / rowPx);
  const firstColumn = Math.floor(scroll.left / columnPx);
  const lastRow = Math.min(rows, Math.ceil((scroll.top + view.height - headHeightPx) / rowPx));
  const lastColumn = Math.min(columns, Math.ceil((scroll.left + view.width - headWidthPx) / columnPx));
  const topOf = (row: number): number => headHeightPx + row * rowPx - scroll.top;
  const leftOf = (column: number): number => headWidthPx + column * columnPx - scroll.left;

  clipped(context, { left: headWidthPx, top: headHeightPx, width: view.width, height: view.height }, () => {
    for (let row = firstRow; row < lastRow; row += 1)
      for (let column = firstColumn; column < lastColumn; column += 1)
        drawSpace(
          context,
          { left: leftOf(column), top: topOf(row), width: columnPx - 1, height: rowPx - 1 },
          { address: order[row] ?? 0, destination: column },
          drawn,
        );
  });
  clipped(context, { left: 0, top: headHeightPx, width: headWidthPx, height: view.height }, () => {
    for (let row = firstRow; row < lastRow; row += 1) {
      const address = order[row] ?? 0;
      const top = topOf(row);
      name(
        context,
        addresses.labels[address] ?? '',
        { left: 0, top, width: headWidthPx - sumPx, height: rowPx },
        'end',
      );
      sum(context, rowCounts(all, address), {
        left: headWidthPx - sumPx,
        top,
        width: sumPx - 1,
        height: rowPx - 1,
      });
    }
  });
  clipped(context, { left: headWidthPx, top: 0, width: view.width, height: headHeightPx }, () => {
    for (let column = firstColumn; column < lastColumn; column += 1) {
      const left = leftOf(column);
      name(
        context,
        destinations.labels[column] ?? '',
        { left, top: 0, width: columnPx, height: rowPx },
        'center',
      );
      sum(context, columnCounts(all, column), { left, top: rowPx, width: columnPx - 1, height: rowPx - 1 });
    }
  });
  name(context, 'all', { left: headWidthPx - sumPx, top: 0, width: sumPx, height: rowPx }, 'center');
  name(context, 'all', { left: 0, top: rowPx, width: headWidthPx - sumPx, height: rowPx }, 'end');
  sum(context, totalCounts(all), {
    left: headWidthPx - sumPx,
    top: rowPx,
    width: sumPx - 1,
    height: rowPx - 1,
  });
}

/** The used share as colour and number, what of it is held as a hatched bar below, a corner where nothing is free. */
function drawSpace(context: CanvasRenderingContext2D, box: Box, space: Space, drawn: DrawnMatrix): void {
  const { all, chosen } = drawn;
  const counts = countsAt(all, space.address, space.destination);
  const share = usedShare(counts);
  const { left, top, width, height } = box;
  const ground: Tone = mix(rgb('page'), rgb('in-use'), share);
  context.fillStyle = cssColour(ground);
  context.fillRect(left, top, width, height);
  context.strokeStyle = colour('line');
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  if (all.present[space.address] === 0 && share === 0) {
    context.beginPath();
    crossIn(box)(context);
    context.stroke();
    return;
  }
  const heldPx = Math.round((width * counts.held) / Math.max(1, counts.capacity));
  if (heldPx > 0) {
    context.fillStyle = colour('held');
    context.fillRect(left, top + height - HELD_PX, heldPx, HELD_PX);
  }
  context.fillStyle = textOn(ground);
  context.textAlign = 'center';
  context.fillText(
    percentText(share),
    left + width / 2,
    top + (height - (heldPx > 0 ? HELD_PX - 1 : 0)) / 2,
    width,
  );
  if (counts.inUse + counts.held === counts.capacity && counts.capacity > 0) corner(context, box);
  if (space.address === chosen.address && space.destination === chosen.destination) {
    context.strokeStyle = colour('text');
    context.lineWidth = 2;
    context.strokeRect(left + 1, top + 1, width - 2, height - 2);
  }
}

function corner(context: CanvasRenderingContext2D, { left, top, width }: Box): void {
  context.fillStyle = colour('failed');
  context.beginPath();
  context.moveTo(left + width, top);
  context.lineTo(left + width - CORNER_PX, top);
  context.lineTo(left + width, top + CORNER_PX);
  context.fill();
}

function sum(context: CanvasRenderingContext2D, { inUse, held }: SpaceCounts, box: Box): void {
  context.fillStyle = colour('hover');
  context.fillRect(box.left, box.top, box.width, box.height);
  context.fillStyle = colour('text');
  context.textAlign = 'center';
  context.fillText(sumText(inUse + held), box.left + box.width / 2, box.top + box.height / 2, box.width - 2);
}

function name(context: CanvasRenderingContext2D, text: string, box: Box, align: 'center' | 'end'): void {
  context.fillStyle = colour('text-quiet');
  context.textAlign = align;
  const x = align === 'center' ? box.left + box.width / 2 : box.left + box.width - 6;
  context.fillText(text, x, box.top + box.height / 2, box.width - 8);
}

/** As it is where the digits have room. */
function sumText(ports: number): string {
  return ports < 100_000 ? formatCount(ports) : formatCompact(ports);
}
