import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from 'react';
import { speakDuration } from '../../format/numbers.ts';
import type { LiveRun } from '../../run/live-run.ts';
import { moveByKey } from '../../ui/slider-keys.ts';
import type { TimeDomain } from '../plot-scales.ts';
import { leastSpanSec, moveEnd, moveShown, show, showWhole, spanOf } from './chart-span.ts';
import { SmallRun } from './SmallRun.tsx';
import { useSpan } from './span-store.ts';
import './span.css';

/** An arrow key moves by this share of the part on display, a Page key by all of it. */
const KEY_SHARE = 0.1;

type Part = 'from' | 'window' | 'to';

/** The whole run in small, with the part that the charts show: drag it, or its ends, or use the keys. Absent without zoom. */
export function SpanStrip({ run }: { readonly run: LiveRun }): ReactElement | null {
  const zoom = useSpan((state) => spanOf(run, state).zoom);
  const rail = useRef<HTMLDivElement>(null);
  const grip = useRef<{ readonly x: number; readonly shown: TimeDomain } | null>(null);
  if (zoom === null) return null;
  const { durationSec } = run.scenario;
  const { fromSec, toSec } = zoom;
  const at = (sec: number): string => `${(sec / durationSec) * 100}%`;

  const dragged = (part: Part, event: PointerEvent): void => {
    const { current } = grip;
    const width = rail.current?.clientWidth ?? 0;
    if (current === null || width === 0) return;
    const bySec = ((event.clientX - current.x) / width) * durationSec;
    const { shown } = current;
    if (part === 'window') {
      const by = Math.min(durationSec - shown.toSec, Math.max(-shown.fromSec, bySec));
      show(run, { fromSec: shown.fromSec + by, toSec: shown.toSec + by });
    } else moveEnd(run, part, (part === 'from' ? shown.fromSec : shown.toSec) + bySec);
  };

  const handlers = (part: Part) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { x: event.clientX, shown: zoom };
    },
    onPointerMove: (event: PointerEvent) => dragged(part, event),
    onPointerUp: () => {
      grip.current = null;
    },
    onPointerCancel: () => {
      grip.current = null;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (keyPressed(run, part, zoom, event.key)) event.preventDefault();
    },
  });

  const least = leastSpanSec(run);
  return (
    <div className="span-strip" role="group" aria-label="Part on display">
      <div ref={rail} className="span-rail">
        <SmallRun run={run} />
        <div className="span-off" style={{ left: 0, width: at(fromSec) }} />
        <div className="span-off" style={{ left: at(toSec), right: 0 }} />
        <div
          className="span-window"
          style={{ left: at(fromSec), width: at(toSec - fromSec) }}
          role="slider"
          tabIndex={0}
          aria-label="Part on display"
          aria-valuemin={0}
          aria-valuemax={durationSec - (toSec - fromSec)}
          aria-valuenow={fromSec}
          aria-valuetext={`${speakDuration(fromSec)} to ${speakDuration(toSec)}`}
          {...handlers('window')}
        />
        <div
          className="span-end span-end-from"
          style={{ left: at(fromSec) }}
          role="slider"
          tabIndex={0}
          aria-label="Start of the part on display"
          aria-valuemin={0}
          aria-valuemax={toSec - least}
          aria-valuenow={fromSec}
          aria-valuetext={speakDuration(fromSec)}
          {...handlers('from')}
        />
        <div
          className="span-end span-end-to"
          style={{ left: at(toSec) }}
          role="slider"
          tabIndex={0}
          aria-label="End of the part on display"
          aria-valuemin={fromSec + least}
          aria-valuemax={durationSec}
          aria-valuenow={toSec}
          aria-valuetext={speakDuration(toSec)}
          {...handlers('to')}
        />
      </div>
      <button type="button" className="button" title="Show the whole run (0)" onClick={showWhole}>
        Whole run
      </button>
    </div>
  );
}

/** Moves what has the focus; false for a key that does not. */
function keyPressed(run: LiveRun, part: Part, { fromSec, toSec }: TimeDomain, key: string): boolean {
  const span = toSec - fromSec;
  const step = Math.max(run.scenario.sampleEverySec, KEY_SHARE * span);
  const bySec = moveByKey(key, step, span);
  if (bySec === null) return false;
  if (part === 'window') moveShown(run, bySec);
  else moveEnd(run, part, (part === 'from' ? fromSec : toSec) + bySec);
  return true;
}
