import { type RefObject, useEffect, useRef } from 'react';
import { type CellPlace, cellAt, type MatrixGeometry } from './matrix-geometry.ts';

interface PointerActions {
  readonly geometry: MatrixGeometry;
  /** Null on the heads, beside the cells, and when the pointer has left. */
  readonly onPoint: (cell: CellPlace | null) => void;
  readonly onPick: (cell: CellPlace) => void;
}

/** Which cell of a scrolled matrix a pointer is over, and which it has picked. */
export function useMatrixPointer(scroller: RefObject<HTMLElement | null>, actions: PointerActions): void {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const cellUnder = ({ clientX, clientY }: MouseEvent): CellPlace | null => {
      const box = element.getBoundingClientRect();
      const scroll = { left: element.scrollLeft, top: element.scrollTop };
      return cellAt(newest.current.geometry, scroll, clientX - box.left, clientY - box.top);
    };
    const stop = new AbortController();
    const options = { signal: stop.signal };
    element.addEventListener('pointermove', (event) => newest.current.onPoint(cellUnder(event)), options);
    element.addEventListener('pointerleave', () => newest.current.onPoint(null), options);
    element.addEventListener(
      'click',
      (event) => {
        const cell = cellUnder(event);
        if (cell === null) return;
        newest.current.onPick(cell);
        element.querySelector('input')?.focus({ preventScroll: true });
      },
      options,
    );
    return () => stop.abort();
  }, [scroller]);
}
