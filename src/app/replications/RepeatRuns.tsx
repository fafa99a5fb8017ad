import { type ReactElement, useMemo } from 'react';
import { replicationsSentence, runCount } from '../../analysis/answer/precision-sentences.ts';
import { type ReplicationOutcome, summariseReplications } from '../../analysis/runs/replications.ts';
import { unbroken } from '../answer/unbroken.ts';
import { formatProgress } from '../format/numbers.ts';
import { createManyRuns } from '../run/many-runs.ts';
import { useRun } from '../run/run-store.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import './repeat-runs.css';

/** Enough for an interval; each click adds as many. */
const RUNS_A_CLICK = 10;

const repeated = createManyRuns<readonly ReplicationOutcome[]>();

/** How many runs the answer rests on, and the way to more of them: the interval of blocking and of the peak. */
export function RepeatRuns(): ReactElement | null {
  const isDone = useRun(({ status }) => status === 'done');
  const scenario = useDocument((state) => state.scenario);
  const { isRunning, share, result, message, ...runs } = repeated.use();
  const isOwn = runs.scenario === scenario;
  const sentence = useMemo(() => (result === null ? '' : sentenceOf(result)), [result]);
  if (!isDone) return null;
  return (
    <span className="repeat-runs">
      {isRunning && (
        <span className="repeat-runs-progress">
          <progress max={1} value={share} aria-label="Repeated runs" />{' '}
          {unbroken(`${runCount(RUNS_A_CLICK)}, ${formatProgress(share)}`)}
        </span>
      )}{' '}
      <span aria-live="polite">
        {message !== '' && isOwn && <span className="error">Not repeated: {message} </span>}
        {sentence !== '' && (
          <span data-stale={!isOwn}>
            {!isOwn && 'Before the change, '}
            {unbroken(sentence)}
          </span>
        )}
      </span>{' '}
      <RepeatButton isRunning={isRunning && isOwn} outcomes={isOwn ? result : null} />
    </span>
  );
}

/** One button through all states, so that the focus stays on it. */
function RepeatButton(props: {
  readonly isRunning: boolean;
  readonly outcomes: readonly ReplicationOutcome[] | null;
}): ReactElement {
  const { isRunning, outcomes } = props;
  const { editor } = useApp();
  const act = (): void => {
    if (isRunning) return repeated.cancel();
    repeated.start(editor.store, async (scenario, signal, onProgress) => {
      const { repeatRuns } = await import('./repeat-runs.ts');
      return repeatRuns(scenario, outcomes ?? [], RUNS_A_CLICK, signal, onProgress);
    });
  };
  const more = outcomes === null ? 'Repeat under other seeds' : `${RUNS_A_CLICK} more runs`;
  return (
    <button type="button" className="link-button" onClick={act}>
      {isRunning ? 'Cancel' : more}
    </button>
  );
}

function sentenceOf(outcomes: readonly ReplicationOutcome[]): string {
  return replicationsSentence(summariseReplications([], outcomes));
}
