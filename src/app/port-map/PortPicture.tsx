import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useRef } from 'react';
import type { PortMap, PortMapChoice } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { beginDrawing } from '../charts/canvas-surface.ts';
import { paletteVersion } from '../charts/palette.ts';
import { useElementSize } from '../charts/use-element-size.ts';
import { formatCount } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import { readCell } from './cell-reading.ts';
import { cellTones } from './cell-tones.ts';
import { type DrawnCells, drawPortMap } from './draw-port-map.ts';
import type { MapCursor } from './map-cursor.ts';
import { useMapGestures } from './map-gestures.ts';
import { pressMapKey } from './map-keys.ts';
import { isWhole, type MapView, placeOf, WHOLE } from './map-view.ts';
import { INSET_SIDE, PortInset } from './PortInset.tsx';
import { ZOOM_KEYS } from './PortReading.tsx';
import { paintCells } from './paint-cells.ts';
import { PORTS, SIDE } from './port-cells.ts';
import { type Shade, usePortSpace } from './port-space-store.ts';
import type { PortFeed } from './use-port-map.ts';

const SCALE_LABELS = 4;

/** The map as a picture: 256 by 256 cells, or a part of them, with a frame around the one that is pointed at. */
export function PortPicture(props: {
  readonly scenario: Scenario;
  readonly choice: PortMapChoice;
  readonly feed: PortFeed;
  readonly cursor: MapCursor;
  /** The wheel zooms without Ctrl: there is nothing to scroll. */
  readonly wheelZooms: boolean;
}): ReactElement {
  const { scenario, choice, feed, cursor, wheelZooms } = props;
  const shade = usePortSpace((state) => state.shade);
  const { view, port, isPointed, setPointed } = cursor;
  const { said } = feed;
  const [surface, { width: sizePx }] = useElementSize<HTMLDivElement>();
  const hintId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const inset = useRef<HTMLCanvasElement>(null);
  const shown = useRef<MapView>(view);
  useEffect(() => {
    shown.current = view;
  }, [view]);
  useMapGestures(surface, cursor, wheelZooms, shown);
  useDrawing({ canvas, inset, feed, shown, sizePx, shade, longestSec: scenario.durationSec });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !pressMapKey(event.key, cursor)) return;
    setPointed(true);
    cursor.setByKeys(true);
    event.preventDefault();
    event.stopPropagation();
  };
  const spoken = said === null ? `port ${port}` : readCell(scenario, choice, said, port).spoken;
  return (
    <div className="port-map-frame">
      <ol className="port-map-scale" aria-hidden="true">
        {scalePorts(view).map((first) => (
          <li key={first}>{formatCount(first)}</li>
        ))}
      </ol>
      <div className="port-map-picture">
        <div ref={surface} className="port-map-surface" data-zoomed={!isWhole(view)}>
          <canvas ref={canvas} aria-hidden="true" />
          {isPointed && <CellMark view={view} port={port} />}
          <input
            className="port-map-cursor"
            type="range"
            aria-label="Port"
            min={0}
            max={PORTS - 1}
            value={port}
            aria-valuetext={spoken}
            aria-describedby={hintId}
            onChange={(event) => cursor.setPort(event.currentTarget.valueAsNumber)}
            onKeyDown={onKeyDown}
            onFocus={() => setPointed(true)}
            onBlur={() => setPointed(false)}
          />
          <span id={hintId} className="visually-hidden">
            {ZOOM_KEYS}
          </span>
        </div>
        {!isWhole(view) && <PortInset canvas={inset} cursor={cursor} />}
      </div>
    </div>
  );
}

/** First port of the rows at which the scale has its marks. */
function scalePorts({ across, row }: MapView): number[] {
  return Array.from(
    { length: SCALE_LABELS },
    (_, at) => Math.floor(row + (at * across) / SCALE_LABELS) * SIDE,
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}

function CellMark({ view, port }: { readonly view: MapView; readonly port: number }): ReactElement | null {
  const { x, y } = placeOf(view, port);
  if (x < 0 || x > 1 || y < 0 || y > 1) return null;
  return (
    <span
      className="port-map-mark"
      aria-hidden="true"
      style={{ left: percent(x), top: percent(y), width: percent(1 / view.across) }}
    />
  );
}

/** Draws the picture, and the whole map beside it, when there is something new. */
function useDrawing(drawn: {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly inset: RefObject<HTMLCanvasElement | null>;
  readonly feed: PortFeed;
  readonly shown: RefObject<MapView>;
  readonly sizePx: number;
  readonly shade: Shade;
  readonly longestSec: number;
}): void {
  const { canvas, inset, feed, shown, sizePx, shade, longestSec } = drawn;
  const { newest } = feed;
  useEffect(() => {
    let cells: DrawnCells | null = null;
    let palette = -1;
    let view = WHOLE;
    let hadInset = false;
    return onFrame(() => {
      const map = newest.current ?? cells?.map ?? null;
      if (map === null || canvas.current === null) return;
      const isNew = map !== cells?.map || palette !== paletteVersion();
      const hasInset = inset.current !== null;
      if (!isNew && view === shown.current && hasInset === hadInset && cells !== null) return;
      if (isNew || cells === null) cells = { map, ...paintedCells(map, shade, longestSec, cells?.pixels) };
      palette = paletteVersion();
      view = shown.current;
      hadInset = hasInset;
      const context = beginDrawing(canvas.current, sizePx, sizePx);
      if (context !== null) drawPortMap(context, sizePx, view, cells);
      const { pixels } = cells;
      inset.current?.getContext('2d')?.drawImage(pixels, 0, 0, INSET_SIDE, INSET_SIDE);
    });
  }, [canvas, inset, newest, shown, sizePx, shade, longestSec]);
}

function paintedCells(
  map: PortMap,
  shade: Shade,
  longestSec: number,
  pixels = new OffscreenCanvas(SIDE, SIDE),
): Omit<DrawnCells, 'map'> {
  const tones = cellTones(shade, longestSec);
  const pen = pixels.getContext('2d');
  if (pen !== null) {
    const image = pen.createImageData(SIDE, SIDE);
    paintCells(image, map, tones);
    pen.putImageData(image, 0, 0);
  }
  return { tones, pixels };
}
