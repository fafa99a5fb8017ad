import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PortMapAnswer, PortMapQuery } from '../../workers/protocol.ts';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { useApp } from '../state/app-context.ts';
import { PortMapFollower } from './port-map-follower.ts';

const TEXT_EVERY_MS = 200;

/** A port space at the moment on show. */
export interface PortFeed {
  /** The newest answer, for what draws every frame. */
  readonly newest: RefObject<PortMapAnswer | null>;
  /** The same for what React renders, which changes less often. */
  readonly said: PortMapAnswer | null;
  readonly error: string;
  /** The moment that a replay from the start is under way to; null while the map follows. */
  readonly replaySec: number | null;
}

/**
 * Follows the playhead with one port space.
 * @param query null while nothing is to be asked: the replay serves one asker at a time
 */
export function usePortMap(run: LiveRun, query: PortMapQuery | null): PortFeed {
  const { controller } = useApp();
  const { scenario } = run;
  const { station, address = 0, destination = 0, withOccupancy = false } = query ?? {};
  const newest = useRef<PortMapAnswer | null>(null);
  const [said, setSaid] = useState<PortMapAnswer | null>(null);
  const [error, setError] = useState('');
  const [replaySec, setReplaySec] = useState<number | null>(null);

  useEffect(() => {
    if (station === undefined) return undefined;
    newest.current = null;
    let textDueMs = 0;
    const follower = new PortMapFollower(
      (asked, atSec) => controller.requestPortMap(asked, atSec),
      (answer) => {
        newest.current = answer;
        setError('');
      },
      setError,
    );
    return onFrame((nowMs) => {
      // The playhead may still stand where a longer run ended.
      const atSec = Math.min(usePlayhead.getState().timeSec, scenario.durationSec);
      follower.want({ station, address, destination, withOccupancy }, atSec, nowMs);
      if (nowMs < textDueMs) return;
      textDueMs = nowMs + TEXT_EVERY_MS;
      setReplaySec(replayTarget(follower.wantedSec, newest.current));
      if (newest.current !== null) setSaid(newest.current);
    });
  }, [scenario, station, address, destination, withOccupancy, controller]);

  return { newest, said, error, replaySec };
}

/** Only a moment before the one on show, or the first one, takes a replay from the start. */
function replayTarget(wantedSec: number | null, shown: PortMapAnswer | null): number | null {
  return wantedSec !== null && (shown === null || wantedSec < shown.atSec) ? wantedSec : null;
}
