import type { ReactElement } from 'react';
import { TouchSelect } from '../charts/span/TouchSelect.tsx';
import { runMarks } from '../charts/time-marks.ts';
import { useRunValue } from '../charts/use-run-value.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { SPEEDS } from './stepping.ts';
import { TimeIcon, type TimeIconName } from './TimeIcon.tsx';
import { TimeTrack } from './TimeTrack.tsx';
import { stepMark, stepSample } from './time-actions.ts';
import { computedUntilSec, endSec, togglePlaying } from './transport.ts';
import './time.css';

/** Play, pause, step, speed, and a track over the run: computed part, playhead, events, first failure. */
export function TimeControls({ run }: { readonly run: LiveRun }): ReactElement {
  const playing = usePlayhead((state) => state.playing);
  const end = useRunValue(run, endSec);
  const hasMarks = useRunValue(run, markCount) > 0;
  return (
    <div className="time-controls" role="group" aria-label="Time of the run">
      <div className="time-buttons">
        <TimeButton name="To the start" icon="start" does={() => usePlayhead.setState({ timeSec: 0 })} />
        {hasMarks && (
          <TimeButton name="Previous event" keys="[" icon="mark-back" does={() => stepMark(run, -1)} />
        )}
        <TimeButton name="Step back" keys="," icon="back" does={() => stepSample(run, -1)} />
        <TimeButton
          name={playing ? 'Pause' : 'Play'}
          keys="Space"
          icon={playing ? 'pause' : 'play'}
          isFramed
          does={() => usePlayhead.setState((state) => togglePlaying(state, end))}
        />
        <TimeButton name="Step on" keys="." icon="on" does={() => stepSample(run, 1)} />
        {hasMarks && <TimeButton name="Next event" keys="]" icon="mark-on" does={() => stepMark(run, 1)} />}
        <TimeButton
          name="To the end"
          icon="end"
          does={() => usePlayhead.setState({ timeSec: computedUntilSec(run) })}
        />
      </div>
      <SpeedSelect />
      <TouchSelect />
      <TimeTrack run={run} end={end} />
    </div>
  );
}

function markCount(run: LiveRun): number {
  return runMarks(run).length;
}

function TimeButton(props: {
  readonly name: string;
  readonly keys?: string;
  readonly icon: TimeIconName;
  readonly isFramed?: boolean;
  readonly does: () => void;
}): ReactElement {
  const { name, keys, icon, isFramed = false, does } = props;
  return (
    <button
      type="button"
      className={isFramed ? 'button button-icon button-framed' : 'button button-icon'}
      aria-label={name}
      title={keys === undefined ? name : `${name} (${keys})`}
      onClick={does}
    >
      <TimeIcon name={icon} />
    </button>
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
