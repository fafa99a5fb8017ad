import { type ReactElement, useEffect } from 'react';
import { keepRun } from '../commands/kept-run-commands.ts';
import { useApp } from '../state/app-context.ts';
import { openDialog } from '../state/view-store.ts';
import { loadKeptRuns, useKeptRuns } from './kept-runs.ts';
import './runs.css';

/** Keeps the run on show for later and for comparisons, and leads to those that are kept. */
export function KeepRun(): ReactElement {
  const app = useApp();
  const count = useKeptRuns((state) => state.runs.length);
  useEffect(() => void loadKeptRuns(), []);
  return (
    <span className="keep-run">
      <button type="button" className="link-button" title="Keep this run (K)" onClick={() => keepRun(app)}>
        Keep this run
      </button>
      {count > 0 && (
        <button
          type="button"
          className="link-button"
          title="Kept runs (Shift K)"
          onClick={() => openDialog('runs')}
        >
          Kept runs ({count})
        </button>
      )}
    </span>
  );
}
