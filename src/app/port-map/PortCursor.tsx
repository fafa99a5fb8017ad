import { type KeyboardEvent, type PointerEvent, type ReactElement, useState } from 'react';
import type { PortMap } from '../../network/results/run-result.ts';
import { formatCount } from '../format/numbers.ts';
import { PORTS, portAfterKey, SIDE, stateName } from './port-cells.ts';

/** Row or column of an offset along a side of the picture. */
const cell = (offset: number, length: number): number =>
  Math.min(SIDE - 1, Math.max(0, Math.floor((offset / length) * SIDE)));

/** The port under the pointer, or where the arrow keys have gone: a frame on the map and a line of text below it. */
export function PortCursor({ map }: { readonly map: PortMap | null }): ReactElement {
  const [port, setPort] = useState(1024);
  const [shown, setShown] = useState(false);
  const state = stateName(map?.cells[port]);
  const [column, row] = [port % SIDE, Math.floor(port / SIDE)];

  const onPointerMove = (event: PointerEvent<HTMLInputElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setPort(cell(event.clientY - box.top, box.height) * SIDE + cell(event.clientX - box.left, box.width));
    setShown(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = portAfterKey(event.key, port);
    if (next === null) return;
    setPort(next);
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      {shown && (
        <span
          className="port-map-mark"
          aria-hidden="true"
          style={{ left: `${((column + 0.5) / SIDE) * 100}%`, top: `${((row + 0.5) / SIDE) * 100}%` }}
        />
      )}
      <input
        className="port-map-cursor"
        type="range"
        aria-label="Port"
        min={0}
        max={PORTS - 1}
        value={port}
        aria-valuetext={`port ${port}: ${state}`}
        onChange={(event) => setPort(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setShown(false)}
        // Pressing must not drag the slider that serves the keyboard.
        onMouseDown={(event) => event.preventDefault()}
      />
      <output className="port-map-reading" aria-hidden="true">
        {shown ? `port ${formatCount(port)}: ${state}` : 'point at a cell to read its port'}
      </output>
    </>
  );
}
