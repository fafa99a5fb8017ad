import { type ReactElement, useEffect, useRef } from 'react';
import { clockText } from '../charts/span/clock-text.ts';
import { TrackSpan } from '../charts/span/TrackSpan.tsx';
import { runMarks, sameMarks, type TimeMark } from '../charts/time-marks.ts';
import { useRunValue } from '../charts/use-run-value.ts';
import { formatClock, formatDuration, speakDuration } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { EventMarks } from './EventMarks.tsx';
import { computedUntilSec } from './transport.ts';

/** Events stand above the track, where they can be moved; what is left is what the run has found. */
function foundMarks(run: LiveRun): TimeMark[] {
  return runMarks(run).filter(({ kind }) => kind !== 'event');
}

/** A slider over the run that shows how far it is computed, where events lie and where the first failure was. */
export function TimeTrack({ run, end }: { readonly run: LiveRun; readonly end: number }): ReactElement {
  const slider = useRef<HTMLInputElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const clock = useRef<HTMLSpanElement>(null);
  const marks = useRunValue(run, foundMarks, sameMarks);

  // The playhead moves every frame: its place and its text are set on the elements, not rendered.
  useEffect(() => {
    let shown = '';
    return onFrame(() => {
      const { timeSec, playing } = usePlayhead.getState();
      const computed = computedUntilSec(run);
      const state = `${timeSec} ${computed} ${end} ${playing}`;
      if (state === shown) return;
      shown = state;
      track.current?.style.setProperty('--computed', String(end > 0 ? computed / end : 0));
      track.current?.style.setProperty('--played', String(end > 0 ? Math.min(1, timeSec / end) : 0));
      // Samples may be closer than a second: who steps through them sees tenths.
      if (clock.current !== null)
        clock.current.textContent = playing ? formatClock(timeSec) : clockText(timeSec);
      if (slider.current === null) return;
      // Through `value`: React then knows it, and hears of every change that a user makes.
      slider.current.value = String(timeSec);
      slider.current.setAttribute('aria-valuetext', speakDuration(Math.round(timeSec)));
    });
  }, [run, end]);

  return (
    <>
      <div className="time-line">
        <EventMarks end={end} />
        <div ref={track} className="time-track">
          <div className="time-rail" aria-hidden="true">
            <div className="time-computed" />
            <div className="time-played" />
          </div>
          <TrackSpan run={run} end={end} />
          {marks.map(({ id, atSec }) => (
            <span
              key={id}
              className="time-mark"
              // A mark stands where the middle of the thumb stands at its moment.
              style={{
                left: `calc(var(--thumb) / 2 + ${end > 0 ? atSec / end : 0} * (100% - var(--thumb)))`,
              }}
              aria-hidden="true"
            />
          ))}
          <ul className="visually-hidden">
            {marks.map(({ id, label }) => (
              <li key={id}>{label}</li>
            ))}
          </ul>
          <input
            ref={slider}
            className="time-slider"
            type="range"
            aria-label="Moment of the run"
            min={0}
            max={end}
            step={run.scenario.sampleEverySec}
            defaultValue={0}
            onChange={(event) => {
              const wanted = event.currentTarget.valueAsNumber;
              usePlayhead.setState({ timeSec: Math.min(wanted, computedUntilSec(run)) });
            }}
          />
        </div>
      </div>
      <span className="time-clock">
        <span ref={clock}>{formatClock(0)}</span> <span className="quiet">of {formatDuration(end)}</span>
      </span>
    </>
  );
}
