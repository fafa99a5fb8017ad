import { type RefObject, useEffect, useRef } from 'react';
import { beginDrawing } from '../../charts/canvas-surface.ts';
import { colour, paletteVersion } from '../../charts/palette.ts';
import type { ElementSize } from '../../charts/use-element-size.ts';
import { onFrame } from '../../run/frame-loop.ts';
import { type DrawnMatrix, drawMatrix } from './draw-matrix.ts';
import type { CellPlace, MatrixGeometry, Scroll } from './matrix-geometry.ts';

interface Wanted {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly view: ElementSize;
  readonly geometry: MatrixGeometry;
  /** The cell that is pointed at. */
  readonly cell: CellPlace | null;
  readonly drawn: DrawnMatrix;
}

/** Keeps a canvas, as large as what is seen of the matrix, up to date with the matrix and with its scrolling. */
export function useMatrixDrawing(wanted: Wanted): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef<Wanted>(wanted);
  useEffect(() => {
    newest.current = wanted;
  });
  useEffect(() => {
    let shown = '';
    let last: Wanted | null = null;
    return onFrame(() => {
      const next = newest.current;
      const element = next.scroller.current;
      if (element === null || canvas.current === null) return;
      const scroll = { left: element.scrollLeft, top: element.scrollTop };
      const key = `${scroll.left} ${scroll.top} ${paletteVersion()}`;
      if (next === last && key === shown) return;
      last = next;
      shown = key;
      const context = beginDrawing(canvas.current, next.view.width, next.view.height);
      if (context === null) return;
      drawMatrix(context, next.view, next.geometry, scroll, next.drawn);
      frameCell(context, next, scroll);
    });
  }, []);
  return canvas;
}

function frameCell(context: CanvasRenderingContext2D, { cell, geometry }: Wanted, scroll: Scroll): void {
  if (cell === null) return;
  const { headWidthPx, headHeightPx, columnPx, rowPx } = geometry;
  const left = headWidthPx + cell.column * columnPx - scroll.left;
  const top = headHeightPx + cell.row * rowPx - scroll.top;
  if (left < headWidthPx - 1 || top < headHeightPx - 1) return;
  context.strokeStyle = colour('accent');
  context.lineWidth = 2;
  context.strokeRect(left - 0.5, top - 0.5, columnPx, rowPx);
}
