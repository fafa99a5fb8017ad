import type { ReactElement } from 'react';
import { loadNewVersion, putOffNewVersion, useNewVersion } from './page-worker.ts';

/** Says that a new version is there. It never comes by itself: a run that is watched would be lost. */
export function NewVersion(): ReactElement {
  const { state } = useNewVersion();
  return (
    <div className="notice notice-asking" role="status">
      {state === 'ready' && (
        <>
          <span>A new version is ready.</span>
          <button type="button" className="button" onClick={loadNewVersion}>
            Reload
          </button>
          <button type="button" className="button" onClick={putOffNewVersion}>
            Later
          </button>
        </>
      )}
    </div>
  );
}
