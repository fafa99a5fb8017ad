import { type ReactElement, useState } from 'react';
import { formatCount, formatDuration } from '../format/numbers.ts';
import { sweepController, useSweepRun } from './sweep-controller.ts';

/** How far the sweep is, and what can be done with it. */
export function SweepProgress({ isValid }: { readonly isValid: boolean }): ReactElement {
  const { shown, isReady, isRunning, done, share, leftSec, trouble, isKept } = useSweepRun();
  const total = shown?.jobs.length ?? 0;
  const isOver = done >= total;
  const mayStart = isValid && isReady && !isRunning && !isOver;
  return (
    <div className="sweep-progress">
      <div className="sweep-actions">
        {isRunning ? (
          <button type="button" className="button button-framed" onClick={() => sweepController.cancel()}>
            Cancel
          </button>
        ) : isOver && done > 0 ? null : (
          <button
            type="button"
            className="button button-strong"
            disabled={!mayStart}
            onClick={() => void sweepController.start()}
          >
            {done > 0 ? 'Resume' : 'Start'}
          </button>
        )}
        {!isRunning && done > 0 && <Discard key={shown?.head} runs={done} />}
        <progress className="sweep-bar" aria-label="Progress of the sweep" max={1} value={share} />
      </div>
      <p className="small" role="status">
        {isValid && isReady && !isRunning ? stateText(total, done) : ''}
      </p>
      {/* Changes several times a second: to be read, not to be heard. */}
      <p className="small">{isRunning && `${formatCount(done)} of ${formatCount(total)} runs done.`}</p>
      <p className="small quiet">
        {isRunning && leftSec !== null && `About ${formatDuration(roundSeconds(leftSec))} left. `}
        {!isKept && 'This browser keeps nothing for this page: a reload loses the runs. '}
      </p>
      {trouble !== '' && (
        <p className="error" role="alert">
          The sweep ended: {trouble}. What is done is kept.
        </p>
      )}
    </div>
  );
}

/** Runs may have taken hours: they are not lost by one press. */
function Discard({ runs }: { readonly runs: number }): ReactElement {
  const [isAsked, setIsAsked] = useState(false);
  if (!isAsked)
    return (
      <button type="button" className="button" onClick={() => setIsAsked(true)}>
        Discard the runs
      </button>
    );
  return (
    <>
      <span role="alert">Discard {formatCount(runs)} runs?</span>
      <button
        type="button"
        className="button button-framed"
        onClick={() => {
          setIsAsked(false);
          void sweepController.discard();
        }}
      >
        Discard
      </button>
      <button type="button" className="button" onClick={() => setIsAsked(false)}>
        Keep
      </button>
    </>
  );
}

function stateText(total: number, done: number): string {
  const runs = `${formatCount(done)} of ${formatCount(total)} runs`;
  if (done === 0) return `${formatCount(total)} runs. They are kept in this browser as they end.`;
  return done < total
    ? `${runs} done; the rest can be resumed, also after a reload.`
    : `All ${formatCount(total)} runs done.`;
}

/** As exact as a guess is. */
function roundSeconds(seconds: number): number {
  const step = seconds < 60 ? 5 : seconds < 600 ? 15 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
}
