import type { ReactElement } from 'react';
import { useRunValue } from '../charts/use-run-value.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { TimeIcon } from './TimeIcon.tsx';
import { TimeTrack } from './TimeTrack.tsx';
import { computedUntilSec, endSec, togglePlaying } from './transport.ts';
import './time.css';

/** Simulated seconds a second. */
const SPEEDS = [1, 10, 60, 120, 600] as const;

/** Play, pause, speed, and a track over the run: computed part, playhead, events, first failure. */
export function TimeControls({ run }: { readonly run: LiveRun }): ReactElement {
  const playing = usePlayhead((state) => state.playing);
  const end = useRunValue(run, endSec);
  return (
    <div className="time-controls" role="group" aria-label="Time of the run">
      <div className="time-buttons">
        <button
          type="button"
          className="button button-icon"
          aria-label="To the start"
          title="To the start"
          onClick={() => usePlayhead.setState({ timeSec: 0 })}
        >
          <TimeIcon name="start" />
        </button>
        <button
          type="button"
          className="button button-icon button-framed"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause' : 'Play'}
          onClick={() => usePlayhead.setState((state) => togglePlaying(state, end))}
        >
          <TimeIcon name={playing ? 'pause' : 'play'} />
        </button>
        <button
          type="button"
          className="button button-icon"
          aria-label="To the end"
          title="To the end"
          onClick={() => usePlayhead.setState({ timeSec: computedUntilSec(run) })}
        >
          <TimeIcon name="end" />
        </button>
      </div>
      <SpeedSelect />
      <TimeTrack run={run} end={end} />
    </div>
  );
}

function SpeedSelect(): ReactElement {
  const speed = usePlayhead((state) => state.speed);
  const choices = SPEEDS.some((each) => each === speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  return (
    <label className="time-speed">
      <span className="visually-hidden">Speed, simulated seconds a second</span>
      <select
        className="select"
        value={speed}
        title="Simulated seconds a second"
        onChange={(event) => usePlayhead.setState({ speed: Number(event.target.value) })}
      >
        {choices.map((each) => (
          <option key={each} value={each}>
            ×{each}
          </option>
        ))}
      </select>
    </label>
  );
}
