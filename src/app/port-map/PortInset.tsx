import { type PointerEvent, type ReactElement, type RefObject, useRef } from 'react';
import type { MapCursor } from './map-cursor.ts';
import { centreOn, placeOf } from './map-view.ts';
import { SIDE } from './port-cells.ts';

/** Pixels a side, of four ports each. */
export const INSET_SIDE = SIDE / 2;

/** The whole map in a corner of the zoomed one, with a frame around what is shown; pressing moves the frame. */
export function PortInset(props: {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly cursor: MapCursor;
}): ReactElement {
  const { canvas, cursor } = props;
  const { view, port, isByKeys, setView } = cursor;
  const isDragging = useRef(false);
  const { x, y } = placeOf(view, port);

  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    setView((each) => centreOn(each, place));
  };
  return (
    <div
      className="port-map-inset"
      aria-hidden="true"
      // The cell that the keys are at is not to be covered; a pointer would only chase the inset.
      data-side={isByKeys && x > 0.6 && y < 0.4 ? 'left' : 'right'}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragging.current = true;
        move(event);
      }}
      onPointerMove={(event) => {
        if (isDragging.current) move(event);
      }}
      onPointerUp={() => {
        isDragging.current = false;
      }}
    >
      <canvas ref={canvas} width={INSET_SIDE} height={INSET_SIDE} />
      <span
        className="port-map-inset-frame"
        style={{
          left: percent(view.column),
          top: percent(view.row),
          width: percent(view.across),
          height: percent(view.across),
        }}
      />
    </div>
  );
}

function percent(cells: number): string {
  return `${(cells / SIDE) * 100}%`;
}
