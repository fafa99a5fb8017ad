import { type ReactElement, useEffect, useRef, useState } from 'react';
import { chooseComparison } from '../compare/compare-choice.ts';
import { showWorkspace } from '../state/page-address.ts';
import { useView } from '../state/view-store.ts';
import type { KeptRun } from './kept-run.ts';
import { addRun, deleteRun, loadKeptRuns, MOST_KEPT_RUNS, useKeptRuns } from './kept-runs.ts';
import { RunDiff } from './RunDiff.tsx';
import { RunItem } from './RunItem.tsx';
import './runs.css';

/** The runs that are kept: their names and looks, what becomes of them, and what differs between two. */
export function RunsPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { runs, isLoaded, isStored } = useKeptRuns();
  const [deleted, setDeleted] = useState<KeptRun | null>(null);
  useEffect(() => void loadKeptRuns(), []);
  if (!isLoaded) return <p className="run-wait">Loading…</p>;
  const compare = (): void => {
    chooseComparison({ kind: 'mine' });
    showWorkspace();
    useView.setState({ mode: 'compare' });
    onClose();
  };
  return (
    <>
      <p className="small quiet">
        A kept run is a scenario with the figures of its finished run: K keeps the one that is open. Up to{' '}
        {MOST_KEPT_RUNS} are kept in this browser; then the oldest that is not pinned makes room.
      </p>
      {!isStored && (
        <p className="error">
          This browser keeps nothing for this page: the runs are gone when it is closed. Export what you need.
        </p>
      )}
      <p role="status" className="runs-notice">
        {deleted !== null && (
          <>
            Deleted “{deleted.name}”.{' '}
            <UndoButton
              key={deleted.id}
              onPress={() => {
                void addRun(deleted);
                setDeleted(null);
              }}
            />
          </>
        )}
      </p>
      {runs.length === 0 ? (
        <p>No run is kept.</p>
      ) : (
        <ul className="runs-list" aria-label="Kept runs">
          {runs.map((run) => (
            <RunItem
              key={run.id}
              run={run}
              onClose={onClose}
              onDelete={() => void deleteRun(run.id).then(() => setDeleted(run))}
            />
          ))}
        </ul>
      )}
      {runs.length > 0 && (
        <>
          <div className="dialog-actions">
            <button type="button" className="button button-strong" onClick={compare}>
              Compare my columns
            </button>
          </div>
          <RunDiff runs={runs} />
        </>
      )}
    </>
  );
}

/** Takes the focus: the button that was pressed is gone with its run. */
function UndoButton({ onPress }: { readonly onPress: () => void }): ReactElement {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <button ref={button} type="button" className="button button-framed" onClick={onPress}>
      Undo
    </button>
  );
}
