import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { PortMap } from '../../network/results/run-result.ts';
import type { PortMapQuery } from '../../workers/protocol.ts';
import { paletteVersion } from '../charts/palette.ts';
import { formatClock, formatCount } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { PortCursor } from './PortCursor.tsx';
import { PortTable } from './PortTable.tsx';
import { paintCells } from './paint-cells.ts';
import { freePorts, SIDE } from './port-cells.ts';
import { PortMapFollower, type RequestPortMap } from './port-map-follower.ts';

const TEXT_EVERY_MS = 200;

/** Follows the playhead with one port space: the picture, the port under the pointer, the counts. */
export function LivePortMap(props: {
  readonly run: LiveRun;
  readonly query: PortMapQuery;
  readonly requestPortMap: RequestPortMap;
}): ReactElement {
  const { run, requestPortMap } = props;
  const { station, address, destination } = props.query;
  const { scenario } = run;
  const canvas = useRef<HTMLCanvasElement>(null);
  /** The map in words; the picture itself changes more often than React renders. */
  const [map, setMap] = useState<PortMap | null>(null);
  const [error, setError] = useState('');
  /** The moment that a replay from the start is under way to; null while the map follows. */
  const [replaySec, setReplaySec] = useState<number | null>(null);

  useEffect(() => {
    let newest: PortMap | null = null;
    let painted: PortMap | null = null;
    let said: PortMap | null = null;
    let paintedPalette = -1;
    let textDueMs = 0;
    const follower = new PortMapFollower(
      requestPortMap,
      (answer) => {
        newest = answer;
        setError('');
      },
      setError,
    );
    return onFrame((nowMs) => {
      // The playhead may still stand where a longer run ended.
      const atSec = Math.min(usePlayhead.getState().timeSec, scenario.durationSec);
      follower.want({ station, address, destination }, atSec, nowMs);
      const textIsDue = nowMs >= textDueMs;
      if (textIsDue) {
        textDueMs = nowMs + TEXT_EVERY_MS;
        setReplaySec(replayTarget(follower.wantedSec, newest));
      }
      if (newest === null) return;
      if (newest !== painted || paletteVersion() !== paintedPalette) {
        paint(canvas.current, newest);
        painted = newest;
        paintedPalette = paletteVersion();
      }
      if (newest !== said && textIsDue) {
        said = newest;
        setMap(newest);
      }
    });
  }, [scenario, station, address, destination, requestPortMap]);

  return (
    <div className="port-map-live">
      <div className="port-map-frame">
        <ol className="port-map-scale" aria-hidden="true">
          {[0, 16_384, 32_768, 49_152].map((port) => (
            <li key={port}>{formatCount(port)}</li>
          ))}
        </ol>
        <div className="port-map-picture">
          <canvas ref={canvas} width={SIDE} height={SIDE} aria-hidden="true" />
          <PortCursor map={map} />
        </div>
      </div>
      {error !== '' && <p className="error">{error}</p>}
      {map !== null && <PortCounts map={map} />}
      {replaySec !== null && error === '' && (
        <p className="small quiet">Replaying the run to {formatClock(replaySec)}…</p>
      )}
      {map !== null && <PortTable map={map} />}
    </div>
  );
}

/** Only a moment before the one on show, or the first one, takes a replay from the start. */
function replayTarget(wantedSec: number | null, shown: PortMap | null): number | null {
  return wantedSec !== null && (shown === null || wantedSec < shown.atSec) ? wantedSec : null;
}

function paint(canvas: HTMLCanvasElement | null, map: PortMap): void {
  const context = canvas?.getContext('2d') ?? null;
  if (context === null) return;
  const image = context.createImageData(SIDE, SIDE);
  paintCells(image, map.cells);
  context.putImageData(image, 0, 0);
}

function PortCounts({ map }: { readonly map: PortMap }): ReactElement {
  return (
    <p className="port-map-counts">
      <span className="port-map-key port-map-key-in-use">
        in use <b>{formatCount(map.inUse)}</b>
      </span>
      <span className="port-map-key port-map-key-held">
        held <b>{formatCount(map.held)}</b>
      </span>
      <span className="port-map-key port-map-key-free">
        free <b>{formatCount(freePorts(map))}</b>
      </span>
      <span className="quiet">
        of {formatCount(map.capacity)} at {formatClock(map.atSec)}
      </span>
    </p>
  );
}
